"""What is down comes up again: nothing is lost, and people hear once."""

import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA, SOURCES_CHAT, SUPERVISORS_CHAT, TIMUR, VERA
from tests.flows.harness import ALINA_ID, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import data_of, labels

HOUR = 3600.0


async def test_taps_while_the_portal_is_down_are_answered_kept_and_written_in_order(world: World) -> None:
    lead = await world.new_lead()
    world.down("bitrix24", HOUR)
    assert await world.tap(ALINA, ALINA, "Недозвон") == Toast("Недозвон: попытка 1. Сразу позвоните второй раз")
    assert "📞 Недозвон, попытка 1" in world.chat(ALINA).last.plain
    await world.advance(600)
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    await world.advance(600)
    await world.tap(ALINA, ALINA, "Недозвон")
    assert world.writes(lead) == []
    await world.advance(HOUR)
    assert world.writes(lead) == [("stageId", "IN_PROCESS"), ("sourceId", "RECOMMENDATION")]
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == [
        "Недозвон, попытка 1",
        "Источник: рекомендация",
        "Недозвон, попытка 2",
    ]


async def test_a_choice_taken_back_while_the_portal_is_down_leaves_it_as_it_was(world: World) -> None:
    lead = await world.new_lead()
    world.down("bitrix24", 120)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Взял в работу")
    await world.advance(300)
    assert world.portal.leads[lead]["stageId"] == "NEW"
    assert world.writes(lead) == [("stageId", "IN_PROCESS"), ("stageId", "NEW")]
    assert "Взял в работу" in labels(world.chat(ALINA).messages[0])


async def test_leads_that_came_while_the_portal_was_down_arrive(world: World) -> None:
    world.down("bitrix24", 200)
    await world.new_lead()
    assert world.chat(ALINA).texts == []
    await world.advance(290)
    assert len(world.chat(ALINA).texts) == 1


async def test_overdue_leads_speak_once_at_the_highest_rung_after_an_hour_without_telegram(world: World) -> None:
    world.down("telegram", HOUR)
    for name in ("Олег", "Мария"):
        await world.new_lead(name=name)
    await world.advance(HOUR + 200)
    assert sorted(text.splitlines()[0] for text in world.chat(SUPERVISORS_CHAT).texts) == [
        "🚨 Мария: лид никто не взял. Ответственный: Алина Громова",
        "🚨 Олег: лид никто не взял. Ответственный: Алина Громова",
    ]
    heads = sorted(text.splitlines()[0] for text in world.chat(ALINA).texts)
    assert [head for head in heads if not head.startswith("🔌")] == ["🔴 Мария", "🔴 Олег"]


async def test_overdue_leads_speak_once_at_the_highest_rung_after_an_hour_without_us(world: World) -> None:
    await world.new_lead()
    await world.kill()
    world.clock.to(world.clock.time() + HOUR)
    await world.start()
    await world.pump()
    await world.advance(10)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1
    assert not world.chat(ALINA).about("ждёт звонка")


async def test_after_an_outage_open_leads_are_offered_again(world: World) -> None:
    await world.new_lead(name="Олег")
    lead = await world.new_lead(name="Мария")
    await world.new_lead(TIMUR_ID, name="Игорь")
    await world.kill()
    world.clock.to(world.clock.time() + 240)
    await world.start()
    await world.pump()
    notice = world.chat(ALINA).about("Связи с Telegram не было")[0]
    assert notice.plain.startswith("🔌 Связи с Telegram не было 4 минуты: нажатия могли не дойти.\nОткрыто 2 лида.")
    assert labels(notice) == ["Олег", "Мария"]
    assert labels(world.chat(TIMUR).about("Связи")[0]) == ["Игорь"]
    assert await world.tap(ALINA, ALINA, "Мария", message=notice) == Toast("Карточка ниже")
    assert world.chat(ALINA).last.plain.startswith("🟢 Мария")
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert labels(notice) == ["Олег", "Мария"]
    await world.tap(ALINA, ALINA, "Олег", message=notice)
    assert world.chat(ALINA).last.plain.startswith("🟢 Олег")


async def test_a_short_silence_is_nobodys_business(world: World) -> None:
    await world.new_lead()
    await world.kill()
    world.clock.to(world.clock.time() + 140)
    await world.start()
    await world.pump()
    assert len(world.chat(ALINA).texts) == 1


async def test_a_lost_answer_doubles_a_message_at_most_once_and_is_counted(world: World) -> None:
    world.cut_next("telegram", "sendMessage")
    await world.new_lead()
    await world.advance(10)
    first, second = world.chat(ALINA).messages
    assert first.plain == second.plain
    assert world.app.to_telegram.redelivered == 1
    await world.tap(ALINA, ALINA, "Взял в работу", message=first)
    assert first.plain.startswith("🔵 Олег")
    assert second.plain.startswith("🔵 Олег")


async def doubled_card(world: World) -> int:
    world.cut_next("telegram", "sendMessage")
    lead = await world.new_lead()
    await world.advance(10)
    assert len(world.chat(ALINA).messages) == 2
    return lead


async def test_a_refused_tap_on_a_card_whose_place_was_never_learnt_draws_it_anew(world: World) -> None:
    lead = await doubled_card(world)
    await world.change(lead, stageId="JUNK")
    first, second = world.chat(ALINA).messages
    toast = await world.tap(ALINA, ALINA, "Взял в работу", message=first)
    assert toast.alert
    assert (first.html, labels(first)) == (second.html, labels(second))


async def test_the_doubled_card_of_a_former_manager_says_so_once_it_is_tapped(world: World) -> None:
    lead = await doubled_card(world)
    await world.change(lead, assignedById=TIMUR_ID)
    first, second = world.chat(ALINA).messages
    assert await world.tap(ALINA, ALINA, "Взял в работу", message=first) == Toast("Это лид другого менеджера.", True)
    assert (first.html, labels(first)) == (second.html, [])
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    assert (first.html, labels(first)) == (second.html, [])


async def test_a_forged_tap_draws_nothing_for_somebody_who_never_had_the_lead(world: World) -> None:
    lead = await world.new_lead(name="Мария")
    await world.say(TIMUR, "/start")
    theirs, data = world.chat(TIMUR).last, data_of(world.chat(ALINA).last, "Взял в работу")
    before = theirs.html
    await world.press(TIMUR, TIMUR, theirs.id, data, forged=True)
    assert theirs.html == before
    assert world.writes(lead) == []


async def test_a_list_of_open_leads_stays_when_one_of_them_is_closed_already(world: World) -> None:
    lead = await world.new_lead()
    await world.kill()
    world.clock.to(world.clock.time() + 200)
    await world.start()
    await world.pump()
    listed = world.chat(ALINA).with_button("Олег")
    before = listed.html
    await world.change(lead, stageId="JUNK")
    assert (await world.tap(ALINA, ALINA, "Олег", message=listed)).alert
    assert listed.html == before


async def test_a_request_that_never_arrived_doubles_nothing(world: World) -> None:
    world.faults.add(Fault("telegram", "status", "sendMessage", status=429, retry_after=7))
    await world.new_lead()
    sent = [call for call in world.telegram.calls if call.method == "sendMessage"]
    assert sent == []
    refused_at = world.clock.time()
    await world.advance(5)
    assert world.chat(ALINA).texts == []
    await world.advance(3)
    assert len(world.chat(ALINA).texts) == 1
    assert world.clock.time() - refused_at < 10
    assert world.app.to_telegram.redelivered == 0


async def test_a_lost_answer_of_an_edit_changes_nothing(world: World) -> None:
    await world.new_lead()
    world.cut_next("telegram", "editMessageText")
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(10)
    assert world.chat(ALINA).last.plain.startswith("🔵 Олег")
    assert len(world.chat(ALINA).texts) == 1


async def test_a_lost_answer_of_a_write_back_writes_one_comment(world: World) -> None:
    lead = await world.new_lead()
    for _ in range(2):
        world.cut_next("bitrix24", "batch")
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(30)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert len(world.comments(lead)) == 1


async def test_a_comment_is_not_taken_for_another_whose_number_begins_alike(world: World) -> None:
    """Entry 1 is tried again while the comment of entry 12 stands there already."""
    lead = await world.new_lead()
    world.down("bitrix24", 5)
    await world.tap(ALINA, ALINA, "Взял в работу")
    number = await world.number_of_waiting_comment(lead)
    world.portal.comment(lead, 1, f"Недозвон – Алина Громова\n5M-{number}7.")
    await world.advance(60)
    assert any(comment.startswith("Взял в работу") for comment in world.comments(lead))


async def test_both_limits_of_speed_are_kept_when_many_leads_come_at_once(world: World) -> None:
    for number in range(80):
        world.add_lead((ALINA_ID, TIMUR_ID)[number % 2], name=f"Клиент {number}")
    await world.advance(60)
    assert len(world.chat(ALINA).texts) == len(world.chat(TIMUR).texts) == 40
    assert {call.status for call in world.telegram.calls} == {200}
    assert not {429, 503} & {call.status for call in world.portal.calls}


async def test_a_group_that_becomes_a_supergroup_keeps_hearing(new_world: NewWorld) -> None:
    world = await new_world(supervisors_chat_id=-555)
    world.telegram.add_group(-555, "Руководители", [ALINA, VERA])
    lead = await world.new_lead(name="Олег")
    await world.until(lead, 601)
    assert len(world.chat(-555).about("Олег: лид никто не взял")) == 1
    moved = world.telegram.upgrade_group(-555)
    lead = await world.new_lead(name="Мария")
    await world.until(lead, 602)
    assert len(world.chat(moved).about("Мария: лид никто не взял")) == 1
    await world.tap(VERA, moved, "✋ Беру себе")
    assert world.portal.leads[lead]["assignedById"] == 14
    await world.restart()
    lead = await world.new_lead(name="Игорь")
    await world.until(lead, 602)
    assert len(world.chat(moved).about("Игорь: лид никто не взял")) == 1


@pytest.mark.parametrize("status", ["kicked", "restricted"])
async def test_a_group_that_cannot_be_written_to_is_made_up_for_privately(world: World, status: str) -> None:
    world.telegram.set_bot_status(SUPERVISORS_CHAT, status)  # type: ignore[arg-type]
    lead = await world.new_lead()
    await world.until(lead, 605)
    assert world.chat(VERA).last.plain.startswith("🚨 Олег: лид никто не взял")
    await world.tap(VERA, VERA, "✋ Беру себе")
    assert world.portal.leads[lead]["assignedById"] == 14


async def test_a_sources_group_that_cannot_be_written_to_is_made_up_for_privately(world: World) -> None:
    world.telegram.kick(SOURCES_CHAT)
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.advance(5)
    await world.tap(5015, 5015, "VK")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"


async def test_an_update_that_cannot_be_parsed_costs_itself_only(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    for raw in (
        {"callback_query": {"id": "1"}},
        {"message": {"message_id": 1, "date": "soon", "chat": 5}},
        {"message": None, "callback_query": 5},
        {"callback_query": {"from": {"id": 2**70}, "id": "1"}},
        {"surprise": {"of": "tomorrow"}},
        {"my_chat_member": {"new_chat_member": {"status": "ascended"}}},
        {"message": {"from": "nobody"}},
    ):
        world.telegram.inject(raw)
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Взял в работу"))
    await world.pump()
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_texts_with_nul_do_not_stop_the_updates(world: World) -> None:
    await world.new_lead()
    user = world.telegram.users[ALINA].json()
    chat = world.telegram.chats[ALINA].json()
    world.telegram.inject({"message": {"message_id": 7, "date": 1, "chat": chat, "from": user, "text": "a\0b"}})
    await world.say(ALINA, "/help")
    assert world.chat(ALINA).last.plain.startswith("«Пять минут»")


async def test_one_lead_that_cannot_be_kept_does_not_hold_the_others_up(world: World) -> None:
    world.portal.events.hold()
    bad = world.add_lead(name="Плохой")
    world.portal.leads[bad]["assignedById"] = 2**80
    world.add_lead(name="Мария")
    world.portal.events.release()
    await world.pump()
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🟢 Мария"]
    world.portal.update_lead(bad, 1, assignedById=ALINA_ID)
    await world.advance(70)
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🟢 Мария", "🟢 Плохой"]


async def test_a_clock_that_is_set_back_does_not_stop_the_reading(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.clock.set_back(HOUR)
    calls = len(world.portal.calls)
    await world.change(lead, name="Олег Иванов")
    await world.pump()
    assert world.chat(ALINA).last.plain.startswith("🔵 Олег Иванов")
    assert len(world.portal.calls) - calls < 20

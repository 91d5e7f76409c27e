"""A tap reaches Bitrix24, once, in the manager's name; and can be taken back for a minute."""

import pytest
from sqlalchemy import select

from sandbox.world import ALINA, SOURCES_CHAT, SUPERVISORS_CHAT
from services.storage.tables import updates
from tests.flows.harness import VERA_ID, Toast, World
from tests.flows.reading import data_of, labels

SIGNED = "Алина Громова, через «Пять минут»"


async def reject(world: World) -> Toast:
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    return await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")


@pytest.mark.rule("NL-12", "OP10-02")
async def test_taking_a_lead_moves_its_stage_and_names_the_manager(world: World) -> None:
    lead = await world.new_lead(comments="Просит перезвонить")
    toast = await world.tap(ALINA, ALINA, "Взял в работу")
    assert toast == Toast("Готово: Взял в работу")
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert len(world.comments(lead)) == 1
    assert world.comments(lead)[0].startswith(f"Взял в работу – {SIGNED}")
    assert world.portal.leads[lead]["comments"] == "Просит перезвонить"
    card = world.chat(ALINA).last
    assert card.plain.startswith("🔵 Олег")
    assert "✅ Взял в работу · Алина Громова" in card.plain
    assert "Взял в работу" not in labels(card)
    assert len(world.chat(ALINA).texts) == 1


@pytest.mark.rule("NL-12")
async def test_no_answer_counts_and_asks_for_the_second_call_at_once(world: World) -> None:
    lead = await world.new_lead()
    toast = await world.tap(ALINA, ALINA, "Недозвон")
    assert toast == Toast("Недозвон: попытка 1. Сразу позвоните второй раз")
    assert "💡 Сразу позвоните второй раз" in world.chat(ALINA).last.plain
    toast = await world.tap(ALINA, ALINA, "Недозвон")
    assert toast == Toast("Недозвон: попытка 2.")
    assert "💡" not in world.chat(ALINA).last.plain
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == [
        "Недозвон, попытка 1",
        "Недозвон, попытка 2",
    ]


@pytest.mark.rule("OP10-26")
async def test_referral_sets_the_source(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    assert world.writes(lead) == [("sourceId", "RECOMMENDATION")]
    assert "Источник: Рекомендация" in world.chat(ALINA).messages[0].plain
    assert world.comments(lead)[0].startswith(f"Источник: рекомендация – {SIGNED}")


@pytest.mark.rule("OP10-26")
async def test_referral_is_confirmed_also_where_the_portal_has_it_already(world: World) -> None:
    lead = await world.new_lead(sourceId="RECOMMENDATION")
    toast = await world.tap(ALINA, ALINA, "Источник: рекомендация")
    assert toast.text == "Готово: Источник: рекомендация"
    assert world.writes(lead) == []
    assert len(world.comments(lead)) == 1


@pytest.mark.rule("NL-08")
async def test_a_rejection_asks_first_then_closes_with_the_reason(world: World) -> None:
    lead = await world.new_lead()
    toast = await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    assert toast == Toast("Подтвердите: Отказ: некорректные данные")
    assert labels(world.chat(ALINA).last) == ["Да: Отказ: некорректные данные", "‹ Назад"]
    assert world.writes(lead) == []
    await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")
    assert sorted(world.writes(lead)) == [("stageId", "JUNK"), ("statusDescription", "Некорректные данные")]
    card = world.chat(ALINA).last
    assert card.plain.startswith("⚪️ Олег")
    assert labels(card) == ["📋 Номер", "Открыть в Битрикс24", "↩️ Отменить: Отказ: некорректные данные"]


async def test_a_rejection_can_be_thought_better_of(world: World) -> None:
    lead = await world.new_lead()
    before = labels(world.chat(ALINA).last)
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    await world.tap(ALINA, ALINA, "‹ Назад")
    assert labels(world.chat(ALINA).last) == before
    assert world.writes(lead) == []


async def test_a_double_tap_is_answered_and_done_once(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, "Недозвон")
    first, second = (world.telegram.press(ALINA, ALINA, card.id, data) for _ in range(2))
    await world.pump()
    assert world.telegram.answers[first]["text"].startswith("Недозвон: попытка 1")
    assert world.telegram.answers[second]["text"] == "Уже отмечено: Недозвон"
    assert len(world.comments(lead)) == 1


async def test_a_tap_that_telegram_sends_again_is_done_once(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Недозвон"))
    raws = [each for each in await world.waiting_updates() if "callback_query" in each]
    await world.work_off(raws)
    await world.work_off(raws)
    await world.pump()
    assert len(world.comments(lead)) == 1


@pytest.mark.rule("NL-08")
async def test_undo_brings_back_stage_reason_and_clock(world: World) -> None:
    lead = await world.new_lead()
    await reject(world)
    toast = await world.tap(ALINA, ALINA, "↩️ Отменить: Отказ: некорректные данные")
    assert toast == Toast("Отменено, всё как было")
    kept = world.portal.leads[lead]
    assert (kept["stageId"], kept["statusDescription"]) == ("NEW", "")
    assert world.comments(lead)[-1].startswith(f"Отменено: Отказ: некорректные данные – {SIGNED}")
    card = world.chat(ALINA).last
    assert card.plain.startswith("🟢 Олег")
    assert "Взял в работу" in labels(card)
    await world.until(lead, 601)
    assert world.chat(ALINA).about("ждёт звонка")
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


async def test_undo_brings_back_the_count_of_attempts(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Недозвон")
    assert (await world.tap(ALINA, ALINA, "Недозвон")).text.startswith("Недозвон: попытка 1")


async def test_undo_leaves_alone_what_somebody_changed_since(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    await world.change(lead, by=VERA_ID, sourceId="UC_VK01")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Источник: рекомендация")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    assert world.writes(lead) == [("sourceId", "RECOMMENDATION")]


async def test_undo_leaves_alone_what_somebody_changed_and_nobody_told_us(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    world.portal.events.drop = 1
    await world.change(lead, by=VERA_ID, sourceId="UC_VK01")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Источник: рекомендация")
    await world.sweep()
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    assert "Источник: VK" in world.chat(ALINA).messages[0].plain


async def test_undo_of_a_stage_that_somebody_moved_on_leaves_stage_and_clock_alone(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.change(lead, by=VERA_ID, stageId="UC_MEETING")
    message = world.chat(ALINA).last
    if "↩️ Отменить: Взял в работу" in labels(message):
        await world.tap(ALINA, ALINA, "↩️ Отменить: Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "UC_MEETING"
    await world.until(lead, 700)
    assert world.chat(SUPERVISORS_CHAT).texts == []
    assert world.chat(ALINA).last.plain.startswith("🔵 Олег")


async def test_undo_is_for_a_minute(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    card = world.chat(ALINA).last
    data = data_of(card, "↩️ Отменить: Взял в работу")
    world.clock.to(world.clock.time() + 61)
    toast = await world.press(ALINA, ALINA, card.id, data)
    assert toast == Toast("Время на отмену вышло. Исправьте в Битрикс24.", alert=True)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_the_button_to_undo_goes_away_by_itself(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(55)
    assert "↩️ Отменить: Взял в работу" in labels(world.chat(ALINA).last)
    await world.advance(8)
    assert "↩️ Отменить: Взял в работу" not in labels(world.chat(ALINA).last)
    assert len(world.chat(ALINA).texts) == 1


async def test_undo_twice_is_answered_in_words(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    card = world.chat(ALINA).last
    data = data_of(card, "↩️ Отменить: Взял в работу")
    await world.press(ALINA, ALINA, card.id, data)
    toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert toast.text == "Уже отменено."
    assert [value for field, value in world.writes(lead) if field == "stageId"] == ["IN_PROCESS", "NEW"]


async def test_the_last_choice_only_can_be_taken_back(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    card = world.chat(ALINA).last
    data = data_of(card, "↩️ Отменить: Взял в работу")
    await world.tap(ALINA, ALINA, "Недозвон")
    toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert toast.text == "После этого с лидом уже что-то сделали, отменить нельзя."


async def test_every_message_about_the_lead_shows_what_was_done(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 601)
    card, reminder = world.chat(ALINA).messages
    await world.tap(ALINA, ALINA, "Взял в работу", message=reminder)
    for message in (card, reminder, world.chat(SUPERVISORS_CHAT).last):
        assert "✅ Взял в работу · Алина Громова" in message.plain
    assert labels(world.chat(SUPERVISORS_CHAT).last) == ["Открыть в Битрикс24"]


async def test_undo_of_the_question_withdraws_the_ticket(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Источник неизвестен")
    ticket = world.chat(SOURCES_CHAT).last
    assert "Вопрос снят" in ticket.plain
    assert ticket.rows == []


async def test_of_a_tapped_card_nothing_is_stored_but_its_place(world: World) -> None:
    lead = await world.new_lead(name="Кузьма", comments="Просит перезвонить")
    await world.tap(ALINA, ALINA, "Взял в работу")
    async with world.app.db.reading() as conn:
        tapped = str(list(await conn.scalars(select(updates.c.body))))
    assert f"'message_id': {world.chat(ALINA).last.id}" in tapped
    assert str(lead) in tapped  # the button's data
    assert "Кузьма" not in tapped
    assert "перезвонить" not in tapped

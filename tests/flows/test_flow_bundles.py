"""Bursts: what waits for one person or group goes as one message that lists the leads; nothing is missed or doubled."""

import pytest

from sandbox.faults import Fault
from sandbox.telegram.chats import Message
from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.decision import Why
from services.storage import messages_store
from services.storage.messages_store import ESCALATION
from tests.flows.harness import ALINA_ID, SALES, STAFF, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import labels

NAMES = ("Олег", "Мария", "Артём", "Софья", "Руслан", "Елена", "Денис", "Камилла", "Игорь", "Полина", "Марат", "Нина")
ASK, TAKE, REMIND = "Источник неизвестен", "Взял в работу", "🔔 Напомнить"


async def arrive(world: World, count: int, manager: int = ALINA_ID) -> dict[str, int]:
    """So many leads, each with its card."""
    leads = {name: world.add_lead(manager, name=name) for name in NAMES[:count]}
    await world.pump()
    return leads


async def late(world: World, count: int, seconds: float = 601) -> dict[str, int]:
    """All of them are late at the same time."""
    leads = await arrive(world, count)
    world.clock.to(world.created(leads[NAMES[count - 1]]) + seconds)
    await world.pump()
    return leads


def line(message: Message, name: str) -> str:
    """What a list says of a lead."""
    return next(each for each in message.plain.splitlines() if name in each)


def mentions(world: World, chat: int, words: str) -> dict[str, int]:
    """How often each lead was spoken of in these words."""
    lines = [line for text in world.chat(chat).texts for line in text.splitlines() if words in line]
    return {name: sum(name in line for line in lines) for name in NAMES}


async def test_a_few_go_one_by_one(world: World) -> None:
    await late(world, 2)
    assert sorted(text.splitlines()[0] for text in world.chat(SUPERVISORS_CHAT).texts) == [
        "🚨 Мария: лид никто не взял. Ответственный: Алина Громова",
        "🚨 Олег: лид никто не взял. Ответственный: Алина Громова",
    ]


async def test_many_late_leads_are_one_message_to_the_supervisors(world: World) -> None:
    await late(world, 5)
    (told,) = world.chat(SUPERVISORS_CHAT).messages
    lines = told.plain.splitlines()
    assert lines[0] == "📋 5 лидов ждут решения"
    assert line(told, "Олег").startswith("🚨 Олег: лид никто не взял · ")
    assert line(told, "Олег").endswith(" · Алина Громова · Сайт")
    assert lines[-1] == "Нажмите на имя: пришлю этот лид отдельно, с кнопками"
    assert sorted(labels(told)) == sorted(NAMES[:5])


async def test_every_lead_is_named_once_however_many_there_are(world: World) -> None:
    await late(world, 12)
    told = world.chat(SUPERVISORS_CHAT)
    assert told.texts[0].splitlines()[0] == "📋 10 лидов ждут решения"
    assert set(mentions(world, SUPERVISORS_CHAT, "лид никто не взял").values()) == {1}
    assert len(told.texts) == 3  # two are left, which go one by one


async def test_cards_are_never_bundled(world: World) -> None:
    await arrive(world, 6)
    assert all(TAKE in labels(card) for card in world.chat(ALINA).messages)
    assert len(world.chat(ALINA).messages) == 6


async def test_reminders_are_listed_and_a_tap_brings_a_fresh_card(world: World) -> None:
    leads = await late(world, 4, 301)
    told = world.chat(ALINA).last
    assert told.plain.splitlines()[0] == "📋 4 лида ждут вас"
    assert line(told, "Мария").startswith("⏰ Мария ждёт звонка: лид поступил ")
    assert await world.tap(ALINA, ALINA, "Мария", told) == Toast("Карточка ниже")
    await world.tap(ALINA, ALINA, TAKE, world.chat(ALINA).last)
    assert world.portal.leads[leads["Мария"]]["stageId"] == "IN_PROCESS"
    assert told.plain.splitlines()[0] == "📋 3 лида ждут вас"
    assert line(told, "Мария").startswith("🔵 Мария ✅ Взял в работу · Алина Громова")
    assert sorted(labels(told)) == ["Артём", "Олег", "Софья"]


async def test_when_all_is_done_the_list_says_so_and_an_undo_brings_a_lead_back(world: World) -> None:
    await late(world, 3, 301)
    told = world.chat(ALINA).last
    for name in NAMES[:3]:
        await world.tap(ALINA, ALINA, TAKE, world.chat(ALINA).about(name)[0])
    assert told.plain.splitlines()[0] == "📋 По этим лидам уже всё сделано"
    assert labels(told) == []
    await world.tap(ALINA, ALINA, f"↩️ Отменить: {TAKE}", world.chat(ALINA).about("Артём")[0])
    assert told.plain.splitlines()[0] == "📋 1 лид ждёт вас"
    assert labels(told) == ["Артём"]


async def test_a_lead_that_somebody_took_meanwhile_is_left_out(world: World) -> None:
    leads = await arrive(world, 5)
    world.clock.to(world.created(leads["Руслан"]) + 601)
    while await world.app.deadlines.fire_due():
        pass
    data = [label for label in labels(world.chat(ALINA).about("Софья")[0]) if label == TAKE]
    assert data
    await world.tap(ALINA, ALINA, TAKE, world.chat(ALINA).about("Софья")[0])
    assert mentions(world, SUPERVISORS_CHAT, "лид никто не взял") == {
        name: int(name in NAMES[:5] and name != "Софья") for name in NAMES
    }


async def test_a_supervisor_picks_a_lead_out_of_the_list_and_hands_it_over(world: World) -> None:
    leads = await late(world, 4)
    told = world.chat(SUPERVISORS_CHAT).last
    assert await world.tap(VERA, SUPERVISORS_CHAT, "Артём", told) == Toast("Этот лид ниже")
    alone = world.chat(SUPERVISORS_CHAT).last
    assert alone.plain.startswith("🚨 Артём: лид никто не взял")
    assert await world.tap(VERA, SUPERVISORS_CHAT, "Артём", told) == Toast("Этот лид ниже"), "in haste: once more"
    assert world.chat(SUPERVISORS_CHAT).last is alone
    await world.tap(VERA, SUPERVISORS_CHAT, "👉 Передать", alone)
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков", alone)
    assert world.portal.leads[leads["Артём"]]["assignedById"] == TIMUR_ID
    assert "· Тимур Садыков ·" in line(told, "Артём")
    await world.tap(TIMUR, TIMUR, TAKE)
    assert line(told, "Артём").startswith("🔵 Артём ✅ Взял в работу · Тимур Садыков")
    assert await world.press(VERA, SUPERVISORS_CHAT, told.id, f"o1:{leads['Артём']}:escalation", forged=True) == Toast(
        "Лид уже в работе, напоминать не нужно.", alert=True
    )


async def test_of_a_converted_lead_its_meeting_is_picked_out_too(new_world: NewWorld) -> None:
    """The clock of the meeting goes on although the lead was converted."""
    world = await new_world(staff=(*STAFF, *SALES))
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Назначить встречу")
    await world.say(ALINA, "завтра в 17.00")
    for label in ("Денис", "Без комментария"):
        await world.tap(ALINA, ALINA, label)
    await world.change(lead, stageId="CONVERTED")
    told = world.telegram.say(VERA, SUPERVISORS_CHAT, "?")
    async with world.app.db.writing() as conn:
        facts = {"why": Why.LATE, "clock": "consultation"}
        await messages_store.add_bundle(conn, ESCALATION, (SUPERVISORS_CHAT, told), [(lead, facts)], world.app.now())
    picked = await world.press(VERA, SUPERVISORS_CHAT, told, f"o1:{lead}:escalation", forged=True)
    assert picked == Toast("Этот лид ниже")


async def test_a_manager_picks_nothing_out_of_the_supervisors_list(world: World) -> None:
    await late(world, 3)
    toast = await world.tap(TIMUR, SUPERVISORS_CHAT, "Мария")
    assert toast == Toast("Это может только руководитель.", alert=True)
    assert len(world.chat(SUPERVISORS_CHAT).messages) == 1


async def test_a_forged_pick_is_answered_in_words(world: World) -> None:
    lead = await world.new_lead()
    toast = await world.press(VERA, VERA, world.telegram.say(VERA, VERA, "?"), f"o1:{lead}:card", forged=True)
    assert toast.alert


async def test_a_restart_in_the_middle_misses_and_doubles_nothing(world: World) -> None:
    leads = await arrive(world, 12)
    world.clock.to(world.created(leads["Нина"]) + 601)
    while await world.app.deadlines.fire_due():
        pass
    await world.app.to_telegram.step()  # the first list is out
    await world.kill()
    await world.start()
    await world.pump()
    assert set(mentions(world, SUPERVISORS_CHAT, "лид никто не взял").values()) == {1}
    await world.tap(ALINA, ALINA, TAKE, world.chat(ALINA).about("Мария")[0])
    (listed,) = world.chat(SUPERVISORS_CHAT).about("Мария")  # in either list: four leads are worked off side by side
    assert "🔵 Мария ✅" in listed.plain


async def test_a_list_whose_answer_was_lost_comes_again_and_can_be_worked_with(world: World) -> None:
    world.faults.add(Fault("telegram", "cut_after", "sendMessage", about=str(SUPERVISORS_CHAT)))
    await late(world, 4)
    await world.advance(10)
    first, second = world.chat(SUPERVISORS_CHAT).messages
    assert first.plain == second.plain
    assert await world.tap(VERA, SUPERVISORS_CHAT, "Олег", first) == Toast("Этот лид ниже")
    await world.tap(VERA, SUPERVISORS_CHAT, REMIND)
    assert world.chat(ALINA).last.plain.startswith("🔔 Руководитель напоминает: Олег")
    assert world.app.to_telegram.redelivered == 4


async def test_a_list_that_telegram_does_not_like_goes_lead_by_lead(world: World) -> None:
    world.faults.add(Fault("telegram", "status", "sendMessage", status=400, about=str(SUPERVISORS_CHAT)))
    await late(world, 4)
    assert mentions(world, SUPERVISORS_CHAT, "лид никто не взял") == {name: int(name in NAMES[:4]) for name in NAMES}
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 4


async def test_many_edits_of_a_list_are_one(world: World) -> None:
    await late(world, 4)
    told = world.chat(SUPERVISORS_CHAT).last
    edits = len(told.history)
    for name in NAMES[:4]:
        card = world.chat(ALINA).about(name)[0]
        data = next(b["callback_data"] for row in card.rows for b in row if b["text"] == TAKE)
        world.telegram.press(ALINA, ALINA, card.id, data)
    await world.work_off(await world.waiting_updates())
    await world.pump()
    assert told.plain.splitlines()[0] == "📋 По этим лидам уже всё сделано"
    assert len(told.history) == edits + 1


async def test_without_a_group_each_supervisor_has_the_list(new_world: NewWorld) -> None:
    world = await new_world(supervisors_chat_id=None)
    await late(world, 3)
    told = world.chat(VERA).last
    assert told.plain.splitlines()[0] == "📋 3 лида ждут решения"
    await world.tap(VERA, VERA, "Мария", told)
    await world.tap(VERA, VERA, "✋ Беру себе", world.chat(VERA).about("🚨 Мария")[-1])
    assert sorted(labels(told)) == ["Артём", "Олег"]


class TestTickets:
    """A storm of questions to the keepers' group."""

    async def storm(self, world: World, count: int) -> dict[str, int]:
        leads = await arrive(world, count)
        for name in leads:
            card = world.chat(ALINA).about(name)[0]
            await world._unfold(ALINA, ALINA, ASK, card)
            data = next(b["callback_data"] for row in card.rows for b in row if b["text"] == ASK)
            world.telegram.press(ALINA, ALINA, card.id, data)
        await world.work_off(await world.waiting_updates())
        await world.pump()
        return leads

    async def test_a_storm_is_few_messages(self, world: World) -> None:
        leads = await self.storm(world, 12)
        told = world.chat(SOURCES_CHAT)
        assert len(told.texts[0].splitlines()) == 12
        assert told.texts[0].splitlines()[:2] == ["📋 Откуда лиды? 10 вопросов", "🏷 Олег: спрашивает Алина Громова"]
        assert all(sum(name in text for text in told.texts) == 1 for name in leads)

    async def test_a_question_is_picked_and_answered_in_the_list_too(self, world: World) -> None:
        leads = await self.storm(world, 4)
        told = world.chat(SOURCES_CHAT).messages[0]
        await world.tap(ANGELINA, SOURCES_CHAT, "Мария", told)
        assert world.chat(SOURCES_CHAT).last.plain.startswith("🏷 Откуда лид? Мария")
        await world.tap(ANGELINA, SOURCES_CHAT, "VK", world.chat(SOURCES_CHAT).last)
        assert world.portal.leads[leads["Мария"]]["sourceId"] == "UC_VK01"
        assert line(told, "Мария") == "Мария ✅ Источник: VK · ответ: Ангелина Лебедева"
        assert sorted(labels(told)) == ["Артём", "Олег", "Софья"]
        closed = await world.press(ANGELINA, SOURCES_CHAT, told.id, f"o1:{leads['Мария']}:ticket", forged=True)
        assert closed == Toast("На этот вопрос уже ответили.", alert=True)

    @pytest.mark.parametrize(
        ("who", "words"),
        [
            (ANGELINA, "На какой вопрос это ответ? Нажмите на имя лида и ответьте на вопрос, который придёт"),
            (TIMUR, "На этот вопрос отвечает ответственный за источники или руководитель."),
        ],
    )
    async def test_a_reply_to_the_list_answers_none_of_its_questions(self, world: World, who: int, words: str) -> None:
        leads = await self.storm(world, 4)
        await world.reply(who, SOURCES_CHAT, world.chat(SOURCES_CHAT).messages[0], "VK")
        assert world.chat(SOURCES_CHAT).last.plain == words
        assert not [write for lead in leads.values() for write in world.writes(lead) if write[0] == "sourceId"]

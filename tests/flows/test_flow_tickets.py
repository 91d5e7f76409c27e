"""«Источник неизвестен»: the group is asked, the keeper answers, the lead and the manager learn it."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.bitrix24.demo import SOURCES
from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, TIMUR, VERA
from tests.flows.harness import Toast, World, data_of, labels

ASK = "Источник неизвестен"


async def test_the_keeper_answers_and_everybody_learns_it(world: World) -> None:
    lead = await world.new_lead(name="Олег", comments="Нашёл вас где-то")
    toast = await world.tap(ALINA, ALINA, ASK)
    assert toast == Toast("Готово: Источник неизвестен")
    assert "🏷 Источник выясняется" in world.chat(ALINA).last.plain
    ticket = world.chat(SOURCES_CHAT).last
    assert ticket.plain.splitlines() == [
        "🏷 Откуда лид? Олег",
        "Спрашивает: Алина Громова",
        "☎ ••• 01",
        "Источник: Сайт",
        "Нашёл вас где-то",
    ]
    toast = await world.tap(ANGELINA, SOURCES_CHAT, "VK")
    assert toast == Toast("Принято: VK")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    assert world.comments(lead)[-1].startswith("Источник: VK – ответ: Ангелина Лебедева")
    assert "✅ Источник: VK · ответ: Ангелина Лебедева" in ticket.plain
    assert ticket.rows == []
    card, told = world.chat(ALINA).messages
    assert "Источник: VK" in card.plain
    assert "выясняется" not in card.plain
    assert "источник найден – VK (ответ: Ангелина Лебедева)" in told.plain


async def test_the_group_never_sees_the_phone(world: World) -> None:
    await world.new_lead(
        name="",
        title="Звонок +7 (999) 000-03-01",
        phone="+79990000301",
        comments="перезвоните 8-999-000-03-01\nили +7[b]999[/b]000[i]03[/i]02, 89990000303",
    )
    await world.tap(ALINA, ALINA, ASK)
    shown = world.chat(SOURCES_CHAT).last
    for digits in ("0003", "000-03", "000 03"):
        assert digits not in shown.plain
    assert "••• 01" in shown.plain


async def test_the_picker_shows_every_source_of_the_portal_page_by_page(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    seen: list[str] = []
    for _ in range(4):
        ticket = world.chat(SOURCES_CHAT).last
        seen += [button["text"] for row in ticket.rows for button in row if button.get("callback_data", "")[:2] == "t1"]
        await world.tap(ANGELINA, SOURCES_CHAT, "›")
    names = [name if len(name) <= 32 else name[:31].rstrip() + "…" for _, name in SOURCES]
    assert seen == [name for name in names if name != "Не выбрано"]
    assert "1 / 4" in labels(world.chat(SOURCES_CHAT).last)
    await world.tap(ANGELINA, SOURCES_CHAT, "‹")
    assert "4 / 4" in labels(world.chat(SOURCES_CHAT).last)


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (TIMUR, "На этот вопрос отвечает ответственный за источники или руководитель."),
        (5099, "Этот бот только для сотрудников. Отправьте /start, чтобы подключиться."),
    ],
)
async def test_others_in_the_group_are_told_so_and_nothing_is_written(world: World, user: int, words: str) -> None:
    stranger = world.telegram.add_user(5099, "Прохожий")
    world.telegram.chats[SOURCES_CHAT].members.append(stranger)
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    assert await world.tap(user, SOURCES_CHAT, "VK") == Toast(words, alert=True)
    assert await world.tap(user, SOURCES_CHAT, "›") == Toast(words, alert=True)
    assert "1 / 4" in labels(ticket)
    assert world.writes(lead) == []
    assert "Откуда лид?" in ticket.plain
    assert "✅" not in ticket.plain


async def test_a_supervisor_may_answer_too(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    await world.tap(VERA, SOURCES_CHAT, "2Гис")
    assert world.portal.leads[lead]["sourceId"] == "UC_2GIS01"


async def test_the_second_answer_is_told_that_it_came_late(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    first, second = data_of(ticket, "VK"), data_of(ticket, "2Гис")
    world.telegram.press(ANGELINA, SOURCES_CHAT, ticket.id, first)
    late = world.telegram.press(VERA, SOURCES_CHAT, ticket.id, second)
    await world.pump()
    assert world.telegram.answers[late]["text"] == "На этот вопрос уже ответили."
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"


async def test_the_question_is_asked_once(world: World) -> None:
    await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, ASK)
    await world.tap(ALINA, ALINA, ASK)
    assert ASK not in labels(card)
    toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert toast.text == "Уже отмечено: Источник неизвестен"
    assert len(world.chat(SOURCES_CHAT).texts) == 1


async def test_a_closed_lead_needs_no_answer(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")
    ticket = world.chat(SOURCES_CHAT).last
    assert "Вопрос снят" in ticket.plain
    assert ticket.rows == []


async def test_an_answer_for_a_deleted_lead_is_refused_in_words(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    data = data_of(ticket, "VK")
    world.portal.delete_lead(lead)
    await world.pump()
    toast = await world.press(ANGELINA, SOURCES_CHAT, ticket.id, data, forged=True)
    assert toast == Toast("Лид удалён в Битрикс24.", alert=True)


async def test_without_a_group_the_keeper_is_asked_privately(new_world: Callable[..., Awaitable[World]]) -> None:
    world = await new_world(sources_chat_id=None)
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    assert world.chat(ANGELINA).last.plain.startswith("🏷 Откуда лид?")
    await world.tap(ANGELINA, ANGELINA, "VK")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"


async def test_a_ticket_whose_answer_was_lost_on_the_way_still_works(world: World) -> None:
    """The message stands in the group, but its place was never learnt."""
    lead = await world.new_lead()
    world.cut_next("telegram", "sendMessage")
    await world.tap(ALINA, ALINA, ASK)
    await world.advance(5)
    first = world.chat(SOURCES_CHAT).messages[0]
    await world.tap(ANGELINA, SOURCES_CHAT, "›", message=first)
    assert "2 / 4" in labels(first)
    await world.tap(ANGELINA, SOURCES_CHAT, "Баннер", message=first)
    assert world.portal.leads[lead]["sourceId"] == "UC_BANNER01"
    for message in world.chat(SOURCES_CHAT).messages:
        assert "✅ Источник: Баннер" in message.plain

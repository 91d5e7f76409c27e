"""«Источник неизвестен»: the group is asked, the keeper answers, the lead and the manager learn it."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.bitrix24.demo import SOURCES
from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.people import Role
from tests.flows.harness import STAFF, TIMUR_ID, Toast, World
from tests.flows.reading import data_of, labels

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
        "Менеджер пока ничего не отмечал",
        "✍️ Выберите источник или ответьте на это сообщение словами",
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
    offered = [name for _, name in SOURCES if name != "Не выбрано"]
    for label, name in zip(seen, offered, strict=True):
        head, _, tail = label.partition("…")
        assert name.startswith(head)
        assert name.endswith(tail)
        assert label == name or (len(label) <= 32 < len(name) and tail)
    assert len(set(seen)) == len(offered)
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


async def test_of_two_answers_at_once_one_counts_and_the_other_is_told(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    taps = {
        "UC_VK01": world.telegram.press(ANGELINA, SOURCES_CHAT, ticket.id, data_of(ticket, "VK")),
        "UC_2GIS01": world.telegram.press(VERA, SOURCES_CHAT, ticket.id, data_of(ticket, "2Гис")),
    }
    await world.pump()
    words = {code: world.telegram.answers[tap]["text"] for code, tap in taps.items()}
    ((winner, _),) = [each for each in words.items() if each[1].startswith("Принято")]
    assert list(words.values()).count("На этот вопрос уже ответили.") == 1
    assert world.portal.leads[lead]["sourceId"] == winner
    assert [value for field, value in world.writes(lead) if field == "sourceId"] == [winner]


async def test_the_question_is_asked_once(world: World) -> None:
    await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, ASK)
    await world.tap(ALINA, ALINA, ASK)
    assert ASK not in await world.offered(ALINA, card)
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


async def test_a_source_set_in_the_portal_ends_the_question(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    await world.change(lead, title="Заявка с сайта, уточнённая")
    assert world.chat(SOURCES_CHAT).last.rows
    await world.change(lead, sourceId="UC_TV01")
    assert "Вопрос снят" in world.chat(SOURCES_CHAT).last.plain
    assert ASK in await world.offered(ALINA, world.chat(ALINA).last)


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


@pytest.mark.rule("OP10-22")
async def test_the_ticket_tells_what_was_tried_and_who_decides_is_written_on_it(world: World) -> None:
    """«Решает Ангелина» keeps the question for her, and lapses after two minutes though nobody does anything."""
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    assert "Что уже сделано:\n📞 Недозвон, попытка 1 · Алина Громова, 09:00" in ticket.plain
    assert ASK not in ticket.plain

    forged = await world.tap(VERA, SOURCES_CHAT, "✋ Решает Ангелина")
    assert forged == Toast("Эту кнопку нажимает тот, чьё имя на ней. Ответить можно и без неё.", alert=True)
    assert await world.tap(ANGELINA, SOURCES_CHAT, "✋ Решает Ангелина") == Toast("Решаете вы, остальные ждут")
    assert "🔒 Решает: Ангелина Лебедева, до 09:02" in ticket.plain
    held = Toast("Сейчас решает Ангелина Лебедева. До какого времени, написано в вопросе.", alert=True)
    assert await world.tap(VERA, SOURCES_CHAT, "VK") == held
    await world.reply(VERA, SOURCES_CHAT, ticket, "вк")
    assert world.chat(SOURCES_CHAT).last.plain == held.text
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]

    await world.restart()
    await world.advance(121)
    assert "🔒" not in ticket.plain
    assert "✋ Решает Ангелина" in labels(ticket)
    assert await world.tap(VERA, SOURCES_CHAT, "VK") == Toast("Принято: VK")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"


@pytest.mark.rule("OP10-22")
async def test_the_ladder_goes_from_keeper_to_deputy_to_supervisors_and_leaves_first_touch_alone(
    new_world: Callable[..., Awaitable[World]],
) -> None:
    world = await new_world(staff=(*STAFF, (TIMUR_ID, TIMUR, Role.DEPUTY)))
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.tap(ALINA, ALINA, ASK)
    await world.advance(14 * 60)
    assert world.chat(ANGELINA).texts == []
    await world.advance(120)
    late = "⏰ Ждёт ответа с 09:00"
    assert late in world.chat(ANGELINA).last.plain
    assert "✋ Решает Ангелина" in labels(world.chat(ANGELINA).last)
    assert world.chat(TIMUR).about(late) == []
    await world.advance(15 * 60)
    assert late in world.chat(TIMUR).last.plain
    await world.advance(30 * 60)
    assert late in world.chat(SUPERVISORS_CHAT).last.plain
    assert not world.chat(ALINA).about("⏳")

    await world.tap(TIMUR, TIMUR, "2Гис")
    assert world.portal.leads[lead]["sourceId"] == "UC_2GIS01"
    for chat in (SOURCES_CHAT, ANGELINA, TIMUR, SUPERVISORS_CHAT):
        assert "✅ Источник: 2Гис · ответ: Тимур Садыков" in world.chat(chat).last.plain
        assert world.chat(chat).last.rows == []


async def test_the_ladder_runs_while_the_first_touch_does_and_ends_with_the_question(world: World) -> None:
    """Nobody has taken the lead, nobody answers: both clocks speak, each to its own people."""
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    await world.until(lead, 601)
    assert world.chat(ALINA).about("⏰ Олег ждёт звонка")
    assert world.chat(SUPERVISORS_CHAT).about("🚨")
    await world.tap(ALINA, ALINA, "Взял в работу", world.chat(ALINA).messages[0])
    await world.until(lead, 15 * 60 + 2)
    assert world.chat(ANGELINA).about("⏰ Ждёт ответа")
    await world.tap(ANGELINA, ANGELINA, "VK")
    said = len(world.chat(SUPERVISORS_CHAT).texts)
    await world.advance(2 * 3600)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == said


@pytest.mark.rule("OP10-08")
async def test_a_source_is_found_by_its_letter_and_long_names_are_whole_in_the_text(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    await world.tap(ANGELINA, SOURCES_CHAT, "🔎 По буквам")
    assert {"2", "V", "В", "Ф", "Я"} <= set(labels(ticket))
    await world.tap(ANGELINA, SOURCES_CHAT, "В")
    assert labels(ticket)[1:2] == ["VK"]  # people say «вк»
    await world.tap(ANGELINA, SOURCES_CHAT, "📋 Весь список")
    await world.tap(ANGELINA, SOURCES_CHAT, "🔎 По буквам")
    await world.tap(ANGELINA, SOURCES_CHAT, "W")
    assert ticket.plain.splitlines()[-3:] == [f"· Whatsapp Новый канал WA 7999000010{n}" for n in (1, 2, 4)]
    await world.tap(ANGELINA, SOURCES_CHAT, "Whatsapp Новый…WA 79990000102")
    assert world.portal.leads[lead]["sourceId"] == "UC_WA02"
    assert "✅ Источник: Whatsapp Новый канал WA 79990000102" in ticket.plain

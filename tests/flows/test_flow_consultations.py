"""«Назначить встречу»: a few taps or words, a row of the register, five statuses as buttons, reminders to both."""

import pytest

from sandbox.world import ALINA, ANDREY, DENIS, TIMUR
from tests.flows.harness import SALES, STAFF, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import data_of, labels

PEOPLE = (*STAFF, *SALES)
BOOK, CARD = "Назначить встречу", "📅 Встреча"
UNDO = f"↩️ Отменить: {BOOK}"
HOUR = 3600


@pytest.fixture
async def office(new_world: NewWorld) -> World:
    """Sales managers are connected too. It is Monday 02.03, 12.00 in the company's own time."""
    return await new_world(staff=PEOPLE)


async def book(office: World, when: str, whom: str = "Денис", note: str = "Без комментария", by: int = ALINA) -> None:
    """A meeting for the newest lead of `by`."""
    await office.tap(by, by, BOOK)
    await office.say(by, when)
    for label in (whom, note):
        await office.tap(by, by, label)


@pytest.mark.rule("OP10-30", "NL-03")
async def test_a_meeting_is_booked_in_a_few_taps_and_can_be_undone(office: World) -> None:
    lead = await office.new_lead(sourceId="UC_VK01")
    assert await office.tap(ALINA, ALINA, BOOK) == Toast("Ответьте на вопрос ниже")
    calendar = office.chat(ALINA).last
    assert calendar.plain.startswith("📅 Олег: когда встреча?")
    assert labels(calendar)[:12] == ["Сегодня", "Завтра", "·", "Март", "›", "Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]
    assert labels(calendar)[12:19] == ["2", "3", "4", "5", "6", "7", "8"]  # the first of March was last week
    await office.tap(ALINA, ALINA, "›")
    assert "Апрель" in labels(calendar)
    for label in ("Завтра", "‹ Назад", "Завтра", "17.00", "Денис"):
        await office.tap(ALINA, ALINA, label)
    assert calendar.plain.startswith("📅 Олег, 03.03 в 17.00, Денис")
    await office.tap(ALINA, ALINA, "вебинар")
    assert calendar.plain == "✅ Встреча записана: 03.03 в 17.00, Денис. Отменить можно на карточке лида"
    assert calendar.rows == []
    card = office.chat(ALINA).messages[0]
    assert "📅 Встреча 03.03 в 17.00 · Денис · назначено" in card.plain
    assert [[each["text"] for each in row] for row in card.rows] == [
        ["📋 Номер", "Открыть в Битрикс24"],
        ["📅 Встреча"],
        ["Источник: рекомендация"],
        ["Отказ: некорректные данные"],
        ["Источник неизвестен", "Указать источник"],
        [UNDO],
    ]
    offered = await office.offered(ALINA, card)
    assert not {BOOK, "Дозвонился", "Недозвон", "Оба без ответа"} & set(offered)
    told = office.chat(DENIS).last
    assert told.plain.splitlines() == [
        "📅 Встреча: Олег",
        "☎ +7 999 000-03-01",
        "03.03 в 17.00 · Денис · назначено",
        "Источник: вк",
        "💬 вебинар",
        "Назначение: Алина",
    ]
    assert labels(told)[2:] == ["проведено", "перенесено", "в браке", "зв 3р в день"]
    assert office.portal.leads[lead]["stageId"] == "UC_MEETING"
    assert office.comments(lead)[-1].startswith(
        "Назначена встреча: 03.03 в 17.00, Денис (вебинар) – Алина Громова, через «Пять минут»"
    )
    await office.advance(11 * 60)  # the first-touch clock has stopped: nobody hears of this lead
    assert len(office.chat(ALINA).messages) == 2

    late = await office.new_lead(sourceId="UC_VK01", name="Мария")
    await book(office, "03.03 в 17.00", "Андрей")
    card = office.chat(ALINA).with_button(UNDO)
    assert await office.tap(ALINA, ALINA, UNDO) == Toast("Отменено, всё как было")
    assert office.portal.leads[late]["stageId"] == "NEW"
    assert "📅 Встреча 03.03" not in card.plain
    assert BOOK in labels(card)
    assert office.chat(ANDREY).last.plain.startswith("↩️ Встреча отменена: Мария")
    assert labels(office.chat(ANDREY).last) == ["Открыть в Битрикс24"]
    await office.advance(11 * 60)  # and runs again
    assert any("Мария ждёт звонка" in text for text in office.chat(ALINA).texts)
    await office.tap(ALINA, ALINA, BOOK)
    await office.say(ALINA, "03.03 17:00")
    assert "1. Андрей Белов" in office.chat(ALINA).last.plain  # an undone booking is no turn in the queue


@pytest.mark.rule("OP10-33")
async def test_what_is_wrong_is_said_and_the_question_stays_open_through_a_restart(office: World) -> None:
    await office.new_lead()
    await book(office, "завтра в 17", note="интервью")
    lead = await office.new_lead(name="Мария")
    await office.tap(ALINA, ALINA, BOOK)
    day = office.chat(ALINA).last
    for words, answer in (
        ("<b>", "Не понял, когда. Напишите так: 05.06 в 17.00, завтра в 10."),
        ("01.03 в 17.00", "01.03 уже прошло. Выберите другой день."),
        ("сегодня в 9.30", "02.03 в 09.30 – это уже прошло. Выберите другое время."),
        ("01.06 в 10", "01.06 слишком далеко: назначаем не больше чем на 60 дней вперёд."),
        ("завтра в 3.00", "Встречи начинаются с 09.00, последняя раньше 20.00."),
        ("31.02 в 10", "Не понял, когда. Напишите так: 05.06 в 17.00, завтра в 10."),
    ):
        await office.say(ALINA, words)
        assert office.chat(ALINA).last.plain == answer
    await office.restart()
    office.telegram.send_sticker(ALINA, ALINA)
    await office.pump()
    assert office.chat(ALINA).last.plain.startswith("Такое сообщение я не понимаю")
    await office.say(ALINA, "Завтра в 17.30")
    assert day.plain == "✔️ Ответ принят"
    assert "✕ Денис" in labels(office.chat(ALINA).last)
    busy = Toast("Это время занято: Денис, встреча 03.03 в 17.00.", alert=True)
    assert await office.tap(ALINA, ALINA, "✕ Денис") == busy
    await office.say(ALINA, "андрей")
    await office.say(ALINA, "я" * 300)
    assert office.chat(ALINA).last.plain == "Слишком длинно: 300, а можно 200 знаков. Сократите."
    await office.restart()
    assert office.portal.leads[lead]["stageId"] == "NEW"  # nothing is half-done
    await office.say(ALINA, "вебинар <b>&\n второй день")
    assert office.chat(ALINA).last.plain.startswith("✅ Встреча записана: 03.03 в 17.30, Андрей")
    assert "💬 вебинар <b>& второй день" in office.chat(ANDREY).last.plain.splitlines()
    assert office.portal.leads[lead]["stageId"] == "UC_MEETING"


@pytest.mark.rule("OP10-29")
async def test_without_a_source_no_meeting_is_booked(office: World) -> None:
    refused = "Сначала укажите источник лида: без него встречу не записать."
    for source in ("", "UC_NONE01", "UC_SALEBOT01"):
        await office.new_lead(sourceId=source)
        assert await office.tap(ALINA, ALINA, BOOK) == Toast(refused, alert=True)
    lead = await office.new_lead(sourceId="WEB")
    await office.tap(ALINA, ALINA, BOOK)
    await office.say(ALINA, "завтра в 17")
    await office.tap(ALINA, ALINA, "Денис")
    await office.change(lead, sourceId="UC_NONE01")  # somebody empties it meanwhile
    assert await office.tap(ALINA, ALINA, "Без комментария") == Toast(refused, alert=True)
    await office.change(lead, sourceId="UC_VK01")
    await office.tap(ALINA, ALINA, "Без комментария")
    assert office.chat(ALINA).last.plain.startswith("✅ Встреча записана")
    assert "Источник: вк" in office.chat(DENIS).last.plain


async def test_two_managers_want_the_same_hour(office: World) -> None:
    """Both see it free; whoever answers last is told, in the transaction that would book."""
    for manager, user in ((12, ALINA), (TIMUR_ID, TIMUR)):
        await office.new_lead(manager)
        await office.tap(user, user, BOOK)
        await office.say(user, "завтра в 17")
        await office.tap(user, user, "Денис")
    await office.tap(ALINA, ALINA, "Без комментария")
    taken = Toast("Это время занято: Денис, встреча 03.03 в 17.00.", alert=True)
    assert await office.tap(TIMUR, TIMUR, "Без комментария") == taken
    for label in ("‹ Назад", "‹ Назад", "18.00", "Денис", "Без комментария"):
        await office.tap(TIMUR, TIMUR, label)
    assert office.chat(TIMUR).last.plain.startswith("✅ Встреча записана: 03.03 в 18.00, Денис")


@pytest.mark.rule("OP10-31", "OP10-34")
async def test_both_are_reminded_and_every_status_is_a_button(office: World) -> None:
    lead = await office.new_lead()
    await book(office, "сегодня в 13.30")
    await office.advance(HOUR / 2)
    for user in (ALINA, DENIS):
        assert office.chat(user).last.plain.splitlines()[0].startswith("⏰ Встреча")
        assert "02.03 в 13.30 · Денис · назначено" in office.chat(user).last.plain

    assert await office.tap(DENIS, DENIS, "перенесено") == Toast("Ответьте на вопрос ниже")
    await office.say(DENIS, "сегодня в 12.00")
    assert office.chat(DENIS).last.plain == "02.03 в 12.00 – это уже прошло. Выберите другое время."
    await office.say(DENIS, "завтра в 11.30")
    assert office.chat(DENIS).last.plain == "✅ Новое время: 03.03 в 11.30, Денис"
    card = office.chat(ALINA).messages[0]
    assert "📅 Встреча 03.03 в 11.30 · Денис · перенесено" in card.plain
    assert "Встреча 03.03 в 11.30, Денис: перенесено – Денис Орлов" in office.comments(lead)[-1]
    await office.tap(DENIS, DENIS, "↩️ Отменить: перенесено")
    assert "📅 Встреча 02.03 в 13.30 · Денис · назначено" in card.plain

    await office.advance(2 * HOUR)
    for user in (ALINA, DENIS):
        assert office.chat(user).last.plain.startswith("❓ Как прошла встреча? Олег")
    spoil = office.chat(ALINA).last
    stale = data_of(spoil, "проведено")
    assert await office.tap(ALINA, ALINA, "зв 3р в день") == Toast("Готово: зв 3р в день")
    assert await office.tap(ALINA, ALINA, "назначено") == Toast("Ответьте на вопрос ниже")  # its time is over
    await office.tap(ALINA, ALINA, "✕ Отмена")
    await office.tap(ALINA, ALINA, "в браке")
    assert labels(office.chat(ALINA).last) == ["не пришёл", "не целевой", "✕ Отмена"]
    await office.tap(ALINA, ALINA, "не пришёл")
    assert "02.03 в 13.30 · Денис · в браке" in spoil.plain
    assert "💬 не пришёл" in spoil.plain
    assert BOOK in labels(card)
    await office.new_lead(TIMUR_ID)
    toast = await office.press(TIMUR, TIMUR, office.chat(TIMUR).last.id, stale, forged=True)
    assert toast == Toast("Это лид другого менеджера.", alert=True)
    assert await office.tap(ALINA, ALINA, "проведено", message=spoil) == Toast("Готово: проведено")
    assert await office.press(ALINA, ALINA, spoil.id, stale, forged=True) == Toast("Уже отмечено: проведено")
    assert "📅 Встреча: проведено · Алина Громова" in card.plain
    told = len(office.chat(DENIS).messages), len(office.chat(ALINA).messages)
    await office.advance(HOUR / 6)
    assert (len(office.chat(DENIS).messages), len(office.chat(ALINA).messages)) == told  # it has ended


async def test_a_converted_lead_is_still_met_and_somebody_without_the_bot_is_told_by_hand(office: World) -> None:
    office.telegram.block(DENIS)
    lead = await office.new_lead()
    await book(office, "сегодня в 13.30")
    await office.change(lead, stageId="CONVERTED")
    await office.advance(HOUR / 2)
    reminder = office.chat(ALINA).last
    assert reminder.plain.startswith("⏰ Встреча")
    assert "⚠️ У этого сотрудника нет бота, предупредите: Денис" in reminder.plain
    await office.tap(ALINA, ALINA, "проведено")
    assert "02.03 в 13.30 · Денис · проведено" in reminder.plain
    assert office.portal.leads[lead]["stageId"] == "CONVERTED"
    rejected = await office.new_lead(name="Мария")
    await book(office, "сегодня в 14.00", "Андрей")
    await office.change(rejected, stageId="JUNK")
    await office.advance(HOUR)
    assert office.chat(ANDREY).about("⏰") == []


async def test_in_english(new_world: NewWorld) -> None:
    world = await new_world(staff=PEOPLE, language="en")
    await world.new_lead(name="<b>Олег</b>")
    await world.tap(ALINA, ALINA, BOOK)
    assert labels(world.chat(ALINA).last)[:5] == ["Today", "Tomorrow", "·", "March", "›"]
    await world.say(ALINA, "maybe")
    assert world.chat(ALINA).last.plain == "I did not get when. Write it like this: 05.06 17.00, tomorrow at 10."
    await world.say(ALINA, "tomorrow at 10")
    for label in ("Денис", "No comment"):
        await world.tap(ALINA, ALINA, label)
    assert world.chat(ALINA).last.plain.startswith("✅ The meeting is set: 03.03 at 10.00, Денис")
    assert world.chat(DENIS).last.plain.splitlines()[:3] == [
        "📅 Meeting: <b>Олег</b>",
        "☎ +7 999 000-03-01",
        "03.03 at 10.00 · Денис · назначено",
    ]

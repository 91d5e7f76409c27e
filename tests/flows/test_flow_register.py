"""`/consultations`: the register of a day, a week or a month, for those who may see it, and its table."""

import pytest

from sandbox.world import ALINA, ANGELINA, DENIS, TIMUR, VERA
from tests.export.xlsx import cells
from tests.flows.harness import SALES, STAFF, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import labels

SPANS = ["‹", "День", "Неделя", "Месяц", "›", "⬇️ Файл Excel"]


@pytest.fixture
async def office(new_world: NewWorld) -> World:
    """Three meetings: two of Alina's leads, one of Timur's. It is Monday 02.03, 12.00 in the company's own time."""
    world = await new_world(staff=(*STAFF, *SALES))
    for user, manager, name, when, whom, note in (
        (ALINA, 12, "Олег & Ко", "02.03 в 15.30", "Денис", "вебинар"),
        (ALINA, 12, "=1+1", "05.03 в 17.00", "Андрей", "Без комментария"),
        (TIMUR, TIMUR_ID, "Мария", "05.03 в 17.00", "Денис", "интервью"),
    ):
        await world.new_lead(manager, name=name, sourceId="UC_VK01" if note == "вебинар" else "UC_TV01")
        await world.tap(user, user, "Назначить встречу")
        await world.say(user, when)
        await world.tap(user, user, whom)
        await world.tap(user, user, note)
    return world


async def read(world: World, user: int, span: str = "") -> list[str]:
    """The rows as this person reads them."""
    await world.say(user, "/consultations")
    if span:
        await world.tap(user, user, span)
    return world.chat(user).last.plain.splitlines()


@pytest.mark.rule("OP10-30", "OP10-34")
async def test_everybody_sees_their_own_meetings_and_supervisors_all(office: World) -> None:
    today = ["📅 Встречи 02.03", "1. 15.30 · Денис · Олег & Ко · назначено · вк · вебинар"]
    week = [
        "📅 Встречи с 02.03 по 08.03",
        "02.03, Пн",
        "1. 15.30 · Денис · Олег & Ко · назначено · вк · вебинар",
        "05.03, Чт",
        "2. 17.00 · Андрей · =1+1 · назначено · ТВ",
        "3. 17.00 · Денис · Мария · назначено · ТВ · интервью",
    ]
    assert await read(office, ALINA) == today
    shown = office.chat(ALINA).last
    assert labels(shown) == ["1", *SPANS]
    assert await read(office, ALINA, "Неделя") == week[:5]
    assert await read(office, VERA, "Неделя") == week
    assert await read(office, DENIS, "Неделя") == [*week[:4], "2." + week[5][2:]]
    assert await read(office, ANGELINA) == ["📅 Встречи 02.03", "Встреч нет"]
    await office.tap(VERA, VERA, "›")
    assert office.chat(VERA).last.plain.startswith("📅 Встречи с 09.03 по 15.03")
    await office.tap(VERA, VERA, "Месяц")
    assert office.chat(VERA).last.plain.startswith("📅 Встречи с 01.03 по 31.03")

    lead = next(each for each in office.portal.leads.values() if each["name"] == "Олег & Ко")
    link = next(
        each for each in office.chat(ALINA).about("Встречи 02.03")[0].text.entities if each["type"] == "text_link"
    )
    assert link["url"].endswith(f"/crm/lead/details/{lead['id']}/")
    await office.tap(ALINA, ALINA, "1", message=shown)
    assert office.chat(ALINA).last.plain.startswith("📅 Встреча: Олег & Ко")
    await office.tap(ALINA, ALINA, "проведено")
    assert (await read(office, VERA))[1].endswith("Денис · Олег & Ко · проведено · вк · вебинар")

    forged = await office.press(ANGELINA, ANGELINA, office.chat(ANGELINA).last.id, "k1:1::0", forged=True)
    assert forged == Toast("Это лид другого менеджера.", alert=True)
    for data in ("k2:year:0:0", "k2:day:99999:0", "k2:day:99999:1"):
        forged = await office.press(ALINA, ALINA, shown.id, data, forged=True)
        assert forged.alert


@pytest.mark.rule("OP10-30", "OP10-33")
async def test_the_table_has_exactly_the_columns_of_the_text(office: World) -> None:
    await read(office, VERA, "Неделя")
    assert await office.tap(VERA, VERA, "⬇️ Файл Excel") == Toast("Готовлю файл, он придёт сюда")
    document = office.chat(VERA).last.media["document"]
    assert document["file_name"] == "Консультации 2026-03-02 – 2026-03-08.xlsx"
    head, *rows = cells(office.telegram.files.find(document["file_id"]).content)
    assert [text for _, text in head] == [
        "день назначения",
        "ссылка на лид(назначен)",
        "СТАТУС",
        "время(+ дата)",
        "на кого назначили",
        "источник",
        "доп.коммент",
    ]
    first, second, third = ([text for _, text in row] for row in rows)
    assert first[1].endswith("/crm/lead/details/106/")
    assert [first[0], *first[2:]] == ["02.03", "назначено", "02.03 в 15.30", "Денис", "вк", "вебинар"]
    assert second[2:] == ["назначено", "05.03 в 17.00", "Андрей", "ТВ"]
    assert third[3:] == ["05.03 в 17.00", "Денис", "ТВ", "интервью"]
    await read(office, DENIS, "Неделя")
    await office.tap(DENIS, DENIS, "⬇️ Файл Excel")
    document = office.chat(DENIS).last.media["document"]
    assert len(cells(office.telegram.files.find(document["file_id"]).content)) == 3


async def test_in_english(new_world: NewWorld) -> None:
    world = await new_world(language="en")
    await world.say(ALINA, "/consultations")
    assert world.chat(ALINA).last.plain.splitlines() == ["📅 Meetings of 02.03", "No meetings"]
    assert labels(world.chat(ALINA).last) == ["‹", "Day", "Week", "Month", "›", "⬇️ Excel file"]

"""The register in the portal: a row is one element of a list, or one event of a calendar, whatever happens."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.bitrix24.demo import REGISTER, SECRET
from sandbox.world import ALINA, DENIS, OWNER
from services.bitrix24.rights import Cure
from services.domain.people import Role
from tests.flows.harness import SALES, STAFF, NewWorld, Toast, World
from tests.services.own_files import written

LIST = """
kind = "list"
code = "consultations"
fields = { lead = "PROPERTY_202", status = "PROPERTY_203", at = "PROPERTY_204", whom = "PROPERTY_205", \
source = "PROPERTY_206", note = "PROPERTY_207" }
"""
CALENDAR = 'kind = "calendar"\nsection = 7\n'
BOOK = "Назначить встречу"
ROW = ["назначено", "03.03 в 17.00", "Денис", "вк", "вебинар"]


@pytest.fixture
def regulation(tmp_path: Path) -> Any:
    """A regulation that mirrors the register; its path."""

    def made(mirror: str) -> str:
        head = f'extends = "op10"\nname = "our"\ntitle = "Наш"\nedition = 2026-01-01\n[consultations.mirror]\n{mirror}'
        path = written(tmp_path, head)
        return str(path)

    return made


@pytest.fixture
async def office(new_world: NewWorld, regulation: Any) -> World:
    return await new_world(staff=(*STAFF, *SALES, (1, OWNER, Role.ADMIN)), regulation=regulation(LIST))


@pytest.fixture
async def diary(new_world: NewWorld, regulation: Any) -> World:
    return await new_world(staff=(*STAFF, *SALES), regulation=regulation(CALENDAR))


async def book(world: World, note: str = "вебинар", *, lead: int = 0) -> int:
    lead = lead or await world.new_lead(sourceId="UC_VK01")
    await world.tap(ALINA, ALINA, BOOK)
    await world.say(ALINA, "завтра в 17")
    for label in ("Денис", note):
        await world.tap(ALINA, ALINA, label)
    return lead


def elements(world: World) -> list[list[str]]:
    """The rows of the list: status, time, with whom, source, comment."""
    names = [f"PROPERTY_{number}" for number in range(203, 208)]
    found = world.portal.lists[REGISTER].elements.values()
    return [[next(iter(each.get(name, {"": ""}).values())) for name in names] for each in found]


def events(world: World) -> list[dict[str, Any]]:
    return [event for event in world.portal.calendar.values() if event["DELETED"] == "N"]


@pytest.mark.rule("OP10-29", "OP10-30")
async def test_a_row_is_one_element_that_follows_it(office: World) -> None:
    lead = await book(office)
    assert elements(office) == [ROW]
    (element,) = office.portal.lists[REGISTER].elements.values()
    assert element["NAME"] == "Олег"
    assert next(iter(element["PROPERTY_202"].values())).endswith(f"/crm/lead/details/{lead}/")
    element["PROPERTY_201"] = {"9": "заметка бухгалтера"}  # a column of theirs

    await office.tap(DENIS, DENIS, "перенесено")
    await office.say(DENIS, "завтра в 11.30")
    assert elements(office) == [["перенесено", "03.03 в 11.30", *ROW[2:]]]
    await office.restart()
    await office.tap(DENIS, DENIS, "в браке")
    await office.tap(DENIS, DENIS, "не пришёл")
    assert elements(office) == [["в браке", "03.03 в 11.30", "Денис", "вк", "вебинар; не пришёл"]]
    await office.tap(DENIS, DENIS, "↩️ Отменить: в браке")
    assert elements(office) == [["перенесено", "03.03 в 11.30", *ROW[2:]]]
    assert element["PROPERTY_201"] == {"9": "заметка бухгалтера"}

    office.portal.lists[REGISTER].elements.clear()  # somebody deletes it: the register is what holds
    await office.tap(DENIS, DENIS, "проведено")
    assert elements(office) == [["проведено", "03.03 в 11.30", *ROW[2:]]]


async def test_a_booking_that_was_undone_leaves_the_list(office: World) -> None:
    await book(office)
    await office.tap(ALINA, ALINA, f"↩️ Отменить: {BOOK}")
    assert elements(office) == []
    await office.tap(ALINA, ALINA, BOOK)
    await office.say(ALINA, "завтра в 18")
    for label in ("Андрей", "Без комментария"):
        await office.tap(ALINA, ALINA, label)
    assert elements(office) == [["назначено", "03.03 в 18.00", "Андрей", "вк", ""]]


async def test_a_lost_answer_doubles_nothing(office: World) -> None:
    for method in ("add", "update", "delete"):
        office.cut_next("bitrix24", f"lists.element.{method}")
    await book(office)
    await office.tap(ALINA, ALINA, f"↩️ Отменить: {BOOK}")
    await office.restart()
    await office.advance(10)
    assert elements(office) == []
    await book(office)
    await office.tap(DENIS, DENIS, "перенесено")
    await office.say(DENIS, "завтра в 11.30")
    await office.advance(10)
    assert elements(office) == [["перенесено", "03.03 в 11.30", *ROW[2:]]]
    assert not office.faults.active


async def test_while_the_portal_is_down_the_row_waits_and_goes_as_it_is_then(office: World) -> None:
    lead = await office.new_lead(sourceId="UC_VK01")
    office.down("bitrix24", 120)
    await book(office, lead=lead)
    await office.tap(DENIS, DENIS, "зв 3р в день")
    await office.restart()
    await office.advance(300)
    assert elements(office) == [["зв 3р в день", *ROW[1:]]]
    adds = [call for call in office.portal.calls if call.method == "lists.element.add" and call.status == 200]
    assert len(adds) == 1


async def test_what_the_portal_refuses_is_told_shown_and_tried_again(office: World) -> None:
    kept = office.portal.lists.pop(REGISTER)
    lead = await book(office)
    card = office.chat(ALINA).messages[0]
    assert "⚠️ Битрикс24 не принял запись" in card.plain
    assert office.portal.leads[lead]["stageId"] == "UC_MEETING"  # the rest is written
    for user in (ALINA, OWNER):
        (told,) = office.chat(user).about("не принял строку таблицы встреч")
        assert "Олег" in told.plain
        assert "Iblock not found" in told.plain
    assert await office.tap(ALINA, ALINA, "🔁 Повторить запись") == Toast("Записываю в Битрикс24 ещё раз")
    assert "⚠️ Битрикс24 не принял запись" in card.plain
    office.portal.lists[REGISTER] = kept
    await office.tap(ALINA, ALINA, "🔁 Повторить запись")
    assert elements(office) == [ROW]
    assert "⚠️ Битрикс24 не принял запись" not in card.plain


async def test_without_the_scope_rows_wait_until_it_is_ticked(office: World) -> None:
    webhook = office.portal.webhooks[1, SECRET]
    webhook.scopes -= {"lists"}
    await book(office)
    assert "⚠️ Битрикс24 не принял запись" not in office.chat(ALINA).messages[0].plain
    webhook.scopes |= {"lists"}
    await office.advance(31)
    assert elements(office) == [ROW]


async def test_a_later_change_that_is_taken_mends_an_earlier_refusal(office: World) -> None:
    kept = office.portal.lists.pop(REGISTER)
    await book(office)
    office.portal.lists[REGISTER] = kept
    await office.tap(DENIS, DENIS, "проведено")
    assert elements(office) == [["проведено", *ROW[1:]]]
    assert "⚠️ Битрикс24 не принял запись" not in office.chat(ALINA).messages[0].plain


async def test_a_row_is_one_event_that_follows_it(diary: World) -> None:
    lead = await book(diary)
    (event,) = events(diary)
    assert (event["NAME"], event["SECTION_ID"]) == ("Олег: назначено, Денис", "7")
    assert (event["DATE_FROM"], event["DT_LENGTH"]) == ("03/03/2026 05:00:00 pm", 3600)
    assert event["UF_CRM_CAL_EVENT"] == [f"L_{lead}"]
    assert "источник: вк" in event["DESCRIPTION"].splitlines()
    assert "доп.коммент: вебинар" in event["DESCRIPTION"].splitlines()
    await diary.tap(DENIS, DENIS, "перенесено")
    await diary.say(DENIS, "10.03 в 11.30")
    (event,) = events(diary)
    assert (event["NAME"], event["DATE_FROM"]) == ("Олег: перенесено, Денис", "03/10/2026 11:30:00 am")
    await diary.tap(DENIS, DENIS, "↩️ Отменить: перенесено")
    (event,) = events(diary)
    assert event["DATE_FROM"] == "03/03/2026 05:00:00 pm"


async def test_a_lost_answer_doubles_no_event(diary: World) -> None:
    for method in ("add", "update", "delete"):
        diary.cut_next("bitrix24", f"calendar.event.{method}")
    await book(diary)
    await diary.tap(ALINA, ALINA, f"↩️ Отменить: {BOOK}")
    await diary.restart()
    await diary.advance(10)
    assert events(diary) == []
    await book(diary)
    await diary.tap(DENIS, DENIS, "перенесено")
    await diary.say(DENIS, "завтра в 11.30")
    await diary.advance(10)
    (event,) = events(diary)
    assert event["NAME"] == "Олег: перенесено, Денис"
    assert not diary.faults.active


async def test_an_event_that_was_never_heard_of_is_added_when_it_certainly_is_not_there(diary: World) -> None:
    diary.fail_next("bitrix24", "calendar.event.add", status=502)
    await book(diary)
    await diary.advance(60)
    assert events(diary) == []  # the portal may still be working on it
    await diary.advance(10)
    assert len(events(diary)) == 1


async def test_without_a_mirror_nothing_goes_to_the_portal(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, *SALES))
    await book(world)
    assert elements(world) == []
    assert not [call for call in world.portal.calls if call.method.startswith(("lists.", "calendar."))]


async def test_a_place_that_is_not_there_is_named_at_the_start(
    new_world: NewWorld, regulation: Any, caplog: pytest.LogCaptureFixture
) -> None:
    world = await new_world(regulation=regulation(LIST))
    assert "lists.field.get" not in caplog.text
    del world.portal.lists[REGISTER].fields["PROPERTY_203"]
    await world.restart()
    cure = world.app.texts.plain(Cure.COLUMN)
    assert f"✗ lists.field.get: PROPERTY_203: {cure}" in caplog.text

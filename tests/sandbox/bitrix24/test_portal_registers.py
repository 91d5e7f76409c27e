"""Universal lists and calendars: what the documentation prints of lists.* and calendar.*."""

from typing import Any

import pytest

from tests.sandbox.bitrix24.portal_desk import Desk

LIST = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": 47}
COMPANY = {"type": "company_calendar", "ownerId": ""}
EVENT = {**COMPANY, "section": 7, "name": "Встреча", "from": "2026-03-30T17:00:00+03:00", "to": "2026-03-30T18:00:00"}


@pytest.fixture
def office(desk: Desk) -> Desk:
    columns = {"PROPERTY_951": "Люди", "PROPERTY_1003": "Когда", "PROPERTY_1004": "Скан", "PROPERTY_1005": "Число"}
    desk.portal.add_list(47, "Встречи", columns, code="meetings")
    fields = desk.portal.lists[47].fields
    for name, kind in (("PROPERTY_1003", "S:DateTime"), ("PROPERTY_1004", "F"), ("PROPERTY_1005", "N")):
        fields[name]["TYPE"] = kind
    desk.portal.add_section(7, "Встречи")
    return desk


async def test_an_element_is_added_once_read_and_changed_as_printed(office: Desk) -> None:
    fields = {"NAME": "Тестовый элемент", "PROPERTY_951": ["1269", "1271"], "PROPERTY_1003": "2024-12-31 23:59:59"}
    new = {**LIST, "ELEMENT_CODE": "test_element", "FIELDS": fields}
    number = (await office.ask("lists.element.add", new)).result
    assert isinstance(number, int)
    assert (await office.ask("lists.element.add", new)).error == (400, "ERROR_ELEMENT_ALREADY_EXISTS")
    reply = await office.ask("lists.element.get", {**LIST, "ELEMENT_CODE": "test_element"})
    (element,) = reply.result
    assert reply.body["total"] == 1
    assert (element["ID"], element["CODE"], element["IBLOCK_SECTION_ID"]) == (str(number), "test_element", None)
    assert list(element["PROPERTY_951"].values()) == ["1269", "1271"]
    assert list(element["PROPERTY_1003"].values()) == ["12/31/2024 11:59:59 pm"]

    first = next(iter(element["PROPERTY_951"]))
    office.portal.lists[47].elements[number]["PROPERTY_1004"] = {"1": "375"}
    changed = {"NAME": "Другой", "PROPERTY_951": {first: "1300", "n0": "1301"}}
    known = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_CODE": "meetings", "ELEMENT_ID": number}
    assert (await office.ask("lists.element.update", {**known, "FIELDS": changed})).result is True
    (element,) = (await office.ask("lists.element.get", known)).result
    assert element["NAME"] == "Другой"
    assert element["PROPERTY_951"][first] == "1300"
    assert "PROPERTY_1003" not in element  # what is not passed is lost, files excepted
    assert element["PROPERTY_1004"] == {"1": "375"}
    assert (await office.ask("lists.element.delete", known)).result is True
    assert (await office.ask("lists.element.get", LIST)).result == []


async def test_columns_are_told_by_their_names(office: Desk) -> None:
    fields = (await office.ask("lists.field.get", LIST)).result
    assert {name: field["TYPE"] for name, field in fields.items()} == {
        "PROPERTY_951": "S",
        "PROPERTY_1003": "S:DateTime",
        "PROPERTY_1004": "F",
        "PROPERTY_1005": "N",
        "NAME": "NAME",
    }
    single = (await office.ask("lists.field.get", {**LIST, "FIELD_ID": "PROPERTY_1005"})).result
    assert single["N"]["FIELD_ID"] == "PROPERTY_1005"
    assert (await office.ask("lists.field.get", {**LIST, "FIELD_ID": "PROPERTY_9"})).result == []


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("lists.field.get", {"IBLOCK_ID": 47}, "ERROR_REQUIRED_PARAMETERS_MISSING"),
        ("lists.field.get", {"IBLOCK_TYPE_ID": "lists"}, "ERROR_REQUIRED_PARAMETERS_MISSING"),
        ("lists.field.get", {**LIST, "IBLOCK_ID": 48}, "ERROR_IBLOCK_NOT_FOUND"),
        ("lists.element.add", {**LIST, "FIELDS": {"NAME": "x"}}, "ERROR_REQUIRED_PARAMETERS_MISSING"),
        ("lists.element.add", {**LIST, "ELEMENT_CODE": "a", "FIELDS": {"X": "x"}}, "ERROR_REQUIRED_PARAMETERS_MISSING"),
        (
            "lists.element.add",
            {**LIST, "ELEMENT_CODE": "a", "FIELDS": {"NAME": "x", "PROPERTY_1003": "31 декабря"}},
            "ERROR_ELEMENT_FIELD_VALUE",
        ),
        ("lists.element.update", {**LIST, "ELEMENT_CODE": "a", "FIELDS": {"NAME": "x"}}, "ERROR_ELEMENT_NOT_FOUND"),
        ("lists.element.delete", {**LIST, "ELEMENT_ID": 9}, "ERROR_ELEMENT_NOT_FOUND"),
    ],
)
async def test_lists_refuse_with_the_printed_codes(
    office: Desk, method: str, params: dict[str, Any], code: str
) -> None:
    assert (await office.ask(method, params)).error == (400, code)


async def test_an_event_is_added_found_changed_and_deleted(office: Desk) -> None:
    more = {"description": "вебинар", "crm_fields": ["L_11"]}
    number = (await office.ask("calendar.event.add", {**EVENT, **more})).result
    day = {**COMPANY, "from": "2026-03-30", "to": "2026-03-30", "section": [7]}
    (event,) = (await office.ask("calendar.event.get", day)).result
    assert (event["ID"], event["NAME"], event["DESCRIPTION"]) == (str(number), "Встреча", "вебинар")
    assert (event["DATE_FROM"], event["DT_LENGTH"]) == ("03/30/2026 05:00:00 pm", 3600)
    assert event["UF_CRM_CAL_EVENT"] == ["L_11"]
    moved = {**COMPANY, "id": number, "name": "Перенесена", "from": "2026-04-01T10:00:00", "to": "2026-04-01T11:00:00"}
    assert (await office.ask("calendar.event.update", moved)).result == number
    assert (await office.ask("calendar.event.get", day)).result == []
    event = (await office.ask("calendar.event.getbyid", {"id": number})).result
    assert (event["NAME"], event["DESCRIPTION"], event["DATE_TO"]) == (
        "Перенесена",
        "вебинар",
        "04/01/2026 11:00:00 am",
    )
    assert (await office.ask("calendar.event.delete", {"id": number})).result is True
    assert (await office.ask("calendar.event.getbyid", {"id": number})).result is None
    (section,) = (await office.ask("calendar.section.get", COMPANY)).result
    assert (section["ID"], section["PERM"]["add"]) == ("7", True)
    assert (await office.ask("calendar.section.get", {"type": "user", "ownerId": 1})).result == []


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        (
            "calendar.event.add",
            {"ownerId": 1},
            'The required parameter "type" for the method "calendar.event.add" is not set',
        ),
        (
            "calendar.event.add",
            {**EVENT, "name": ""},
            'The required parameter "name" for the method "calendar.event.add" is not set',
        ),
        (
            "calendar.event.add",
            {**EVENT, "section": 8},
            "You specified an invalid calendar section ID or the user does not have access to it",
        ),
        (
            "calendar.event.add",
            {**EVENT, "crm_fields": "L_1"},
            "The list of event connections to CRM must be an array",
        ),
        ("calendar.event.delete", {}, "Event id not specified"),
        (
            "calendar.section.get",
            {"type": "group"},
            'The required parameter "ownerId" for the method "calendar.section.get" is not set',
        ),
    ],
)
async def test_calendars_refuse_in_words_without_a_code(
    office: Desk, method: str, params: dict[str, Any], words: str
) -> None:
    reply = await office.ask(method, params)
    assert (reply.status, reply.body) == (400, {"error": "", "error_description": words})


@pytest.mark.parametrize("method", ["lists.element.get", "calendar.event.get"])
async def test_both_need_a_scope_of_their_own(office: Desk, method: str) -> None:
    office.portal.add_webhook(1, "secret", frozenset({"crm"}))
    assert (await office.ask(method, {**LIST, **COMPANY})).error == (403, "insufficient_scope")

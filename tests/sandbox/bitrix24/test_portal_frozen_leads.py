"""crm.lead.*: strings, upper case, empty error codes."""

import pytest

from tests.sandbox.bitrix24.portal_desk import Desk


async def test_everything_is_a_string(desk: Desk) -> None:
    lead = await desk.result(
        "crm.lead.add", fields={"TITLE": "Заявка", "OPPORTUNITY": 12.5, "PHONE": [{"VALUE": "+79990000301"}]}
    )
    shown = await desk.result("crm.lead.get", ID=lead)
    assert shown["ID"] == str(lead)
    assert (shown["OPPORTUNITY"], shown["ASSIGNED_BY_ID"], shown["DATE_CLOSED"]) == ("12.50", "1", "")
    assert [(phone["VALUE"], phone["TYPE_ID"], type(phone["ID"])) for phone in shown["PHONE"]] == [
        ("+79990000301", "PHONE", str)
    ]
    assert "EMAIL" not in shown


async def test_both_families_see_one_lead(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    assert await desk.result("crm.lead.update", id=lead, fields={"STATUS_ID": "IN_PROCESS", "stageId": "JUNK"}) is True
    assert (await desk.lead(lead))["stageId"] == "IN_PROCESS"
    assert await desk.result("crm.lead.delete", id=lead) is True
    assert desk.portal.leads == {}


async def test_lists_leave_multifields_out_unless_named(desk: Desk) -> None:
    desk.portal.add_lead(phone="+79990000301", email="a@example.com")
    everything = (await desk.result("crm.lead.list", select=["*", "UF_*"]))[0]
    assert not {"PHONE", "EMAIL"} & everything.keys()
    named = (await desk.result("crm.lead.list", select=["ID", "PHONE"]))[0]
    assert set(named) == {"ID", "PHONE"}
    found = await desk.result("crm.lead.list", select=["ID"], filter={"PHONE": "+79990000301"})
    assert len(found) == 1
    assert await desk.result("crm.lead.list", select=["ID"], filter={"PHONE": "79990000301"}) == []


async def test_phones_are_added_changed_and_deleted_by_id(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone=["+79990000301", "+79990000302"])
    first, second = [entry["id"] for entry in desk.portal.leads[lead]["fm"]]
    changes = [{"ID": first, "VALUE": "+79990000303"}, {"ID": second, "DELETE": "Y"}, {"VALUE": "+79990000304"}]
    await desk.result("crm.lead.update", id=lead, fields={"PHONE": changes})
    phones = (await desk.result("crm.lead.get", id=lead))["PHONE"]
    assert [phone["VALUE"] for phone in phones] == ["+79990000303", "+79990000304"]
    assert phones[0]["ID"] == str(first)
    await desk.result("crm.lead.update", id=lead, fields={"PHONE": [{"ID": first}]})
    assert len((await desk.result("crm.lead.get", id=lead))["PHONE"]) == 1


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("crm.lead.get", {"id": 7}, "Not found"),
        ("crm.lead.update", {"id": 7, "fields": {}}, "Not found"),
        ("crm.lead.delete", {"id": "seven"}, "ID is not defined or invalid."),
        ("crm.lead.add", {"fields": {"STATUS_ID": "Новый"}}, 'Invalid value for field "stageId"'),
    ],
)
async def test_errors_have_no_code(desk: Desk, method: str, params: dict[str, object], words: str) -> None:
    reply = await desk.ask(method, params)
    assert (reply.status, reply.body) == (400, {"error": "", "error_description": words})

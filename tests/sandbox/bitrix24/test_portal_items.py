"""crm.item.*: reading, writing, stamps, history, refusals."""

from datetime import datetime

import pytest

from tests.sandbox.bitrix24.portal_desk import NOON, Desk

LATER = 90.0


async def test_a_new_lead_has_the_portals_defaults(desk: Desk) -> None:
    item = (await desk.result("crm.item.add", entityTypeId=1, fields={"name": "Олег", "nonsense": 1}))["item"]
    shown = {key: item[key] for key in ("stageId", "sourceId", "assignedById", "title", "opened", "stageSemanticId")}
    assert shown == {
        "stageId": "NEW",
        "sourceId": "WEB",
        "assignedById": 1,
        "title": f"Лид #{item['id']}",
        "opened": "Y",
        "stageSemanticId": "P",
    }
    assert item["createdTime"] == item["updatedTime"] == item["movedTime"] == "2026-03-29T12:00:00+03:00"
    assert datetime.fromisoformat(item["createdTime"]).timestamp() == NOON
    assert "nonsense" not in item


async def test_an_update_stamps_what_it_moves(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="Заявка", by=1)
    desk.now += LATER
    assert (await desk.update(lead, sourceId="UC_VK01")).status == 200
    renamed = await desk.lead(lead)
    assert renamed["updatedTime"] == "2026-03-29T12:01:30+03:00"
    assert renamed["movedTime"] == renamed["createdTime"] == "2026-03-29T12:00:00+03:00"
    desk.now += LATER
    moved = (await desk.update(lead, stageId="JUNK")).result["item"]
    assert moved["movedTime"] == moved["dateClosed"] == "2026-03-29T12:03:00+03:00"
    assert moved["stageSemanticId"] == "F"
    reopened = (await desk.update(lead, stageId="IN_PROCESS")).result["item"]
    assert (reopened["dateClosed"], reopened["stageSemanticId"]) == (None, "P")


async def test_a_person_in_the_portal_is_the_author(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="Заявка")
    desk.now += LATER
    desk.portal.update_lead(lead, by=12, stageId="IN_PROCESS")
    seen = await desk.lead(lead)
    assert (seen["updatedBy"], seen["movedBy"], seen["createdBy"]) == (12, 12, 1)


async def test_an_update_that_changes_nothing_saves_nothing(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="Заявка", sourceId="WEB")
    desk.now += LATER
    await desk.update(lead, title="Заявка", sourceId="WEB", assignedById="1", comments="", nonsense="x")
    assert (await desk.lead(lead))["updatedTime"] == "2026-03-29T12:00:00+03:00"
    assert desk.portal.writes == []


async def test_writes_name_field_author_and_time(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="Заявка")
    desk.now += LATER
    await desk.update(lead, stageId="IN_PROCESS", title="Заявка")
    desk.portal.update_lead(lead, by=12, sourceId="CALL")
    assert [(w.id, w.field, w.before, w.after, w.by, w.at) for w in desk.portal.writes] == [
        (lead, "stageId", "NEW", "IN_PROCESS", 1, NOON + LATER),
        (lead, "sourceId", "WEB", "CALL", 12, NOON + LATER),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stageId": "Взят в работу"}, "CRM_FIELD_ERROR_VALUE_NOT_VALID"),
        ({"sourceId": "vk"}, "CRM_FIELD_ERROR_VALUE_NOT_VALID"),
        ({"assignedById": "Алина"}, "CRM_FIELD_ERROR_VALUE_NOT_VALID"),
        ({"birthdate": "вчера"}, "CRM_FIELD_ERROR_VALUE_NOT_VALID"),
        ({"ufCrmReason": "46"}, "CRM_FIELD_ERROR_VALUE_NOT_VALID"),
        ({"observers": 1}, "100"),
    ],
)
async def test_values_of_the_wrong_kind_are_refused(desk: Desk, fields: dict[str, object], code: str) -> None:
    desk.portal.add_field("UF_CRM_REASON", "enumeration", items={45: "Некорректные данные"})
    lead = desk.portal.add_lead()
    assert (await desk.update(lead, **fields)).error == (400, code)
    assert desk.portal.writes == []


async def test_a_stage_may_ask_for_fields(desk: Desk) -> None:
    reason = desk.portal.add_field("UF_CRM_REASON", "enumeration", "Причина", items={45: "Некорректные данные"})
    desk.portal.required["JUNK"] = (reason,)
    lead = desk.portal.add_lead()
    assert (await desk.update(lead, stageId="JUNK")).error == (400, "CRM_FIELD_ERROR_REQUIRED")
    item = (await desk.update(lead, stageId="JUNK", ufCrmReason="45")).result["item"]
    assert (item["stageId"], item["ufCrmReason"]) == ("JUNK", 45)


async def test_a_new_lead_must_have_what_its_stage_asks_for(desk: Desk) -> None:
    desk.portal.required["NEW"] = ("name",)
    refused = await desk.ask("crm.item.add", {"entityTypeId": 1, "fields": {"stageId": "NEW"}})
    assert refused.error == (400, "CRM_FIELD_ERROR_REQUIRED")
    assert desk.portal.leads == {}


async def test_a_new_lead_has_its_phones_and_is_found_by_its_origin(desk: Desk) -> None:
    phones = [{"typeId": "PHONE", "valueType": "MOBILE", "value": "+79990000301"}]
    fields = {"name": "Олег", "fm": phones, "originatorId": "five-minutes", "originId": "a1"}
    item = (await desk.result("crm.item.add", entityTypeId=1, fields=fields))["item"]
    assert (item["phone"], item["hasPhone"]) == ("+79990000301", "Y")
    assert [(entry["typeId"], entry["value"]) for entry in item["fm"]] == [("PHONE", "+79990000301")]
    for origin, found in (("a1", [item["id"]]), ("a", [])):
        asked = {"originatorId": "five-minutes", "originId": origin}
        items = (await desk.result("crm.item.list", entityTypeId=1, filter=asked))["items"]
        assert [each["id"] for each in items] == found


async def test_custom_fields_have_two_names(desk: Desk) -> None:
    assert desk.portal.add_field("UF_CRM_1704817278") == "ufCrm_1704817278"
    assert desk.portal.add_field("UF_CRM_REJECT_REASON") == "ufCrmRejectReason"
    lead = desk.portal.add_lead()
    await desk.update(lead, ufCrm_1704817278="да", UF_CRM_REJECT_REASON="not under this name")
    asked = {"entityTypeId": 1, "id": lead, "useOriginalUfNames": "Y"}
    item = (await desk.ask("crm.item.get", asked)).result["item"]
    assert (item["UF_CRM_1704817278"], item["UF_CRM_REJECT_REASON"]) == ("да", None)
    await desk.ask("crm.item.update", {**asked, "fields": {"UF_CRM_REJECT_REASON": "тест"}})
    assert (await desk.lead(lead))["ufCrmRejectReason"] == "тест"


async def test_files_keep_name_and_size(desk: Desk) -> None:
    name = desk.portal.add_field("UF_CRM_PHOTO", "file", multiple=True)
    lead = desk.portal.add_lead()
    await desk.update(lead, ufCrmPhoto=[["a.txt", "YWJj"], ["b.txt", "YQ=="]])
    first, second = desk.portal.leads[lead][name]
    assert [(first["name"], first["size"]), (second["name"], second["size"])] == [("a.txt", 3), ("b.txt", 1)]
    item = (await desk.update(lead, ufCrmPhoto=[{"id": first["id"]}])).result["item"]
    assert [set(each) for each in item["ufCrmPhoto"]] == [{"id", "url", "urlMachine"}]
    await desk.update(lead, ufCrmPhoto="not a file")
    assert [each["name"] for each in desk.portal.leads[lead][name]] == ["a.txt"]


async def test_a_deleted_lead_is_gone(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    assert (await desk.result("crm.item.delete", entityTypeId=1, id=lead)) == []
    for method in ("crm.item.get", "crm.item.delete"):
        assert (await desk.ask(method, {"entityTypeId": 1, "id": lead})).error == (400, "NOT_FOUND")
    assert (await desk.update(lead, title="x")).error == (400, "NOT_FOUND")
    assert (await desk.ask("crm.item.get", {"entityTypeId": 128, "id": 1})).error == (400, "NOT_FOUND")
    assert (await desk.ask("crm.item.get", {"entityTypeId": 1})).error == (400, "100")


async def test_rights_hide_and_refuse(desk: Desk) -> None:
    mine, other = desk.portal.add_lead(assignedById=1), desk.portal.add_lead(assignedById=12)
    desk.portal.may = lambda user, _deed, item: item.get("assignedById") == user
    assert await desk.ids({}) == [mine]
    assert (await desk.ask("crm.item.get", {"entityTypeId": 1, "id": other})).error == (400, "ACCESS_DENIED")
    assert (await desk.update(other, title="x")).error == (400, "ACCESS_DENIED")
    assert (await desk.ask("crm.lead.get", {"id": other})).body == {"error": "", "error_description": "Access denied."}


async def test_stage_history_remembers_every_move(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    desk.portal.add_lead()
    desk.now += LATER
    await desk.update(lead, stageId="IN_PROCESS")
    await desk.update(lead, stageId="JUNK")
    found = await desk.result("crm.stagehistory.list", entityTypeId=1, filter={"OWNER_ID": lead}, order={"ID": "ASC"})
    rows = [(row["TYPE_ID"], row["STATUS_ID"], row["STATUS_SEMANTIC_ID"]) for row in found["items"]]
    assert rows == [(1, "NEW", "P"), (2, "IN_PROCESS", "P"), (3, "JUNK", "F")]
    assert found["items"][1]["CREATED_TIME"] == "2026-03-29T12:01:30+03:00"


async def test_fields_are_described(desk: Desk) -> None:
    desk.portal.add_field("UF_CRM_REASON", "enumeration", "Причина", items={45: "Некорректные данные"})
    fields = (await desk.result("crm.item.fields", entityTypeId=1))["fields"]
    assert (fields["stageId"]["type"], fields["stageId"]["statusType"]) == ("crm_status", "STATUS")
    assert fields["updatedTime"]["isReadOnly"] is True
    assert fields["ufCrmReason"]["items"] == [{"ID": "45", "VALUE": "Некорректные данные"}]
    assert fields["ufCrmReason"]["upperName"] == "UF_CRM_REASON"

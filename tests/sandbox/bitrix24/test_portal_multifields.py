"""Phones and e-mails through `fm` of crm.item.update."""

from tests.sandbox.bitrix24.portal_desk import Desk


async def values(desk: Desk, lead: int) -> list[tuple[str, str]]:
    return [(entry["typeId"], entry["value"]) for entry in (await desk.lead(lead))["fm"]]


async def test_an_object_adds_changes_and_deletes(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone=["+79990000301", "+79990000302"], email="a@example.com")
    first, second, _ = [entry["id"] for entry in desk.portal.leads[lead]["fm"]]
    await desk.update(
        lead,
        fm={
            str(first): {"typeId": "PHONE", "value": "+79990000303", "valueType": "MOBILE"},
            str(second): {"typeId": "PHONE", "value": ""},
            "n0": {"typeId": "PHONE", "value": "+79990000304"},
            "99999": {"typeId": "EMAIL", "value": "b@example.com"},
        },
    )
    assert await values(desk, lead) == [
        ("PHONE", "+79990000303"),
        ("EMAIL", "a@example.com"),
        ("PHONE", "+79990000304"),
        ("EMAIL", "b@example.com"),
    ]
    shown = await desk.lead(lead)
    assert (shown["phone"], shown["phoneMobile"], shown["phoneWork"]) == (
        "+79990000303",
        "+79990000303",
        "+79990000304",
    )


async def test_a_list_only_adds(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone="+79990000301")
    await desk.update(lead, fm=[{"typeId": "PHONE", "value": "+79990000302"}])
    assert await values(desk, lead) == [("PHONE", "+79990000301"), ("PHONE", "+79990000302")]


async def test_an_entry_without_a_type_does_nothing_and_succeeds(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone="+79990000301")
    assert (await desk.update(lead, fm={"n0": {"value": "+79990000302"}})).status == 200
    assert await values(desk, lead) == [("PHONE", "+79990000301")]
    assert desk.portal.writes == []


async def test_the_flags_follow(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone="+79990000301")
    entry = desk.portal.leads[lead]["fm"][0]["id"]
    changes = {str(entry): {"typeId": "PHONE", "value": ""}, "n0": {"typeId": "EMAIL", "value": "a@example.com"}}
    item = (await desk.update(lead, fm=changes)).result["item"]
    assert (item["hasPhone"], item["hasEmail"], item["phone"]) == ("N", "Y", "")


async def test_duplicates_need_the_very_same_number(desk: Desk) -> None:
    lead = desk.portal.add_lead(phone="+79990000301;12")
    contact = desk.portal.add_item(3, phone="+79990000301")
    found = await desk.result("crm.duplicate.findbycomm", type="PHONE", values=["+79990000301"])
    assert found == {"LEAD": [lead], "CONTACT": [contact]}
    assert await desk.result("crm.duplicate.findbycomm", type="PHONE", values=["79990000301"]) == []
    for _ in range(20):
        desk.portal.add_lead(phone="+79990000301")
    cut = await desk.result("crm.duplicate.findbycomm", type="PHONE", values=["+79990000301"])
    assert (len(cut["LEAD"]), "CONTACT" in cut) == (20, False)

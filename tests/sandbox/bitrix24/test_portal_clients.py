"""Contacts, companies and deals: found by name, and by whom they belong to."""

from typing import Any

import pytest

from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL
from tests.sandbox.bitrix24.portal_desk import Desk


@pytest.fixture
def olga(desk: Desk) -> int:
    """A contact with a colleague, two deals and a company."""
    for code, meaning in (("NEW", ""), ("WON", "S")):
        desk.portal.add_status("DEAL_STAGE", code, code, meaning)
    first = desk.portal.add_item(CONTACT, name="Ольга", secondName="Петровна", lastName="Синицына")
    second = desk.portal.add_item(CONTACT, name="Пётр", lastName="Синицын")
    company = desk.portal.add_item(COMPANY, title="ООО «Синица»", contactIds=[first])
    desk.portal.add_item(DEAL, stageId="WON", contactIds=[second, first], assignedById=12)
    desk.portal.add_item(DEAL, contactId=first, companyId=company)
    return first


async def listed(desk: Desk, type_id: int, filter_: Any, *select: str, **more: Any) -> list[dict[str, Any]]:
    params = {"entityTypeId": type_id, "filter": filter_, "select": ["id", *select], **more}
    found: list[dict[str, Any]] = (await desk.result("crm.item.list", **params))["items"]
    return found


async def test_every_word_of_a_name_is_looked_for_in_all_its_parts(desk: Desk, olga: int) -> None:
    def word(text: str) -> dict[str, Any]:
        parts = ("name", "secondName", "lastName")
        return {"logic": "OR", **{str(place): {f"%{part}": text} for place, part in enumerate(parts)}}

    asked = {"0": word("синиц"), "1": word("ОЛЬГ")}
    (found,) = await listed(desk, CONTACT, asked, "name", "lastName", start=-1)
    assert found == {"id": olga, "name": "Ольга", "lastName": "Синицына"}
    assert len(await listed(desk, CONTACT, {"0": word("Синиц")})) == 2
    assert len(await listed(desk, COMPANY, {"%title": "синиц"})) == 1


async def test_deals_are_found_by_any_of_their_contacts_not_by_the_main_one_only(desk: Desk, olga: int) -> None:
    newest_first = {"order": {"id": "DESC"}, "start": -1}
    deals = await listed(desk, DEAL, {"contactIds": olga}, "stageSemanticId", "assignedById", **newest_first)
    assert [(deal["stageSemanticId"], deal["assignedById"]) for deal in deals] == [("P", 1), ("S", 12)]
    assert len(await listed(desk, DEAL, {"contactId": olga})) == 1
    assert len(await listed(desk, DEAL, {"companyId": 101, "stageSemanticId": "P"})) == 1


@pytest.mark.parametrize(
    ("type_id", "name"),
    [(CONTACT, "title"), (CONTACT, "contactIds"), (CONTACT, "movedTime"), (COMPANY, "lastName"), (DEAL, "fm")],
)
async def test_fields_that_a_type_does_not_have_are_refused(desk: Desk, type_id: int, name: str) -> None:
    answer = await desk.ask("crm.item.list", {"entityTypeId": type_id, "filter": {name: 1}})
    assert answer.error == (400, "INVALID_ARG_VALUE")


async def test_links_and_names_follow_from_each_other(desk: Desk, olga: int) -> None:
    made = await desk.result("crm.item.add", entityTypeId=CONTACT, fields={"companyIds": [101], "name": ""})
    assert made["item"]["companyId"] == 101
    assert made["item"]["lastName"] == f"Контакт #{made['item']['id']}"
    assert "movedTime" not in made["item"]
    fields = (await desk.result("crm.item.fields", entityTypeId=CONTACT))["fields"]
    assert (fields["companyIds"]["type"], fields["companyIds"]["isMultiple"]) == ("crm_company", True)
    assert "title" not in fields

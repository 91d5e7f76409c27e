"""Clients by name, and who made their contracts: what is asked, and what the documented answers mean."""

from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.domain.bonus import ClientKind, Referrer
from services.domain.gateways import ACCESS_DENIED, Refused, TryLater
from tests.bitrix24.scripted_portal import Reply, ScriptedPortal, error, ok

METHOD = "crm.item.list"
OLGA = Referrer("Синицына Ольга", ClientKind.CONTACT, 401)


def listed(**items: Any) -> Any:
    """Answers by entityTypeId: `contacts`, `companies` or `deals`."""
    names = {"2": "deals", "3": "contacts", "4": "companies"}

    def answer(params: dict[str, Any]) -> Reply:
        found = items.get(names[str(params["entityTypeId"])], [])
        return found if isinstance(found, Reply) else ok({"items": found})

    return answer


async def test_every_word_is_looked_for_in_both_types_in_one_hit(portal: ScriptedPortal, crm: Bitrix24) -> None:
    contacts = [
        {"id": 402, "name": "Ольга", "secondName": "Петровна", "lastName": "Синицына"},
        {"id": 401, "name": " Ольга", "secondName": None, "lastName": "Синицына"},
        {"id": 403, "name": None, "lastName": ""},
    ]
    portal.on(METHOD, listed(contacts=contacts, companies=[{"id": "501", "title": "ООО «Синица»"}]))
    found = await crm.find_clients("ольга  СИНИЦЫНА, О.")
    assert portal.hits == ["batch"]
    assert [(each.name, each.kind, each.id) for each in found] == [
        ("Синицына Ольга", ClientKind.CONTACT, 401),
        ("ООО «Синица»", ClientKind.COMPANY, 501),
        ("Синицына Ольга Петровна", ClientKind.CONTACT, 402),
        ("№ 403", ClientKind.CONTACT, 403),
    ]
    contact, company = portal.params(METHOD)
    assert (contact["select"], contact["start"]) == (["id", "name", "secondName", "lastName"], "-1")
    first, second = contact["filter"]
    assert [first[key] for key in ("0", "1", "2")] == [
        {"%name": "ольга"},
        {"%secondName": "ольга"},
        {"%lastName": "ольга"},
    ]
    assert (first["logic"], second["0"]) == ("OR", {"%name": "СИНИЦЫНА"})
    assert company["filter"] == [
        {"logic": "OR", "0": {"%title": "ольга"}},
        {"logic": "OR", "0": {"%title": "СИНИЦЫНА"}},
    ]


async def test_yo_is_looked_for_as_it_is_often_written(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, listed())
    await crm.find_clients("Фёдоров")
    (asked,) = portal.params(METHOD)[1]["filter"]
    assert asked == {"logic": "OR", "0": {"%title": "Фёдоров"}, "1": {"%title": "Федоров"}}


@pytest.mark.parametrize("name", ["", "И. О.", "%", "___", "!!!"])
async def test_without_a_word_nothing_is_asked(portal: ScriptedPortal, crm: Bitrix24, name: str) -> None:
    assert await crm.find_clients(name) == []
    assert portal.hits == []


async def test_a_type_that_may_not_be_read_has_nobody(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, listed(contacts=[{"id": 1, "lastName": "Ким"}], companies=error("ACCESS_DENIED")))
    assert [each.name for each in await crm.find_clients("Ким")] == ["Ким"]
    portal.on(METHOD, error("ACCESS_DENIED"))
    with pytest.raises(Refused) as refused:
        await crm.find_clients("Ким")
    assert refused.value.code == ACCESS_DENIED


async def test_half_an_answer_is_none(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, listed(contacts=[], companies=error("QUERY_LIMIT_EXCEEDED", status=503)))
    with pytest.raises(TryLater):
        await crm.find_clients("Ким")


@pytest.mark.parametrize(
    ("deals", "manager"),
    [
        ([], 0),
        ([{"id": 9, "assignedById": 23, "stageSemanticId": "P"}], 23),
        (
            [
                {"id": 9, "assignedById": 23, "stageSemanticId": "P"},
                {"id": 8, "assignedById": "22", "stageSemanticId": "S"},
                {"id": 7, "assignedById": 21, "stageSemanticId": "S"},
            ],
            22,
        ),
    ],
)
async def test_the_newest_contract_goes_before_a_newer_talk(
    portal: ScriptedPortal, crm: Bitrix24, deals: list[dict[str, Any]], manager: int
) -> None:
    portal.on(METHOD, listed(deals=deals))
    assert await crm.contract_manager(OLGA) == manager
    (asked,) = portal.params(METHOD)
    assert (asked["filter"], asked["order"], asked["start"]) == ({"contactIds": 401}, {"id": "DESC"}, -1)
    await crm.contract_manager(Referrer("ООО", ClientKind.COMPANY, 501))
    assert portal.params(METHOD)[1]["filter"] == {"companyId": 501}


async def test_nobody_made_a_contract_with_a_name_alone(portal: ScriptedPortal, crm: Bitrix24) -> None:
    assert await crm.contract_manager(Referrer("Тётя Глаша")) == 0
    assert portal.hits == []

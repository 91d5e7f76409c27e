"""Filters, orders and pages of list methods."""

from typing import Any

import pytest

from tests.sandbox.bitrix24.portal_desk import Desk


@pytest.fixture
def three(desk: Desk) -> tuple[int, int, int]:
    """Three leads an hour apart: Анна (WEB), Борис (CALL, in work), without a name (VK)."""
    first = desk.portal.add_lead(name="Анна", sourceId="WEB", phone="+79990000301")
    desk.now += 3600
    second = desk.portal.add_lead(name="Борис", sourceId="CALL", stageId="IN_PROCESS", opportunity=500)
    desk.now += 3600
    third = desk.portal.add_lead(sourceId="UC_VK01", observers=[12, 13])
    return first, second, third


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({}, (0, 1, 2)),
        ({"sourceId": "WEB"}, (0,)),
        ({"=sourceId": "WEB"}, (0,)),
        ({"!sourceId": "WEB"}, (1, 2)),
        ({"!=name": ""}, (0, 1)),
        ({"name": ""}, (2,)),
        ({"@sourceId": ["WEB", "CALL"]}, (0, 1)),
        ({"sourceId": ["WEB", "CALL"]}, (0, 1)),
        ({"!@sourceId": ["WEB", "CALL"]}, (2,)),
        ({"%name": "рис"}, (1,)),
        ({"=%name": "А%"}, (0,)),
        ({"!%name": "н"}, (1, 2)),
        ({">opportunity": "499"}, (1,)),
        ({"<=opportunity": 0}, (0, 2)),
        ({"observers": 13}, (2,)),
        ({">=updatedTime": "2026-03-29T13:00:00+03:00"}, (1, 2)),
        ({">=updatedTime": "2026-03-29T10:00:00+00:00", "<createdTime": "2026-03-29T14:00:00+03:00"}, (1,)),
        ({">=createdTime": "2026-03-29T14:00:00"}, (2,)),
        ({"logic": "OR", "0": {"sourceId": "WEB"}, "1": {"stageId": "IN_PROCESS"}}, (0, 1)),
        ({"0": {"logic": "OR", "0": {"name": "Анна"}, "1": {"name": "Борис"}}, "sourceId": "CALL"}, (1,)),
        ([{"logic": "OR", "0": {"name": "Анна"}, "1": {"name": "Борис"}}], (0, 1)),
    ],
)
async def test_filters(desk: Desk, three: tuple[int, int, int], filter_: Any, expected: tuple[int, ...]) -> None:
    assert await desk.ids(filter_) == [three[index] for index in expected]


async def test_ids_filter_and_order(desk: Desk, three: tuple[int, int, int]) -> None:
    first, second, third = three
    assert await desk.ids({">id": first}, order={"id": "DESC"}) == [third, second]
    assert await desk.ids({">id": str(first)}, order={"id": "ASC"}, start=-1) == [second, third]
    assert await desk.ids({"<id": third}, order={"ID".lower(): "DESC"}, start=-1) == [second, first]
    assert await desk.ids({}, order={"name": "DESC"}) == [second, first, third]
    assert await desk.ids({}, order={"stageId": "ASC", "id": "DESC"}) == [second, third, first]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"filter": {"STATUS_ID": "NEW"}}, "Invalid filter: field 'STATUS_ID' is not allowed in filter"),
        ({"filter": {"phone": "+79990000301"}}, "Invalid filter: field 'phone' is not allowed in filter"),
        ({"filter": {"0": {"%nonsense": 1}}}, "Invalid filter: field 'nonsense' is not allowed in filter"),
        ({"filter": {">=updatedTime": "2026-03-29T13:00:00 03:00"}}, "'updatedTime' has invalid value"),
        ({"filter": {">id": "many"}}, "Invalid filter: field 'id' has invalid value"),
        ({"order": {"nonsense": "ASC"}}, "Invalid order: field 'nonsense' is not allowed in order"),
        ({"order": {"id": "up"}}, "allowed sort directions are `ASC, DESC`. But got 'up' for field 'id'"),
    ],
)
async def test_what_a_list_refuses(desk: Desk, params: dict[str, Any], words: str) -> None:
    reply = await desk.ask("crm.item.list", {"entityTypeId": 1, **params})
    assert reply.error == (400, "INVALID_ARG_VALUE")
    assert words in reply.body["error_description"]


async def test_multifields_come_whole_or_flat(desk: Desk, three: tuple[int, int, int]) -> None:
    for more in ({}, {"select": ["*"]}):
        whole = (await desk.result("crm.item.list", entityTypeId=1, filter={"id": three[0]}, **more))["items"][0]
        assert [(entry["typeId"], entry["value"]) for entry in whole["fm"]] == [("PHONE", "+79990000301")]
    named = {"entityTypeId": 1, "filter": {"id": three[0]}, "select": ["fm", "phone", "email", "nonsense"]}
    flat = (await desk.result("crm.item.list", **named))["items"][0]
    assert flat == {"id": three[0], "phone": "+79990000301", "email": ""}


async def test_pages_of_fifty(desk: Desk) -> None:
    for _ in range(120):
        desk.portal.add_lead()
    seen: list[tuple[int, int | None, int]] = []
    for start in (0, 50, 100, 70):
        reply = await desk.ask("crm.item.list", {"entityTypeId": 1, "select": ["id"], "start": start})
        seen.append((len(reply.result["items"]), reply.body.get("next"), reply.body["total"]))
    assert seen == [(50, 50, 120), (50, 100, 120), (20, None, 120), (50, 100, 120)]


@pytest.mark.parametrize("order", [{}, {"id": "ASC"}, {"createdTime": "ASC"}])
async def test_an_uncounted_page(desk: Desk, order: dict[str, str]) -> None:
    for _ in range(60):
        desk.portal.add_lead()
    reply = await desk.ask("crm.item.list", {"entityTypeId": 1, "select": ["id"], "start": -1, "order": order})
    assert (len(reply.result["items"]), reply.body["total"], reply.body.get("next")) == (50, 0, None)


async def test_the_frozen_list_pages_too_and_ignores_what_it_does_not_know(desk: Desk) -> None:
    for _ in range(60):
        desk.portal.add_lead()
    reply = await desk.ask("crm.lead.list", {"select": ["ID"], "filter": {"nonsense": 1}, "order": {"ID": "DESC"}})
    assert (reply.body["next"], reply.body["total"], reply.result[0]) == (50, 60, {"ID": "160"})

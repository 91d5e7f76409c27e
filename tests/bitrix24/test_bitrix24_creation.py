"""Leads that we create and comments with files: what is sent, and what the answers mean."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.domain.gateways import File, NewLead, Refused, TryLater
from tests.bitrix24.scripted_portal import Reply, ScriptedPortal, error, ok

NEW = NewLead("mark", "Лид вручную", "Света", "+79990000407", "NEW", "UC_VK01", 12, "Хочу к вам")


async def test_a_lead_is_created_with_our_mark(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.add", ok({"item": {"id": 7}}))
    assert await crm.create_lead(NEW) == 7
    (params,) = portal.params("crm.item.add")
    assert params == {
        "entityTypeId": 1,
        "fields": {
            "title": "Лид вручную",
            "name": "Света",
            "stageId": "NEW",
            "sourceId": "UC_VK01",
            "assignedById": 12,
            "comments": "Хочу к вам",
            "originatorId": "five-minutes",
            "originId": "mark",
            "fm": [{"typeId": "PHONE", "valueType": "MOBILE", "value": "+79990000407"}],
        },
    }


@pytest.mark.parametrize(("items", "found"), [([], None), ([{"id": 9}, {"id": 8}], 8)])
async def test_it_is_found_again_by_its_mark(
    portal: ScriptedPortal, crm: Bitrix24, items: list[dict[str, int]], found: int | None
) -> None:
    portal.on("crm.item.list", ok({"items": items}))
    assert await crm.find_created("mark") == found
    (params,) = portal.params("crm.item.list")
    assert params["filter"] == {"originatorId": "five-minutes", "originId": "mark"}


@pytest.mark.parametrize(
    ("answer", "maybe_done"),
    [
        (ok([]), True),
        (error("INTERNAL_SERVER_ERROR", status=500), True),
        (Reply(html="<html>Bad Gateway</html>", status=502), True),
        (error("QUERY_LIMIT_EXCEEDED", status=503), False),
        (error("OPERATION_TIME_LIMIT", status=429), False),
    ],
)
async def test_whether_it_may_have_been_created_is_told(
    portal: ScriptedPortal, crm: Bitrix24, answer: Reply, maybe_done: bool
) -> None:
    portal.on("crm.item.add", answer)
    with pytest.raises(TryLater) as told:
        await crm.create_lead(NEW)
    assert told.value.maybe_done is maybe_done
    assert portal.hits == ["crm.item.add"]  # never twice


async def test_a_refusal_is_the_portals_own_words(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.add", error("CRM_FIELD_ERROR_REQUIRED", 'Field "Должность" is required'))
    with pytest.raises(Refused, match="Должность"):
        await crm.create_lead(NEW)


async def test_files_go_as_documented(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    documented = sample("crm.timeline.comment.add.with_files")
    asked = documented["request"]["fields"]
    portal.on("crm.timeline.comment.add", Reply(documented["response"]))
    files = [File(name, base64.b64decode(content)) for name, content in asked["FILES"]]
    await crm.attach(asked["ENTITY_ID"], asked["COMMENT"], files)
    (params,) = portal.params("crm.timeline.comment.add")
    assert params["fields"] == {**asked, "ENTITY_TYPE": "lead"}


async def test_without_files_none_are_named(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.timeline.comment.add", ok(1))
    await crm.attach(7, "Лид вручную", ())
    (params,) = portal.params("crm.timeline.comment.add")
    assert params["fields"] == {"ENTITY_ID": 7, "ENTITY_TYPE": "lead", "COMMENT": "Лид вручную"}

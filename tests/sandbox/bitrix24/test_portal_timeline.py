"""Comments, to-dos, calls, triggers, dictionaries, people."""

import io
import json
from typing import Any

import pytest

from tests.sandbox.bitrix24.portal_desk import Desk


def comment(lead: int, text: str, **more: Any) -> dict[str, Any]:
    return {"fields": {"ENTITY_ID": lead, "ENTITY_TYPE": "lead", "COMMENT": text, **more}}


async def test_a_comment_is_added_and_found_again(desk: Desk) -> None:
    lead = desk.portal.add_lead(comments="[B]как было[/B]")
    desk.now += 60
    first = (await desk.ask("crm.timeline.comment.add", comment(lead, "Недозвон [i]Алина[/i]"))).result
    await desk.ask("crm.timeline.comment.add", comment(lead, "второй"))
    reply = await desk.ask(
        "crm.timeline.comment.list",
        {"filter": {"ENTITY_ID": lead, "ENTITY_TYPE": "lead", "%COMMENT": "недозвон"}, "select": ["ID", "COMMENT"]},
    )
    assert reply.result == [{"ID": str(first), "COMMENT": "Недозвон [i]Алина[/i]"}]
    whole = await desk.result("crm.timeline.comment.get", id=first)
    assert (whole["AUTHOR_ID"], whole["CREATED"], whole["FILES"]) == ("1", "2026-03-29T12:01:00+03:00", {})
    assert [row["COMMENT"] for row in desk.portal.timeline[lead]] == ["Недозвон [i]Алина[/i]", "второй"]
    assert desk.portal.leads[lead]["comments"] == "[B]как было[/B]"
    assert desk.portal.leads[lead]["updatedTime"] == "2026-03-29T12:00:00+03:00"


async def test_a_comment_keeps_its_files(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    await desk.ask("crm.timeline.comment.add", comment(lead, "чек", FILES=[["чек.png", "YWJj"], "junk"]))
    files = desk.portal.timeline[lead][0]["FILES"].values()
    assert [(each["name"], each["size"], each["type"]) for each in files] == [("чек.png", 3, "image")]


async def test_a_file_longer_than_a_megabyte_passes(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    body = io.BytesIO(json.dumps(comment(lead, "фото", FILES=[["a.png", "AAAA" * 500_000]])).encode())
    headers = {"Content-Type": "application/json"}
    async with desk.client.post(desk.url("crm.timeline.comment.add"), data=body, headers=headers) as answer:
        assert answer.status == 200
    assert next(iter(desk.portal.timeline[lead][0]["FILES"].values()))["size"] == 1_500_000


@pytest.mark.parametrize(
    ("params", "code"),
    [
        (comment(7, "нет лида"), "OWNER_NOT_FOUND"),
        (comment(101, " "), "INVALID_ARG_VALUE"),
        ({"FIELDS": comment(101, "x")["fields"]}, "100"),
    ],
)
async def test_comments_that_are_refused(desk: Desk, params: dict[str, Any], code: str) -> None:
    assert desk.portal.add_lead() == 101
    assert (await desk.ask("crm.timeline.comment.add", params)).error == (400, code)


async def test_a_todo_and_a_call_are_activities(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    params = {"ownerTypeId": 1, "ownerId": lead, "deadline": "2026-03-29T15:00:00+03:00", "title": "Перезвонить"}
    todo = await desk.result("crm.activity.todo.add", **params, responsibleId=12)
    call = desk.portal.add_call(lead, 12)
    asked = {
        "OWNER_TYPE_ID": 1,
        "OWNER_ID": lead,
        "TYPE_ID": 2,
        "DIRECTION": 2,
        ">=CREATED": "2026-03-29T12:00:00+03:00",
    }
    calls = await desk.result("crm.activity.list", filter=asked, select=["ID", "RESPONSIBLE_ID"])
    assert calls == [{"ID": str(call), "RESPONSIBLE_ID": "12"}]
    todos = await desk.result("crm.activity.list", filter={"OWNER_ID": lead, "PROVIDER_ID": "CRM_TODO"})
    assert [(row["ID"], row["SUBJECT"], row["DEADLINE"]) for row in todos] == [
        (str(todo["id"]), "Перезвонить", "2026-03-29T15:00:00+03:00")
    ]
    wrong = await desk.ask("crm.activity.todo.add", {**params, "deadline": "завтра"})
    assert wrong.error == (400, "WRONG_DATETIME_FORMAT")


async def test_a_trigger_moves_the_lead(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    desk.portal.triggers["c5u4m"] = "IN_PROCESS"
    assert await desk.result("crm.automation.trigger", target=f"LEAD_{lead}", code="c5u4m") is True
    assert desk.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert (await desk.ask("crm.automation.trigger", {"target": "LEAD"})).body["error_description"] == (
        "Incorrect target format."
    )


async def test_dictionaries(desk: Desk) -> None:
    rows = await desk.result("crm.status.list", filter={"ENTITY_ID": "STATUS"}, order={"SORT": "DESC"})
    assert [(row["STATUS_ID"], row["SORT"], row["SEMANTICS"]) for row in rows] == [
        ("JUNK", "40", "F"),
        ("CONVERTED", "30", "S"),
        ("IN_PROCESS", "20", None),
        ("NEW", "10", None),
    ]
    items = await desk.result("crm.status.entity.items", entityId="SOURCE")
    assert items[0] == {"NAME": "web", "SORT": 10, "STATUS_ID": "WEB"}
    unknown = await desk.ask("crm.status.entity.items", {"entityId": "X"})
    assert unknown.error == (400, "The parameter entityId is not defined or invalid.")


async def test_more_than_a_page_of_sources_come_at_once(desk: Desk) -> None:
    for number in range(70):
        desk.portal.add_status("SOURCE", f"UC_{number}", f"Источник {number}")
    assert len(await desk.result("crm.status.list", filter={"ENTITY_ID": "SOURCE"})) == 73


async def test_people(desk: Desk) -> None:
    desk.portal.add_user(12, "Алина", "Громова", PERSONAL_MOBILE="+79990000012", TIME_ZONE="")
    desk.portal.add_user(13, "Тимур", "Садыков", ACTIVE=False)
    active = await desk.result("user.get", FILTER={"ACTIVE": True}, sort="ID", order="DESC")
    assert [(user["ID"], user["ACTIVE"]) for user in active] == [("12", True), ("1", True)]
    assert [user["NAME"] for user in await desk.result("user.get", ID=13)] == ["Тимур"]
    desk.portal.add_webhook(1, "brief", frozenset({"user_brief"}))
    brief = (await desk.ask("user.get", {"ID": 12}, path="/rest/1/brief/")).result[0]
    assert not {"EMAIL", "PERSONAL_MOBILE", "TIME_ZONE"} & brief.keys()
    assert (await desk.result("user.current"))["ID"] == "1"
    assert (await desk.result("profile"))["ADMIN"] is True


async def test_the_portals_own_clock(desk: Desk) -> None:
    assert await desk.result("server.time") == "2026-03-29T12:00:00+03:00"
    assert (await desk.result("timeman.status", USER_ID=1))["STATUS"] == "OPENED"
    assert (await desk.ask("timeman.status", {"USER_ID": 99})).body == {
        "error": "",
        "error_description": "User not found",
    }


async def test_a_notice_inside_the_portal(desk: Desk) -> None:
    await desk.result("im.notify.system.add", USER_ID=12, MESSAGE="Лид ждёт")
    assert [(notice["user"], notice["text"]) for notice in desk.portal.notifications] == [(12, "Лид ждёт")]
    assert (await desk.ask("im.notify.system.add", {"USER_ID": 0, "MESSAGE": "x"})).error == (400, "USER_ID_EMPTY")

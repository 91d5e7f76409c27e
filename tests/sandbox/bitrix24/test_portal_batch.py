"""batch: order, references, halting, errors inside a 200, its own limits."""

from typing import Any

from tests.sandbox.bitrix24.portal_desk import Desk, Reply

EMPTY: dict[str, Any] = {
    "result": [],
    "result_error": [],
    "result_total": [],
    "result_next": [],
    "result_time": [],
}


async def batch(desk: Desk, cmd: Any, halt: int = 0) -> Reply:
    return await desk.ask("batch", {"halt": halt, "cmd": cmd})


async def test_nothing_is_lists(desk: Desk) -> None:
    assert (await batch(desk, {})).result == EMPTY


async def test_later_commands_use_earlier_results(desk: Desk) -> None:
    desk.portal.add_lead(title="первый")
    sections = (
        await batch(
            desk,
            {
                "made": "crm.item.add?entityTypeId=1&fields[title]=%D0%BB%D0%B8%D0%B4",
                "old": "crm.lead.add?fields[TITLE]=old",
                "read": "crm.item.get?entityTypeId=1&id=$result[made][item][id]",
                "listed": "crm.item.list?entityTypeId=1&filter[>id]=0&select[]=title&start=0",
                "first": "crm.lead.get?id=$result[listed][items][0][id]",
                "comment": "crm.timeline.comment.add?fields[ENTITY_TYPE]=lead&fields[ENTITY_ID]=$result[old]"
                "&fields[COMMENT]=lead%20$result[old]",
            },
        )
    ).result
    assert sections["result_error"] == []
    assert sections["result"]["read"]["item"]["title"] == "лид"
    assert sections["result"]["first"]["TITLE"] == "первый"
    old = sections["result"]["old"]
    assert desk.portal.timeline[old][0]["COMMENT"] == f"lead {old}"
    assert sections["result_total"] == {"listed": 3}
    assert set(sections["result_time"]) == {"made", "old", "read", "listed", "first", "comment"}


async def test_errors_are_inside_a_good_answer(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    cmd = {
        "gone": "crm.item.get?entityTypeId=1&id=7",
        "old": "crm.lead.get?id=7",
        "here": f"crm.item.get?entityTypeId=1&id={lead}",
    }
    sections = (await batch(desk, cmd)).result
    errors = {key: error["error"] for key, error in sections["result_error"].items()}
    assert errors == {"gone": "NOT_FOUND", "old": ""}
    assert set(sections["result"]) == {"here"}


async def test_halting_leaves_later_commands_out(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="как было")
    cmd = {"a": "scope", "b": "crm.lead.get?id=7", "c": f"crm.lead.update?id={lead}&fields[TITLE]=new"}
    sections = (await batch(desk, cmd, halt=1)).result
    assert (set(sections["result"]), set(sections["result_error"])) == ({"a"}, {"b"})
    assert desk.portal.leads[lead]["title"] == "как было"


async def test_numbered_keys_come_back_as_a_list(desk: Desk) -> None:
    assert len((await batch(desk, ["scope", "server.time"])).result["result"]) == 2
    assert isinstance((await batch(desk, {"0": "scope"})).result["result"], list)


async def test_a_batch_in_a_batch_is_forbidden(desk: Desk) -> None:
    sections = (await batch(desk, {"a": "batch?cmd[b]=scope"})).result
    assert sections["result_error"]["a"]["error"] == "ERROR_BATCH_METHOD_NOT_ALLOWED"


async def test_fifty_commands_run_and_no_more(desk: Desk) -> None:
    sections = (await batch(desk, {f"c{number}": "scope" for number in range(52)})).result
    assert len(sections["result"]) == 50
    assert {error["error"] for error in sections["result_error"].values()} == {"ERROR_BATCH_LENGTH_EXCEEDED"}
    assert set(sections["result_error"]) == {"c50", "c51"}


async def test_commands_are_in_the_journal_one_by_one(desk: Desk) -> None:
    await batch(desk, {"a": "scope", "b": "crm.lead.get?id=7", "c": "nonsense"})
    assert [(call.method, call.status, call.error, call.batched) for call in desk.portal.calls] == [
        ("batch", 200, None, False),
        ("scope", 200, None, True),
        ("crm.lead.get", 400, "", True),
        ("nonsense", 404, "ERROR_METHOD_NOT_FOUND", True),
    ]
    assert desk.portal.calls[2].params == {"id": "7"}


async def test_a_form_carries_a_batch_too(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    command = f"crm.item.update?entityTypeId=1&id={lead}&fields[title]=a%26b%3Dc"
    reply = await desk.ask_form("batch", {"halt": 0, "cmd": {"a": command}})
    assert reply.result["result_error"] == []
    assert desk.portal.leads[lead]["title"] == "a&b=c"

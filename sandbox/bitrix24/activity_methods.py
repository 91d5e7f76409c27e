"""Calls and to-dos of an item, and the triggers of its automation."""

import re
from datetime import datetime
from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, frozen_error
from sandbox.bitrix24.listing import rows_page
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.records import change
from sandbox.bitrix24.schema import TYPES
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import moment

CALL, TODO = "2", "6"
OUTGOING = "2"
INTS = ("ID", "OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID", "STATUS", "RESPONSIBLE_ID", "DIRECTION", "AUTHOR_ID", "PRIORITY")
COLUMNS = {
    **dict.fromkeys(INTS, "int"),
    **dict.fromkeys(("CREATED", "LAST_UPDATED", "START_TIME", "END_TIME", "DEADLINE"), "time"),
    **dict.fromkeys(("PROVIDER_ID", "PROVIDER_TYPE_ID", "SUBJECT"), "text"),
    "COMPLETED": "flag",
}
NULLS = ("PROVIDER_GROUP_ID", "ORIGINATOR_ID", "ORIGIN_ID", "PROVIDER_DATA")
RESULTS = ("RESULT_VALUE", "RESULT_SUM", "RESULT_CURRENCY_ID", "RESULT_SOURCE_ID")
TARGET = re.compile(r"([A-Z]+)_(\d+)")


def write_activity(state: State, owner_type: int, owner: int, by: int, **given: Any) -> int:
    """Add an activity row with the fields of crm.activity.list; `given` overrides."""
    activity_id, now = state.next_id("activity"), state.iso()
    row: Item = {
        "ID": str(activity_id),
        "OWNER_ID": str(owner),
        "OWNER_TYPE_ID": str(owner_type),
        "ASSOCIATED_ENTITY_ID": "0",
        **dict.fromkeys(("CREATED", "LAST_UPDATED", "START_TIME", "END_TIME", "DEADLINE"), now),
        **dict.fromkeys(("RESPONSIBLE_ID", "AUTHOR_ID", "EDITOR_ID"), str(by)),
        "PRIORITY": "2",
        "NOTIFY_TYPE": "1",
        "NOTIFY_VALUE": "15",
        "DIRECTION": "0",
        "LOCATION": "",
        "DESCRIPTION": "",
        "DESCRIPTION_TYPE": "1",
        "SETTINGS": [],
        "PROVIDER_PARAMS": [],
        "SUBJECT": "",
        "RESULT_MARK": "0",
        "RESULT_STATUS": "0",
        "RESULT_STREAM": "0",
        "AUTOCOMPLETE_RULE": "0",
        "COMPLETED": "N",
        "STATUS": "1",
        **dict.fromkeys(NULLS + RESULTS),
        **given,
    }
    state.activities.append(row)
    state.tell("activity", owner_type, owner)
    return activity_id


def list_activities(command: Command) -> Listed:
    rows = command.state.activities
    shown, total, following = rows_page(command, rows, COLUMNS, command.get("filter"), command.get("order"))
    select = command.select()
    if select and "*" not in select:
        shown = [{key: value for key, value in row.items() if key in select} for row in shown]
    return Listed(shown, total, following)


def add_todo(command: Command) -> Any:
    type_id, owner, deadline = (command.need(name) for name in ("ownerTypeId", "ownerId", "deadline"))
    state = command.state
    item = state.items.get(int(type_id), {}).get(int(owner))
    if item is None:
        raise RestError("OWNER_NOT_FOUND", "Owner of the entity not found")
    if not state.may(command.by, "update", item):
        raise RestError("ACCESS_DENIED", "Access denied")
    due = _deadline(state, deadline)
    responsible = str(command.get("responsibleId") or command.by)
    todo = {"PROVIDER_ID": "CRM_TODO", "PROVIDER_TYPE_ID": "TODO", "TYPE_ID": TODO, "RESPONSIBLE_ID": responsible}
    todo |= {"SUBJECT": str(command.get("title", "")), "DESCRIPTION": str(command.get("description", ""))}
    times = dict.fromkeys(("START_TIME", "END_TIME", "DEADLINE"), due)
    return {"id": write_activity(state, int(type_id), int(owner), command.by, **todo, **times)}


def _deadline(state: State, value: Any) -> str:
    try:
        datetime.fromisoformat(str(value))
        return moment(value, state.zone) or ""
    except ValueError:
        raise RestError("WRONG_DATETIME_FORMAT", "Incorrect date format") from None


def pull_trigger(command: Command) -> Any:
    """Fire a "Track incoming webhook" trigger: the stage it is set on, when there is one."""
    target = str(command.get("target") or "")
    if not target:
        raise frozen_error("Target is not set.")
    match = TARGET.fullmatch(target)
    if match is None:
        raise frozen_error("Incorrect target format.")
    type_id = next((key for key, code in TYPES.items() if code == match[1]), 0)
    if not type_id:
        raise frozen_error("Target is not found.")
    item = command.state.items[type_id].get(int(match[2]))
    if item is None or not command.state.may(command.by, "update", item):
        raise RestError("ACCESS_DENIED", "Access denied! There are no permissions to update the entity.")
    stage = command.state.triggers.get(str(command.get("code", "")))
    if stage:
        change(command.state, item, {"stageId": stage}, command.by)
    return True

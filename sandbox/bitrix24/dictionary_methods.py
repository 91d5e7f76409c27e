"""crm.status.*, crm.stagehistory.list, crm.settings.mode.get: dictionaries, stages and their history."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.filters import Column, compile_filter, sort
from sandbox.bitrix24.listing import normal_form, rows_found
from sandbox.bitrix24.paging import Listed, page, start_of
from sandbox.bitrix24.schema import DEAL, LEAD, Field
from sandbox.bitrix24.state import State

STATUS_COLUMNS = {
    "ID": "int",
    "ENTITY_ID": "text",
    "STATUS_ID": "text",
    "NAME": "text",
    "SORT": "int",
    "SYSTEM": "flag",
    "CATEGORY_ID": "int",
}
HISTORY_COLUMNS = {
    "ID": "int",
    "TYPE_ID": "int",
    "OWNER_ID": "int",
    "CREATED_TIME": "time",
    "CATEGORY_ID": "int",
    "STAGE_SEMANTIC_ID": "text",
    "STAGE_ID": "text",
    "STATUS_SEMANTIC_ID": "text",
    "STATUS_ID": "text",
}


def list_statuses(command: Command) -> Listed:
    """All rows at once: the method documents no paging."""
    rows = [row for dictionary in command.state.statuses.values() for row in dictionary]
    order = command.get("order") or {"SORT": "ASC"}
    found = rows_found(command.state, rows, STATUS_COLUMNS, command.get("filter"), order)
    return Listed(found, len(found))


def entity_items(command: Command) -> Any:
    rows = command.state.statuses.get(str(command.get("entityId", "")))
    if rows is None:
        words = "The parameter entityId is not defined or invalid."
        raise RestError(words, words)
    return [{"NAME": row["NAME"], "SORT": int(row["SORT"]), "STATUS_ID": row["STATUS_ID"]} for row in rows]


def crm_mode(command: Command) -> Any:
    return command.state.crm_mode


def stage_history(command: Command) -> Listed:
    type_id = int(command.get("entityTypeId") or 0)
    if type_id not in (LEAD, DEAL):
        raise RestError("ENTITY_TYPE_NOT_SUPPORTED", f"Entity type {type_id} is not supported")
    state = command.state
    wanted = compile_filter(command.get("filter"), lambda name: _column(state, name, "filter"))
    found = [row for row in state.history[type_id] if wanted(row)]
    found = sort(found, command.get("order"), lambda name: _column(state, name, "order"), strict=True)
    shown, total, following = page(found, start_of(command.get("start")))
    select = command.select()
    chosen = [{key: value for key, value in row.items() if not select or key in select} for row in shown]
    return Listed({"items": chosen}, total, following)


def _column(state: State, name: str, part: str) -> Column:
    kind = HISTORY_COLUMNS.get(name)
    if kind is None:
        raise RestError("INVALID_ARG_VALUE", f"Invalid {part}: field '{name}' is not allowed in {part}")
    return (lambda row: row.get(name)), normal_form(state, Field(name, kind, name, name))

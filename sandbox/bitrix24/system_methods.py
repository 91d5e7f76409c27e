"""server.time, scope, crm.duplicate.findbycomm."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.schema import COMPANY, CONTACT, LEAD, TYPES
from sandbox.bitrix24.state import State

SEARCHED = (LEAD, CONTACT, COMPANY)
LIMIT = 20  # values in a request, and hits of a type before the next types are cut off


def server_time(command: Command) -> Any:
    return command.state.iso()


def scope(command: Command) -> Any:
    return sorted(command.scopes)


def find_duplicates(command: Command) -> Any:
    """Items by phone or e-mail; `[]` when there are none."""
    kind = str(command.get("type") or "").upper()
    if kind not in ("PHONE", "EMAIL"):
        raise RestError("Communication type is not defined", "Parameter 'type' is required.")
    values = {_whole(value) for value in rows(command.get("values"))[:LIMIT]}
    if not values:
        raise RestError("Communication values is not defined", "Parameter 'values' is required.")
    asked = str(command.get("entity_type") or "").upper()
    found: dict[str, list[int]] = {}
    for type_id in SEARCHED:
        if asked in ("", TYPES[type_id]) and (ids := _having(command.state, type_id, kind, values)):
            found[TYPES[type_id]] = ids[:LIMIT]
            if len(ids) >= LIMIT:
                break
    return found or []


def _having(state: State, type_id: int, kind: str, values: set[str]) -> list[int]:
    return [
        item["id"]
        for item in state.items[type_id].values()
        if any(entry["typeId"] == kind and _whole(entry["value"]) in values for entry in item["fm"])
    ]


def _whole(value: Any) -> str:
    """A number without its extension; nothing else is normalised."""
    return str(value).split(";")[0].strip().casefold()

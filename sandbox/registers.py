"""What the page shows of universal lists, calendars and the bell: a table each, as long as something stands in it."""

from collections.abc import Iterator
from typing import Any

from sandbox.bitrix24.list_methods import PROPERTY
from sandbox.bitrix24.state import Item, State, UniversalList

NEWEST = 30


def registers(state: State) -> list[dict[str, Any]]:
    """`{"title", "columns", "rows"}`, the newest rows first."""
    shown = [*map(_list, state.lists.values()), *_calendars(state), _bell(state)]
    return [each for each in shown if each["rows"]]


def _list(known: UniversalList) -> dict[str, Any]:
    columns = {name: field["NAME"] for name, field in known.fields.items() if name.startswith(PROPERTY)}
    newest = list(known.elements.values())[: -NEWEST - 1 : -1]
    rows = [[", ".join(element.get(name, {}).values()) for name in columns] for element in newest]
    return {"title": known.name, "columns": list(columns.values()), "rows": rows}


def _calendars(state: State) -> Iterator[dict[str, Any]]:
    for section in state.sections.values():
        rows = [_event(each) for each in state.calendar.values() if _stands(each, section)]
        yield {"title": section["NAME"], "columns": ["", ""], "rows": rows[: -NEWEST - 1 : -1]}


def _bell(state: State) -> dict[str, Any]:
    """What rang, and for whom."""
    names = {user_id: f"{row['NAME']} {row['LAST_NAME']}".strip() for user_id, row in state.users.items()}
    rows = [[each["at"], names.get(each["user"], ""), each["text"]] for each in state.notifications]
    return {"title": "🔔", "columns": ["", "", ""], "rows": rows[: -NEWEST - 1 : -1]}


def _stands(event: Item, section: Item) -> bool:
    return (event["SECTION_ID"], event["DELETED"]) == (section["ID"], "N")


def _event(event: Item) -> list[str]:
    return [event["DATE_FROM"], event["NAME"]]

"""What the page shows beside leads: what they became, universal lists, calendars and the bell, a table each."""

from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.bitrix24.list_methods import PROPERTY
from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL
from sandbox.bitrix24.state import Item, State, UniversalList

NEWEST = 30


def registers(state: State, deals: Sequence[int] = ()) -> list[dict[str, Any]]:
    """`{"title", "columns", "rows"}`, the newest rows first; `deals`: those that are shown with their people."""
    shown = [_deals(state, deals), *_became(state), *map(_list, state.lists.values()), *_calendars(state), _bell(state)]
    return [each for each in shown if each["rows"]]


def _became(state: State) -> Iterator[dict[str, Any]]:
    """Deals, contacts and companies made of leads."""
    for type_id, title in ((DEAL, "Сделки из лидов"), (CONTACT, "Контакты из лидов"), (COMPANY, "Компании из лидов")):
        rows = [_item(each) for each in state.items[type_id].values() if each["leadId"]]
        yield {"title": title, "columns": ["№", "", "☎", "лид"], "rows": rows[: -NEWEST - 1 : -1]}


def _deals(state: State, deals: Sequence[int]) -> dict[str, Any]:
    """Whose a deal is, where it stands, and who observes it; those made of leads are shown as such."""
    names = _names(state)
    stages = {row["STATUS_ID"]: row["NAME"] for row in state.statuses.get("DEAL_STAGE", ())}
    shown = [deal for each in deals if not (deal := state.items[DEAL][each])["leadId"]]
    rows = [
        [
            str(deal["id"]),
            deal["title"] or "",
            stages.get(deal["stageId"], deal["stageId"] or ""),
            names.get(deal["assignedById"], ""),
            ", ".join(names.get(each, "") for each in deal["observers"]),
        ]
        for deal in shown[:NEWEST]
    ]
    return {"title": "Сделки", "columns": ["№", "", "стадия", "ответственный", "наблюдатели"], "rows": rows}


def _names(state: State) -> dict[int, str]:
    return {user_id: f"{row['NAME']} {row['LAST_NAME']}".strip() for user_id, row in state.users.items()}


def _item(item: Item) -> list[str]:
    name = item.get("title") or f"{item.get('name') or ''} {item.get('lastName') or ''}".strip()
    phones = ", ".join(entry["value"] for entry in item["fm"] if entry["typeId"] == "PHONE")
    return [str(item["id"]), name, phones, f"№ {item['leadId']}"]


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
    names = _names(state)
    rows = [[each["at"], names.get(each["user"], ""), each["text"]] for each in state.notifications]
    return {"title": "🔔", "columns": ["", "", ""], "rows": rows[: -NEWEST - 1 : -1]}


def _stands(event: Item, section: Item) -> bool:
    return (event["SECTION_ID"], event["DELETED"]) == (section["ID"], "N")


def _event(event: Item) -> list[str]:
    return [event["DATE_FROM"], event["NAME"]]

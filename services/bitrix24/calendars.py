"""Rows of the register in a calendar: an event each, its description ends with our mark."""

from datetime import datetime, timedelta
from typing import Any

from services.bitrix24.client import Client
from services.bitrix24.limiter import Priority
from services.bitrix24.values import number, row, rows, text
from services.domain.gateways import TryLater
from services.domain.mirror import CalendarPlace, MirrorRow

COMPANY = "company_calendar"
DAY = timedelta(days=1)  # zones differ by less

Params = dict[str, Any]


async def find(client: Client, place: CalendarPlace, mark: str, event_id: int, near: datetime) -> int | None:
    """The event with our mark: by its id, wherever somebody moved it; else on the days around `near`."""
    if event_id:
        event = row(await client.call("calendar.event.getbyid", {"id": event_id}, priority=Priority.WRITE))
        return event_id if text(event.get("DELETED")) == "N" else None
    days = {"from": (near - DAY).date().isoformat(), "to": (near + DAY).date().isoformat()}
    params = {**_at(place), **days, "section": [place.section]}
    events = rows(await client.call("calendar.event.get", params, priority=Priority.WRITE))
    return next((number(each.get("ID")) for each in events if _ends_with(each.get("DESCRIPTION"), mark)), None)


async def add(client: Client, place: CalendarPlace, new: MirrorRow) -> int:
    """The id of the event."""
    added = number(await client.call("calendar.event.add", _event(place, new), priority=Priority.WRITE))
    if not added:
        raise TryLater("calendar.event.add: no id in the answer", maybe_done=True)
    return added


async def update(client: Client, place: CalendarPlace, event_id: int, new: MirrorRow) -> None:
    """Write name, time and description anew."""
    await client.call("calendar.event.update", {"id": event_id, **_event(place, new)}, priority=Priority.WRITE)


async def remove(client: Client, event_id: int) -> None:
    """One that is there."""
    await client.call("calendar.event.delete", {"id": event_id}, priority=Priority.WRITE)


async def sections(client: Client, place: CalendarPlace) -> list[int]:
    """The calendars there."""
    found = await client.call("calendar.section.get", _at(place), priority=Priority.BACKGROUND)
    return [number(section.get("ID")) for section in rows(found)]


def _at(place: CalendarPlace) -> Params:
    return {"type": place.type, "ownerId": "" if place.type == COMPANY else place.owner}


def _event(place: CalendarPlace, new: MirrorRow) -> Params:
    return {
        **_at(place),
        "section": place.section,
        "name": f"{new.title}: {new.cells['status']}, {new.cells['whom']}",
        "description": f"{new.text}\n{new.mark}",
        "from": new.at.isoformat(timespec="seconds"),
        "to": new.until.isoformat(timespec="seconds"),
        "crm_fields": [f"L_{new.lead_id}"],
    }


def _ends_with(description: Any, mark: str) -> bool:
    return text(description).split()[-1:] == [mark]

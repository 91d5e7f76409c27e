"""calendar.*: calendars (sections) and events. All errors have an empty code."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, frozen_error
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import site_time

COMPANY = "company_calendar"
BACK, AHEAD = timedelta(days=30), timedelta(days=91)  # what calendar.event.get looks at by itself
NO_SECTION = "You specified an invalid calendar section ID or the user does not have access to it"


def list_sections(command: Command) -> Any:
    kind, owner = _owned(command, "calendar.section.get")
    return [row for row in command.state.sections.values() if (row["CAL_TYPE"], row["OWNER_ID"]) == (kind, owner)]


def add_event(command: Command) -> Any:
    kind, owner = _owned(command, "calendar.event.add")
    for name in ("name", "from", "to"):
        if not command.params.get(name):
            raise _lacks(name, "calendar.event.add")
    event_id = command.state.next_id("event")
    _write(command, event_id, {"ID": str(event_id), "CAL_TYPE": kind, "OWNER_ID": owner})
    return event_id


def update_event(command: Command) -> Any:
    if not command.params.get("id"):
        raise _lacks("id", "calendar.event.update")
    _owned(command, "calendar.event.update")
    event = _event(command)
    if event is None:
        raise frozen_error("An error occurred while modifying the event")
    _write(command, int(event["ID"]), event)
    return int(event["ID"])


def delete_event(command: Command) -> Any:
    if not command.params.get("id"):
        raise frozen_error("Event id not specified")
    event = _event(command)
    if event is None:
        raise frozen_error("An error occurred while deleting the event")
    event["DELETED"] = "Y"
    command.state.tell("event", 0, int(event["ID"]))
    return True


def get_event(command: Command) -> Any:
    if not command.params.get("id"):
        raise _lacks("id", "calendar.event.getbyid")
    return _event(command)


def list_events(command: Command) -> Any:
    """Those of whole days; a month back and three ahead when none are named."""
    kind, owner = _owned(command, "calendar.event.get")
    today = datetime.fromtimestamp(command.state.clock(), command.state.zone).date()
    first = _day(command.get("from")) or today - BACK
    last = _day(command.get("to")) or today + AHEAD
    sections = {str(each) for each in rows(command.get("section"))}
    return [
        event
        for event in command.state.calendar.values()
        if (event["CAL_TYPE"], event["OWNER_ID"], event["DELETED"]) == (kind, owner, "N")
        and (not sections or event["SECTION_ID"] in sections)
        and first <= datetime.fromtimestamp(int(event["DATE_FROM_TS_UTC"]), command.state.zone).date() <= last
    ]


def _owned(command: Command, method: str) -> tuple[str, str]:
    kind, owner = command.params.get("type"), command.params.get("ownerId")
    if not kind:
        raise _lacks("type", method)
    if owner is None:
        raise _lacks("ownerId", method)
    return str(kind), "0" if kind == COMPANY else str(owner)


def _event(command: Command) -> Item | None:
    event = command.state.calendar.get(int(command.params["id"]))
    return event if event and event["DELETED"] == "N" else None


def _write(command: Command, event_id: int, event: Item) -> None:
    """The event with what the request says of it; what it does not say stays."""
    state, given = command.state, command.params
    section = str(given.get("section") or event.get("SECTION_ID", ""))
    if section not in state.sections:
        raise frozen_error(NO_SECTION)
    links = given.get("crm_fields", event.get("UF_CRM_CAL_EVENT", []))
    if not isinstance(links, list):
        raise frozen_error("The list of event connections to CRM must be an array")
    changed = {
        **event,
        "PARENT_ID": str(event_id),
        "DELETED": "N",
        "NAME": str(given.get("name", event.get("NAME", ""))),
        "DESCRIPTION": str(given.get("description", event.get("DESCRIPTION", ""))),
        "SECTION_ID": section,
        "SECT_ID": section,
        "CREATED_BY": event.get("CREATED_BY", str(command.by)),
        "UF_CRM_CAL_EVENT": [str(each) for each in links],
        **_time(state, "FROM", given.get("from"), given.get("timezone_from"), event),
        **_time(state, "TO", given.get("to"), given.get("timezone_to"), event),
    }
    length = int(changed["DATE_TO_TS_UTC"]) - int(changed["DATE_FROM_TS_UTC"])
    state.calendar[event_id] = changed | {"DT_LENGTH": length, "DT_SKIP_TIME": "N"}
    state.tell("event", 0, event_id)


def _time(state: State, end: str, given: Any, zone_name: Any, event: Item) -> Item:
    if not given:
        return {key: event[key] for key in (f"DATE_{end}", f"TZ_{end}", f"DATE_{end}_TS_UTC")}
    zone: tzinfo = ZoneInfo(str(zone_name)) if zone_name else state.zone
    try:
        parsed = datetime.fromisoformat(str(given))
    except ValueError:
        raise frozen_error("An error occurred while creating the event") from None
    moment = (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)).astimezone(UTC)
    return {
        f"DATE_{end}": site_time(moment.astimezone(zone)),
        f"TZ_{end}": str(zone_name or ""),
        f"DATE_{end}_TS_UTC": str(int(moment.timestamp())),
    }


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given)[:10]) if given else None
    except ValueError:
        return None


def _lacks(name: str, method: str) -> RestError:
    return frozen_error(f'The required parameter "{name}" for the method "{method}" is not set')

"""The register's mirror, whichever place the regulation names."""

from datetime import datetime

from services.bitrix24 import calendars, errors, lists
from services.bitrix24.client import Client
from services.bitrix24.rights import CURES, Cure, Right
from services.domain.gateways import Refused, TryLater
from services.domain.mirror import CalendarPlace, ListPlace, MirrorRow, Place


async def find(client: Client, place: Place, mark: str, number: int, near: datetime) -> int | None:
    """The element that this row is, None when there is none (any more)."""
    if isinstance(place, ListPlace):
        return await lists.find(client, place, mark)
    return await calendars.find(client, place, mark, number, near)


async def add(client: Client, place: Place, new: MirrorRow) -> int:
    """The number of the element created."""
    return await (lists.add(client, place, new) if isinstance(place, ListPlace) else calendars.add(client, place, new))


async def update(client: Client, place: Place, number: int, new: MirrorRow) -> None:
    """Write an element anew."""
    if isinstance(place, ListPlace):
        await lists.update(client, place, new)
    else:
        await calendars.update(client, place, number, new)


async def remove(client: Client, place: Place, number: int) -> None:
    """Delete an element."""
    if isinstance(place, ListPlace):
        await lists.remove(client, place, number)
    else:
        await calendars.remove(client, number)


async def check(client: Client, place: Place) -> list[Right]:
    """Whether the place is there and takes what the regulation writes into it; never raises, never writes."""
    is_list = isinstance(place, ListPlace)
    method = "lists.field.get" if is_list else "calendar.section.get"
    try:
        return await (_columns(client, place) if isinstance(place, ListPlace) else _section(client, place))
    except TryLater:
        return [Right(method, ok=False, cure=Cure.UNREACHABLE)]
    except Refused as refused:
        scope, place_cure = (Cure.SCOPE_LISTS, Cure.LIST) if is_list else (Cure.SCOPE_CALENDAR, Cure.CALENDAR)
        cure = scope if refused.code == errors.SCOPE else CURES.get(refused.code, place_cure)
        return [Right(method, ok=False, cure=place_cure if cure is Cure.OWNER else cure)]


async def _columns(client: Client, place: ListPlace) -> list[Right]:
    known = await lists.columns(client, place)
    lacking = [name for name in place.fields.values() if known.get(name) != lists.TEXT]
    wrong = [Right(f"lists.field.get: {name}", ok=False, cure=Cure.COLUMN) for name in lacking]
    return wrong or [Right("lists.field.get", ok=True)]


async def _section(client: Client, place: CalendarPlace) -> list[Right]:
    there = place.section in await calendars.sections(client, place)
    return [Right("calendar.section.get", there, Cure.NONE if there else Cure.CALENDAR)]

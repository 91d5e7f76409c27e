"""Who did what, from the history, in portions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.members import Deed, Search
from services.storage.tables import history, leads, staff

PORTION = 500  # lines looked at in one statement: nobody who taps waits for a long search


async def portion(conn: AsyncConnection, asked: Search, before: int) -> tuple[list[Deed], int]:
    """What people did among the lines right before this one, the newest first; where to go on, 0: at the end."""
    first = before - PORTION
    wanted: list[ColumnElement[bool]] = [
        history.c.id < before,
        or_(history.c.staff_id.is_not(None), history.c.whence != ""),
    ]
    if asked.who:
        wanted.append(history.c.staff_id == asked.who)
    if asked.lead:
        wanted.append(history.c.lead_id == asked.lead)
    if not (asked.who or asked.lead):  # those find their lines by an index
        wanted.append(history.c.id >= first)
    if asked.whence:
        wanted.append(history.c.whence == asked.whence)
    found: Any = (
        select(history, staff.c.name, func.coalesce(leads.c.name, "").label("called"), leads.c.title)
        .outerjoin(staff, staff.c.id == history.c.staff_id)
        .outerjoin(leads, leads.c.id == history.c.lead_id)
        .where(*wanted)
        .order_by(history.c.id.desc())
        .limit(PORTION)
    )
    deeds = [_deed(row) for row in await conn.execute(found)]
    if asked.who or asked.lead:
        return deeds, deeds[-1].id if len(deeds) == PORTION else 0
    return deeds, max(first, 0)


async def behind(conn: AsyncConnection, moment: datetime | None) -> int:
    """The first line that is not before this moment, or the one that comes next: lines grow with time."""
    low, high = 0, (await conn.scalar(select(func.max(history.c.id))) or 0) + 1
    while moment and low < high:
        middle = (low + high) // 2
        line = select(history.c.id, history.c.at).where(history.c.id >= middle).order_by(history.c.id).limit(1)
        found = (await conn.execute(line)).one_or_none()
        if found is None or found.at >= moment:
            high = middle
        else:
            low = found.id + 1
    return high


def _deed(row: Row[Any]) -> Deed:
    called = row.called or row.title or ""
    return Deed(row.id, row.at, row.name or row.who, row.kind, row.data, row.lead_id, called, row.whence)

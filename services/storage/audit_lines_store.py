"""Who did what, from the history."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.members import Deed
from services.storage.tables import history, leads, staff


async def lines(conn: AsyncConnection, who: int, lead: int, before: int, limit: int) -> list[Deed]:
    """What people did, the newest first; `who`: a staff id, `before`: a line's id; 0 does not matter."""
    asked: list[ColumnElement[bool]] = [history.c.staff_id == who if who else history.c.staff_id.is_not(None)]
    if lead:
        asked.append(history.c.lead_id == lead)
    if before:
        asked.append(history.c.id < before)
    found: Any = (
        select(history, staff.c.name, func.coalesce(leads.c.name, "").label("called"), leads.c.title)
        .outerjoin(staff, staff.c.id == history.c.staff_id)
        .outerjoin(leads, leads.c.id == history.c.lead_id)
        .where(*asked)
        .order_by(history.c.id.desc())
        .limit(limit)
    )
    return [
        Deed(row.id, row.at, row.name or row.who, row.kind, row.data, row.lead_id, row.called or row.title or "")
        for row in await conn.execute(found)
    ]

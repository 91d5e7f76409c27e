"""What happened to a lead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.decision import HANDED_BACK, HANDED_OFF
from services.domain.history import Line
from services.domain.people import Whence
from services.storage.columns import among
from services.storage.tables import history, leads, staff

HandedOff = tuple[int, bool | None]  # a lead, and whether its source was right; None: given back

_NAME = select(staff.c.name).where(staff.c.id == bindparam("person")).scalar_subquery()
_RECORD = insert(history).values(who=func.coalesce(_NAME, ""))
_LAST = (
    select(history.c.at, history.c.who, history.c.kind, history.c.data, staff.c.name)
    .outerjoin(staff, staff.c.id == history.c.staff_id)
    .where(history.c.lead_id == bindparam("lead_id"))
    .order_by(history.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


async def record(
    conn: AsyncConnection,
    lead_id: int,
    at: datetime,
    staff_id: int | None,
    kind: str,
    data: Mapping[str, Any],
    whence: Whence | None = None,
) -> None:
    """Add a line; `whence`: where a person did it, None for the clock."""
    row = {"lead_id": lead_id, "at": at, "staff_id": staff_id, "person": staff_id, "kind": kind, "data": dict(data)}
    await conn.execute(_RECORD, {**row, "whence": whence or ""})


async def last(conn: AsyncConnection, lead_id: int, limit: int = 20) -> list[Line]:
    """The newest lines of a lead, oldest of them first."""
    rows = await conn.execute(_LAST, {"lead_id": lead_id, "most": limit})
    return [Line(row.at, row.name or row.who, row.kind, row.data) for row in reversed(rows.all())]


async def hand_offs(conn: AsyncConnection, since: datetime) -> list[HandedOff]:
    """Steps of leads that entered since then, oldest first: each time one was handed off, or given back by an undo."""
    kinds = among(history.c.kind, HANDED_OFF, HANDED_BACK)
    rows = await conn.execute(
        select(history.c.lead_id, history.c.kind, history.c.data)
        .join(leads, leads.c.id == history.c.lead_id)
        .where(leads.c.entered_at >= since, kinds)
        .order_by(history.c.id)
    )
    return [(row.lead_id, row.data["right"] if row.kind == HANDED_OFF else None) for row in rows]


async def happened(conn: AsyncConnection, lead_id: int, kind: str, since: datetime, staff_id: int | None) -> bool:
    """Whether this person did such a thing to the lead since then."""
    found = await conn.scalar(
        select(history.c.id)
        .where(history.c.lead_id == lead_id, history.c.kind == kind, history.c.at > since)
        .where(history.c.staff_id == staff_id)
        .limit(1)
    )
    return found is not None

"""Conversions of leads: one of a lead, however often it is begun."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.conversion import Converting, Part, Stand
from services.domain.twins import Twin, TwinKind
from services.storage.tables import conversions
from services.storage.upsert import upsert


async def begin(conn: AsyncConnection, row: Converting, now: datetime) -> None:
    """Store what is to be created; one that was refused before begins anew, with what it has made already."""
    told = {
        "variant": row.variant,
        "title": row.title,
        "creates": list(row.creates),
        "client": [row.client.kind, row.client.id, row.client.name] if row.client else None,
        "phone_to": row.phone_to,
    }
    changing: dict[str, Any] = {"staff_id": row.staff_id, "state": row.stand, "told": told}
    kept = {"lead_id": row.id, "mark": row.mark, "made": dict(row.made), "created_at": now}
    new = upsert(conn, conversions).values(**changing, **kept)
    await conn.execute(new.on_conflict_do_update(index_elements=["lead_id"], set_=changing))


async def find(conn: AsyncConnection, lead_id: int) -> Converting | None:
    """The lead's conversion, None when nobody has begun one."""
    row = (await conn.execute(select(conversions).where(conversions.c.lead_id == lead_id))).one_or_none()
    if row is None:
        return None
    told, client = row.told, row.told["client"]
    return Converting(
        id=row.lead_id,
        staff_id=row.staff_id,
        variant=told["variant"],
        title=told["title"],
        creates=tuple(map(Part, told["creates"])),
        client=Twin(TwinKind(client[0]), client[1], client[2]) if client else None,
        phone_to=Part(told["phone_to"]),
        mark=row.mark,
        stand=Stand(row.state),
        made=row.made,
        sent_at=row.sent_at,
    )


async def sent(conn: AsyncConnection, lead_id: int, at: datetime | None) -> None:
    """A request goes out, and from now on may have arrived; None: it certainly did not."""
    await _set(conn, lead_id, sent_at=at)


async def made(conn: AsyncConnection, lead_id: int, parts: Mapping[str, int]) -> None:
    """What was created so far; nothing of it is on its way any more."""
    await _set(conn, lead_id, made=dict(parts), sent_at=None)


async def stand(conn: AsyncConnection, lead_id: int, now_stands: Stand) -> None:
    await _set(conn, lead_id, state=now_stands)


async def _set(conn: AsyncConnection, lead_id: int, **values: Any) -> None:
    await conn.execute(update(conversions).where(conversions.c.lead_id == lead_id).values(**values))

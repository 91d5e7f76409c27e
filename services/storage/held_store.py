"""Leads that came while nobody worked."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import held

_DUE = select(held.c.lead_id).where(held.c.until <= bindparam("now")).order_by(held.c.lead_id)


async def hold(conn: AsyncConnection, lead_id: int, until: datetime | None) -> None:
    """The lead waits; one that waits already waits anew."""
    await release(conn, [lead_id])
    await conn.execute(insert(held).values(lead_id=lead_id, until=until))


async def due(conn: AsyncConnection, now: datetime) -> list[int]:
    """Leads whose time has come."""
    return list(await conn.scalars(_DUE, {"now": now}))


async def for_whoever_comes(conn: AsyncConnection) -> list[int]:
    """Leads that wait until somebody is at work."""
    return list(await conn.scalars(select(held.c.lead_id).where(held.c.until.is_(None)).order_by(held.c.lead_id)))


async def next_at(conn: AsyncConnection) -> datetime | None:
    """When the next time comes."""
    found = select(held.c.until).where(held.c.until.is_not(None)).order_by(held.c.until).limit(1)
    moment: datetime | None = await conn.scalar(found)
    return moment


async def release(conn: AsyncConnection, lead_ids: Collection[int]) -> list[int]:
    """They wait no longer; those of them that did: of two processes one gets each."""
    gone = delete(held).where(held.c.lead_id.in_(lead_ids)).returning(held.c.lead_id)
    return sorted(await conn.scalars(gone))

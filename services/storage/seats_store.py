"""Which process works for which service: one at a time, so that the service's limits hold for all of them together."""

from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import seats
from services.storage.upsert import upsert


async def take(conn: AsyncConnection, name: str, worker: str, now: datetime, until: datetime) -> bool:
    """Take a seat that is free or one's own, until then; False when another process sits there."""
    row = upsert(conn, seats).values(name=name, worker=worker, until=until)
    taken = row.on_conflict_do_update(
        index_elements=[seats.c.name],
        set_={"worker": row.excluded.worker, "until": row.excluded.until},
        where=or_(seats.c.worker == worker, seats.c.until <= now),
    )
    return (await conn.execute(taken.returning(seats.c.name))).scalar_one_or_none() is not None


async def leave(conn: AsyncConnection, worker: str) -> None:
    """This process ends: its seats are free at once."""
    await conn.execute(delete(seats).where(seats.c.worker == worker))


async def clear(conn: AsyncConnection) -> None:
    """Nobody sits anywhere: a database that serves one process at a time has just been opened by a new one."""
    await conn.execute(delete(seats))

"""Which process works for which service: one at a time, so that the service's limits hold for all of them together."""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import Moment
from services.storage.tables import seats
from services.storage.upsert import Upsert

_TAKE = Upsert(
    seats,
    lambda row: row.on_conflict_do_update(
        index_elements=[seats.c.name],
        set_={"worker": row.excluded.worker, "until": row.excluded.until},
        where=or_(seats.c.worker == row.excluded.worker, seats.c.until <= bindparam("now", type_=Moment)),
    ).returning(seats.c.name),
)


async def take(conn: AsyncConnection, name: str, worker: str, now: datetime, until: datetime) -> bool:
    """Take a seat that is free or one's own, until then; False when another process sits there."""
    taken = {"name": name, "worker": worker, "until": until, "now": now}
    return (await conn.execute(_TAKE.on(conn), taken)).scalar_one_or_none() is not None


async def leave(conn: AsyncConnection, worker: str) -> None:
    """This process ends: its seats are free at once."""
    await conn.execute(delete(seats).where(seats.c.worker == worker))


async def clear(conn: AsyncConnection) -> None:
    """Nobody sits anywhere: a database that serves one process at a time has just been opened by a new one."""
    await conn.execute(delete(seats))

"""Processes that are alive. What a silent one had leased is free again."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import workers
from services.storage.upsert import Upsert

_BEAT = Upsert(
    workers,
    lambda row: row.on_conflict_do_update(index_elements=[workers.c.name], set_={"seen_at": row.excluded.seen_at}),
)


async def beat(conn: AsyncConnection, name: str, now: datetime) -> None:
    """This process is alive."""
    await conn.execute(_BEAT.on(conn), {"name": name, "seen_at": now})


async def bury(conn: AsyncConnection, silent_since: datetime) -> None:
    """Drop processes not heard of since then."""
    await conn.execute(delete(workers).where(workers.c.seen_at < silent_since))


async def leave(conn: AsyncConnection, name: str) -> None:
    """This process ends."""
    await conn.execute(delete(workers).where(workers.c.name == name))


async def bury_all(conn: AsyncConnection) -> None:
    """Drop every process: a database that serves one process at a time has just been opened by a new one."""
    await conn.execute(delete(workers))

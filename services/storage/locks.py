"""Locks of ours beside those of rows, until the transaction ends. SQLite has one writer anyway."""

from enum import IntEnum

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection


class Lock(IntEnum):
    """Any numbers that nobody else locks in this database."""

    DIARY = 5_000_001  # of a portal user: whose time is being booked
    QUEUE = 5_000_002  # of leads: who is next


_HOLD = select(func.pg_advisory_xact_lock(bindparam("lock", type_=Integer), bindparam("part", type_=Integer)))


async def hold(conn: AsyncConnection, lock: Lock, part: int = 0) -> None:
    """Nobody else holds it meanwhile; `part` of it, of which others may hold another."""
    if conn.dialect.name == "postgresql":
        await conn.execute(_HOLD, {"lock": int(lock), "part": part % 2**31})

"""Alarms that are open, and what they are told from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import among
from services.storage.outbox_store import BITRIX24, CREATION, OPEN
from services.storage.tables import alarms, outbox

SOON = timedelta(minutes=2)  # a retry comes sooner; what waits for a later moment waits for it on purpose


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits to go out by one channel; `oldest`: since when, of what could have gone."""

    depth: int
    oldest: datetime | None


_QUEUES = (
    select(
        outbox.c.channel,
        func.count().label("depth"),
        func.min(case((outbox.c.next_at <= bindparam("soon"), outbox.c.created_at))).label("oldest"),
    )
    .where(among(outbox.c.state, *OPEN), outbox.c.kind != "expire")
    .group_by(outbox.c.channel)
)
_REFUSED = select(func.count()).where(
    among(outbox.c.state, "refused"),
    outbox.c.settled_at > bindparam("since"),
    outbox.c.channel.in_((BITRIX24, CREATION)),
)


async def queues(conn: AsyncConnection, now: datetime) -> dict[str, Queue]:
    """The outbox by channel; without what only marks a moment."""
    rows = await conn.execute(_QUEUES, {"soon": now + SOON})
    return {row.channel: Queue(row.depth, row.oldest) for row in rows}


async def refused(conn: AsyncConnection, since: datetime) -> int:
    """How many writes the portal has refused since then, and nobody has sent again."""
    return await conn.scalar(_REFUSED, {"since": since}) or 0


async def opened(conn: AsyncConnection) -> dict[str, datetime]:
    """Alarms that are open, with the moment each was raised."""
    rows = await conn.execute(select(alarms.c.cause, alarms.c.since))
    return {row.cause: row.since for row in rows}


async def open_one(conn: AsyncConnection, cause: str, since: datetime, args: Mapping[str, Any]) -> None:
    """Raise an alarm."""
    await conn.execute(insert(alarms).values(cause=cause, since=since, args=dict(args)))


async def close(conn: AsyncConnection, cause: str) -> None:
    """It is cured."""
    await conn.execute(delete(alarms).where(alarms.c.cause == cause))

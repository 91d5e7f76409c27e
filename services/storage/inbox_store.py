"""Leads to be read from the portal. An event and the sweep both only mention a lead: one row, one key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import inbox
from services.storage.upsert import Upsert


@dataclass(frozen=True, slots=True)
class Mention:
    """A lead somebody mentioned; `wanted` counts the mentions heard of when it was taken up."""

    lead_id: int
    wanted: int
    heard_at: datetime
    attempts: int


_MENTION = Upsert(
    inbox,
    lambda row: row.on_conflict_do_update(
        index_elements=[inbox.c.lead_id],
        set_={
            "wanted": inbox.c.wanted + 1,
            "heard_at": case((inbox.c.wanted <= inbox.c.done, row.excluded.heard_at), else_=inbox.c.heard_at),
            "next_at": row.excluded.next_at,
            "attempts": 0,
        },
    ),
)


async def mention(conn: AsyncConnection, ids: Iterable[int], now: datetime) -> None:
    """Ask for these leads to be read; safe to repeat."""
    rows = [
        {"lead_id": lead_id, "wanted": 1, "done": 0, "heard_at": now, "next_at": now, "attempts": 0}
        for lead_id in sorted(set(ids))
    ]
    if rows:
        await conn.execute(_MENTION.on(conn), rows)


_UNREAD = (
    select(inbox)
    .where(inbox.c.wanted > inbox.c.done, inbox.c.next_at <= bindparam("now"))
    .order_by(inbox.c.heard_at, inbox.c.lead_id)
    .limit(bindparam("most", type_=Integer))
)


async def unread(conn: AsyncConnection, now: datetime, limit: int = 50) -> list[Mention]:
    """Leads to read now, the longest-waiting first."""
    rows = await conn.execute(_UNREAD, {"now": now, "most": limit})
    return [Mention(row.lead_id, row.wanted, row.heard_at, row.attempts) for row in rows]


_READ = update(inbox).where(inbox.c.lead_id == bindparam("lead"), inbox.c.done < bindparam("heard"))


async def read(conn: AsyncConnection, found: Mapping[int, int]) -> None:
    """These were read, by lead id and the `wanted` they were read for; later mentions stay open."""
    for lead_id, wanted in found.items():
        await conn.execute(_READ, {"lead": lead_id, "heard": wanted, "done": wanted, "attempts": 0})


async def postpone(conn: AsyncConnection, lead_id: int, next_at: datetime) -> None:
    """Read it again later."""
    await conn.execute(
        update(inbox).where(inbox.c.lead_id == lead_id).values(next_at=next_at, attempts=inbox.c.attempts + 1)
    )


_PUT_OFF = update(inbox).where(inbox.c.lead_id.in_(bindparam("ids", expanding=True)))


async def put_off(conn: AsyncConnection, ids: Iterable[int], next_at: datetime) -> None:
    """Read these later; nothing is wrong with them."""
    await conn.execute(_PUT_OFF, {"ids": list(ids), "next_at": next_at})


_NEXT_AT = select(inbox.c.next_at).where(inbox.c.wanted > inbox.c.done).order_by(inbox.c.next_at).limit(1)


async def next_at(conn: AsyncConnection) -> datetime | None:
    """When the next unread lead may be read."""
    moment: datetime | None = await conn.scalar(_NEXT_AT)
    return moment


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Drop settled rows that nobody mentioned since `before`."""
    await conn.execute(delete(inbox).where(inbox.c.wanted <= inbox.c.done, inbox.c.heard_at < before))

"""Deals to be read from the portal: one row a deal, however often an event or the sweep mentions it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import deal_inbox
from services.storage.upsert import Upsert


@dataclass(frozen=True, slots=True)
class DealMention:
    """A deal somebody mentioned; `wanted` counts the mentions heard of when it was taken up."""

    deal_id: int
    wanted: int
    attempts: int


_MENTION = Upsert(
    deal_inbox,
    lambda row: row.on_conflict_do_update(
        index_elements=[deal_inbox.c.deal_id],
        set_={"wanted": deal_inbox.c.wanted + 1, "next_at": row.excluded.next_at, "attempts": 0},
    ),
)
_OPEN = deal_inbox.c.wanted > deal_inbox.c.done
_NEXT_AT = select(deal_inbox.c.next_at).where(_OPEN).order_by(deal_inbox.c.next_at).limit(1)


async def mention(conn: AsyncConnection, ids: Iterable[int], now: datetime) -> None:
    """Ask for these deals to be read; safe to repeat."""
    rows = [{"deal_id": each, "wanted": 1, "done": 0, "next_at": now, "attempts": 0} for each in sorted(set(ids))]
    if rows:
        await conn.execute(_MENTION.on(conn), rows)


async def unread(conn: AsyncConnection, now: datetime, limit: int) -> list[DealMention]:
    """Deals to read now, the longest-waiting first."""
    found = select(deal_inbox).where(_OPEN, deal_inbox.c.next_at <= now)
    rows = await conn.execute(found.order_by(deal_inbox.c.next_at, deal_inbox.c.deal_id).limit(limit))
    return [DealMention(row.deal_id, row.wanted, row.attempts) for row in rows]


async def read(conn: AsyncConnection, mention: DealMention) -> None:
    """It was read; later mentions stay open."""
    mine = (deal_inbox.c.deal_id == mention.deal_id, deal_inbox.c.done < bindparam("heard"))
    done = update(deal_inbox).where(*mine).values(done=bindparam("now_done"), attempts=0)
    await conn.execute(done, {"heard": mention.wanted, "now_done": mention.wanted})


async def postpone(conn: AsyncConnection, deal_id: int, next_at: datetime) -> None:
    """Read it again later."""
    later = update(deal_inbox).where(deal_inbox.c.deal_id == deal_id)
    await conn.execute(later.values(next_at=next_at, attempts=deal_inbox.c.attempts + 1))


async def next_at(conn: AsyncConnection) -> datetime | None:
    """When the next unread deal may be read."""
    moment: datetime | None = await conn.scalar(_NEXT_AT)
    return moment


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Drop settled rows that nobody mentioned since `before`."""
    await conn.execute(delete(deal_inbox).where(~_OPEN, deal_inbox.c.next_at < before))

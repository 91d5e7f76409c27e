"""Everything that goes out. An entry is leased, sent, and settled; its lane keeps the order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import among
from services.storage.tables import outbox, workers

TELEGRAM, BITRIX24 = "telegram", "bitrix24"
CREATION = "creation"  # to Bitrix24 as well: leads and files, one request each, that hold no writes up
MIRROR = "mirror"  # to Bitrix24: rows of the register
BELL = "bell"  # to the bell of Bitrix24: what Telegram is too long silent for
OPEN = ("waiting", "leased")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be sent; `payload` is what the kind needs."""

    id: int
    channel: str
    lane: str
    kind: str
    lead_id: int | None
    payload: Mapping[str, Any]
    priority: int
    attempts: int
    maybe_done: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class New:
    """An entry to be queued; `next_at` None: it may go at once."""

    channel: str
    lane: str
    kind: str
    payload: Mapping[str, Any]
    priority: int
    lead_id: int | None = None
    next_at: datetime | None = None


_ADD = insert(outbox)
_WAITING_LANES = select(outbox.c.lane).where(
    outbox.c.lead_id == bindparam("lead_id"), outbox.c.kind == bindparam("kind"), outbox.c.state == "waiting"
)


async def add(conn: AsyncConnection, entries: Sequence[New], now: datetime) -> None:
    """Queue entries in this order."""
    if entries:
        rows = [
            {
                "channel": entry.channel,
                "lane": entry.lane,
                "kind": entry.kind,
                "lead_id": entry.lead_id,
                "payload": dict(entry.payload),
                "priority": entry.priority,
                "state": "waiting",
                "next_at": entry.next_at or now,
                "created_at": now,
            }
            for entry in entries
        ]
        await conn.execute(_ADD, rows)


async def waiting_lanes(conn: AsyncConnection, lead_id: int, kind: str) -> set[str]:
    """Lanes of a lead in which an entry of this kind waits, not yet taken up."""
    return set(await conn.scalars(_WAITING_LANES, {"lead_id": lead_id, "kind": kind}))


_OPEN = among(outbox.c.state, *OPEN)  # as the indexes spell it
_ALIVE = select(workers.c.name).where(workers.c.name == outbox.c.worker).exists()
_FREE = or_(outbox.c.state == "waiting", (outbox.c.state == "leased") & ~_ALIVE)
_EARLIER = outbox.alias()
_BLOCKED = (
    select(_EARLIER.c.id)
    .where(_EARLIER.c.lane == outbox.c.lane, _EARLIER.c.id < outbox.c.id, among(_EARLIER.c.state, *OPEN))
    .exists()
)
_ENTRY = [outbox.c[each] for each in (*Entry.__dataclass_fields__, "state")]  # not all: many are looked at, few go
_SENDABLE = (
    select(*_ENTRY)
    .where(
        outbox.c.channel == bindparam("channel"),
        _OPEN,
        _FREE,
        outbox.c.next_at <= bindparam("now"),
        ~_BLOCKED,
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("skip", type_=Integer))
)
_LEASE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), _FREE)
    .values(
        state="leased",
        attempts=outbox.c.attempts + 1,
        maybe_done=or_(outbox.c.maybe_done, outbox.c.state == "leased"),
    )
    .returning(outbox.c.id)
)


async def sendable(conn: AsyncConnection, channel: str, now: datetime, limit: int, skip: int = 0) -> list[Entry]:
    """Entries that may go out now, behind the first `skip`: due, first of their lane, not leased by a living worker."""
    rows = await conn.execute(_SENDABLE, {"channel": channel, "now": now, "most": limit, "skip": skip})
    # Leased and sendable all the same: that worker died, and its request may have arrived.
    return [replace(_entry(row), maybe_done=row.maybe_done or row.state == "leased") for row in rows]


async def lease(conn: AsyncConnection, ids: Sequence[int], worker: str) -> set[int]:
    """Take these entries up; those that another worker took first are left out."""
    return set(await conn.scalars(_LEASE, {"ids": list(ids), "worker": worker}))


_END = update(outbox).where(outbox.c.id == bindparam("entry_id"), among(outbox.c.state, *OPEN)).values(worker=None)


async def settle(conn: AsyncConnection, entry_id: int, state: str, now: datetime, error: str | None = None) -> None:
    """The entry has ended: done, refused or dropped. One that had ended already stays as it is."""
    await conn.execute(_END, {"entry_id": entry_id, "state": state, "settled_at": now, "error": error})


async def postpone(
    conn: AsyncConnection, entry_id: int, next_at: datetime, error: str, *, maybe_done: bool = False
) -> None:
    """Try the entry again at `next_at`; nothing, when somebody else took it over meanwhile and ended it."""
    values: dict[str, Any] = {"entry_id": entry_id, "state": "waiting", "next_at": next_at, "error": error}
    if maybe_done:
        values["maybe_done"] = True
    await conn.execute(_END, values)


async def take_back(conn: AsyncConnection, ids: Iterable[int], worker: str, next_at: datetime) -> None:
    """Entries that this worker leased and could not settle: tried again, and their requests may have arrived."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id.in_(list(ids)), outbox.c.state == "leased", outbox.c.worker == worker)
        .values(state="waiting", worker=None, next_at=next_at, maybe_done=True)
    )


async def retry(conn: AsyncConnection, entry_id: int, now: datetime) -> bool:
    """Queue a refused entry again, as somebody decided who has looked; False when it is not refused (any more)."""
    result = await conn.execute(
        update(outbox)
        .where(outbox.c.id == entry_id, outbox.c.state == "refused")
        .values(state="waiting", next_at=now, maybe_done=False)
    )
    return bool(result.rowcount)


async def overtake(conn: AsyncConnection, entry: Entry, now: datetime) -> bool:
    """What was refused in this lane before needs no retry any more; whether there was something."""
    result = await conn.execute(
        update(outbox)
        .where(outbox.c.lane == entry.lane, outbox.c.id < entry.id, outbox.c.state == "refused")
        .values(state="dropped", settled_at=now)
    )
    return bool(result.rowcount)


async def find(conn: AsyncConnection, entry_id: int) -> Entry | None:
    """An entry by its id."""
    row = (await conn.execute(select(outbox).where(outbox.c.id == entry_id))).one_or_none()
    return _entry(row) if row else None


async def asked_anew(conn: AsyncConnection, entry: Entry) -> bool:
    """Whether another entry of this kind waits behind it in its lane."""
    later = select(outbox.c.id).where(
        outbox.c.lane == entry.lane,
        outbox.c.id > entry.id,
        outbox.c.kind == entry.kind,
        _OPEN,
        outbox.c.state == "waiting",
    )
    return await conn.scalar(later.limit(1)) is not None


_REFUSED_OF = select(outbox.c.id).where(
    outbox.c.lead_id == bindparam("lead_id"),
    among(outbox.c.channel, BITRIX24, CREATION, MIRROR),
    outbox.c.state == "refused",
)
_NEXT_AT = select(func.min(outbox.c.next_at)).where(
    outbox.c.channel == bindparam("channel"),
    _OPEN,
    outbox.c.state == "waiting",
    outbox.c.next_at > bindparam("after"),
)


async def refused_of(conn: AsyncConnection, lead_id: int) -> list[int]:
    """Writes of a lead that the portal refused."""
    return list(await conn.scalars(_REFUSED_OF, {"lead_id": lead_id}))


_WRITTEN = select(outbox.c.lead_id).where(
    outbox.c.lead_id.in_(bindparam("ids", expanding=True)),
    outbox.c.channel == BITRIX24,
    outbox.c.kind == "fields",
    or_(outbox.c.state.in_(OPEN), outbox.c.settled_at >= bindparam("since")),
)


async def written(conn: AsyncConnection, ids: Iterable[int], since: datetime) -> set[int]:
    """Those of these leads whose fields we write, or have written since then."""
    return set(await conn.scalars(_WRITTEN, {"ids": list(ids), "since": since}))


async def next_at(conn: AsyncConnection, channel: str, after: datetime) -> datetime | None:
    """When the next entry that waits for its time falls due."""
    moment: datetime | None = await conn.scalar(_NEXT_AT, {"channel": channel, "after": after})
    return moment


async def unsaid(conn: AsyncConnection, before: datetime, limit: int = 200) -> list[Entry]:
    """Reminders, escalations and deals that have waited for Telegram since then and have not gone to the bell."""
    rows = await conn.execute(
        select(outbox)
        .where(outbox.c.channel == TELEGRAM, _OPEN)
        .where(outbox.c.kind.in_(("reminder", "escalation", "deal")), outbox.c.created_at <= before)
        .where(outbox.c.payload["bell"].as_string().is_(None), outbox.c.payload["place"].as_string().is_(None))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [_entry(row) for row in rows]


async def mark_belled(conn: AsyncConnection, entry: Entry, at: datetime) -> None:
    """Remember that the bell says it meanwhile: its message says so, should it still be needed."""
    payload = {**entry.payload, "bell": at.isoformat()}
    await conn.execute(update(outbox).where(outbox.c.id == entry.id).values(payload=payload))


async def is_open(conn: AsyncConnection, entry_id: int) -> bool:
    """Whether an entry has still to go out."""
    found = select(outbox.c.id).where(outbox.c.id == entry_id, outbox.c.state.in_(OPEN))
    return await conn.scalar(found) is not None


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        channel=row.channel,
        lane=row.lane,
        kind=row.kind,
        lead_id=row.lead_id,
        payload=row.payload,
        priority=row.priority,
        attempts=row.attempts,
        maybe_done=row.maybe_done,
        created_at=row.created_at,
    )

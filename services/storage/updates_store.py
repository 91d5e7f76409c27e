"""Telegram updates, kept from before they are confirmed until they are worked off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import among
from services.storage.tables import updates, workers
from services.storage.upsert import Upsert


@dataclass(frozen=True, slots=True)
class Update:
    """A raw update; those of one lane (a person) are worked off in order."""

    update_id: int
    lane: int
    body: Mapping[str, Any]
    attempts: int = 0


_KEEP = Upsert(
    updates,
    lambda row: row.on_conflict_do_nothing(index_elements=[updates.c.update_id]).returning(updates.c.update_id),
)


async def keep(conn: AsyncConnection, rows: Sequence[Update], now: datetime, worker: str) -> list[int]:
    """Store updates; the ids of those not seen before."""
    values = [
        {
            "update_id": row.update_id,
            "lane": row.lane,
            "body": dict(row.body),
            "received_at": now,
            "state": "waiting",
            "worker": worker,
        }
        for row in rows
    ]
    return list((await conn.execute(_KEEP.on(conn), values)).scalars())


_ALIVE = select(workers.c.name).where(workers.c.name == updates.c.worker).exists()
_ORPHANS = (
    select(updates)
    .where(among(updates.c.state, "waiting"), or_(updates.c.worker.is_(None), ~_ALIVE))
    .order_by(updates.c.update_id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)


async def orphans(conn: AsyncConnection, worker: str, limit: int = 500) -> list[Update]:
    """Waiting updates whose worker is not alive, taken over in order."""
    rows = (await conn.execute(_ORPHANS, {"most": limit})).all()
    found = [Update(row.update_id, row.lane, row.body, row.attempts) for row in rows]
    if found:
        ids = [row.update_id for row in found]
        await conn.execute(
            update(updates).where(updates.c.update_id.in_(ids)).values(worker=worker, attempts=updates.c.attempts + 1)
        )
    return found


_WAITING_OF = (
    select(updates)
    .where(
        among(updates.c.state, "waiting"),
        updates.c.worker == bindparam("of"),
        updates.c.received_at < bindparam("before"),
    )
    .order_by(updates.c.update_id)
)


async def waiting_of(conn: AsyncConnection, worker: str, before: datetime) -> list[Update]:
    """Waiting updates that this worker stored or took over, and received before this time."""
    rows = await conn.execute(_WAITING_OF, {"of": worker, "before": before})
    return [Update(row.update_id, row.lane, row.body, row.attempts) for row in rows]


_FINISH = update(updates).where(updates.c.update_id == bindparam("number"), updates.c.state == "waiting")


async def finish(conn: AsyncConnection, update_id: int, state: str = "done") -> bool:
    """The update has taken effect; False when it had already. Belongs in the transaction of the effect."""
    return bool((await conn.execute(_FINISH, {"number": update_id, "state": state})).rowcount)


async def finish_all(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """These updates need no more work."""
    await conn.execute(
        update(updates).where(updates.c.update_id.in_(ids), updates.c.state == "waiting").values(state="done")
    )


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Drop updates that were worked off before this time."""
    await conn.execute(delete(updates).where(updates.c.state != "waiting", updates.c.received_at < before))

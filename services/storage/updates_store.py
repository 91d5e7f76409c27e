"""Telegram updates, kept from before they are confirmed until they are worked off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import spelled
from services.storage.tables import updates, workers
from services.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class Update:
    """A raw update; those of one lane (a person) are worked off in order."""

    update_id: int
    lane: int
    body: Mapping[str, Any]
    attempts: int = 0


async def keep(conn: AsyncConnection, rows: Sequence[Update], now: datetime, worker: str) -> list[int]:
    """Store updates; the ids of those not seen before."""
    statement = (
        upsert(conn, updates)
        .values(
            [
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
        )
        .on_conflict_do_nothing(index_elements=[updates.c.update_id])
        .returning(updates.c.update_id)
    )
    return list((await conn.execute(statement)).scalars())


async def orphans(conn: AsyncConnection, worker: str, limit: int = 500) -> list[Update]:
    """Waiting updates whose worker is not alive, taken over in order."""
    alive = select(workers.c.name).where(workers.c.name == updates.c.worker).exists()
    rows = (
        await conn.execute(
            select(updates)
            .where(updates.c.state.in_(spelled("waiting")), or_(updates.c.worker.is_(None), ~alive))
            .order_by(updates.c.update_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    ).all()
    found = [Update(row.update_id, row.lane, row.body, row.attempts) for row in rows]
    if found:
        ids = [row.update_id for row in found]
        await conn.execute(
            update(updates).where(updates.c.update_id.in_(ids)).values(worker=worker, attempts=updates.c.attempts + 1)
        )
    return found


async def finish(conn: AsyncConnection, update_id: int, state: str = "done") -> bool:
    """The update has taken effect; False when it had already. Belongs in the transaction of the effect."""
    result = await conn.execute(
        update(updates).where(updates.c.update_id == update_id, updates.c.state == "waiting").values(state=state)
    )
    return bool(result.rowcount)


async def finish_all(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """These updates need no more work."""
    await conn.execute(
        update(updates).where(updates.c.update_id.in_(ids), updates.c.state == "waiting").values(state="done")
    )


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Drop updates that were worked off before this time."""
    await conn.execute(delete(updates).where(updates.c.state != "waiting", updates.c.received_at < before))

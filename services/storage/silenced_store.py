"""What a choice silenced: rungs that were queued, and dropped at sending because somebody had acted."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import among
from services.storage.outbox_store import BELL, OPEN, TELEGRAM
from services.storage.tables import choices, outbox

SPOKEN = ("reminder", "escalation", "consultation")  # kinds of entries that a rung is said by

_OF_LEAD = (outbox.c.lead_id == bindparam("lead_of"), among(outbox.c.kind, *SPOKEN))
_SINCE = select(choices.c.at).where(choices.c.id == bindparam("choice_of")).scalar_subquery()
_DROPPED = (
    select(outbox)
    .where(*_OF_LEAD, outbox.c.channel == TELEGRAM, outbox.c.state == "dropped", outbox.c.settled_at >= _SINCE)
    .order_by(outbox.c.id)
)
_BELLED = select(outbox).where(*_OF_LEAD, outbox.c.channel == BELL)
_AGAIN = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="waiting", next_at=bindparam("now"), settled_at=None, error=None)
)
_WAITING = select(outbox).where(*_OF_LEAD, outbox.c.channel == TELEGRAM, among(outbox.c.state, *OPEN))


async def again(conn: AsyncConnection, lead_id: int, choice_id: int, now: datetime) -> bool:
    """Queue the highest rung of each clock again that was dropped since the choice; whether there was one.

    What the bell of the portal has said was said. What it was to say, and did not, may ring there again.
    """
    found = await conn.execute(_DROPPED, {"lead_of": lead_id, "choice_of": choice_id})
    # What somebody picked out of a list was no rung.
    dropped = [row for row in found if "clock" in row.payload and "alone" not in row.payload]
    highest: dict[str, int] = {}
    for row in dropped:
        clock, rung = row.payload["clock"], row.payload["rung"]
        highest[clock] = max(rung, highest.get(clock, rung))
    belled = (await conn.execute(_BELLED, {"lead_of": lead_id})).all()
    said = {row.payload["entry"] for row in belled if row.state == "done"}
    rows = [row for row in dropped if row.payload["rung"] == highest[row.payload["clock"]] and row.id not in said]
    if rows:
        await conn.execute(_AGAIN, {"ids": [row.id for row in rows], "now": now})
    told = {row.payload["entry"] for row in belled if row.state != "dropped" or row.maybe_done}
    await _unmark(conn, lead_id, {row.payload["entry"] for row in belled} - told)
    return bool(rows)


async def _unmark(conn: AsyncConnection, lead_id: int, ids: Collection[int]) -> None:
    for row in (await conn.execute(_WAITING, {"lead_of": lead_id})).all() if ids else ():
        if row.id in ids:
            payload = {name: value for name, value in row.payload.items() if name != "bell"}
            await conn.execute(update(outbox).where(outbox.c.id == row.id).values(payload=payload))

"""What still waits in the product's own tables: nothing, when it is quiet."""

import asyncio
import time
from datetime import UTC, datetime

from sqlalchemy import and_, not_, select

from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.storage.tables import deadlines, inbox, outbox, questions, tickets, updates

LOOKS_EVERY = 0.1  # seconds


async def leftovers(db: Database) -> list[str]:
    """In words; the end of the time to undo, which lies ahead, is nothing that waits."""
    ahead = and_(outbox.c.kind == "expire", outbox.c.next_at > datetime.now(UTC))
    open_entries = select(outbox.c.kind, outbox.c.state, outbox.c.lead_id).where(
        outbox.c.state.in_(("waiting", "leased", "refused")), not_(ahead)
    )
    queries = {
        "outbox": open_entries,
        "inbox": select(inbox.c.lead_id).where(inbox.c.wanted > inbox.c.done),
        "updates": select(updates.c.state, updates.c.update_id).where(updates.c.state != "done"),
        "deadlines": select(deadlines.c.lead_id, deadlines.c.rung).where(deadlines.c.state == "waiting"),
        "tickets": select(tickets.c.lead_id).where(tickets.c.state == "open"),
    }
    async with db.reading() as conn:
        return [f"{name}: {tuple(row)}" for name, query in queries.items() for row in await conn.execute(query)]


async def quiet(db: Database, seconds: float) -> list[str]:
    """Wait until nothing waits; what does after all that time."""
    deadline = time.time() + seconds
    found = await leftovers(db)
    while found and time.time() < deadline:
        await asyncio.sleep(LOOKS_EVERY)  # another process does the work: there is nothing to be told by
        found = await leftovers(db)
    return found


async def in_hand(db: Database) -> list[tuple[int, str]]:
    """Leads and kinds of the messages that a dead process was sending: they may have arrived, nobody knows."""
    query = select(outbox).where(outbox.c.state == "leased", outbox.c.channel == TELEGRAM)
    async with db.reading() as conn:
        asked = {row.id: row.lead_id for row in await conn.execute(select(questions.c.id, questions.c.lead_id))}
        rows = (await conn.execute(query)).all()
    return [(row.lead_id or asked.get(row.payload.get("question"), 0), row.kind) for row in rows]

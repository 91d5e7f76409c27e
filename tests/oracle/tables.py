"""What the product's own tables say: what still waits, and what a dead process had in hand."""

from datetime import datetime

from sqlalchemy import and_, not_, select

from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.storage.tables import deadlines, inbox, outbox, questions, tickets, updates


async def leftovers(db: Database, now: datetime) -> list[str]:
    """In words; the end of the time to undo, which lies ahead, is nothing that waits."""
    ahead = and_(outbox.c.kind == "expire", outbox.c.next_at > now)
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


async def in_hand(db: Database) -> list[tuple[int, str]]:
    """Leads and kinds of the messages that a dead process was sending: they may have arrived, nobody knows."""
    query = select(outbox).where(outbox.c.state == "leased", outbox.c.channel == TELEGRAM)
    async with db.reading() as conn:
        asked = {row.id: row.lead_id for row in await conn.execute(select(questions.c.id, questions.c.lead_id))}
        rows = (await conn.execute(query)).all()
    return [(row.lead_id or asked.get(row.payload.get("question"), 0), row.kind) for row in rows]

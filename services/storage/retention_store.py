"""What is forgotten: leads that ended long ago, and those that somebody asked to forget."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import Phase
from services.storage.columns import among
from services.storage.tables import amendments, bonuses, history, inbox, leads, manual_leads, outbox, questions, tickets

BUNDLE = 500  # leads forgotten in one transaction: taps do not wait behind it


async def ended(conn: AsyncConnection, before: datetime) -> list[int]:
    """Leads that ended and have not changed since then; not those whose bonus is still to be paid."""
    unpaid = (
        select(bonuses.c.lead_id)
        .where(bonuses.c.lead_id == leads.c.id, among(bonuses.c.state, "waiting", "checked"))
        .exists()
    )
    found = await conn.scalars(
        select(leads.c.id)
        .where(among(leads.c.phase, Phase.CLOSED, Phase.GONE), leads.c.updated_at < before, ~unpaid)
        .order_by(leads.c.id)
        .limit(BUNDLE)
    )
    return list(found)


async def named(conn: AsyncConnection, digits: str) -> list[int]:
    """Leads with this phone, by its last digits."""
    found = await conn.execute(select(leads.c.id, leads.c.phones))
    return [row.id for row in found if any(phone.endswith(digits) for phone in row.phones)]


async def forget(conn: AsyncConnection, ids: Sequence[int]) -> int:
    """Everything known of these leads; how many there were."""
    asked = select(manual_leads.c.question_id).where(manual_leads.c.lead_id.in_(ids))  # what a manager told of them
    await conn.execute(delete(questions).where(questions.c.id.in_(asked)))
    for table in (outbox, history, inbox, questions, manual_leads):
        await conn.execute(delete(table).where(table.c.lead_id.in_(ids)))
    await _let_go(conn, ids)
    return (await conn.execute(delete(leads).where(leads.c.id.in_(ids)))).rowcount


async def _let_go(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """What other leads share with them: tickets that had joined theirs end, rules that editors confirmed stay."""
    theirs = select(tickets.c.id).where(tickets.c.lead_id.in_(ids))
    await conn.execute(update(tickets).where(tickets.c.joined.in_(theirs)).values(state="withdrawn"))
    of_them = amendments.c.lead_id.in_(ids)
    await conn.execute(delete(amendments).where(of_them, amendments.c.state == "suggested"))
    await conn.execute(update(amendments).where(of_them).values(lead_id=None))


async def tidy(conn: AsyncConnection, before: datetime) -> None:
    """What went out, and conversations that ended, before this time."""
    over: ColumnElement[bool] = or_(outbox.c.lead_id.is_(None), outbox.c.state != "refused")
    await conn.execute(delete(outbox).where(outbox.c.settled_at < before, over))
    await conn.execute(delete(questions).where(func.coalesce(questions.c.closed_at, questions.c.asked_at) < before))

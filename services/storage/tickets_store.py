"""Questions to the source keeper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import tickets


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question where a lead came from; people by staff id, `source` a dictionary code."""

    id: int
    lead_id: int
    asked_by: int
    asked_at: datetime
    state: str
    answered_by: int | None
    source: str | None


async def open_one(conn: AsyncConnection, lead_id: int, asked_by: int, now: datetime) -> int:
    """Open a ticket; its id."""
    row = insert(tickets).values(lead_id=lead_id, asked_by=asked_by, asked_at=now, state="open")
    return int(await conn.scalar(row.returning(tickets.c.id)) or 0)


async def open_of(conn: AsyncConnection, lead_id: int) -> Ticket | None:
    """The open ticket of a lead."""
    row = (
        await conn.execute(select(tickets).where(tickets.c.lead_id == lead_id, tickets.c.state == "open").limit(1))
    ).one_or_none()
    return _ticket(row) if row else None


async def find(conn: AsyncConnection, ticket_id: int) -> Ticket | None:
    """A ticket by its id."""
    row = (await conn.execute(select(tickets).where(tickets.c.id == ticket_id))).one_or_none()
    return _ticket(row) if row else None


async def answer(conn: AsyncConnection, ticket_id: int, source: str, by: int, now: datetime) -> bool:
    """Close a ticket with the answer; False when it is not open any more."""
    result = await conn.execute(
        update(tickets)
        .where(tickets.c.id == ticket_id, tickets.c.state == "open")
        .values(state="answered", source=source, answered_by=by, answered_at=now)
    )
    return bool(result.rowcount)


async def withdraw(conn: AsyncConnection, lead_id: int) -> None:
    """The answer is no longer needed."""
    await conn.execute(
        update(tickets).where(tickets.c.lead_id == lead_id, tickets.c.state == "open").values(state="withdrawn")
    )


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(row.id, row.lead_id, row.asked_by, row.asked_at, row.state, row.answered_by, row.source)

"""Tickets and suggestions as rows: of each origin one ticket asks, later leads join it, and one suggestion waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.amendments import State
from services.domain.decision import OpenTicket, Suggest
from services.domain.regulation import SOURCE_TICKET
from services.storage import amendments_store, deadlines_store, tickets_store


@dataclass(frozen=True, slots=True)
class Asked:
    """The ticket that asks, with its own lead; `stands`: it was sent before, and is to be drawn anew."""

    ticket_id: int
    lead_id: int
    stands: bool = False


async def open_or_join(conn: AsyncConnection, lead_id: int, asks: OpenTicket, asked_by: int, now: datetime) -> Asked:
    """A new ticket, unless one asks for the same origin already, or has gone to the editors: that one serves both."""
    other = await tickets_store.about(conn, asks.origin) if asks.origin else None
    ticket_id = await tickets_store.open_one(
        conn, lead_id, asked_by, now, asks.origin, asks.line, joined=other.id if other else None
    )
    if other is None:
        return Asked(ticket_id, lead_id)
    await deadlines_store.stop(conn, lead_id, {SOURCE_TICKET})
    if other.state == "passed":
        await tickets_store.pass_on(conn, ticket_id, other.said, other.answered_by or 0, now)
    return Asked(other.id, other.lead_id, stands=True)


async def withdraw(conn: AsyncConnection, lead_id: int, now: datetime) -> list[Asked]:
    """The lead needs no answer any more. Those that had joined its ticket go on with one of their own."""
    changed = []
    for ticket in await tickets_store.withdraw(conn, lead_id):
        other = await tickets_store.find(conn, ticket.joined) if ticket.joined else None
        heir = await tickets_store.inherit(conn, ticket.id)
        if other:
            changed.append(Asked(other.id, other.lead_id, stands=True))
        if heir:
            await deadlines_store.hand_on(conn, lead_id, heir.lead_id, SOURCE_TICKET, now)
            changed.append(Asked(heir.id, heir.lead_id))
    await deadlines_store.stop(conn, lead_id, {SOURCE_TICKET})
    return changed


async def pass_on(conn: AsyncConnection, lead_id: int, said: str, by: int, now: datetime) -> None:
    """The lead waits for the editors."""
    ticket = await tickets_store.open_of(conn, lead_id)
    ticket_id = ticket.id if ticket else await tickets_store.open_one(conn, lead_id, by, now)
    await tickets_store.pass_on(conn, ticket_id, said, by, now)
    await deadlines_store.stop(conn, lead_id, {SOURCE_TICKET})


async def suggest(conn: AsyncConnection, lead_id: int, what: Suggest, by: int, now: datetime) -> int | None:
    """The id of a new one; None when the same is held already. One that says otherwise takes its place."""
    held = await amendments_store.about(conn, what.kind, what.mark)
    if any(each.source == what.source for each in held):
        return None
    for each in held:
        await amendments_store.end(conn, each.id, State.REJECTED, None, now)
    return await amendments_store.add(
        conn,
        what.kind,
        what.said,
        what.mark,
        what.source,
        by,
        now,
        instead_of=what.instead_of,
        line=what.line,
        lead_id=lead_id,
    )

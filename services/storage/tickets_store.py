"""Questions to the source keeper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import tickets


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question where a lead came from; people by staff id, `source` a dictionary code.

    `origin`: the mark of what the lead's comment names, in `line`. `joined`: the ticket that asks for this one too.
    `said`: a source that was named and that the portal lacks.
    """

    id: int
    lead_id: int
    asked_by: int
    asked_at: datetime
    state: str
    answered_by: int | None
    source: str | None
    origin: str = ""
    line: str = ""
    joined: int | None = None
    locked_by: int | None = None
    locked_until: datetime | None = None
    said: str = ""

    def held_by(self, now: datetime) -> int | None:
        """Who alone may answer now; a lock lapses by itself."""
        return self.locked_by if self.locked_until and now < self.locked_until else None


_OPEN_ONE = insert(tickets).returning(tickets.c.id)


async def open_one(
    conn: AsyncConnection,
    lead_id: int,
    asked_by: int,
    now: datetime,
    origin: str = "",
    line: str = "",
    joined: int | None = None,
) -> int:
    """Open a ticket; its id."""
    row = {"lead_id": lead_id, "asked_by": asked_by, "asked_at": now, "state": "open", "origin": origin}
    return int(await conn.scalar(_OPEN_ONE, {**row, "line": line, "joined": joined}) or 0)


_NEWEST = select(tickets).order_by(tickets.c.id.desc()).limit(1)
_OPEN_OF = _NEWEST.where(tickets.c.lead_id == bindparam("value"), tickets.c.state == "open")
_PASSED_OF = _NEWEST.where(tickets.c.lead_id == bindparam("value"), tickets.c.state == "passed")
_FIND = _NEWEST.where(tickets.c.id == bindparam("value"))


async def open_of(conn: AsyncConnection, lead_id: int) -> Ticket | None:
    """The open ticket of a lead."""
    return await _one(conn, _OPEN_OF, lead_id)


async def passed_of(conn: AsyncConnection, lead_id: int) -> Ticket | None:
    """The ticket of a lead that waits for the editors."""
    return await _one(conn, _PASSED_OF, lead_id)


async def about(conn: AsyncConnection, origin: str) -> Ticket | None:
    """The ticket that asks for an origin now, or waits for the editors; held until the transaction ends."""
    found = select(tickets).where(
        tickets.c.origin == origin, tickets.c.joined.is_(None), tickets.c.state.in_(("open", "passed"))
    )
    row = (await conn.execute(found.order_by(tickets.c.id.desc()).limit(1).with_for_update())).one_or_none()
    return _ticket(row) if row else None


async def joined_to(conn: AsyncConnection, ticket_id: int) -> list[Ticket]:
    """The open tickets that a ticket asks for too, the oldest first."""
    rows = await conn.execute(
        select(tickets).where(tickets.c.joined == ticket_id, tickets.c.state == "open").order_by(tickets.c.id)
    )
    return [_ticket(row) for row in rows]


async def find(conn: AsyncConnection, ticket_id: int) -> Ticket | None:
    """A ticket by its id."""
    return await _one(conn, _FIND, ticket_id)


async def passed(conn: AsyncConnection) -> list[Ticket]:
    """Those that wait for the editors."""
    rows = await conn.execute(select(tickets).where(tickets.c.state == "passed").order_by(tickets.c.id))
    return [_ticket(row) for row in rows]


async def lock(conn: AsyncConnection, ticket_id: int, by: int, until: datetime) -> None:
    """Let one person alone answer until then."""
    await _change(conn, tickets.c.id == ticket_id, locked_by=by, locked_until=until)


async def answer(conn: AsyncConnection, ticket_id: int, source: str, by: int, now: datetime) -> bool:
    """Close a ticket with the answer; False when it is not open any more."""
    still = (tickets.c.id == ticket_id) & (tickets.c.state == "open")
    return await _change(conn, still, state="answered", source=source, answered_by=by, answered_at=now)


async def pass_on(conn: AsyncConnection, ticket_id: int, said: str, by: int, now: datetime) -> bool:
    """The answer is a source that the portal lacks: it waits for the editors."""
    still = (tickets.c.id == ticket_id) & (tickets.c.state == "open")
    return await _change(conn, still, state="passed", said=said, answered_by=by, answered_at=now)


async def settle(conn: AsyncConnection, ticket_id: int, source: str | None, now: datetime) -> bool:
    """What waited for the editors is over: with a source, or without one."""
    still = (tickets.c.id == ticket_id) & (tickets.c.state == "passed")
    if source is None:
        return await _change(conn, still, state="withdrawn")
    return await _change(conn, still, state="answered", source=source, answered_at=now)


_WITHDRAW = update(tickets).where(tickets.c.lead_id == bindparam("of_lead")).values(state="withdrawn")
_WITHDRAW_PASSED = _WITHDRAW.where(tickets.c.state == "passed")
_WITHDRAW_OPEN = _WITHDRAW.where(tickets.c.state == "open").returning(tickets)


async def withdraw(conn: AsyncConnection, lead_id: int) -> list[Ticket]:
    """The answer is no longer needed: the tickets that were open."""
    await conn.execute(_WITHDRAW_PASSED, {"of_lead": lead_id})
    return [_ticket(row) for row in await conn.execute(_WITHDRAW_OPEN, {"of_lead": lead_id})]


async def inherit(conn: AsyncConnection, ticket_id: int) -> Ticket | None:
    """The eldest of those that had joined a withdrawn ticket asks from now on, for the others too."""
    joined = await joined_to(conn, ticket_id)
    if not joined:
        return None
    heir, *others = joined
    await _change(conn, tickets.c.id == heir.id, joined=None)
    await _change(conn, tickets.c.id.in_([each.id for each in others]), joined=heir.id)
    return heir


async def _change(conn: AsyncConnection, which: ColumnElement[bool], **values: Any) -> bool:
    return bool((await conn.execute(update(tickets).where(which).values(**values))).rowcount)


async def _one(conn: AsyncConnection, found: Select[Any], value: int) -> Ticket | None:
    row = (await conn.execute(found, {"value": value})).one_or_none()
    return _ticket(row) if row else None


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(
        id=row.id,
        lead_id=row.lead_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=row.state,
        answered_by=row.answered_by,
        source=row.source,
        origin=row.origin,
        line=row.line,
        joined=row.joined,
        locked_by=row.locked_by,
        locked_until=row.locked_until,
        said=row.said,
    )

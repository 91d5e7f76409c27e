"""Collects what a message about a source ticket shows, and one about a suggestion to the editors."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.delivery.viewing import Viewing
from services.domain.history import Line
from services.domain.people import Person, Role
from services.domain.source_list import Shelf
from services.rulebook import Rulebook
from services.storage import amendments_store, history_store, leads_store, staff_store, tickets_store
from services.storage.tickets_store import Ticket
from services.telegram.views import SuggestionView, TicketView

TRIED = 5
LOCKS = 3  # people whose names a ticket offers to lock it


class TicketViewing:
    """Reads a ticket with everything around it."""

    def __init__(self, viewing: Viewing, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._viewing, self._rulebook, self._now = viewing, rulebook, now

    async def of(self, conn: AsyncConnection, chat_id: int, view: str, facts: Mapping[str, Any]) -> TicketView | None:
        """`view` and `facts`: of the message that shows it. None when there is no such ticket."""
        ticket = await tickets_store.find(conn, facts["ticket"])
        if ticket is None:
            return None
        people = {person.id: person for person in await staff_store.everyone(conn)}
        holder = people.get(ticket.held_by(self._now()) or 0)
        words, sources = str(facts.get("said", "")), self._rulebook.source_list
        return TicketView(
            id=ticket.id,
            state=ticket.state,
            asked_by=_name(people.get(ticket.asked_by)),
            answer=ticket.said if ticket.state == "passed" else self._rulebook.source_name(ticket.source or ""),
            answered_by=_name(people.get(ticket.answered_by or 0)),
            line=ticket.line,
            holder=_name(holder),
            held_until=ticket.locked_until if holder else None,
            joined=await self._joined(conn, ticket, people),
            late="rung" in facts,
            asked_at=ticket.asked_at,
            tried=await self._tried(conn, ticket),
            may_lock=() if holder else _may_lock(people, chat_id),
            shelf=sources.shelf(view) if ticket.state == "open" else Shelf(),
            view=view,
            words=words,
            near=sources.find(words).near if words else (),
        )

    async def suggestion(self, conn: AsyncConnection, view: str, amendment_id: int) -> SuggestionView | None:
        """`view`: of the message that shows it. None when there is no such suggestion."""
        amendment = await amendments_store.find(conn, amendment_id)
        if amendment is None:
            return None
        suggested = await staff_store.find(conn, amendment.suggested_by)
        decided = await staff_store.find(conn, amendment.decided_by or 0)
        return SuggestionView(
            amendment,
            self._rulebook.source_name(amendment.source) if amendment.source else "",
            _name(suggested),
            _name(decided),
            self._rulebook.source_list.shelf(view) if view else None,
        )

    async def _joined(
        self, conn: AsyncConnection, ticket: Ticket, people: Mapping[int, Person]
    ) -> list[tuple[str, str]]:
        joined = await tickets_store.joined_to(conn, ticket.id)
        leads = [await leads_store.find(conn, each.lead_id) for each in joined]
        return [
            (kept.lead.called, _name(people.get(each.asked_by)))
            for each, kept in zip(joined, leads, strict=True)
            if kept
        ]

    async def _tried(self, conn: AsyncConnection, ticket: Ticket) -> list[Line]:
        """What was done with the lead before the question."""
        lines = self._viewing.told(await history_store.last(conn, ticket.lead_id))
        return [line for line in lines if line.at < ticket.asked_at][-TRIED:]


def _may_lock(people: Mapping[int, Person], chat_id: int) -> list[Person]:
    """Keepers and their deputies; where somebody reads alone, only that person."""
    asked = [each for each in people.values() if each.reachable and each.has(Role.KEEPER, Role.DEPUTY)]
    here = [each for each in asked if chat_id < 0 or each.telegram_id == chat_id]
    return sorted(here, key=lambda each: not each.has(Role.KEEPER))[:LOCKS]


def _name(person: Person | None) -> str:
    return person.name if person else ""

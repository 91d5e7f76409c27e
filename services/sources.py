"""Source tickets: a manager does not know where a lead came from, the keeper answers (OP10-22)."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal
from services.domain.flow.answer_source import answer_source
from services.domain.gateways import Term
from services.domain.lead import Lead
from services.rulebook import Rulebook
from services.storage import messages_store, tickets_store
from services.storage.database import Database
from services.storage.tickets_store import Ticket
from services.taps import Done, On, Outcome, Tap, Taps


class Sources:
    """Answers to tickets; each takes effect once."""

    def __init__(
        self, db: Database, taps: Taps, carrier: Carrier, rulebook: Rulebook, now: Callable[[], datetime]
    ) -> None:
        self._db, self._taps, self._carrier, self._rulebook, self._now = db, taps, carrier, rulebook, now

    async def turn(self, tap: Tap, ticket_id: int, page: int) -> Outcome:
        """Show another page of the picker."""
        ticket = await self._find(ticket_id)
        if ticket is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            refusal = access.to_answer_tickets(tap.person)
            if refusal is None:
                await self._taps.show(conn, tap, lead, f"page:{page}", _on(ticket))
            return refusal or Done("shown")

        return await self._taps.once(tap, ticket.lead_id, decide, Done("shown"), _on(ticket))

    async def answer(self, tap: Tap, ticket_id: int, term_id: int) -> Outcome:
        """Close the ticket with a source of the portal's dictionary (`term_id`: its row there)."""
        ticket, source = await self._find(ticket_id), self._rulebook.source_by_id(term_id)
        if ticket is None or source is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            decision = answer_source(lead, source, tap.person)
            if isinstance(decision, Refusal):
                return decision
            if not await tickets_store.answer(conn, ticket_id, source.code, tap.person.id, self._now()):
                return Refusal("ticket-closed")
            await self._tell(conn, ticket, lead, source, tap)
            return decision

        return await self._taps.once(tap, ticket.lead_id, decide, Done("source", name=source.name), _on(ticket))

    async def _tell(self, conn: AsyncConnection, ticket: Ticket, lead: Lead, source: Term, tap: Tap) -> None:
        """The manager who asked hears the answer."""
        if ticket.asked_by:
            told = {"lead": lead.portal.name or lead.portal.title, "source": source.name, "who": tap.person.name}
            await self._carrier.notify(conn, ticket.asked_by, "ticket-told", told, self._now(), lead.id)

    async def _find(self, ticket_id: int) -> Ticket | None:
        async with self._db.reading() as conn:
            return await tickets_store.find(conn, ticket_id)


def _on(ticket: Ticket) -> On:
    return On(messages_store.TICKET, {"ticket": ticket.id})

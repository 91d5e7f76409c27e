"""Leads whose source somebody named and the portal lacked: written as soon as the list has it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.amendments import Amendment, Kind, State, mark_of_unlisted
from services.domain.decision import Decision, Record, Redraw
from services.domain.flow.answer_source import settle_source
from services.domain.gateways import Term
from services.domain.lead import Lead
from services.domain.names import key
from services.domain.origins import Origin
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import amendments_store, leads_store, tickets_store
from services.storage.database import Database
from services.storage.tickets_store import Ticket


class WaitingLeads:
    """Looked at when the portal's dictionary or the amendments have changed."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def settle(self) -> None:
        """Everything that waited for a source which the list has by now."""
        async with self._db.reading() as conn:
            tickets = await tickets_store.passed(conn)
            suggestions = await amendments_store.held(conn, states=(State.SUGGESTED,))
        for ticket in tickets:
            if term := self._means(ticket.said):
                await self._settle(ticket, term)
        for suggestion in suggestions:
            if suggestion.kind is Kind.UNLISTED and self._means(suggestion.said):
                await self._end(suggestion)

    async def give_up(self, conn: AsyncConnection, suggestion: Amendment, by: Person) -> None:
        """The editors want no such source: whoever asked hears that the lead keeps the one it has."""
        for ticket in await tickets_store.passed(conn):
            same = mark_of_unlisted(ticket.said, self._rulebook.rules) == suggestion.mark
            lead = await leads_store.lock(conn, ticket.lead_id) if same else None
            if lead and await tickets_store.settle(conn, ticket.id, None, self._now()):
                decision = Decision(lead, (Record("source_rejected", {"said": ticket.said}), Redraw()))
                await self._carrier.carry_out(conn, decision, self._now(), by)
                await self._tell(conn, ticket, lead, "ticket-told-rejected", ticket.said)

    def _means(self, said: str) -> Term | None:
        return self._rulebook.rules.spoken.get(key(said))

    async def _settle(self, ticket: Ticket, term: Term) -> None:
        origin = Origin(ticket.origin, ticket.line) if ticket.origin else None
        async with self._db.writing() as conn:
            lead = await leads_store.lock(conn, ticket.lead_id)
            if lead is None or not await tickets_store.settle(conn, ticket.id, term.code, self._now()):
                return
            decision = settle_source(lead, term, ticket.said, self._rulebook.of(lead), origin)
            bells = await self._carrier.carry_out(conn, decision, self._now()) if decision else set()
            await self._tell(conn, ticket, lead, "ticket-told-settled", term.name)
        self._bells.ring(bells | {Bell.TELEGRAM})

    async def _end(self, suggestion: Amendment) -> None:
        """The suggestion needs nobody's word any more: its messages say so."""
        async with self._db.writing() as conn:
            if await amendments_store.end(conn, suggestion.id, State.SETTLED, None, self._now()):
                lead = await leads_store.lock(conn, suggestion.lead_id or 0)
                if lead:
                    await self._carrier.carry_out(conn, Decision(lead, (Redraw(),)), self._now())
        self._bells.ring([Bell.TELEGRAM])

    async def _tell(self, conn: AsyncConnection, ticket: Ticket, lead: Lead, words: str, source: str) -> None:
        if ticket.asked_by:
            told = {"lead": lead.called, "source": source}
            await self._carrier.notify(conn, ticket.asked_by, words, told, self._now(), lead.id)

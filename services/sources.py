"""Source tickets: a manager does not know where a lead came from, the keeper answers (OP10-22)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal
from services.domain.flow.answer_source import answer_source
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import leads_store, messages_store, tickets_store, updates_store
from services.storage.database import Database


@dataclass(frozen=True, slots=True)
class Answered:
    """The ticket is closed with this source."""

    source: str


class Sources:
    """Answers to tickets; each takes effect once."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def turn(
        self, update_id: int, person: Person, ticket_id: int, place: tuple[int, int], page: int
    ) -> Refusal | None:
        """Show another page of the picker; `place` is chat and message."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            ticket = await tickets_store.find(conn, ticket_id)
            lead = await leads_store.lock(conn, ticket.lead_id) if ticket else None
            if lead is None:
                return Refusal("stale")
            if refusal := access.to_answer_tickets(person):
                return refusal
            message = await messages_store.at(conn, *place)
            if message:
                await messages_store.show(conn, message.id, f"page:{page}")
                await self._carrier.redraw(conn, lead, message, self._now())
        self._bells.ring([Bell.TELEGRAM])
        return None

    async def answer(self, update_id: int, person: Person, ticket_id: int, term_id: int) -> Answered | Refusal:
        """Close the ticket with a source of the portal's dictionary (`term_id`: its row there)."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            ticket = await tickets_store.find(conn, ticket_id)
            source = self._rulebook.source_by_id(term_id)
            if ticket is None or source is None:
                return Refusal("stale")
            lead = await leads_store.lock(conn, ticket.lead_id)
            if lead is None:
                return Refusal("unknown-lead")
            decision = answer_source(lead, source, person)
            if isinstance(decision, Decision) and not await tickets_store.answer(
                conn, ticket_id, source.code, person.id, self._now()
            ):
                decision = Refusal("ticket-closed")
            if isinstance(decision, Refusal):
                return decision
            bells = await self._carrier.carry_out(conn, decision, self._now(), person)
            if ticket.asked_by:
                told = {"lead": lead.portal.name or lead.portal.title, "source": source.name, "who": person.name}
                await self._carrier.notify(conn, ticket.asked_by, "ticket-told", told, self._now(), lead.id)
        self._bells.ring(bells | {Bell.TELEGRAM})
        return Answered(source.name)

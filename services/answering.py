"""What an answer to a source ticket does, however it was given: for its lead, and for those that joined it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.decisions import Carrier
from services.domain.decision import Decision, Refusal
from services.domain.flow.answer_source import answer_source
from services.domain.flow.name_source import name_unlisted
from services.domain.gateways import Term
from services.domain.lead import Lead, Phase
from services.domain.origins import Origin
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import leads_store, staff_store, tickets_store
from services.storage.tickets_store import Ticket


class Answering:
    """Every method runs in the caller's transaction; the decision about the ticket's own lead is the caller's."""

    def __init__(self, carrier: Carrier, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._carrier, self._rulebook, self._now = carrier, rulebook, now

    async def answer(
        self, conn: AsyncConnection, ticket: Ticket, lead: Lead, source: Term, person: Person
    ) -> Decision | Refusal:
        """The source is written to every lead that waits for it, and becomes a rule to be confirmed."""
        rules = self._rulebook.of(lead)
        origin = Origin(ticket.origin, ticket.line) if ticket.origin else None
        decision = await self.why_not(conn, ticket, lead, person) or answer_source(lead, source, person, rules, origin)
        if isinstance(decision, Refusal):
            return decision
        await tickets_store.answer(conn, ticket.id, source.code, person.id, self._now())
        await self._tell(conn, ticket, lead, "ticket-told", source.name, person)
        for joined, other in await self._joined(conn, ticket):
            await tickets_store.answer(conn, joined.id, source.code, person.id, self._now())
            await self._carry_out(conn, answer_source(other, source, person, self._rulebook.of(other)), person)
            await self._tell(conn, joined, other, "ticket-told", source.name, person)
        return decision

    async def pass_on(
        self, conn: AsyncConnection, ticket: Ticket, lead: Lead, said: str, person: Person
    ) -> Decision | Refusal:
        """The source that was named is not in the list: every lead that waits goes on waiting, for the editors."""
        rules = self._rulebook.of(lead)
        decision = await self.why_not(conn, ticket, lead, person) or name_unlisted(lead, said, person, rules)
        if isinstance(decision, Refusal):
            return decision
        await self._tell(conn, ticket, lead, "ticket-told-passed", said, person)
        for joined, other in await self._joined(conn, ticket):
            await self._carry_out(conn, name_unlisted(other, said, person, self._rulebook.of(other)), person)
            await self._tell(conn, joined, other, "ticket-told-passed", said, person)
        return decision

    async def why_not(self, conn: AsyncConnection, ticket: Ticket, lead: Lead, person: Person) -> Refusal | None:
        """Why the ticket takes no answer of this person now; `ticket` as read while its lead is held."""
        if lead.phase is Phase.GONE:
            return Refusal("gone")
        if ticket.state != "open":
            return Refusal("ticket-closed")
        holder = ticket.held_by(self._now())
        if holder in (None, person.id):
            return None
        other = await staff_store.find(conn, holder)
        return Refusal("ticket-held", {"who": other.name if other else ""})

    async def _joined(self, conn: AsyncConnection, ticket: Ticket) -> list[tuple[Ticket, Lead]]:
        tickets = await tickets_store.joined_to(conn, ticket.id)
        pairs = [(each, await leads_store.lock(conn, each.lead_id)) for each in tickets]
        return [(each, lead) for each, lead in pairs if lead]

    async def _carry_out(self, conn: AsyncConnection, decision: Decision | Refusal, person: Person) -> None:
        if isinstance(decision, Decision):
            await self._carrier.carry_out(conn, decision, self._now(), person)

    async def _tell(
        self, conn: AsyncConnection, ticket: Ticket, lead: Lead, key: str, source: str, person: Person
    ) -> None:
        """Who asked hears the answer."""
        if ticket.asked_by and ticket.asked_by != person.id:
            told = {"lead": lead.called, "source": source, "who": person.name}
            await self._carrier.notify(conn, ticket.asked_by, key, told, self._now(), lead.id)

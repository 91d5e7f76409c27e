"""Source tickets: a manager does not know where a lead came from, the keeper answers by a tap (OP10-22)."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.answering import Answering
from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal
from services.domain.lead import Lead
from services.rulebook import Rulebook
from services.storage import messages_store, tickets_store
from services.storage.database import Database
from services.storage.tickets_store import Ticket
from services.taps import Done, On, Outcome, Tap, Taps


class Sources:
    """Taps on tickets; an answer takes effect once."""

    def __init__(
        self,
        db: Database,
        taps: Taps,
        answering: Answering,
        carrier: Carrier,
        rulebook: Rulebook,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._taps, self._answering, self._carrier = db, taps, answering, carrier
        self._rulebook, self._now = rulebook, now

    async def browse(self, tap: Tap, ticket_id: int, view: str) -> Outcome:
        """Show something else of the list: a page, the letters, or how to name what is not in it."""

        async def decide(conn: AsyncConnection, lead: Lead, ticket: Ticket) -> Decision | Outcome:
            await self._taps.show(conn, tap, lead, view, _on(ticket))
            return Done("shown")

        return await self._once(tap, ticket_id, decide, Done("shown"))

    async def lock(self, tap: Tap, ticket_id: int, person_id: int) -> Outcome:
        """«Решает …»: for a while that person alone answers; who it is, only that person may say."""

        async def decide(conn: AsyncConnection, lead: Lead, ticket: Ticket) -> Decision | Outcome:
            if person_id != tap.person.id:
                return Refusal("lock-not-you")
            if refusal := await self._answering.why_not(conn, ticket, lead, tap.person):
                return refusal
            now = self._now()
            until = now + self._rulebook.rules.lock
            await tickets_store.lock(conn, ticket.id, person_id, until)
            await self._carrier.redraw_tickets(conn, lead, now)
            await self._carrier.redraw_tickets(conn, lead, now, at=until)
            return Done("locked")

        return await self._once(tap, ticket_id, decide, Done("locked"))

    async def answer(self, tap: Tap, ticket_id: int, term_id: int) -> Outcome:
        """Close the ticket with a source of the portal's dictionary (`term_id`: its row there)."""
        source = self._rulebook.source_by_id(term_id)
        if source is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead, ticket: Ticket) -> Decision | Outcome:
            return await self._answering.answer(conn, ticket, lead, source, tap.person)

        return await self._once(tap, ticket_id, decide, Done("source", name=source.name))

    async def pass_on(self, tap: Tap, ticket_id: int) -> Outcome:
        """What was said is in no list: the editors are asked. The words stand in the message that was tapped."""

        async def decide(conn: AsyncConnection, lead: Lead, ticket: Ticket) -> Decision | Outcome:
            message = await messages_store.at(conn, tap.chat_id, tap.message_id)
            said = str(message.facts.get("said", "")) if message else ""
            return await self._answering.pass_on(conn, ticket, lead, said, tap.person) if said else Refusal("stale")

        return await self._once(tap, ticket_id, decide, Done("passed"))

    async def _once(
        self,
        tap: Tap,
        ticket_id: int,
        decide: Callable[[AsyncConnection, Lead, Ticket], Awaitable[Decision | Outcome]],
        done: Done,
    ) -> Outcome:
        """For those who may answer."""
        async with self._db.reading() as conn:
            ticket = await tickets_store.find(conn, ticket_id)
        if ticket is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def allowed(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            fresh = await tickets_store.find(conn, ticket_id)
            return access.to_answer_tickets(tap.person) or await decide(conn, lead, fresh or ticket)

        return await self._taps.once(tap, ticket.lead_id, allowed, done, _on(ticket))


def _on(ticket: Ticket) -> On:
    return On(messages_store.TICKET, {"ticket": ticket.id})

"""What supervisors do on the board's page: remind, take, hand over; each one lead, whole or not at all."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services import overseeing
from services.bells import Bells
from services.decisions import Carrier
from services.domain.decision import Decision, Refusal
from services.domain.flow.hand_over import take
from services.domain.lead import Lead
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import leads_store
from services.storage.database import Database

Decide = Callable[[AsyncConnection, Lead], Awaitable[Decision | Refusal]]


class BoardDeeds:
    """Rights are judged with the lead locked, as for a tap."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def remind(self, person: Person, lead_id: int) -> Refusal | None:
        """Remind whoever is responsible once more."""
        return await self._do(person, lead_id, lambda conn, lead: overseeing.reminded(conn, lead, person, self._now()))

    async def take(self, person: Person, lead_id: int) -> Refusal | None:
        """The supervisor becomes responsible, and the lead counts as taken."""

        async def decide(_conn: AsyncConnection, lead: Lead) -> Decision | Refusal:
            return take(lead, person, self._rulebook.of(lead), self._now())

        return await self._do(person, lead_id, decide)

    async def hand_over(self, person: Person, lead_id: int, to_id: int) -> Refusal | None:
        """Give the lead to a connected manager, who gets a card."""
        return await self._do(
            person,
            lead_id,
            lambda conn, lead: overseeing.handed_over(conn, lead, to_id, person, self._rulebook.of(lead), self._now()),
        )

    async def _do(self, person: Person, lead_id: int, decide: Decide) -> Refusal | None:
        async with self._db.writing(urgent=True) as conn:
            lead = await leads_store.lock(conn, lead_id)
            decision = await decide(conn, lead) if lead else Refusal("unknown-lead")
            if isinstance(decision, Refusal):
                return decision
            bells = await self._carrier.carry_out(conn, decision, self._now(), person)
        self._bells.ring(bells)
        return None

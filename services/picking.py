"""A lead is picked out of a message that lists several: it comes in a message of its own, with its buttons."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal, Why
from services.domain.flow.fall_due import over
from services.domain.lead import Lead, Phase
from services.domain.regulation import FIRST_TOUCH
from services.overseeing import SAME
from services.rulebook import Rulebook
from services.storage import consultations_store, history_store, messages_store, tickets_store
from services.storage.messages_store import ESCALATION, TICKET
from services.taps import Done, Outcome, Tap, Taps

PICKED = "picked"  # in the history


class Picking:
    """Reminders need none of this: their lists send a fresh card."""

    def __init__(self, taps: Taps, carrier: Carrier, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._taps, self._carrier, self._rulebook, self._now = taps, carrier, rulebook, now

    async def pick(self, tap: Tap, lead_id: int, role: str) -> Outcome:
        """`role`: of the list, as its button says."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            if role == ESCALATION:
                return access.to_supervise(tap.person) or await self._escalation(conn, tap, lead)
            return access.to_answer_tickets(tap.person) or await self._ticket(conn, tap, lead)

        if role not in (ESCALATION, TICKET):
            return await self._taps.refuse(tap, Refusal("stale"))
        return await self._taps.once(tap, lead_id, decide, Done("picked"), on=None)

    async def _escalation(self, conn: AsyncConnection, tap: Tap, lead: Lead) -> Outcome:
        """What the list was to say of the lead; of a list whose place was never learnt, that it is late."""
        facts: dict[str, object] = {"why": Why.LATE, "clock": FIRST_TOUCH}
        if list_ := await messages_store.at(conn, tap.chat_id, tap.message_id, gone_too=True):
            facts |= dict(await messages_store.parts_of(conn, list_.id)).get(lead.id, {})
        rules = self._rulebook.of(lead)
        about = facts["clock"] in rules.consultation_clocks and await consultations_store.open_of(conn, lead.id)
        if over(lead, str(facts["clock"]), rules, consults=bool(about)):
            return Refusal("gone" if lead.phase is Phase.GONE else "acted-already" if lead.open else "closed")
        return await self._send(conn, tap, lead, ESCALATION, facts)

    async def _ticket(self, conn: AsyncConnection, tap: Tap, lead: Lead) -> Outcome:
        ticket = await tickets_store.open_of(conn, lead.id)
        return await self._send(conn, tap, lead, TICKET, {"ticket": ticket.id}) if ticket else Refusal("ticket-closed")

    async def _send(self, conn: AsyncConnection, tap: Tap, lead: Lead, kind: str, facts: dict[str, object]) -> Outcome:
        """Two quick taps are one."""
        now, person = self._now(), tap.person.id
        if not await history_store.happened(conn, lead.id, PICKED, now - SAME, person):
            await self._carrier.send_alone(conn, lead, kind, {"chat": tap.chat_id, **facts}, now)
            await history_store.record(conn, lead.id, now, person, PICKED, {})
        return Done("picked", lead)

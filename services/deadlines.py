"""Due times: fires what is due and tells how long to sleep until the next."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from services import attendance
from services.bells import Bells
from services.decisions import Carrier
from services.domain.flow.fall_due import fall_due
from services.rulebook import Rulebook
from services.storage import consultations_store, deadlines_store, leads_store
from services.storage.database import Database

log = logging.getLogger(__name__)

AT_ONCE = 4  # leads, each in a transaction of its own


class Deadlines:
    """After an outage of any length an overdue lead speaks once, at its highest due rung."""

    def __init__(
        self,
        db: Database,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
        late: Callable[[float], None],
    ) -> None:
        """`late` is told of each clock that spoke how many seconds after its time that was."""
        self._late = late
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def fire_due(self) -> int:
        """Fire what is due now; how many clocks spoke or were found over."""
        async with self._db.reading() as conn:
            due = await deadlines_store.due(conn, self._now())
        clocks = {(row.lead_id, row.clock): row.due_at for row in due}
        at_once = asyncio.Semaphore(AT_ONCE)

        async def one(lead_id: int, clock: str, due_at: datetime) -> bool:
            async with at_once:
                return await self._spoke(lead_id, clock, due_at)

        async with asyncio.TaskGroup() as group:
            spoke = [group.create_task(one(*of, due_at)) for of, due_at in clocks.items()]
        return sum(each.result() for each in spoke)

    async def _spoke(self, lead_id: int, clock: str, due_at: datetime) -> bool:
        try:
            await self._fire(lead_id, clock)
        except Exception:  # whatever is wrong with one lead is no reason to keep the others waiting
            log.exception("what is due for lead %s could not be said; it is tried again", lead_id)
            return False
        self._late((self._now() - due_at).total_seconds())
        return True

    async def seconds_to_next(self) -> float | None:
        """How long until the next rung falls due; None when nothing waits."""
        async with self._db.reading() as conn:
            moment = await deadlines_store.next_due(conn)
        return None if moment is None else (moment - self._now()).total_seconds()

    async def _fire(self, lead_id: int, code: str) -> None:
        async with self._db.writing() as conn:
            lead = await leads_store.lock(conn, lead_id)
            now = self._now()
            rung = await deadlines_store.claim(conn, lead_id, code, now)
            if lead is None or rung is None or (clock := self._rulebook.of(lead).clock_of(code, lead)) is None:
                return
            manager = await attendance.person_now(conn, lead.portal.manager_id, now)
            about = code in self._rulebook.of(lead).consultation_clocks
            consultation = await consultations_store.open_of(conn, lead_id) if about else None
            # A ladder that became shorter since the lead began still speaks, at its last rung.
            decision = fall_due(lead, clock, min(rung, len(clock.ladder) - 1), manager, now, consultation)
            if decision:
                decision = await attendance.stood_in(conn, decision, manager, self._rulebook.rules, now)
                decision = await attendance.passed_on(conn, decision, self._rulebook.rules, now)
            bells = await self._carrier.carry_out(conn, decision, now) if decision else set()
        self._bells.ring(bells)

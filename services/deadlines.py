"""Due times: fires what is due and tells how long to sleep until the next."""

from collections.abc import Callable
from datetime import datetime

from services.bells import Bells
from services.decisions import Carrier
from services.domain.flow.fall_due import fall_due
from services.rulebook import Rulebook
from services.storage import deadlines_store, leads_store, staff_store
from services.storage.database import Database


class Deadlines:
    """After an outage of any length an overdue lead speaks once, at its highest due rung."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def fire_due(self) -> int:
        """Fire what is due now; how many clocks spoke or were found over."""
        async with self._db.reading() as conn:
            due = await deadlines_store.due(conn, self._now())
        clocks = list(dict.fromkeys((row.lead_id, row.clock) for row in due))
        for lead_id, clock in clocks:
            await self._fire(lead_id, clock)
        return len(clocks)

    async def seconds_to_next(self) -> float | None:
        """How long until the next rung falls due; None when nothing waits."""
        async with self._db.reading() as conn:
            moment = await deadlines_store.next_due(conn)
        return None if moment is None else (moment - self._now()).total_seconds()

    async def _fire(self, lead_id: int, code: str) -> None:
        async with self._db.writing() as conn:
            lead = await leads_store.lock(conn, lead_id)
            rung = await deadlines_store.claim(conn, lead_id, code, self._now())
            clock = self._rulebook.rules.clock(code)
            if lead is None or rung is None or clock is None:
                return
            manager = await staff_store.by_bitrix(conn, lead.portal.manager_id)
            # A ladder that became shorter since the lead began still speaks, at its last rung.
            decision = fall_due(lead, clock, min(rung, len(clock.ladder) - 1), manager)
            bells = await self._carrier.carry_out(conn, decision, self._now()) if decision else set()
        self._bells.ring(bells)

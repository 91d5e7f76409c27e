"""The auditor: each minute it looks whether what the assistant promises is so. It changes nothing."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from services.domain.alarms import Audit
from services.domain.regulation import FIRST_TOUCH
from services.rulebook import Rulebook
from services.storage import audit_store, deals_store, marks_store
from services.storage.database import Database

log = logging.getLogger(__name__)

LATE = timedelta(minutes=1)  # a rung is worked off within milliseconds
UNREAD = timedelta(minutes=5)
SETTLED = timedelta(minutes=1)  # lines of history younger than that may still have older ones behind them


class Auditor:
    """`found`: what the last look found, None before the first."""

    def __init__(self, db: Database, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._db, self._rulebook, self._now = db, rulebook, now
        self.found: Audit | None = None
        self._unsaid: dict[int, datetime] = {}  # by lead, when it should have been said: for an hour

    async def look(self) -> Audit:
        """Every open lead is watched by a clock or an end; everything that fell due went out to somebody."""
        now = self._now()
        unwatched = await self._unwatched()
        async with self._db.reading() as conn:
            overdue = await audit_store.overdue(conn, now - LATE)
            unread = await audit_store.unread(conn, now - UNREAD)
            deals = await deals_store.due(conn, now - LATE) if self._rulebook.rules.deals else []
        await self._listen(now)
        self.found = Audit(tuple(unwatched), tuple(overdue), tuple(self._unsaid), tuple(unread), tuple(deals))
        for kind, ids in ((kind, ids) for kind, ids in self.found.findings.items() if ids):
            what = "handings of deals overdue" if kind == "deals" else f"leads {kind}"
            log.error("the auditor found %s: %s", what, ", ".join(map(str, ids)))
        return self.found

    async def _unwatched(self) -> list[int]:
        if self._rulebook.rules.clock(FIRST_TOUCH) is None:
            return []
        found: list[int] = []
        after: int | None = 0
        while after is not None and len(found) < audit_store.SHOWN:
            async with self._db.reading() as conn:
                bare, after = await audit_store.unwatched(conn, after)
            found += bare
            await asyncio.sleep(0)  # taps go between the pages
        return found

    async def _listen(self, now: datetime) -> None:
        """Go on in the history where the last look ended; the first one ever begins with now."""
        async with self._db.reading() as conn:
            mark = await marks_store.get(conn, marks_store.AUDITED)
            start = int(mark) if mark else await audit_store.newest_line(conn)
            fallen, upto = await audit_store.fallen(conn, start, now - SETTLED)
        for each in fallen:
            if not each.said:
                self._unsaid[each.lead_id] = each.at
        self._unsaid = {lead: at for lead, at in self._unsaid.items() if now - at < timedelta(hours=1)}
        if mark is None or upto != start:
            async with self._db.writing() as conn:
                await marks_store.put(conn, marks_store.AUDITED, str(upto))

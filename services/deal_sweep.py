"""The sweep of deals: what no event told of becomes a mention, and what was there before us is known."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from services.bells import Bell, Bells
from services.domain.gateways import Crm, Refused
from services.rulebook import Rulebook
from services.storage import deal_inbox_store, deals_store, marks_store
from services.storage.database import Database

log = logging.getLogger(__name__)

# Changes are asked for with this overlap: rows may be committed in the portal out of order.
OVERLAP = timedelta(minutes=2)


class DealSweep:
    """Nothing is decided here; without `[deals]` in the regulation nothing is asked."""

    def __init__(self, db: Database, crm: Crm, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._rulebook, self._bells, self._now = db, crm, rulebook, bells, now

    async def sweep(self) -> int:
        """One look at the portal; how many deals are to be read. Raises TryLater or Refused."""
        if not self._rulebook.ready or self._rulebook.rules.deals is None:
            return 0
        async with self._db.reading() as conn:
            swept_at = await marks_store.get_moment(conn, marks_store.DEALS_SWEPT_AT)
            last = int(await marks_store.get(conn, marks_store.LAST_DEAL) or 0)
        if swept_at is None:
            await self._begin()
            return 0
        marks = await self._crm.sweep_deals(last, swept_at - OVERLAP)
        newest = max((mark.updated_at for mark in marks), default=swept_at)
        async with self._db.writing() as conn:
            await deal_inbox_store.mention(conn, [mark.id for mark in marks], self._now())
            await marks_store.put(conn, marks_store.LAST_DEAL, str(max([last, *(mark.id for mark in marks)])))
            await marks_store.put(conn, marks_store.DEALS_SWEPT_AT, max(swept_at, newest).isoformat())
        if marks:
            self._bells.ring([Bell.DEALS])
        return len(marks)

    async def _begin(self) -> None:
        """The first look draws a line: whoever is responsible for a deal by then is known, and nobody is pressed."""
        line = (await self._portal_now()).replace(microsecond=0).astimezone(UTC)
        newest = await self._crm.newest_deal_id()
        there = [deal for deal in await self._crm.deals_in_work() if deal.created_at < line]
        async with self._db.writing() as conn:
            if not await marks_store.begin(conn, marks_store.DEALS_SINCE, line.isoformat()):
                return  # another process drew it, and may have read on since
            await deals_store.save(conn, there, self._now())
            await marks_store.put(conn, marks_store.LAST_DEAL, str(newest))
            await marks_store.put(conn, marks_store.DEALS_SWEPT_AT, line.isoformat())
        log.info("deals are watched from %s on, %d are in work", line.isoformat(), len(there))

    async def _portal_now(self) -> datetime:
        try:
            return await self._crm.server_time()
        except Refused as refused:
            log.warning("the portal does not tell its time, ours is taken: %s", refused)
            return self._now()

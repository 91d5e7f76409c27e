"""The sweep: asks the portal for leads that no event told us of."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from services.bells import Bell, Bells
from services.domain.gateways import Crm, LeadMark, Refused
from services.storage import inbox_store, leads_store, marks_store
from services.storage.database import Database

log = logging.getLogger(__name__)

# Changes are asked for with this overlap: rows may be committed in the portal out of order.
OVERLAP = timedelta(minutes=2)
PAGE = 50  # open leads looked for in one hit


class Reconcile:
    """Finds new and changed leads; whatever it finds only becomes a mention in the inbox."""

    def __init__(self, db: Database, crm: Crm, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._bells, self._now = db, crm, bells, now
        self._started = now()
        self._looked_for = 0  # the last open lead that was looked for
        self._left: dict[LeadMark, int] = {}  # changes seen lately: how often each is still to be read

    async def begin(self, since: datetime | None = None) -> None:
        """The first start draws a line: leads from before it are history, unless `since` asks for more.

        The line is the start of the process by the portal's clock, however long the portal was out of reach.
        """
        async with self._db.reading() as conn:
            begun = await marks_store.get_moment(conn, marks_store.SINCE)
        if begun and since is None:
            return
        portal_now = await self._portal_now()
        newest = await self._crm.newest_lead_id() if since is None else 0
        async with self._db.writing() as conn:
            line = (since or (portal_now - (self._now() - self._started)).replace(microsecond=0)).astimezone(UTC)
            await marks_store.put(conn, marks_store.SINCE, line.isoformat())
            await marks_store.put(conn, marks_store.SWEPT_AT, line.isoformat())
            await marks_store.put(conn, marks_store.LAST_LEAD, str(newest))
        log.info("leads from %s on are pushed", line.isoformat())

    async def _portal_now(self) -> datetime:
        try:
            return await self._crm.server_time()
        except Refused as refused:
            log.warning("the portal does not tell its time, ours is taken: %s", refused)
            return self._now()

    async def sweep(self) -> int:
        """One look at the portal; how many leads are to be read. Raises TryLater or Refused."""
        async with self._db.reading() as conn:
            swept_at = await marks_store.get_moment(conn, marks_store.SWEPT_AT)
            last = int(await marks_store.get(conn, marks_store.LAST_LEAD) or 0)
        if swept_at is None:
            return 0
        marks = await self._crm.sweep(last, swept_at - OVERLAP)
        newest = max((mark.updated_at for mark in marks), default=swept_at)
        left = {mark: self._left.get(mark, _looks(mark, newest)) for mark in marks}
        news = [mark.id for mark in marks if left[mark]]
        async with self._db.writing() as conn:
            await inbox_store.mention(conn, news, self._now())
            await marks_store.put(conn, marks_store.LAST_LEAD, str(max([last, *(mark.id for mark in marks)])))
            await marks_store.put(conn, marks_store.SWEPT_AT, max(swept_at, newest).isoformat())
        self._left = {mark: max(0, looks - 1) for mark, looks in left.items()}
        if news:
            self._bells.ring([Bell.INBOX])
        return len(news)

    async def find_deleted(self) -> int:
        """Look for the next page of open leads, in turn; how many are gone: no list of changes tells of those."""
        async with self._db.reading() as conn:
            ids = await leads_store.open_ids(conn, self._looked_for, PAGE)
        self._looked_for = ids[-1] if len(ids) == PAGE else 0
        gone = await self._crm.absent(ids) if ids else []
        if gone:
            async with self._db.writing() as conn:
                await inbox_store.mention(conn, gone, self._now())
            self._bells.ring([Bell.INBOX])
        return len(gone)


def _looks(mark: LeadMark, newest: datetime) -> int:
    """How often a change is read, whatever we know of the lead already.

    The portal tells changes by whole seconds: what we read within one, after an event, may be older than the change
    that is told now. Of the newest second nobody knows whether it is over: it is looked at once more.
    """
    return 2 if mark.updated_at == newest else 1

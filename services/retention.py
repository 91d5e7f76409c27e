"""Personal data is kept no longer than it is needed; the portal keeps its own."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.domain.people import Whence
from services.storage import deal_inbox_store, deals_store, history_store, retention_store
from services.storage.database import Database

SENT = timedelta(days=30)  # what went out is looked at for so long


class Retention:
    """Forgets by itself what is old, and on demand what somebody asked to forget."""

    def __init__(self, db: Database, keep: timedelta, now: Callable[[], datetime]) -> None:
        self._db, self._keep, self._now = db, keep, now

    async def tidy(self) -> int:
        """A tick: leads that ended before the time that is kept; how many were forgotten."""
        forgotten = 0
        async with self._db.writing() as conn:
            await retention_store.tidy(conn, self._now() - SENT)
            await deal_inbox_store.forget(conn, self._now() - SENT)
            await deals_store.forget(conn, self._now() - self._keep)
        while True:
            async with self._db.writing() as conn:
                ids = await retention_store.ended(conn, self._now() - self._keep)
                forgotten += await retention_store.forget(conn, ids) if ids else 0
            if len(ids) < retention_store.BUNDLE:
                return forgotten

    async def erase(self, lead_id: int = 0, digits: str = "") -> int:
        """A lead by its number, or all with this phone; how many were forgotten."""
        async with self._db.writing() as conn:
            ids = [lead_id] if lead_id else await retention_store.named(conn, digits)
            forgotten = await retention_store.forget(conn, ids)
            if forgotten:
                told = {"rows": forgotten}
                await history_store.record(conn, 0, self._now(), None, "erased", told, Whence.CONSOLE)
            return forgotten

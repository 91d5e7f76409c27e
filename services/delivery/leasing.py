"""Takes entries of a channel up, and gives those back that stumbled over something unforeseen."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.storage import outbox_store
from services.storage.database import Database
from services.storage.outbox_store import Entry

STUMBLED = timedelta(seconds=5)


class Leasing:
    """One step at a time: `take`, work, `done`. What a step that broke off had taken is tried again a little later."""

    def __init__(self, db: Database, channel: str, now: Callable[[], datetime], worker: str) -> None:
        self._db, self._channel, self._now, self._worker = db, channel, now, worker
        self._held: frozenset[int] = frozenset()

    async def take(self, most: int) -> list[Entry]:
        """Entries that may go out now, leased."""
        async with self._db.writing() as conn:
            if self._held:
                await outbox_store.take_back(conn, self._held, self._worker, self._now() + STUMBLED)
            entries = await outbox_store.sendable(conn, self._channel, self._now(), most)
            if entries:
                leased = await outbox_store.lease(conn, [entry.id for entry in entries], self._worker)
                entries = [entry for entry in entries if entry.id in leased]
        self._held = frozenset(entry.id for entry in entries)
        return entries

    def done(self) -> None:
        """Everything taken was settled or postponed."""
        self._held = frozenset()

    async def until_next(self) -> float | None:
        """Seconds until another entry may go out, None when none waits."""
        async with self._db.reading() as conn:
            moment = await outbox_store.next_at(conn, self._channel, self._now())
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

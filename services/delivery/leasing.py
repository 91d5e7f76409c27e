"""Takes entries of a channel up, and gives those back that stumbled over something unforeseen."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from services.bitrix24.errors import MENDABLE
from services.delivery.backoff import SHUT_OUT, wait
from services.domain.gateways import Refused, TryLater
from services.storage import outbox_store
from services.storage.database import Database
from services.storage.outbox_store import Entry

STUMBLED = timedelta(seconds=5)

Deliver = Callable[[Entry], Awaitable[None]]
Refuse = Callable[[Entry, Refused], Awaitable[None]]


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

    async def one(self, deliver: Deliver, refuse: Refuse) -> float | None:
        """A step with one entry: what the portal cannot take now waits, what it refuses for good is for `refuse`.

        Seconds until another may go out, None when none waits.
        """
        entries = await self.take(1)
        if not entries:
            return await self.until_next()
        for entry in entries:
            try:
                await deliver(entry)
            except TryLater as problem:
                await self._postpone(entry, problem)
            except Refused as refused:
                if refused.code in MENDABLE:
                    await self._postpone(entry, TryLater(str(refused), after=SHUT_OUT.total_seconds()))
                else:
                    await refuse(entry, refused)
        self.done()
        return 0.0

    async def _postpone(self, entry: Entry, problem: TryLater) -> None:
        next_at = self._now() + wait(entry.attempts + 1, problem.after)
        async with self._db.writing() as conn:
            await outbox_store.postpone(conn, entry.id, next_at, str(problem), maybe_done=problem.maybe_done)

    def done(self) -> None:
        """Everything taken was settled or postponed."""
        self._held = frozenset()

    async def until_next(self) -> float | None:
        """Seconds until another entry may go out, None when none waits."""
        async with self._db.reading() as conn:
            moment = await outbox_store.next_at(conn, self._channel, self._now())
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

"""Telegram updates are stored before they are confirmed, and worked off from there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.storage import updates_store, workers_store
from services.storage.database import Database
from services.storage.updates_store import Update

STRAY = timedelta(seconds=5)  # longer than it takes from the commit of an update to its handler
LARGEST = 2**53  # of the numbers in Telegram's JSON
PLACE = ("message_id", "date", "chat")  # of a message


class Updates:
    """The way from Telegram to the handlers. `on_fresh` hears of every update once it is stored."""

    def __init__(self, db: Database, now: Callable[[], datetime], worker: str) -> None:
        self._db, self._now, self._worker = db, now, worker
        self._handled: list[int] = []
        self._held: set[int] = set()  # on their way through the handlers, or handled and not noted yet
        self.on_fresh: Callable[[Sequence[Update]], None] = lambda _: None

    async def accept(self, raws: Sequence[Mapping[str, Any]]) -> None:
        """Store updates; returns when they are safe, and Telegram may be told."""
        rows = [Update(int(raw["update_id"]), _lane(raw), _kept(raw)) for raw in raws]
        if not rows:
            return
        async with self._db.writing(urgent=True) as conn:
            fresh = set(await updates_store.keep(conn, rows, self._now(), self._worker))
        self._put([row for row in rows if row.update_id in fresh])

    async def take_over(self) -> None:
        """Updates that a process stored and did not live to work off; our own, when storing them was broken off."""
        async with self._db.writing() as conn:
            found = await updates_store.orphans(conn, self._worker)
            strays = await updates_store.waiting_of(conn, self._worker, self._now() - STRAY)
        self._put([*found, *(each for each in strays if each.update_id not in self._held)])

    def _put(self, found: Sequence[Update]) -> None:
        self._held |= {each.update_id for each in found}
        if found:
            self.on_fresh(found)

    def handled(self, update_id: int) -> None:
        """The update needs no more work. What it changed has finished it already; the rest is noted in bundles."""
        self._handled.append(update_id)

    async def note_handled(self) -> None:
        """Write down what was handled since the last time; where that fails, the next time tries again."""
        ids = set(self._handled)
        if ids:
            async with self._db.writing() as conn:
                await updates_store.finish_all(conn, list(ids))
        self._handled = [each for each in self._handled if each not in ids]
        self._held -= ids

    async def fail(self, update_id: int) -> None:
        """The update is given up; it stays in the table to be looked at."""
        async with self._db.writing() as conn:
            await updates_store.finish(conn, update_id, "failed")
        self._held.discard(update_id)

    async def forget(self, before: datetime) -> None:
        """Drop what was worked off before this time."""
        async with self._db.writing() as conn:
            await updates_store.forget(conn, before)


class Presence:
    """Tells the other processes that this one is alive, so that nobody takes its work over."""

    def __init__(self, db: Database, now: Callable[[], datetime], worker: str) -> None:
        self._db, self._now, self._worker = db, now, worker

    async def arrive(self) -> None:
        """A database in a file serves one process at a time: whoever was there before is gone."""
        async with self._db.writing() as conn:
            if self._db.sqlite:
                await workers_store.bury_all(conn)
            await workers_store.beat(conn, self._worker, self._now())

    async def beat(self, patience: float) -> None:
        """Alive; processes silent for `patience` seconds are taken for dead."""
        async with self._db.writing() as conn:
            await workers_store.beat(conn, self._worker, self._now())
            await workers_store.bury(conn, self._now() - timedelta(seconds=patience))

    async def leave(self) -> None:
        """Ends: what was leased is free at once."""
        async with self._db.writing() as conn:
            await workers_store.leave(conn, self._worker)


def _kept(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a tapped message only where it stands: we know what it says, and it says much about a client."""
    tap = raw.get("callback_query")
    if not isinstance(tap, Mapping) or not isinstance(message := tap.get("message"), Mapping):
        return raw
    place = {name: message[name] for name in PLACE if name in message}
    return {**raw, "callback_query": {**tap, "message": place}}


def _lane(raw: Mapping[str, Any]) -> int:
    """Whoever sent the update: one person's updates are worked off in order. Nothing in it is taken for granted."""
    for kind in ("callback_query", "message", "my_chat_member"):
        told = raw.get(kind)
        sender = told.get("from") if isinstance(told, Mapping) else None
        number = sender.get("id") if isinstance(sender, Mapping) else None
        if isinstance(number, int) and abs(number) < LARGEST:
            return int(number)
    return int(raw["update_id"])

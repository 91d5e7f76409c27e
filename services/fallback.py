"""While Telegram is silent, reminders and escalations go to the bell of Bitrix24."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from services.bells import Bell, Bells
from services.domain.people import Person, Role
from services.storage import outbox_store, staff_store
from services.storage.database import Database
from services.storage.outbox_store import BELL, Entry, New

log = logging.getLogger(__name__)

STALLED = timedelta(minutes=1)  # nothing was sent for so long although something waits
SAY = 1


class Fallback:
    """`sent_at` tells the Unix time of the last message that Telegram took."""

    def __init__(self, db: Database, sent_at: Callable[[], float], bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._sent_at, self._bells, self._now = db, sent_at, bells, now
        self._begun = now()

    async def look(self) -> int:
        """Hand what waits too long over to the bell, each once; how much that was."""
        now = self._now()
        if now.timestamp() - max(self._sent_at(), self._begun.timestamp()) < STALLED.total_seconds():
            return 0
        async with self._db.reading() as conn:
            waiting = await outbox_store.unsaid(conn, now - STALLED)
        if not waiting:
            return 0
        async with self._db.writing() as conn:
            people = await staff_store.everyone(conn)
            for entry in waiting:
                rings = [_ring(entry, to) for to in _for_whom(entry, people)]
                await outbox_store.add(conn, rings, now)
                await outbox_store.mark_belled(conn, entry, now)
        log.warning("Telegram takes nothing: %s reminders and escalations go to the bell of Bitrix24", len(waiting))
        self._bells.ring([Bell.BELL])
        return len(waiting)


def _ring(entry: Entry, to: int) -> New:
    payload = {**entry.payload, "to": to, "entry": entry.id}
    return New(BELL, f"{BELL}:{to}:{entry.lead_id}", entry.kind, payload, SAY, entry.lead_id)


def _for_whom(entry: Entry, people: Sequence[Person]) -> list[int]:
    """Employees of the portal: the responsible one, the one person it is for, or all supervisors."""
    if "to" in entry.payload:
        return [entry.payload["to"]]
    active = [person for person in people if person.active and person.bitrix_id]
    mine = [person for person in active if person.id == entry.payload.get("staff")]
    chosen = mine or ([] if "staff" in entry.payload else [each for each in active if each.has(Role.SUPERVISOR)])
    return [person.bitrix_id for person in chosen if person.bitrix_id]

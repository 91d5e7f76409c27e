"""Calls of the portal's telephony: how long, how they ended, where the record is (LL-16, LL-17)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from services.domain.gateways import Crm, PhoneCall, Refused
from services.storage import calls_store, listed_store, marks_store
from services.storage.database import Database

log = logging.getLogger(__name__)

FIRST = timedelta(days=1)  # how far back the first look goes
OVERLAP = timedelta(hours=2)  # a call is listed when it has ended, by when it began


class Calls:
    """All are kept; of a lead's the longest is shown in the list, and reports measure the first one to the client."""

    def __init__(self, db: Database, crm: Crm, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._now = db, crm, now

    async def catch_up(self) -> int:
        """Look at what ended since the last time; how many leads have another call now. Raises TryLater."""
        now = self._now()
        async with self._db.reading() as conn:
            seen = await marks_store.get_moment(conn, marks_store.CALLS_SEEN)
        try:
            calls = await self._crm.phone_calls(seen - OVERLAP if seen else now - FIRST)
        except Refused as refused:  # no telephony, or no right to its statistics: the list does without
            log.debug("calls cannot be read: %s", refused)
            return 0
        longest: dict[int, PhoneCall] = {}
        for call in calls:
            if call.lead_id not in longest or call.seconds > longest[call.lead_id].seconds:
                longest[call.lead_id] = call
        latest_first = sorted(calls, key=lambda each: each.at, reverse=True)
        firsts = {call.lead_id: call.at for call in latest_first if call.outgoing}
        async with self._db.writing() as conn:
            await calls_store.keep(conn, calls)
            changed = sum([await listed_store.note_call(conn, call) for call in longest.values()])
            for lead_id, at in firsts.items():
                await listed_store.note_first_call(conn, lead_id, at)
            await marks_store.put(conn, marks_store.CALLS_SEEN, now.isoformat())
        return changed

"""Creations are verified before they are repeated: the portal does not keep us from creating the same thing twice."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from services.domain.gateways import Refused, TryLater
from services.domain.manual_lead import ManualLead
from services.storage import manual_store
from services.storage.database import Database

LONGEST = timedelta(seconds=65)  # the portal works on one request for a minute at most
LOOK_AGAIN = 3.0  # seconds

Result = TypeVar("Result")


class Verified:
    """What goes out for a lead that is added by hand is noted down first, so that a process that dies is no riddle."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    async def arrived(self, manual: ManualLead, look: Callable[[], Awaitable[Result]]) -> Result | None:
        """What `look` finds of a request whose answer was lost, None when it certainly did not arrive.

        While the portal may still be working on it, nothing found means nothing: raises `TryLater`.
        """
        if manual.sent_at is None:
            return None
        found = await look()
        since = self._now() - manual.sent_at
        if since < timedelta(0):  # somebody set the clock back
            await self._note(manual, self._now())
        if not found and since < LONGEST:
            raise TryLater("the portal may still be working on it", after=LOOK_AGAIN)
        return found

    async def once(self, manual: ManualLead, send: Callable[[], Awaitable[Result]]) -> Result:
        """Send; an error that says that nothing was done is noted down as well."""
        await self._note(manual, self._now())
        try:
            return await send()
        except TryLater as problem:
            if not problem.maybe_done:
                await self._note(manual, None)
            raise
        except Refused:
            await self._note(manual, None)
            raise

    async def _note(self, manual: ManualLead, sent_at: datetime | None) -> None:
        async with self._db.writing() as conn:
            await manual_store.sent(conn, manual.id, sent_at)

"""Creations are verified before they are repeated: the portal does not keep us from creating the same thing twice."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from services.domain.gateways import Refused, TryLater
from services.storage import manual_store
from services.storage.database import Database

LONGEST = timedelta(seconds=65)  # the portal works on one request for a minute at most
LOOK_AGAIN = 3.0  # seconds

Result = TypeVar("Result")
Note = Callable[[int, datetime | None], Awaitable[None]]


class Sent(Protocol):
    """Something to be created, and when the request for it went out whose answer is not known."""

    @property
    def id(self) -> int: ...

    @property
    def sent_at(self) -> datetime | None: ...


class Verified:
    """What goes out is noted down first (`note`: its id and the moment), so that a process that dies is no riddle."""

    def __init__(self, note: Note, now: Callable[[], datetime]) -> None:
        self._note, self._now = note, now

    async def arrived(self, sent: Sent, look: Callable[[], Awaitable[Result]]) -> Result | None:
        """What `look` finds of a request whose answer was lost, None when it certainly did not arrive.

        While the portal may still be working on it, nothing found means nothing: raises `TryLater`.
        """
        if sent.sent_at is None:
            return None
        found = await look()
        since = self._now() - sent.sent_at
        if since < timedelta(0):  # somebody set the clock back
            await self._note(sent.id, self._now())
        if not found and since < LONGEST:
            raise TryLater("the portal may still be working on it", after=LOOK_AGAIN)
        return found

    async def once(self, sent: Sent, send: Callable[[], Awaitable[Result]]) -> Result:
        """Send; an error that says that nothing was done is noted down as well."""
        await self._note(sent.id, self._now())
        try:
            return await send()
        except TryLater as problem:
            if not problem.maybe_done:
                await self._note(sent.id, None)
            raise
        except Refused:
            await self._note(sent.id, None)
            raise


def manual_leads(db: Database, now: Callable[[], datetime]) -> Verified:
    """For leads that are added by hand, and what goes to their timelines."""

    async def note(manual_id: int, sent_at: datetime | None) -> None:
        async with db.writing() as conn:
            await manual_store.sent(conn, manual_id, sent_at)

    return Verified(note, now)

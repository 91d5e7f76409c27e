"""What goes to Telegram next: one message a chat, in the order of the outbox, as soon as the pace lets it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.delivery.compose import Composer
from services.delivery.parcels import Parcel
from services.storage import outbox_store
from services.storage.outbox_store import TELEGRAM, Entry
from services.telegram.pace import Pace

LOOK = 150  # entries looked at in one step …
DEEPEST = 3000  # … and at most, when those are for chats that have to wait
AHEAD = 0.2  # seconds an entry may wait for its turn in memory: longer waits stay in the table


class Choosing:
    """`singly`: entries that go in no list, since Telegram did not take the one that they were in."""

    def __init__(self, pace: Pace, composer: Composer, now: Callable[[], datetime]) -> None:
        self._pace, self._composer, self._now = pace, composer, now
        self.singly: set[int] = set()

    async def look(
        self, conn: AsyncConnection, room: int, busy: Mapping[int, int | None]
    ) -> tuple[list[Parcel], float | None]:
        """What goes now, and when the next chat will be free. `busy`: entries on their way, with their chats.

        Many entries for one chat, which has to wait, hide nobody else's behind them: then we look further.
        """
        parcels: list[Parcel] = []
        soonest: float | None = None
        for skip in range(0, DEEPEST, LOOK):
            found = await outbox_store.sendable(conn, TELEGRAM, self._now(), LOOK, skip)
            left = [entry for entry in found if entry.id not in busy]
            free = await self._choose(conn, left, room, parcels, set(busy.values()))
            soonest = min((each for each in (soonest, free) if each is not None), default=None)
            if len(found) < LOOK or len(parcels) >= room:
                break
        for parcel in parcels:
            parcel.close()
        return parcels, soonest

    async def _choose(
        self,
        conn: AsyncConnection,
        entries: Sequence[Entry],
        room: int,
        parcels: list[Parcel],
        taken: set[int | None],
    ) -> float | None:
        """Add entries whose chat is free now to `parcels`; when the next chat will be."""
        now = self._now().timestamp()
        chats = await self._composer.chats_of(conn, entries) if entries else {}
        begun = {parcel.chat_id: parcel for parcel in parcels if parcel.chat_id is not None}
        soonest: float | None = None
        for entry in entries:
            chat_id = chats[entry.id]
            if chat_id is None:
                if len(parcels) < room:
                    parcels.append(Parcel(None, now, [entry]))
            elif chat_id in begun:
                if entry.id not in self.singly and begun[chat_id].holds(entry):
                    begun[chat_id].entries.append(entry)
            elif chat_id not in taken and len(parcels) < room:
                delay = self._pace.ready_at(chat_id, now) - now
                if delay > AHEAD:
                    soonest = delay if soonest is None else min(soonest, delay)
                    continue
                begun[chat_id] = Parcel(chat_id, self._pace.reserve(chat_id, now), [entry])
                parcels.append(begun[chat_id])
        return soonest

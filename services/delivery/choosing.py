"""What goes to Telegram next: one message a chat, chats by turns, as soon as the pace lets them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.delivery.compose import Composer
from services.delivery.parcels import Parcel
from services.storage import outbox_store
from services.storage.outbox_store import TELEGRAM, Entry
from services.telegram.pace import Pace

LOOK = 150  # entries looked at in one step …
DEEPEST = 3000  # … and at most, when those are for chats that have to wait
AHEAD = 0.4  # seconds an entry may wait for its turn in memory: longer waits stay in the table


@dataclass(slots=True)
class _Gathered:
    """What waits, by chat; `closed`: chats that cannot be written to now."""

    closed: set[int | None]
    parcels: dict[int, Parcel] = field(default_factory=dict)
    for_nobody: list[Parcel] = field(default_factory=list)
    soonest: float | None = None

    def wait(self, delay: float) -> None:
        self.soonest = delay if self.soonest is None else min(self.soonest, delay)


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
        gathered = _Gathered(set(busy.values()))
        for skip in range(0, DEEPEST, LOOK):
            found = await outbox_store.sendable(conn, TELEGRAM, self._now(), LOOK, skip)
            left = [entry for entry in found if entry.id not in busy]
            await self._gather(conn, left, gathered)
            if len(found) < LOOK or len(gathered.parcels) >= room:
                break
        return self._chosen(gathered, room), gathered.soonest

    async def _gather(self, conn: AsyncConnection, entries: Sequence[Entry], gathered: _Gathered) -> None:
        """Put entries into the parcels of their chats, where those may be written to now."""
        now = self._now().timestamp()
        chats = await self._composer.chats_of(conn, entries) if entries else {}
        for entry in entries:
            chat_id = chats[entry.id]
            if chat_id is None:
                gathered.for_nobody.append(Parcel(None, now, [entry]))
            elif parcel := gathered.parcels.get(chat_id):
                if entry.id not in self.singly and parcel.holds(entry):
                    parcel.entries.append(entry)
            elif chat_id not in gathered.closed:
                delay = self._pace.open_at(chat_id, now) - now
                if delay > AHEAD:
                    gathered.closed.add(chat_id)
                    gathered.wait(delay)
                else:
                    gathered.parcels[chat_id] = Parcel(chat_id, now, [entry])

    def _chosen(self, gathered: _Gathered, room: int) -> list[Parcel]:
        """As many as the pace lets go now: first cards first, and of several chats the one that has waited longest."""
        now = self._now().timestamp()
        chosen = gathered.for_nobody[:room]
        for parcel in sorted(gathered.parcels.values(), key=self._turn):
            chat_id = parcel.chat_id or 0
            delay = self._pace.ready_at(chat_id, now) - now
            if delay > AHEAD or len(chosen) >= room:
                gathered.wait(delay)
                continue
            parcel.at = self._pace.reserve(chat_id, now)
            parcel.close()
            chosen.append(parcel)
        return chosen

    def _turn(self, parcel: Parcel) -> tuple[int, float, int]:
        first = parcel.entries[0]
        return first.priority, self._pace.sent_at(parcel.chat_id or 0), first.id

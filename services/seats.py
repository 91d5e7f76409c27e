"""Of several processes one talks to each service; when it falls silent, another takes its seat."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from services.storage import seats_store
from services.storage.database import Database

SEAT = timedelta(seconds=10)  # a seat is kept so long after the last sign of life


class Seat(StrEnum):
    """What only one process at a time may do."""

    POLLING = "polling"  # ask Telegram for updates
    TELEGRAM = "telegram"  # send what waits for Telegram
    BITRIX24 = "bitrix24"  # read and write the portal


class Seats:
    """The seats of this process as far as it knows. Rows are leased all the same: a mistake here doubles nothing."""

    def __init__(self, db: Database, now: Callable[[], datetime], worker: str, keep: timedelta = SEAT) -> None:
        self._db, self._now, self._worker, self._keep = db, now, worker, keep
        self._until: dict[Seat, datetime] = {}

    def hold(self, seat: Seat) -> bool:
        """Whether the seat is ours now."""
        return self._until.get(seat, self._now()) > self._now()

    async def take(self) -> None:
        """Take every seat that is free, and keep those that are ours; to be called every few seconds."""
        now = self._now()
        until = now + self._keep
        async with self._db.writing() as conn:
            taken = [seat for seat in Seat if await seats_store.take(conn, seat, self._worker, now, until)]
        self._until = dict.fromkeys(taken, until)

    async def arrive(self) -> None:
        """The first look around."""
        if self._db.sqlite:  # a database in a file serves one process at a time: whoever sat here is gone
            async with self._db.writing() as conn:
                await seats_store.clear(conn)
        await self.take()

    async def leave(self) -> None:
        """Free our seats at once."""
        self._until = {}
        async with self._db.writing() as conn:
            await seats_store.leave(conn, self._worker)

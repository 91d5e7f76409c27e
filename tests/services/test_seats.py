"""Several processes: each service is talked to by one of them, and a silent one's seat is taken over."""

from datetime import UTC, datetime, timedelta

from services.seats import SEAT, Seat, Seats
from services.storage.database import Database
from services.storage.migrate import migrate


class Clock:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


async def test_one_process_sits_and_a_silent_one_loses_its_seat(database_url: str) -> None:
    db, clock = Database(database_url), Clock()
    await migrate(db)
    first, second = Seats(db, clock, "first"), Seats(db, clock, "second")
    await first.take()
    await second.take()
    assert [(first.hold(seat), second.hold(seat)) for seat in Seat] == [(True, False)] * len(Seat)

    clock.at += SEAT - timedelta(seconds=1)
    await first.take()
    clock.at += SEAT - timedelta(seconds=1)
    await second.take()
    assert first.hold(Seat.TELEGRAM), "it gave a sign of life in time"
    assert not second.hold(Seat.TELEGRAM)

    clock.at += timedelta(seconds=1)
    assert not first.hold(Seat.TELEGRAM), "it does not believe in a seat whose time is over"
    await second.take()
    assert second.hold(Seat.TELEGRAM)
    await first.take()
    assert not first.hold(Seat.TELEGRAM)

    await second.leave()
    await first.take()
    assert first.hold(Seat.TELEGRAM), "who ends in order leaves the seat at once"
    await db.close()

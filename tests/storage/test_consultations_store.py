"""The register: rows, what an undo gives back, and nobody met twice at one time."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from services.domain.consultation import Consultation, Status
from services.domain.register import Row
from services.domain.slots import Taken, clash
from services.storage import consultations_store as store
from services.storage import locks
from services.storage.database import Database
from services.storage.locks import Lock
from tests.storage.rows import NOW, keep_lead

HOUR = timedelta(hours=1)
AT = NOW + timedelta(days=1)


def booking(lead_id: int, at: datetime = AT, with_id: int = 21) -> Consultation:
    return Consultation(0, lead_id, NOW, 1, at, at + HOUR, with_id, "Денис", "вебинар")


async def test_a_row_is_kept_whole_and_found_by_its_lead_and_its_time(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        row_id = await store.add(conn, booking(7), 1)
        row = await store.find(conn, row_id)
        assert row == Consultation(row_id, 7, NOW, 1, AT, AT + HOUR, 21, "Денис", "вебинар")
        assert await store.open_of(conn, 7) == await store.latest_of(conn, 7) == row
        registered = [Row(row, "Иван Образцов", "WEB")]
        assert await store.between(conn, AT, AT + HOUR) == registered
        assert await store.between(conn, AT + HOUR / 60, AT + HOUR) == []
        for mine in ((21, 99), (12, 99), (99, 1)):  # met, responsible for the lead, booked
            assert await store.between(conn, AT, AT + HOUR, *mine) == registered
        assert await store.between(conn, AT, AT + HOUR, 99, 99) == []


async def test_what_a_choice_made_is_undone_once(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        row_id = await store.add(conn, booking(7), 1, {"turn_at": ""})
        row = await store.find(conn, row_id)
        assert row
        moved = replace(row, status=Status.MOVED, at=AT + HOUR, until=AT + 2 * HOUR, note="")
        await store.change(conn, moved, row, 2)
        assert await store.find(conn, row_id) == moved
        assert await store.take_back(conn, 2)
        assert await store.find(conn, row_id) == row
        assert await store.take_back(conn, 2) is None

        other = await store.add(conn, booking(7), 3, {"turn_at": ""})
        taken = await store.take_back(conn, 3)
        assert taken
        assert (taken.id, taken.with_id, taken.before) == (other, 21, {"turn_at": ""})
        assert await store.latest_of(conn, 7) == row
        assert [each.consultation.id for each in await store.between(conn, AT, AT + HOUR)] == [row_id]


async def test_only_what_is_still_to_come_takes_somebodys_time(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        for number, status in enumerate(Status):
            row_id = await store.add(conn, booking(7, AT + number * HOUR), number)
            row = await store.find(conn, row_id)
            assert row
            await store.change(conn, replace(row, status=status), row, number)
        at = {status: AT + number * HOUR for number, status in enumerate(Status)}
        taken = tuple(Taken(at[each], at[each] + HOUR) for each in (Status.SET, Status.MOVED))
        assert await store.diary(conn, [21, 22], NOW) == {21: taken}
        assert await store.diary(conn, [22], NOW) == {}
        assert await store.diary(conn, [21], NOW, without=1) == {21: taken[1:]}


async def test_of_two_bookings_at_the_same_moment_one_is_made(db: Database) -> None:
    """Both look before they write; each holds the person until it has ended."""
    for lead_id in (7, 8):
        await keep_lead(db, lead_id)

    async def book(lead_id: int) -> bool:
        async with db.writing() as conn:
            await locks.hold(conn, Lock.DIARY, 21)
            if clash((await store.diary(conn, [21], NOW)).get(21, ()), AT, AT + HOUR):
                return False
            await asyncio.sleep(0.05)
            await store.add(conn, booking(lead_id), None)
            return True

    assert sorted(await asyncio.gather(book(7), book(8))) == [False, True]
    async with db.reading() as conn:
        assert len(await store.between(conn, AT, AT + HOUR)) == 1

"""Absences, the roster, and leads that wait for the beginning of work."""

from datetime import UTC, datetime, timedelta

from services.domain.absence import Away
from services.domain.people import Role
from services.storage import absences_store, held_store, leads_store, staff_store
from services.storage.database import Database
from tests.domain.examples import lead

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_absences_run_end_and_are_forgotten(db: Database) -> None:
    async with db.writing() as conn:
        one = await staff_store.add(conn, roles=[Role.MANAGER], name="Первый")
        other = await staff_store.add(conn, roles=[Role.MANAGER], name="Второй")
        pause = await absences_store.add(conn, one, Away.PAUSE, NOW, NOW + HOUR)
        await absences_store.add(conn, one, Away.VACATION, NOW + 9 * HOUR, NOW + 99 * HOUR)
        await absences_store.cover(conn, pause, other)
    async with db.reading() as conn:
        (running,) = await absences_store.running(conn, NOW)
        assert (running.staff_id, running.cover_id, running.kind) == (one, other, Away.PAUSE)
        assert await absences_store.running(conn, NOW + HOUR) == []
        assert len(await absences_store.coming(conn, one, NOW)) == 2
    async with db.writing() as conn:
        await absences_store.come_back(conn, one, NOW + HOUR / 2)
        assert await absences_store.running(conn, NOW + HOUR / 2) == []
        (left,) = await absences_store.coming(conn, one, NOW + HOUR)
        assert left.kind is Away.VACATION, "what is planned stays"
        await absences_store.forget(conn, NOW + 100 * HOUR)
        assert await absences_store.coming(conn, one, NOW) == []


async def test_a_day_of_duty_is_set_anew(db: Database) -> None:
    day = NOW.date()
    async with db.writing() as conn:
        ids = [await staff_store.add(conn, roles=[Role.SALES], name=name) for name in ("Первый", "Второй")]
        people = [await staff_store.find(conn, each) for each in ids]
        for person in people:
            assert person is not None
            await absences_store.set_duty(conn, day, person, person)
        assert await absences_store.on_duty(conn, day) == ids[1]
        assert await absences_store.on_duty(conn, day + timedelta(days=1)) is None
        assert await absences_store.roster(conn, day) == {day: ids[1]}


async def test_a_lead_that_waits_is_released_by_one_only(db: Database) -> None:
    async with db.writing() as conn:
        await leads_store.add(conn, lead(), NOW)
        await held_store.hold(conn, 7, NOW)
        await held_store.hold(conn, 7, NOW + HOUR)
        assert await held_store.due(conn, NOW) == []
        assert await held_store.next_at(conn) == NOW + HOUR
        assert await held_store.due(conn, NOW + HOUR) == [7]
        assert await held_store.release(conn, [7, 8]) == [7]
        assert await held_store.release(conn, [7]) == []
        await held_store.hold(conn, 7, None)
        assert await held_store.next_at(conn) is None
        assert await held_store.for_whoever_comes(conn) == [7]

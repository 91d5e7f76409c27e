"""Due times: each rung speaks exactly once, whoever races, and comes back when a choice is taken back."""

import asyncio
from datetime import datetime

import pytest

from services.domain.regulation import FIRST_TOUCH
from services.storage import deadlines_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW, keep_lead

LADDER = [5 * MINUTE, 10 * MINUTE]
END = NOW + 10 * MINUTE


@pytest.fixture(autouse=True)
async def started(db: Database) -> None:
    """Lead 7 with its clock running since NOW."""
    await keep_lead(db)
    await _start(db, NOW)


async def _start(db: Database, zero: datetime, lead_id: int = 7) -> None:
    async with db.writing() as conn:
        await deadlines_store.start(conn, lead_id, FIRST_TOUCH, [zero + after for after in LADDER])


async def _stop(db: Database, choice_id: int | None) -> None:
    async with db.writing() as conn:
        await deadlines_store.stop(conn, 7, choice_id=choice_id)


async def _restore(db: Database, choice_id: int) -> None:
    async with db.writing() as conn:
        await deadlines_store.restore(conn, choice_id)


async def _claim(db: Database, now: datetime, lead_id: int = 7) -> int | None:
    async with db.writing() as conn:
        return await deadlines_store.claim(conn, lead_id, FIRST_TOUCH, now)


async def _due(db: Database, now: datetime) -> list[int]:
    async with db.reading() as conn:
        return [each.rung for each in await deadlines_store.due(conn, now)]


async def _exhausted(db: Database) -> bool:
    async with db.reading() as conn:
        return await deadlines_store.exhausted(conn, 7, FIRST_TOUCH)


async def _last_fired(db: Database) -> int | None:
    async with db.reading() as conn:
        fired = await deadlines_store.last_fired(conn, 7, FIRST_TOUCH)
    return fired and fired.rung


async def test_rungs_fall_due_in_their_time(db: Database) -> None:
    assert await _due(db, NOW + 5 * MINUTE - MINUTE / 60) == []
    assert await _due(db, NOW + 5 * MINUTE) == [0]
    assert await _due(db, END) == [0, 1]
    async with db.reading() as conn:
        assert await deadlines_store.next_due(conn) == NOW + 5 * MINUTE
        following = (await deadlines_store.waiting(conn, 7)).get(FIRST_TOUCH)
        assert await deadlines_store.due_at(conn, 7, FIRST_TOUCH, 1) == END
    assert following is not None
    assert (following.rung, following.clock, following.due_at) == (0, FIRST_TOUCH, NOW + 5 * MINUTE)


async def test_each_rung_speaks_once(db: Database) -> None:
    assert await _claim(db, NOW + 5 * MINUTE) == 0
    assert await _claim(db, NOW + 5 * MINUTE) is None
    assert await _claim(db, END) == 1
    assert await _claim(db, END + MINUTE) is None
    async with db.reading() as conn:
        assert await deadlines_store.next_due(conn) is None
        assert await deadlines_store.waiting(conn, 7) == {}


@pytest.mark.rule("NL-06")
async def test_after_an_outage_only_the_highest_due_rung_speaks(db: Database) -> None:
    assert await _claim(db, END + 60 * MINUTE) == 1
    assert await _due(db, END + 60 * MINUTE) == []
    assert await _last_fired(db) == 1


async def test_nothing_is_claimed_before_its_time_or_of_a_lead_without_a_clock(db: Database) -> None:
    assert await _claim(db, NOW) is None
    assert await _claim(db, END, lead_id=8) is None


async def test_racing_processes_fire_each_rung_exactly_once(db: Database, other: Database) -> None:
    leads = range(100, 120)
    for lead_id in leads:
        await keep_lead(db, lead_id)
        await _start(db, NOW, lead_id)
    for now, rung in ((NOW + 5 * MINUTE, 0), (END, 1)):
        claims = [_claim(each, now, lead_id) for lead_id in leads for each in (db, other, db, other)]
        fired = [found for found in await asyncio.gather(*claims) if found is not None]
        assert fired == [rung] * len(leads)


class TestStopped:
    """Somebody acted, and perhaps takes it back."""

    async def test_what_was_dropped_does_not_speak(self, db: Database) -> None:
        await _stop(db, 31)
        assert await _due(db, END) == []
        assert await _claim(db, END) is None

    async def test_an_undo_brings_back_exactly_what_its_choice_dropped(self, db: Database) -> None:
        assert await _claim(db, NOW + 5 * MINUTE) == 0
        await _stop(db, 31)
        await _restore(db, 30)
        assert await _due(db, END) == []
        await _restore(db, 31)
        assert await _due(db, END) == [1]

    async def test_an_undo_twice_brings_nothing_back_twice(self, db: Database) -> None:
        await _stop(db, 31)
        await _restore(db, 31)
        assert await _claim(db, END) == 1
        await _restore(db, 31)
        assert await _due(db, END) == []

    async def test_what_the_portal_stopped_no_undo_brings_back(self, db: Database) -> None:
        await _stop(db, None)
        await _restore(db, 31)
        assert await _due(db, END) == []

    async def test_a_stop_that_drops_nothing_takes_no_other_stop_over(self, db: Database) -> None:
        await _stop(db, 31)
        await _stop(db, 32)
        await _restore(db, 32)
        assert await _due(db, END) == []
        await _restore(db, 31)
        assert await _due(db, END) == [0, 1]

    async def test_another_lead_goes_on(self, db: Database) -> None:
        await keep_lead(db, 8)
        await _start(db, NOW, 8)
        await _stop(db, 31)
        assert await _due(db, END) == [0, 1]


class TestRestarted:
    """The clock runs anew, for a new manager or a lead that is new again."""

    ANEW = NOW + 30 * MINUTE

    async def test_the_old_rungs_are_dropped(self, db: Database) -> None:
        await _start(db, self.ANEW)
        assert await _due(db, END) == []
        assert await _due(db, self.ANEW + 10 * MINUTE) == [0, 1]

    async def test_every_rung_may_speak_again(self, db: Database) -> None:
        assert await _claim(db, END) == 1
        await _start(db, self.ANEW)
        assert await _last_fired(db) is None
        assert await _claim(db, self.ANEW + 5 * MINUTE) == 0
        assert await _last_fired(db) == 0
        assert await _claim(db, self.ANEW + 10 * MINUTE) == 1

    async def test_due_times_are_those_of_the_last_start(self, db: Database) -> None:
        await _start(db, self.ANEW)
        async with db.reading() as conn:
            assert await deadlines_store.due_at(conn, 7, FIRST_TOUCH, 0) == self.ANEW + 5 * MINUTE
            assert await deadlines_store.due_at(conn, 7, FIRST_TOUCH, 2) is None


class TestExhausted:
    """Whether a new manager needs a clock of their own."""

    async def test_once_the_last_rung_has_spoken(self, db: Database) -> None:
        assert not await _exhausted(db)
        await _claim(db, NOW + 5 * MINUTE)
        assert not await _exhausted(db)
        await _claim(db, END)
        assert await _exhausted(db)

    async def test_a_rung_that_let_a_higher_one_speak_counts(self, db: Database) -> None:
        await _claim(db, END)
        assert await _exhausted(db)

    async def test_not_after_a_restart(self, db: Database) -> None:
        await _claim(db, END)
        await _start(db, END)
        assert not await _exhausted(db)
        await _claim(db, END + 10 * MINUTE)
        assert await _exhausted(db)

    async def test_not_when_somebody_stopped_it(self, db: Database) -> None:
        await _claim(db, NOW + 5 * MINUTE)
        await _stop(db, 31)
        assert not await _exhausted(db)

    async def test_not_of_a_clock_that_never_ran(self, db: Database) -> None:
        async with db.reading() as conn:
            assert not await deadlines_store.exhausted(conn, 7, "silence")
            assert not await deadlines_store.exhausted(conn, 8, FIRST_TOUCH)


class TestFiredSince:
    """Whether a reminder is still worth saying."""

    async def _fired_since(self, db: Database, rung: int, due: datetime) -> bool:
        async with db.reading() as conn:
            return await deadlines_store.fired_since(conn, 7, FIRST_TOUCH, rung, due)

    async def test_a_higher_rung_has_spoken(self, db: Database) -> None:
        await _claim(db, NOW + 5 * MINUTE)
        assert not await self._fired_since(db, 0, NOW + 5 * MINUTE)
        await _claim(db, END)
        assert await self._fired_since(db, 0, NOW + 5 * MINUTE)
        assert not await self._fired_since(db, 1, END)

    async def test_a_rung_of_the_clock_before_does_not_count(self, db: Database) -> None:
        await _claim(db, END)
        await _start(db, END)
        assert not await self._fired_since(db, 0, END + 5 * MINUTE)


async def test_due_rows_come_oldest_first_and_in_bundles(db: Database) -> None:
    await keep_lead(db, 8)
    await _start(db, NOW - MINUTE, 8)
    async with db.reading() as conn:
        found = await deadlines_store.due(conn, END, limit=3)
    assert [(each.lead_id, each.rung) for each in found] == [(8, 0), (7, 0), (8, 1)]


async def test_a_hold_moves_what_waits_and_can_be_moved_back(db: Database) -> None:
    assert await _claim(db, NOW + 5 * MINUTE) == 0
    for by in (3 * MINUTE, -3 * MINUTE, 3 * MINUTE):
        async with db.writing() as conn:
            await deadlines_store.hold(conn, 7, FIRST_TOUCH, by)
    assert await _due(db, END) == []
    assert await _due(db, END + 3 * MINUTE) == [1]
    assert await _claim(db, END + 3 * MINUTE) == 1
    assert await _exhausted(db)


async def test_a_daily_clock_that_has_spoken_since_is_known(db: Database) -> None:
    assert await _claim(db, NOW + 5 * MINUTE) == 0
    async with db.reading() as conn:
        spoken = [
            await deadlines_store.fired_after(conn, 7, FIRST_TOUCH, NOW + minutes * MINUTE) for minutes in (4, 5, 6)
        ]
    assert spoken == [True, False, False]

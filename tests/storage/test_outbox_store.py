"""What goes out: in the order of its lane, leased by one worker at a time, and never lost with a dead one."""

import asyncio
import random
from collections import defaultdict
from datetime import datetime

import pytest
from sqlalchemy import text

from services.storage import outbox_store, workers_store
from services.storage.database import Database
from services.storage.outbox_store import BITRIX24, TELEGRAM, Entry, New
from tests.storage.rows import MINUTE, NOW, SECOND, queue


@pytest.fixture(autouse=True)
async def alive(db: Database) -> None:
    """Workers a and b live."""
    async with db.writing() as conn:
        for name in ("a", "b"):
            await workers_store.beat(conn, name, NOW)


async def _queue(db: Database, *lanes: str, **values: object) -> None:
    async with db.writing() as conn:
        await queue(conn, *lanes, **values)  # type: ignore[arg-type]


async def _sendable(db: Database, now: datetime = NOW, channel: str = BITRIX24, limit: int = 100) -> list[Entry]:
    async with db.reading() as conn:
        return await outbox_store.sendable(conn, channel, now, limit)


async def _ids(db: Database, now: datetime = NOW) -> list[int]:
    return [entry.id for entry in await _sendable(db, now)]


async def _lease(db: Database, *ids: int, worker: str = "a") -> set[int]:
    async with db.writing() as conn:
        return await outbox_store.lease(conn, ids, worker)


async def _settle(db: Database, entry_id: int, state: str = "done") -> None:
    async with db.writing() as conn:
        await outbox_store.settle(conn, entry_id, state, NOW, "why" if state == "refused" else None)


async def _postpone(db: Database, entry_id: int, next_at: datetime, *, maybe_done: bool = False) -> None:
    async with db.writing() as conn:
        await outbox_store.postpone(conn, entry_id, next_at, "later", maybe_done=maybe_done)


async def _find(db: Database, entry_id: int) -> Entry:
    async with db.reading() as conn:
        found = await outbox_store.find(conn, entry_id)
    assert found is not None
    return found


async def _bury(db: Database, name: str) -> None:
    async with db.writing() as conn:
        await workers_store.leave(conn, name)


async def test_an_entry_comes_out_as_it_went_in(db: Database) -> None:
    payload = {"changes": {"stageId": ["NEW", "IN_PROCESS"]}, "staff": None, "big": 2**53, "words": "«да» 👍"}
    await _queue(db, "fields:7", payload=payload, kind="fields", lead_id=7, priority=2)
    assert await _sendable(db) == [
        Entry(1, BITRIX24, "fields:7", "fields", 7, payload, 2, attempts=0, maybe_done=False, created_at=NOW)
    ]
    assert await _sendable(db, channel=TELEGRAM) == []


async def test_nothing_to_queue(db: Database) -> None:
    async with db.writing() as conn:
        await outbox_store.add(conn, [], NOW)
    assert await _ids(db) == []


class TestLanes:
    """Entries of a lane go out one after another."""

    async def test_only_the_first_of_a_lane_is_sendable(self, db: Database) -> None:
        await _queue(db, "a", "b", "a", "a", "b")
        assert await _ids(db) == [1, 2]
        assert await _lease(db, 1) == {1}
        assert await _ids(db) == [2]
        await _settle(db, 1)
        assert await _ids(db) == [2, 3]

    async def test_what_has_to_wait_holds_its_lane_up_and_no_other(self, db: Database) -> None:
        await _queue(db, "a", "a", "b")
        await _lease(db, 1)
        await _postpone(db, 1, NOW + MINUTE)
        assert await _ids(db) == [3]
        assert await _ids(db, NOW + MINUTE) == [1, 3]

    @pytest.mark.parametrize("state", ["done", "refused", "dropped"])
    async def test_what_has_ended_holds_nobody_up(self, db: Database, state: str) -> None:
        await _queue(db, "a", "a")
        await _lease(db, 1)
        await _settle(db, 1, state)
        assert await _ids(db) == [2]

    async def test_priorities_order_the_lanes_and_never_a_lane_itself(self, db: Database) -> None:
        await _queue(db, "a", "b", priority=3)
        await _queue(db, "b", "c", priority=0)
        assert await _ids(db) == [4, 1, 2]

    async def test_four_workers_of_two_processes_keep_the_order_and_send_nothing_twice(
        self, db: Database, other: Database
    ) -> None:
        lanes = [f"lane {number}" for number in range(12)]
        for _ in range(6):
            await _queue(db, *lanes)
        sent: dict[str, list[int]] = defaultdict(list)
        chance = random.Random(5)

        async def work(database: Database, name: str) -> None:
            while entries := await _sendable(database, limit=5):
                chance.shuffle(entries)
                leased = await _lease(database, *(entry.id for entry in entries), worker=name)
                for entry in entries:
                    if entry.id in leased:
                        sent[entry.lane].append(entry.id)
                        await _settle(database, entry.id)
                await asyncio.sleep(0)

        await asyncio.gather(*(work(database, name) for database in (db, other) for name in ("a", "b")))
        while await _ids(db):  # a worker that saw nothing to do has left; the last one finishes
            await work(db, "a")
        assert sorted(sent) == sorted(lanes)
        assert all(len(ids) == len(set(ids)) == 6 and ids == sorted(ids) for ids in sent.values())


class TestLease:
    """One worker at a time."""

    async def test_a_lease_counts_the_attempt(self, db: Database) -> None:
        await _queue(db, "a")
        await _lease(db, 1)
        entry = await _find(db, 1)
        assert (entry.attempts, entry.maybe_done) == (1, False)

    async def test_who_comes_second_gets_nothing(self, db: Database, other: Database) -> None:
        await _queue(db, "a", "b", "c")
        taken = await asyncio.gather(
            _lease(db, 1, 2, 3, worker="a"), _lease(other, 3, 2, 1, worker="b"), _lease(other, 2, worker="b")
        )
        assert sorted(entry_id for ids in taken for entry_id in ids) == [1, 2, 3]

    async def test_ids_that_are_not_there(self, db: Database) -> None:
        assert await _lease(db, 99) == set()
        assert await _lease(db) == set()


class TestDeadWorker:
    """A process died with entries in its hands."""

    @pytest.fixture(autouse=True)
    async def died(self, db: Database) -> None:
        """Worker a took entry 1 and died."""
        await _queue(db, "a", "a")
        await _lease(db, 1)
        await _bury(db, "a")

    async def test_its_entries_are_free_again_and_maybe_done(self, db: Database) -> None:
        (entry,) = await _sendable(db)
        assert (entry.id, entry.attempts, entry.maybe_done) == (1, 1, True)

    async def test_one_heir_gets_them(self, db: Database, other: Database) -> None:
        async with db.writing() as conn:
            await workers_store.beat(conn, "c", NOW)
        heirs = await asyncio.gather(
            *(_lease(each, 1, worker=name) for each, name in ((db, "b"), (other, "c"), (other, "b"), (db, "c")))
        )
        assert sorted(len(ids) for ids in heirs) == [0, 0, 0, 1]
        entry = await _find(db, 1)
        assert (entry.attempts, entry.maybe_done) == (2, True)
        assert await _ids(db) == []

    async def test_that_it_may_be_done_is_not_forgotten(self, db: Database) -> None:
        await _lease(db, 1, worker="b")
        await _postpone(db, 1, NOW)
        (entry,) = await _sendable(db)
        assert (entry.attempts, entry.maybe_done) == (2, True)

    async def test_a_worker_that_was_only_asleep_changes_nothing_that_has_ended(self, db: Database) -> None:
        await _lease(db, 1, worker="b")
        await _settle(db, 1)
        await _postpone(db, 1, NOW)
        await _settle(db, 1, "refused")
        assert await _ids(db) == [2]
        async with db.reading() as conn:
            assert await conn.scalar(text("SELECT state FROM outbox WHERE id = 1")) == "done"


async def test_silent_workers_are_taken_for_dead(db: Database) -> None:
    await _queue(db, "a", "b")
    await _lease(db, 1, worker="a")
    await _lease(db, 2, worker="b")
    async with db.writing() as conn:
        await workers_store.beat(conn, "b", NOW + MINUTE)
        await workers_store.bury(conn, NOW + SECOND)
    assert await _ids(db) == [1]
    async with db.writing() as conn:
        await workers_store.bury_all(conn)
    assert await _ids(db) == [1, 2]


class TestPostponed:
    """Trying again will help."""

    async def test_at_its_time(self, db: Database) -> None:
        await _queue(db, "a")
        await _lease(db, 1)
        await _postpone(db, 1, NOW + MINUTE, maybe_done=True)
        assert await _ids(db, NOW + MINUTE - SECOND) == []
        (entry,) = await _sendable(db, NOW + MINUTE)
        assert (entry.attempts, entry.maybe_done) == (1, True)

    async def test_when_to_look_again(self, db: Database) -> None:
        await _queue(db, "a", next_at=NOW + MINUTE)
        await _queue(db, "b", next_at=NOW + 2 * MINUTE)
        async with db.reading() as conn:
            assert await outbox_store.next_at(conn, BITRIX24, NOW) == NOW + MINUTE
            assert await outbox_store.next_at(conn, BITRIX24, NOW + MINUTE) == NOW + 2 * MINUTE
            assert await outbox_store.next_at(conn, BITRIX24, NOW + 2 * MINUTE) is None
            assert await outbox_store.next_at(conn, TELEGRAM, NOW) is None

    async def test_an_entry_may_be_queued_for_later(self, db: Database) -> None:
        await _queue(db, "undo:7", next_at=NOW + MINUTE)
        assert await _ids(db) == []
        assert await _ids(db, NOW + MINUTE) == [1]


class TestRefused:
    """The portal said no for good."""

    @pytest.fixture(autouse=True)
    async def refused(self, db: Database) -> None:
        """A write of lead 7 and a message about it were refused."""
        await _queue(db, "fields:7", lead_id=7)
        await _queue(db, "b12:7", lead_id=7, channel=TELEGRAM)
        for entry_id in (1, 2):
            await _lease(db, entry_id)
            await _settle(db, entry_id, "refused")

    async def _refused_of(self, db: Database, lead_id: int) -> list[int]:
        async with db.reading() as conn:
            return await outbox_store.refused_of(conn, lead_id)

    async def _retry(self, db: Database, entry_id: int) -> bool:
        async with db.writing() as conn:
            return await outbox_store.retry(conn, entry_id, NOW + MINUTE)

    async def test_writes_are_shown_messages_are_not(self, db: Database) -> None:
        assert await self._refused_of(db, 7) == [1]
        assert await self._refused_of(db, 8) == []

    async def test_they_are_retried_by_hand_once(self, db: Database, other: Database) -> None:
        answers = await asyncio.gather(*(self._retry(each, 1) for each in (db, other, db)))
        assert sorted(answers) == [False, False, True]
        assert await self._refused_of(db, 7) == []
        assert await _ids(db) == []
        assert await _ids(db, NOW + MINUTE) == [1]

    async def test_what_was_done_is_not_retried(self, db: Database) -> None:
        await self._retry(db, 1)
        await _lease(db, 1)
        await _settle(db, 1)
        assert not await self._retry(db, 1)
        assert not await self._retry(db, 99)


async def test_lanes_in_which_something_waits(db: Database) -> None:
    async with db.writing() as conn:
        redraws = [New(TELEGRAM, f"m{number}:7", "redraw", {}, 3, 7) for number in (1, 2, 3)]
        await outbox_store.add(conn, [*redraws, New(TELEGRAM, "m4:8", "redraw", {}, 3, 8)], NOW)
        await outbox_store.lease(conn, [1], "a")
        await outbox_store.lease(conn, [2], "a")
        await outbox_store.settle(conn, 2, "done", NOW)
        assert await outbox_store.waiting_lanes(conn, 7, "redraw") == {"m3:7"}
        assert await outbox_store.waiting_lanes(conn, 7, "card") == set()

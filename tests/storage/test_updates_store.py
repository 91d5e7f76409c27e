"""Telegram updates: kept once, worked off once, taken over from the dead."""

import asyncio

import pytest

from services.storage import updates_store, workers_store
from services.storage.database import Database
from services.storage.updates_store import Update
from tests.storage.rows import MINUTE, NOW


@pytest.fixture(autouse=True)
async def alive(db: Database) -> None:
    """Workers a and b live."""
    async with db.writing() as conn:
        for name in ("a", "b"):
            await workers_store.beat(conn, name, NOW)


async def _keep(db: Database, *ids: int, worker: str = "a") -> list[int]:
    rows = [Update(update_id, 5012, {"update_id": update_id}) for update_id in ids]
    async with db.writing() as conn:
        return await updates_store.keep(conn, rows, NOW, worker)


async def _orphans(db: Database, worker: str = "b", limit: int = 500) -> list[Update]:
    async with db.writing() as conn:
        return await updates_store.orphans(conn, worker, limit)


async def _finish(db: Database, update_id: int, state: str = "done") -> bool:
    async with db.writing() as conn:
        return await updates_store.finish(conn, update_id, state)


async def _bury(db: Database, name: str = "a") -> None:
    async with db.writing() as conn:
        await workers_store.leave(conn, name)


async def test_an_update_is_new_once(db: Database) -> None:
    assert sorted(await _keep(db, 1, 2)) == [1, 2]
    assert await _keep(db, 2, 3) == [3]
    assert await _keep(db, 1, 2, 3, worker="b") == []


async def test_one_batch_may_hold_an_update_twice(db: Database) -> None:
    assert await _keep(db, 4, 4) == [4]


async def test_processes_that_hear_of_it_together_agree_whose_it_is(db: Database, other: Database) -> None:
    heard = await asyncio.gather(*(_keep(each, 1, 2, 3, worker=name) for each, name in ((db, "a"), (other, "b"))))
    assert sorted(update_id for ids in heard for update_id in ids) == [1, 2, 3]


async def test_the_living_work_off_their_own(db: Database) -> None:
    await _keep(db, 1)
    assert await _orphans(db) == []


async def test_what_the_dead_had_is_taken_over_in_order(db: Database) -> None:
    await _keep(db, 3, 1, 2)
    await _finish(db, 2)
    await _bury(db)
    assert await _orphans(db) == [Update(1, 5012, {"update_id": 1}), Update(3, 5012, {"update_id": 3})]
    assert await _orphans(db) == [], "they have a living worker now"
    await _bury(db, "b")
    assert [update.attempts for update in await _orphans(db, "c")] == [1, 1]


async def test_heirs_share_and_take_nothing_twice(db: Database, other: Database) -> None:
    await _keep(db, *range(1, 41), worker="dead")
    shares = await asyncio.gather(
        *(_orphans(each, name, limit=10) for each, name in ((db, "a"), (other, "b"), (db, "a"), (other, "b")))
    )
    ids = [update.update_id for share in shares for update in share]
    assert len(ids) == len(set(ids))
    left = await _orphans(db, "a")
    assert sorted([*ids, *(update.update_id for update in left)]) == list(range(1, 41))


async def test_it_takes_effect_once(db: Database, other: Database) -> None:
    await _keep(db, 1)
    answers = await asyncio.gather(*(_finish(each, 1) for each in (db, other, db, other)))
    assert sorted(answers) == [False, False, False, True]
    assert not await _finish(db, 99)


async def test_an_effect_that_fails_leaves_the_update_waiting(db: Database) -> None:
    async def stumble() -> None:
        async with db.writing() as conn:
            assert await updates_store.finish(conn, 1)
            raise ZeroDivisionError

    await _keep(db, 1)
    with pytest.raises(ZeroDivisionError):
        await stumble()
    assert await _finish(db, 1)


async def test_a_bundle_is_finished_and_what_failed_stays_failed(db: Database) -> None:
    await _keep(db, 1, 2, 3)
    await _finish(db, 2, "failed")
    async with db.writing() as conn:
        await updates_store.finish_all(conn, [1, 2])
        await updates_store.finish_all(conn, [])
    await _bury(db)
    assert [update.update_id for update in await _orphans(db)] == [3]


async def test_only_what_was_worked_off_is_forgotten(db: Database) -> None:
    await _keep(db, 1, 2)
    await _finish(db, 1)
    async with db.writing() as conn:
        await updates_store.forget(conn, NOW)
    assert await _keep(db, 1) == [], "not yet: Telegram may repeat it"
    async with db.writing() as conn:
        await updates_store.forget(conn, NOW + MINUTE)
    assert await _keep(db, 1, 2) == [1]

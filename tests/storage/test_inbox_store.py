"""Mentions of leads: one row a lead, and no mention is ever lost."""

import asyncio
from datetime import datetime

from services.storage import inbox_store
from services.storage.database import Database
from services.storage.inbox_store import Mention
from tests.storage.rows import MINUTE, NOW, SECOND


async def _mention(db: Database, *ids: int, at: datetime = NOW) -> None:
    async with db.writing() as conn:
        await inbox_store.mention(conn, ids, at)


async def _unread(db: Database, at: datetime = NOW, limit: int = 50) -> list[Mention]:
    async with db.reading() as conn:
        return await inbox_store.unread(conn, at, limit)


async def _read(db: Database, *mentions: Mention) -> None:
    async with db.writing() as conn:
        await inbox_store.read(conn, {each.lead_id: each.wanted for each in mentions})


async def test_however_often_mentioned_a_lead_is_one_row(db: Database) -> None:
    await _mention(db, 7, 7, 8)
    await _mention(db, 8, at=NOW + SECOND)
    assert await _unread(db, NOW + SECOND) == [Mention(7, 1, NOW, 0), Mention(8, 2, NOW, 0)]


async def test_what_was_read_is_settled(db: Database) -> None:
    await _mention(db, 7)
    await _read(db, *await _unread(db))
    assert await _unread(db) == []
    async with db.reading() as conn:
        assert await inbox_store.next_at(conn) is None


async def test_a_mention_during_a_read_stays_unread(db: Database) -> None:
    await _mention(db, 7)
    taken_up = await _unread(db)
    await _mention(db, 7, at=NOW + SECOND)
    await _read(db, *taken_up)
    assert [each.wanted for each in await _unread(db, NOW + SECOND)] == [2]


async def test_an_older_read_that_ends_later_takes_nothing_back(db: Database) -> None:
    await _mention(db, 7)
    slow = await _unread(db)
    await _mention(db, 7)
    quick = await _unread(db)
    await _read(db, *quick)
    await _read(db, *slow)
    assert await _unread(db) == []


async def test_a_mention_of_a_settled_lead_counts_from_when_it_was_heard(db: Database) -> None:
    await _mention(db, 7)
    await _read(db, *await _unread(db))
    await _mention(db, 7, at=NOW + MINUTE)
    assert await _unread(db, NOW + MINUTE) == [Mention(7, 2, NOW + MINUTE, 0)]


async def test_the_longest_waiting_is_read_first(db: Database) -> None:
    await _mention(db, 9, at=NOW)
    await _mention(db, 7, 8, at=NOW + SECOND)
    await _mention(db, 9, at=NOW + MINUTE)
    assert [each.lead_id for each in await _unread(db, NOW + MINUTE)] == [9, 7, 8]
    assert [each.lead_id for each in await _unread(db, NOW + MINUTE, limit=2)] == [9, 7]


async def test_a_postponed_lead_waits_for_its_time(db: Database) -> None:
    await _mention(db, 7)
    async with db.writing() as conn:
        await inbox_store.postpone(conn, 7, NOW + MINUTE)
    assert await _unread(db) == []
    async with db.reading() as conn:
        assert await inbox_store.next_at(conn) == NOW + MINUTE
    assert [each.attempts for each in await _unread(db, NOW + MINUTE)] == [1]


async def test_a_new_mention_wakes_a_postponed_lead(db: Database) -> None:
    await _mention(db, 7)
    async with db.writing() as conn:
        await inbox_store.postpone(conn, 7, NOW + MINUTE)
    await _mention(db, 7, at=NOW + SECOND)
    assert await _unread(db, NOW + SECOND) == [Mention(7, 2, NOW, 0)]


async def test_a_postponement_that_meets_a_mention_delays_and_loses_nothing(db: Database, other: Database) -> None:
    await _mention(db, 7)

    async def postpone() -> None:
        async with other.writing() as conn:
            await inbox_store.postpone(conn, 7, NOW + MINUTE)

    await asyncio.gather(_mention(db, 7), postpone())
    assert [each.wanted for each in await _unread(db, NOW + MINUTE)] == [2]


async def test_mentions_by_racing_processes_all_count(db: Database, other: Database) -> None:
    await asyncio.gather(*(_mention(each, 3, 2, 1) for each in (db, other) * 10))
    assert [(each.lead_id, each.wanted) for each in await _unread(db)] == [(1, 20), (2, 20), (3, 20)]


async def test_a_sweep_may_find_more_leads_than_a_statement_takes(db: Database) -> None:
    await _mention(db, *range(1, 7001))
    assert len(await _unread(db, limit=10000)) == 7000


async def test_nothing_mentioned_is_nothing_done(db: Database) -> None:
    await _mention(db)
    assert await _unread(db) == []


async def test_only_settled_rows_are_forgotten(db: Database) -> None:
    await _mention(db, 7, 8)
    await _read(db, Mention(7, 1, NOW, 0))
    async with db.writing() as conn:
        await inbox_store.forget(conn, NOW + SECOND)
    assert [each.lead_id for each in await _unread(db)] == [8]
    await _mention(db, 7)
    assert [each.wanted for each in await _unread(db) if each.lead_id == 7] == [1]

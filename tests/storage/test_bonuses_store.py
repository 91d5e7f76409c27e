"""Bonus claims: one a lead, moved on in order, whoever tries at the same time."""

import asyncio
from datetime import datetime

from services.domain.bonus import BonusState, BonusSum, ClientKind, Referrer
from services.storage import bonuses_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW, keep_lead

OLGA = Referrer("Ольга Синицына", ClientKind.CONTACT, 401, 24)


async def _claim(db: Database, lead_id: int = 7, by: int = 1, now: datetime = NOW) -> None:
    async with db.writing() as conn:
        await bonuses_store.claim(conn, lead_id, 5000, "RUB", by, now)


async def test_a_second_claim_changes_nothing(db: Database, other: Database) -> None:
    await keep_lead(db)
    await _claim(db)
    await asyncio.gather(*(_claim(each, by=2, now=NOW + MINUTE) for each in (db, other, db)))
    async with db.reading() as conn:
        bonus = await bonuses_store.of(conn, 7)
        assert await bonuses_store.sums(conn) == [BonusSum(BonusState.WAITING, "RUB", 1, 5000)]
    assert bonus is not None
    assert (bonus.claimed_by, bonus.claimed_at, bonus.referrer) == (1, NOW, None)


async def test_a_withdrawn_claim_is_opened_anew_and_knows_its_referrer(db: Database) -> None:
    await keep_lead(db)
    await _claim(db)
    async with db.writing() as conn:
        assert await bonuses_store.name_referrer(conn, 7, OLGA)
        assert await bonuses_store.move(conn, 7, BonusState.CHECKED, 3, NOW)
        await bonuses_store.withdraw(conn, 7)
        assert not await bonuses_store.name_referrer(conn, 7, Referrer("Кто-то"))
        assert not await bonuses_store.move(conn, 7, BonusState.PAID, 3, NOW)
    await _claim(db, by=2, now=NOW + MINUTE)
    async with db.reading() as conn:
        bonus = await bonuses_store.of(conn, 7)
    assert bonus is not None
    assert (bonus.state, bonus.referrer, bonus.claimed_by, bonus.checked_by) == (BonusState.WAITING, OLGA, 2, None)


async def test_a_claim_is_checked_once_then_paid_once_and_stays_paid(db: Database, other: Database) -> None:
    await keep_lead(db)
    await _claim(db)

    async def move(database: Database, to: BonusState, by: int) -> int:
        async with database.writing() as conn:
            return by if await bonuses_store.move(conn, 7, to, by, NOW) else 0

    assert await move(db, BonusState.PAID, 6) == 0
    for state in (BonusState.CHECKED, BonusState.PAID):
        moved = await asyncio.gather(*(move(each, state, n) for n, each in enumerate((db, other, db), 3)))
        (by,) = filter(None, moved)
    async with db.writing() as conn:
        await bonuses_store.withdraw(conn, 7)
        bonus = await bonuses_store.of(conn, 7)
    assert bonus is not None
    assert (bonus.state, bonus.paid_by, bonus.paid_at) == (BonusState.PAID, by, NOW)


async def test_those_that_wait_longest_come_first(db: Database) -> None:
    for number, lead_id in enumerate((9, 8, 7)):
        await keep_lead(db, lead_id)
        await _claim(db, lead_id, now=NOW + number * MINUTE)
    async with db.writing() as conn:
        await bonuses_store.withdraw(conn, 8)
        waiting = await bonuses_store.listed(conn, [BonusState.WAITING])
        second = await bonuses_store.listed(conn, list(BonusState), limit=1, offset=1)
    assert [claim.bonus.lead_id for claim in waiting] == [9, 7]
    assert [claim.bonus.lead_id for claim in second] == [8]

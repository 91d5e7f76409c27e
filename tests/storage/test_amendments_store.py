"""Amendments, and tickets that are joined, inherited and passed on."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.amendments import Kind, State
from services.storage import amendments_store, retention_store, tickets_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW, keep_lead


async def suggest(conn: AsyncConnection, source: str, mark: str = "x", kind: Kind = Kind.ORIGIN) -> int:
    return await amendments_store.add(conn, kind, mark, mark, source, 4, NOW, lead_id=7)


async def test_a_suggestion_is_confirmed_once_and_takes_the_place_of_what_was_in_force(db: Database) -> None:
    async with db.writing() as conn:
        first = await suggest(conn, "UC_VK01")
        stamps = [await amendments_store.stamp(conn)]
        for amendment_id in (first, await suggest(conn, "UC_TV01", "y")):
            found = await amendments_store.find(conn, amendment_id)
            assert found is not None
            assert await amendments_store.put_in_force(conn, found, found.kind, found.source, 3, NOW)
            assert not await amendments_store.put_in_force(conn, found, found.kind, found.source, 3, NOW)
            stamps.append(await amendments_store.stamp(conn))
        assert await amendments_store.number(conn) == 2
        second = await suggest(conn, "UC_AVITO01")
        (before, suggested) = await amendments_store.about(conn, Kind.ORIGIN, "x")
        assert (before.id, suggested.id) == (first, second)
        assert await amendments_store.put_in_force(conn, suggested, suggested.kind, suggested.source, 3, NOW)
        stamps.append(await amendments_store.stamp(conn))
        assert [each.source for each in await amendments_store.about(conn, Kind.ORIGIN, "x")] == ["UC_AVITO01"]
        assert await amendments_store.number(conn) == 4
        assert await amendments_store.withdraw(conn, second, 3, NOW)
        assert not await amendments_store.withdraw(conn, second, 3, NOW)
        assert await amendments_store.number(conn) == 5
        stamps.append(await amendments_store.stamp(conn))
        assert [each.mark for each in await amendments_store.held(conn)] == ["y"]
    assert len(set(stamps)) == len(stamps)


async def test_of_the_same_words_one_waits(db: Database) -> None:
    async with db.writing() as conn:
        await suggest(conn, "UC_VK01")
    with pytest.raises(IntegrityError):
        async with db.writing() as conn:
            await suggest(conn, "UC_TV01")
    async with db.writing() as conn:
        await amendments_store.clear(conn, Kind.ORIGIN, "x", 3, NOW)
        assert await amendments_store.held(conn) == []
        ended = await suggest(conn, "", kind=Kind.UNLISTED)
        assert await amendments_store.end(conn, ended, State.SETTLED, None, NOW)
        assert not await amendments_store.end(conn, ended, State.REJECTED, 3, NOW)


async def test_of_an_origin_one_ticket_asks_and_its_heir_asks_for_the_others(db: Database) -> None:
    for lead_id in (7, 8, 9):
        await keep_lead(db, lead_id)
    async with db.writing() as conn:
        first = await tickets_store.open_one(conn, 7, 1, NOW, "promo.example", "line")
        asking = await tickets_store.about(conn, "promo.example")
        assert asking is not None
        assert (asking.id, asking.line) == (first, "line")
        heirs = [await tickets_store.open_one(conn, lead, 2, NOW, "promo.example", joined=first) for lead in (8, 9)]
    with pytest.raises(IntegrityError):
        async with db.writing() as conn:
            await tickets_store.open_one(conn, 9, 2, NOW, "promo.example")
    async with db.writing() as conn:
        assert [each.id for each in await tickets_store.joined_to(conn, first)] == heirs
        assert [each.id for each in await tickets_store.withdraw(conn, 7)] == [first]
        heir = await tickets_store.inherit(conn, first)
        assert heir is not None
        assert heir.id == heirs[0]
        assert [each.id for each in await tickets_store.joined_to(conn, heir.id)] == heirs[1:]
        assert await tickets_store.inherit(conn, heirs[1]) is None


async def test_a_lead_that_is_forgotten_leaves_the_rules_that_editors_confirmed(db: Database) -> None:
    for lead_id in (7, 8):
        await keep_lead(db, lead_id)
    async with db.writing() as conn:
        first = await tickets_store.open_one(conn, 7, 1, NOW, "x")
        joined = await tickets_store.open_one(conn, 8, 1, NOW, "x", joined=first)
        found = await amendments_store.find(conn, await suggest(conn, "UC_VK01"))
        assert found is not None
        await amendments_store.put_in_force(conn, found, found.kind, found.source, 3, NOW)
        await suggest(conn, "UC_TV01", "y")
        await retention_store.forget(conn, [7])
        assert [(each.mark, each.lead_id) for each in await amendments_store.held(conn)] == [("x", None)]
        left = await tickets_store.find(conn, joined)
        assert left is not None
        assert left.state == "withdrawn"


async def test_a_lock_lapses_by_itself(db: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        ticket_id = await tickets_store.open_one(conn, 7, 1, NOW)
        await tickets_store.lock(conn, ticket_id, 4, NOW + 2 * MINUTE)
        ticket = await tickets_store.find(conn, ticket_id)
    assert ticket is not None
    assert [ticket.held_by(NOW + minutes * MINUTE) for minutes in (0, 1, 2)] == [4, 4, None]


async def test_what_waits_for_the_editors_is_settled_once(db: Database, other: Database) -> None:
    await keep_lead(db)
    async with db.writing() as conn:
        ticket_id = await tickets_store.open_one(conn, 7, 1, NOW)
        assert await tickets_store.pass_on(conn, ticket_id, "EasyBox", 4, NOW)
        assert not await tickets_store.answer(conn, ticket_id, "WEB", 4, NOW)
        (waiting,) = await tickets_store.passed(conn)
        assert (waiting.said, waiting.id) == ("EasyBox", ticket_id)

    async def settle(database: Database) -> bool:
        async with database.writing() as conn:
            return await tickets_store.settle(conn, ticket_id, "UC_9", NOW)

    assert sorted(await asyncio.gather(settle(db), settle(other))) == [False, True]

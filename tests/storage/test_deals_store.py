"""Deals, whom they were handed to, and where that is told."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from services import deal_rows
from services.domain.deals import Deal, End, Handing, PortalDeal
from services.domain.lead import Semantics
from services.storage import deal_inbox_store, deals_store, marks_store, outbox_store
from services.storage.database import Database
from services.storage.deal_inbox_store import DealMention
from services.storage.deals_store import CARD, LATE, Place
from services.storage.outbox_store import TELEGRAM
from tests.storage.rows import MINUTE, NOW

DEAL = PortalDeal(7, "Перила 👍", 21, "C9:NEW", Semantics.PROCESS, NOW, 12, NOW, NOW, 12, (14,))
DUE = NOW + timedelta(hours=2)


async def hand(db: Database, deal: PortalDeal = DEAL) -> Handing:
    async with db.writing() as conn:
        await deals_store.save(conn, [deal], NOW)
        return await deals_store.hand(conn, deal, NOW, DUE)


async def test_a_deal_is_first_known_by_one_process(db: Database, other: Database) -> None:
    async def first(database: Database) -> bool:
        async with database.writing() as conn:
            return await deals_store.first(conn, DEAL, NOW)

    assert sorted(await asyncio.gather(*(first(each) for each in (db, other, db)))) == [False, False, True]
    async with db.writing() as conn:
        assert await deals_store.lock(conn, 7) == Deal(7, "Перила 👍", 21, "C9:NEW", NOW, NOW)
        assert await deals_store.lock(conn, 8) is None
        await deals_store.save(conn, [replace(DEAL, manager_id=22, stage="C9:WON"), replace(DEAL, id=9)], NOW)
        assert (await deals_store.lock(conn, 7) or DEAL).manager_id == 22


async def test_a_handing_ends_once(db: Database) -> None:
    handing = await hand(db)
    async with db.writing() as conn:
        assert await deals_store.waiting(conn, 7) == handing
        assert await deals_store.end(conn, handing.id, End.TAKEN, NOW + MINUTE)
        assert not await deals_store.end(conn, handing.id, End.GIVEN, NOW + 2 * MINUTE)
        assert await deals_store.waiting(conn, 7) is None
        taken = await deals_store.find(conn, handing.id)
        assert taken == replace(handing, end=End.TAKEN, ended_at=NOW + MINUTE)
        assert await deals_store.find(conn, 99) is None


async def test_a_handing_falls_due_once(db: Database, other: Database) -> None:
    handing = await hand(db)

    async def claim(database: Database) -> Handing | None:
        async with database.writing() as conn:
            return await deals_store.claim(conn, handing.id, DUE)

    async with db.reading() as conn:
        assert await deals_store.due(conn, DUE - MINUTE) == []
        assert await deals_store.due(conn, DUE) == [handing.id]
        assert await deals_store.next_due(conn) == DUE
    claimed = [each for each in await asyncio.gather(*(claim(each) for each in (db, other))) if each]
    assert claimed == [replace(handing, late_at=DUE)]
    async with db.reading() as conn:
        assert (await deals_store.due(conn, DUE), await deals_store.next_due(conn)) == ([], None)


async def test_what_was_taken_does_not_fall_due(db: Database) -> None:
    handing = await hand(db)
    async with db.writing() as conn:
        await deals_store.end(conn, handing.id, End.TAKEN, NOW)
        assert await deals_store.claim(conn, handing.id, DUE) is None


async def test_messages_are_remembered_once_and_forgotten_with_their_deal(db: Database) -> None:
    handing = await hand(db)
    card, late = Place(CARD, 5021, 100), Place(LATE, 5014, 100)
    async with db.writing() as conn:
        for where in (card, card, late):
            await deals_store.place(conn, handing.id, where)
        assert await deals_store.places(conn, handing.id) == [card, late]
        await deals_store.forget(conn, NOW + MINUTE)
        assert await deals_store.find(conn, handing.id) is not None
        await deals_store.gone(conn, 7, NOW)
        await deals_store.forget(conn, NOW + MINUTE)
        assert await deals_store.find(conn, handing.id) is None
        assert await deals_store.places(conn, handing.id) == []


async def test_a_card_that_comes_while_its_deal_is_taken_is_drawn_anew(db: Database, other: Database) -> None:
    """Whoever takes it does not see the card's place yet; so whoever notes the place down waits for the end of that."""
    handing = await hand(db)

    async def stands() -> None:
        async with other.writing() as conn:
            await deal_rows.stands(conn, handing, Place(CARD, 5021, 100), NOW)

    async with db.writing() as conn:
        await deals_store.end(conn, handing.id, End.TAKEN, NOW)
        await deal_rows.redraw(conn, handing.id, NOW)
        noted = asyncio.create_task(stands())
        await asyncio.wait([noted], timeout=0.3)
    await noted
    async with db.reading() as conn:
        (redrawn,) = await outbox_store.sendable(conn, TELEGRAM, NOW, 10)
    assert redrawn.payload["place"] == 100


async def test_what_was_handed_over_in_a_period(db: Database) -> None:
    await hand(db)
    async with db.reading() as conn:
        (fact,) = await deals_store.handed_in(conn, NOW, NOW + MINUTE)
        assert (fact.manager, fact.title, fact.given_at, fact.due_at, fact.end) == (21, "Перила 👍", NOW, DUE, None)
        assert await deals_store.handed_in(conn, NOW - MINUTE, NOW) == []


async def test_a_mention_while_a_deal_is_read_stays_open(db: Database) -> None:
    async with db.writing() as conn:
        await deal_inbox_store.mention(conn, [8, 7, 7], NOW)
        first, second = await deal_inbox_store.unread(conn, NOW, 50)
        assert (first, second) == (DealMention(7, 1, 0), DealMention(8, 1, 0))
        await deal_inbox_store.mention(conn, [7], NOW)
        await deal_inbox_store.read(conn, first)
        await deal_inbox_store.read(conn, second)
        (again,) = await deal_inbox_store.unread(conn, NOW, 50)
        assert again == DealMention(7, 2, 0)
        await deal_inbox_store.postpone(conn, 7, NOW + MINUTE)
        assert await deal_inbox_store.unread(conn, NOW, 50) == []
        assert await deal_inbox_store.next_at(conn) == NOW + MINUTE
        assert await deal_inbox_store.unread(conn, NOW + MINUTE, 50) == [DealMention(7, 2, 1)]
        await deal_inbox_store.read(conn, again)
        await deal_inbox_store.forget(conn, NOW + 2 * MINUTE)
        assert await deal_inbox_store.next_at(conn) is None


async def test_of_two_who_draw_the_line_of_the_first_look_one_does(db: Database) -> None:
    async with db.writing() as conn:
        assert await marks_store.begin(conn, marks_store.DEALS_SINCE, NOW.isoformat())
    async with db.writing() as conn:
        assert not await marks_store.begin(conn, marks_store.DEALS_SINCE, DUE.isoformat())
        assert await marks_store.get_moment(conn, marks_store.DEALS_SINCE) == NOW

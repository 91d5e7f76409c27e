"""The lead list reads each lead again that was saved, or that other rules told of."""

from sqlalchemy import select

from services.storage import leads_store, listed_store
from services.storage.database import Database
from services.storage.tables import listed
from tests.storage.rows import keep_lead

ROW = {
    "known": False,
    "kind": "form",
    "direction": "in",
    "channel": "",
    "tag": "",
    "source": "WEB",
    "stage": "NEW",
    "saved": False,
}


async def behind(db: Database, stamp: str = "rules") -> list[tuple[int, int]]:
    async with db.reading() as conn:
        return [(lead.id, revision) for lead, revision in await listed_store.stale(conn, stamp, 10)]


async def read(db: Database, *leads: tuple[int, int], stamp: str = "rules") -> None:
    rows = [{**ROW, "lead_id": lead, "client": lead, "revision": at, "rules": stamp} for lead, at in leads]
    async with db.writing() as conn:
        await listed_store.keep(conn, rows, {lead: set() for lead, _ in leads})


async def save(db: Database, lead_id: int) -> None:
    async with db.writing() as conn:
        lead = await leads_store.lock(conn, lead_id)
        assert lead is not None
        await leads_store.save(conn, lead)


async def test_a_new_lead_is_read_once(db: Database) -> None:
    for lead in (7, 8):
        await keep_lead(db, lead)
    assert await behind(db) == [(7, 1), (8, 1)]
    await read(db, (7, 1))
    assert await behind(db) == [(8, 1)]


async def test_a_lead_that_was_saved_is_read_again(db: Database) -> None:
    await keep_lead(db)
    await read(db, (7, 1))
    await save(db, 7)
    assert await behind(db) == [(7, 2)]
    await read(db, (7, 2))
    assert await behind(db) == []


async def test_a_lead_that_was_saved_while_it_was_read_is_read_again(db: Database) -> None:
    await keep_lead(db)
    await save(db, 7)
    await read(db, (7, 1))
    assert await behind(db) == [(7, 2)]


async def test_a_slow_reader_does_not_put_an_older_look_in_place_of_a_newer(db: Database) -> None:
    """Of two processes the slower read the lead before it was saved."""
    await keep_lead(db)
    await save(db, 7)
    await read(db, (7, 2))
    rows = [{**ROW, "stage": "OLD", "lead_id": 7, "client": 7, "revision": 1, "rules": "rules"}]
    async with db.writing() as conn:
        await listed_store.keep(conn, rows, {7: {"79990000001"}})
        assert await listed_store.relatives(conn, [7]) == {7: set()}
        assert await conn.scalar(select(listed.c.stage)) == "NEW"
    assert await behind(db) == []


async def test_other_rules_read_all_leads_again(db: Database) -> None:
    for lead in (7, 8):
        await keep_lead(db, lead)
    await read(db, (7, 1), (8, 1), stamp="old")
    await read(db, (8, 1), stamp="zzz")
    assert sorted(await behind(db)) == [(7, 1), (8, 1)]
    await read(db, (7, 1), (8, 1))
    assert await behind(db) == []


async def test_a_lead_that_somebody_holds_is_not_waited_for(db: Database, other: Database) -> None:
    await keep_lead(db)
    if db.sqlite:  # its writers queue
        return
    async with other.writing() as conn:
        await leads_store.lock(conn, 7)
        await read(db, (7, 1))
    assert await behind(db) == [(7, 1)]

"""The lead list reads each lead again that was saved, or that other rules told of."""

from services.storage import leads_store, listed_store
from services.storage.database import Database
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

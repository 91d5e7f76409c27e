"""Editions that open leads began with, and who has taken note of a new one."""

from dataclasses import replace
from datetime import timedelta

from services.domain.lead import Phase
from services.domain.people import Role
from services.storage import editions_store, leads_store, marks_store, staff_store
from services.storage.database import Database
from tests.storage.rows import NOW, make_lead

DAY = timedelta(days=1)


async def test_editions_of_open_leads_stay(db: Database) -> None:
    async with db.writing() as conn:
        for digest in ("open", "ended", "told", "young"):
            await editions_store.keep(conn, digest, "{}", NOW + DAY if digest == "young" else NOW)
        await leads_store.add(conn, replace(make_lead(1), digest="open"), NOW)
        await leads_store.add(conn, replace(make_lead(2), digest="ended", phase=Phase.CLOSED), NOW)
        await editions_store.forget(conn, NOW + DAY, last="told")
        assert await editions_store.digests(conn) == ("open", "told", "young")
        assert await editions_store.of_open_leads(conn) == {"open"}


async def test_whoever_was_told_takes_note_once(db: Database) -> None:
    async with db.writing() as conn:
        one, two = [await staff_store.add(conn, roles=[Role.MANAGER], name=name) for name in ("Первый", "Второй")]
        assert await editions_store.readers(conn) == []
        news = await editions_store.announce(conn, {"key": "edition-new"}, [one, two], NOW)
        assert await editions_store.told(conn, news) == {"key": "edition-new"}
        assert await editions_store.read(conn, news, one, NOW)
        assert not await editions_store.read(conn, news, one, NOW)
        assert not await editions_store.read(conn, news, 99, NOW)
        assert {each.staff_id: each.read_at for each in await editions_store.readers(conn)} == {one: NOW, two: None}


async def test_of_two_who_announce_one_does(db: Database) -> None:
    async with db.writing() as conn:
        await marks_store.put(conn, marks_store.EDITION, "old")
    async with db.writing() as conn:
        assert await marks_store.swap(conn, marks_store.EDITION, "old", "new")
    async with db.writing() as conn:
        assert not await marks_store.swap(conn, marks_store.EDITION, "old", "new")

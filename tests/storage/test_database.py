"""One transaction idiom: nothing is lost between writers, whoever they are, and nothing half-done stays."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from services.storage import leads_store, marks_store
from services.storage.database import Database
from tests.storage.rows import keep_lead

ROUNDS = 15


async def _count_up(db: Database) -> None:
    """Read, think, write: what two writers at once would lose."""
    for _ in range(ROUNDS):
        async with db.writing() as conn:
            lead = await leads_store.lock(conn, 7)
            assert lead is not None
            await asyncio.sleep(0)
            counted = type(lead)(**{**_parts(lead), "attempts": lead.attempts + 1})
            await leads_store.save(conn, counted)


def _parts(lead: object) -> dict[str, object]:
    return {name: getattr(lead, name) for name in type(lead).__dataclass_fields__}  # type: ignore[attr-defined]


async def test_no_update_is_lost_between_four_writers_of_two_processes(db: Database, other: Database) -> None:
    await keep_lead(db)
    await asyncio.gather(*(_count_up(each) for each in (db, db, other, other)))
    async with db.reading() as conn:
        kept = await leads_store.find(conn, 7)
    assert kept is not None
    assert (kept.lead.attempts, kept.revision) == (4 * ROUNDS, 1 + 4 * ROUNDS)


async def test_an_exception_leaves_nothing_behind(db: Database) -> None:
    async def fail() -> None:
        async with db.writing() as conn:
            await marks_store.put(conn, "half", "done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with db.writing() as conn:
        assert await marks_store.get(conn, "half") is None


async def test_a_writer_may_change_its_mind(db: Database) -> None:
    async with db.writing() as conn:
        await marks_store.put(conn, "half", "done")
        await conn.rollback()
    async with db.writing() as conn:
        assert await marks_store.get(conn, "half") is None


async def test_a_writer_that_is_cancelled_leaves_nothing_behind_and_holds_nobody_up(db: Database) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with db.writing() as conn:
            await marks_store.put(conn, "half", "done")
            begun.set()
            await asyncio.Event().wait()

    writer = asyncio.create_task(write())
    await begun.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    async with asyncio.timeout(5), db.writing() as conn:
        assert await marks_store.get(conn, "half") is None
        await marks_store.put(conn, "next", "done")


async def test_readers_see_what_was_committed_while_somebody_writes(db: Database) -> None:
    async with db.writing() as conn:
        await marks_store.put(conn, "name", "new")
        async with asyncio.timeout(5), db.reading() as reader:
            assert await marks_store.get(reader, "name") is None
    async with db.reading() as reader:
        assert await marks_store.get(reader, "name") == "new"


async def test_many_readers_at_once(db: Database) -> None:
    await keep_lead(db)

    async def read() -> bool:
        async with db.reading() as conn:
            return await leads_store.find(conn, 7) is not None

    assert all(await asyncio.gather(*(read() for _ in range(40))))


async def test_two_processes_open_a_new_file_at_the_same_time(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/new.db"
    both = Database(url), Database(url)
    await asyncio.gather(*(each.ping() for each in both))
    for each in both:
        await each.close()


async def test_sqlite_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/new.db")
    async with db.writing() as conn:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        pragmas = {name: await conn.scalar(text(f"PRAGMA {name}")) for name in asked}
    await db.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_ping_raises_when_there_is_no_database() -> None:
    db = Database("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    with pytest.raises(ConnectionError):
        await db.ping()
    await db.close()


async def test_a_process_that_dies_of_an_error_ends_although_nobody_closed_the_database(tmp_path: Path) -> None:
    program = f"""
import asyncio
from services.storage.database import Database
asyncio.run(Database("sqlite:///{tmp_path}/new.db").ping())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    try:
        assert await asyncio.wait_for(process.wait(), 15) == 0
    finally:
        if process.returncode is None:
            process.kill()

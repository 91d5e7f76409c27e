"""SQLite's writers: one after another, many in one commit, and nobody is told that it is kept before it is."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.storage import marks_store
from services.storage.database import Database
from services.storage.migrate import migrate
from services.storage.trouble import is_away
from services.storage.turns import Turns


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "own.db"


@pytest.fixture
async def sqlite(file: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{file}")
    await migrate(opened)
    yield opened
    await opened.close()


async def _put(db: Database, name: str, *, fails: bool = False) -> None:
    async with db.writing() as conn:
        await marks_store.put(conn, name, "kept")
        await asyncio.sleep(0)  # the others queue meanwhile
        if fails:
            raise ZeroDivisionError


def _on_disk(file: Path) -> set[str]:
    with sqlite3.connect(file) as another:
        return {name for (name,) in another.execute("SELECT name FROM marks")}


async def test_one_that_fails_takes_nobody_along(sqlite: Database, file: Path) -> None:
    names = [f"{number}" for number in range(9)]
    done = await asyncio.gather(*(_put(sqlite, name, fails=name in "048") for name in names), return_exceptions=True)
    assert [isinstance(each, ZeroDivisionError) for each in done] == [name in "048" for name in names]
    assert _on_disk(file) == {name for name in names if name not in "048"}


async def test_what_is_told_to_be_kept_is_on_the_disk(sqlite: Database, file: Path) -> None:
    async def put_and_look(name: str) -> bool:
        await _put(sqlite, name)
        return name in _on_disk(file)

    assert all(await asyncio.gather(*(put_and_look(f"{number}") for number in range(30))))


async def test_whoever_is_cancelled_while_others_wait_holds_nobody_up(sqlite: Database, file: Path) -> None:
    for ticks in range(12):  # while it waits for its turn, writes, or waits for the commit
        before, mine, after = (asyncio.create_task(_put(sqlite, f"{ticks}{part}")) for part in "abc")
        for _ in range(ticks):
            await asyncio.sleep(0)
        mine.cancel()
        async with asyncio.timeout(5):
            await asyncio.gather(before, after)
            await asyncio.wait([mine])
        assert {f"{ticks}a", f"{ticks}c"} <= _on_disk(file)


async def test_when_the_disk_is_full_nobody_is_told_that_it_is_kept(sqlite: Database, file: Path) -> None:
    async def fill() -> None:
        async with sqlite.writing() as conn:
            await conn.run_sync(lambda sync: sync.exec_driver_sql("PRAGMA max_page_count=1"))
            await asyncio.sleep(0)
            await marks_store.put(conn, "big", "x" * 1_000_000)

    done = await asyncio.gather(_put(sqlite, "before"), fill(), return_exceptions=True)
    assert all(isinstance(each, Exception) and is_away(each) for each in done)
    assert _on_disk(file) == set()
    async with sqlite.writing() as conn:
        await conn.run_sync(lambda sync: sync.exec_driver_sql("PRAGMA max_page_count=1000000"))
    await _put(sqlite, "after")
    assert _on_disk(file) == {"after"}


async def test_another_process_is_waited_for_while_this_one_goes_on(sqlite: Database, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(_put(sqlite, "mine"))
    await asyncio.sleep(0.05)
    async with sqlite.reading() as conn:
        assert await marks_store.get(conn, "mine") is None
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    async with asyncio.timeout(5):
        await writing
    assert _on_disk(file) == {"mine"}


async def test_the_urgent_go_first_each_in_the_order_of_their_asking() -> None:
    turns, served = Turns(), []

    async def want(name: str, *, urgent: bool) -> None:
        await turns.ask(urgent=urgent)
        served.append(name)
        await asyncio.sleep(0)
        turns.give()

    async with asyncio.TaskGroup() as group:
        for name in ("1", "2", "3!", "4", "5!"):
            group.create_task(want(name, urgent=name.endswith("!")))
    assert served == ["1", "3!", "5!", "2", "4"]
    assert not turns.wanted()

"""The commands of docs/operations.md: a copy made while the bot writes is whole, and can be gone back to."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from services.storage import leads_store, marks_store
from services.storage.database import Database
from services.storage.migrate import HEAD, migrate, move_to, versions
from tests.conftest import Postgres
from tests.storage.rows import keep_lead

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")


async def shell(command: str, *, folder: Path, path: Path | None = None) -> None:
    """Run a documented command."""
    process = await asyncio.create_subprocess_shell(
        command, cwd=folder, env={"PATH": f"{path or Path(sys.executable).parent}:/usr/bin:/bin"}
    )
    assert await process.wait() == 0


async def write_on(db: Database) -> None:
    """The bot at work, until it is cancelled."""
    for number in range(1_000_000):
        async with db.writing() as conn:
            await marks_store.put(conn, "first", str(number))
            await marks_store.put(conn, "second", str(number))
        await asyncio.sleep(0.001)


async def whole(url: str) -> bool:
    """The lead is there, and a transaction that was being written is there wholly or not at all."""
    copy = Database(url)
    await migrate(copy)
    async with copy.reading() as conn:
        marks = [await marks_store.get(conn, name) for name in ("first", "second")]
        lead = await leads_store.find(conn, 7)
    await copy.close()
    return lead is not None and marks[0] == marks[1] is not None


async def test_sqlite_is_copied_while_it_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    db = Database(f"sqlite:///{tmp_path}/data/five-minutes.db")
    await migrate(db)
    await keep_lead(db)
    writing = asyncio.create_task(write_on(db))
    await asyncio.sleep(0.05)
    (command,) = re.findall(r"^python -c .*VACUUM INTO.*$", PAGE, re.MULTILINE)
    await shell(command, folder=tmp_path)
    assert not writing.done()
    writing.cancel()
    await asyncio.wait([writing])
    await db.close()
    assert await whole(f"sqlite:///{tmp_path}/data/copy.db")


async def test_postgresql_is_copied_while_it_is_written_to(postgres: Postgres, tmp_path: Path) -> None:
    postgres.run("CREATE DATABASE copied")
    postgres.run("CREATE DATABASE restored")
    db = Database(postgres.url("copied"))
    await migrate(db)
    await keep_lead(db)
    writing = asyncio.create_task(write_on(db))
    await asyncio.sleep(0.05)
    for pattern, name in ((r"^pg_dump .*$", "copied"), (r"`(pg_restore .*)`", "restored")):
        (command,) = re.findall(pattern, PAGE, re.MULTILINE)
        uri = postgres.url(name).replace("+asyncpg", "")
        await shell(re.sub(r"\bbot\b", f"'{uri}'", command), folder=tmp_path, path=postgres.programs)
    assert not writing.done()
    writing.cancel()
    await asyncio.wait([writing])
    await db.close()
    assert await whole(postgres.url("restored"))
    postgres.run("DROP DATABASE copied")


@pytest.mark.parametrize("back", [1, 3])
async def test_versions_back_and_up_again_keep_the_leads(database_url: str, back: int) -> None:
    db = Database(database_url)
    await migrate(db)
    await keep_lead(db)
    assert versions()[-1] == HEAD
    await move_to(db, versions()[-1 - back])
    await migrate(db)
    async with db.reading() as conn:
        assert await leads_store.find(conn, 7)
    await db.close()

"""A migrated, empty database of either kind, and a second process's view of it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.storage.database import Database
from services.storage.migrate import migrate
from services.storage.tables import metadata


async def _bring_up(url: str) -> None:
    db = Database(url)
    await migrate(db)
    await db.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite, migrated once; every test gets a copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    asyncio.run(_bring_up(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_server(postgres: Any) -> str:
    """PostgreSQL, migrated once; every test empties it first."""
    postgres.run("CREATE DATABASE storage")
    url: str = postgres.url("storage")
    asyncio.run(_bring_up(url))
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the test's database is."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path)
        return f"sqlite:///{copy}"
    url: str = request.getfixturevalue("migrated_server")
    return url


@pytest.fixture
async def db(migrated_url: str) -> AsyncIterator[Database]:
    """The product's own database, in its newest shape and empty."""
    opened = Database(migrated_url)
    if not opened.sqlite:
        async with opened.writing() as conn:
            await conn.execute(text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE"))
    yield opened
    await opened.close()


@pytest.fixture
async def other(db: Database, migrated_url: str) -> AsyncIterator[Database]:
    """The same database, opened by another process: an engine of its own."""
    opened = Database(migrated_url)
    yield opened
    await opened.close()

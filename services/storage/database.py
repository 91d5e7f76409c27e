"""One transaction idiom, right on SQLite and on PostgreSQL: `async with db.writing() as conn`."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from services.storage.sqlite import File, Sqlite

USED, RESTED = "used", 1.0  # seconds after which a connection is asked whether it still lives


class Database:
    """Reading and writing transactions; a database is opened when it is first used."""

    def __init__(self, url: str, file: Callable[[str], File] = File) -> None:
        """`file` gives the file of SQLite at a path."""
        parts = make_url(url)
        self.sqlite = parts.get_backend_name() == "sqlite"
        self._below = Sqlite(file(parts.database or ":memory:")) if self.sqlite else Postgres(url)

    def writing(self, *, urgent: bool = False) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that may write; commits at the end, rolls back on an exception.

        `urgent`: a person waits, so it goes before others where writers queue.
        """
        return cast("AbstractAsyncContextManager[AsyncConnection]", self._below.writing(urgent=urgent))

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For looking only."""
        return cast("AbstractAsyncContextManager[AsyncConnection]", self._below.reading())

    def studying(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For looking at a lot: lists, reports, files. Nobody who taps waits for it."""
        return cast("AbstractAsyncContextManager[AsyncConnection]", self._below.studying())

    async def ping(self) -> None:
        """Raises when the database does not answer."""
        async with self.reading() as conn:
            await conn.execute(text("select 1"))

    async def close(self) -> None:
        await self._below.close()


class Postgres:
    """Writers wait for each other at the rows they lock."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url, pool_size=10)
        # Each statement sees what is committed when it begins, as in a transaction of PostgreSQL's usual kind.
        self._looking = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        event.listen(self._engine.sync_engine, "checkin", _used)
        event.listen(self._engine.sync_engine, "checkout", self._ping)

    def _ping(self, connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        """Another connection is taken in place of one that died at rest; one used just now is not asked."""
        if time.monotonic() - record.info.get(USED, 0.0) < RESTED:
            return
        dialect = self._engine.dialect
        try:
            dialect.do_ping(connection)
        except Exception as error:
            raise DisconnectionError from error

    @asynccontextmanager
    async def writing(self, *, urgent: bool) -> AsyncIterator[AsyncConnection]:  # noqa: ARG002 - nobody queues here
        async with self._engine.connect() as conn, conn.begin():
            yield conn

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._looking.connect() as conn:
            yield conn

    studying = reading

    async def close(self) -> None:
        await self._engine.dispose()


def _used(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[USED] = time.monotonic()

"""PostgreSQL by its driver: a transaction is two words on a connection that is kept open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy import Connection, Executable, Result
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from services.storage.spelling import Asked, Spellings, Values, spellings

MOST = 20  # connections
PATIENCE = 30.0  # seconds that somebody waits for one
RESTED = 1.0  # seconds after which a connection is asked whether it still lives


class Statements(Asked):
    """On one connection."""

    def __init__(self, below: AsyncConnection, driver: "asyncpg.Connection[Any]", spellings: Spellings) -> None:
        self.driver, self.dialect = driver, below.dialect
        self.used = 0.0  # when it was given back
        self._below, self._spellings = below, spellings

    async def execute(self, statement: Executable, values: Values | None = None) -> Result[Any]:
        spelling = self._spellings.of(statement, values)
        if spelling is None or (spelling.returns and isinstance(values, list)):  # for many rows it makes one trip
            return await self._below.execute(statement, values)
        if isinstance(values, list):
            await self._ask(self.driver.executemany, spelling.sql, [spelling.arguments(each) for each in values])
            return spelling.rows((), len(values))
        arguments = spelling.arguments(values)
        if spelling.returns:
            found = await self._ask(self.driver.fetch, spelling.sql, *arguments)
            return spelling.rows(found, len(found))
        told = await self._ask(self.driver.execute, spelling.sql, *arguments)
        return spelling.rows((), int(told.rpartition(" ")[2]))  # "UPDATE 1"

    async def _ask(self, how: Callable[..., Awaitable[Any]], sql: str, *arguments: Any) -> Any:
        try:
            return await how(sql, *arguments)
        except asyncpg.IntegrityConstraintViolationError as error:
            raise IntegrityError(sql, None, error) from error
        except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:  # as a rule it was cut
            raise InterfaceError(sql, None, error) from error
        except asyncpg.PostgresError as error:
            raise DBAPIError(sql, None, error) from error

    async def run_sync(self, function: Callable[[Connection], Any]) -> Any:
        return await self._below.run_sync(function)

    async def begin(self) -> None:
        await self._ask(self.driver.execute, "BEGIN")

    async def commit(self) -> None:
        """Raises when the server undoes it instead, because something in it had failed."""
        if await self._ask(self.driver.execute, "COMMIT") != "COMMIT":
            raise DBAPIError("COMMIT", None, asyncpg.PostgresError("the transaction was undone"))

    async def rollback(self) -> None:
        """Undo what the transaction has done so far; it goes on."""
        await self._ask(self.driver.execute, "ROLLBACK")
        await self.begin()

    async def lives(self) -> bool:
        if self.driver.is_closed():
            return False
        if asyncio.get_running_loop().time() - self.used >= RESTED:
            try:
                await self.driver.execute("SELECT 1")
            except Exception:  # whatever the driver says of it
                return False
        return True

    async def close(self) -> None:
        with suppress(Exception):  # it may be dead already
            await self._below.close()

    async def discard(self) -> None:
        """Nothing more is said on it; what was begun is undone by the server."""
        self.driver.terminate()
        await self.close()


class Postgres:
    """Writers wait for each other at the rows they lock."""

    def __init__(self, url: str) -> None:
        # What SQLAlchemy carries out itself is part of whatever transaction we have begun.
        self._engine: AsyncEngine = create_async_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True
        )
        self._spellings = spellings(self._engine.dialect)
        self._idle: list[Statements] = []  # the one that was used last is the last
        self._room = asyncio.Semaphore(MOST)

    @asynccontextmanager
    async def writing(self, *, urgent: bool) -> AsyncIterator[Statements]:  # noqa: ARG002 - nobody queues here
        """Everything or nothing, on the disk at the end."""
        async with self._lent() as conn:
            await conn.begin()
            yield conn
            await conn.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Statements]:
        """For looking only. Each statement sees what is committed when it begins."""
        async with self._lent() as conn:
            yield conn

    studying = reading

    async def close(self) -> None:
        """Nobody asks any more."""
        while self._idle:
            await self._idle.pop().close()
        await self._engine.dispose()

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Statements]:
        async with asyncio.timeout(PATIENCE):
            await self._room.acquire()
        try:
            conn = await self._living()
            try:
                yield conn
            except BaseException:
                await conn.discard()  # whatever went wrong, the next one finds nothing of it
                raise
            conn.used = asyncio.get_running_loop().time()
            self._idle.append(conn)
        finally:
            self._room.release()

    async def _living(self) -> Statements:
        """Another connection is taken in place of one that died at rest; one used just now is not asked."""
        while self._idle:
            conn = self._idle.pop()
            if await conn.lives():
                return conn
            await conn.discard()
        below = await self._engine.connect()
        driver = (await below.get_raw_connection()).driver_connection
        return Statements(below, driver, self._spellings)

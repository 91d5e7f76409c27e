"""SQLite on the event loop itself.

A statement of ours takes microseconds; a trip to another thread and back costs ten times that. So statements run where
they are asked for. Only what may wait does so elsewhere: a commit, for the disk, in aiosqlite's thread; the beginning
of a writer, for another process, in a sleep between two questions; and what reads thousands of rows.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Executable, Result, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from services.storage.spelling import Asked, Spellings, Values, spellings
from services.storage.turns import Turns

PATIENCE = 10.0  # seconds that another process may hold the database
ASK_AGAIN = 0.005
STATEMENTS = 256  # that a connection keeps prepared
TOGETHER = 0.02  # seconds that a transaction is kept open for others to go on in it
# FULL: a commit is on the disk before a tap is confirmed to Telegram, power cuts included.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


class Statements(Asked):
    """Nothing here really waits.

    `pauses`: before each statement whoever waits for the loop goes first, so that nothing that reads a lot holds it up.
    """

    def __init__(self, driver: sqlite3.Connection, spellings: Spellings, *, pauses: bool = False) -> None:
        self.driver, self._spellings, self._pauses = driver, spellings, pauses
        engine = create_engine("sqlite://", poolclass=NullPool, creator=lambda: driver, hide_parameters=True)
        self._below = engine.connect()
        self.dialect = self._below.dialect

    async def execute(self, statement: Executable, values: Values | None = None) -> Result[Any]:
        if self._pauses:
            await asyncio.sleep(0)
        return self._answer(statement, values)

    def _answer(self, statement: Executable, values: Values | None) -> Result[Any]:
        spelling = self._spellings.of(statement, values)
        if spelling is None:
            return self._below.execute(statement, values)
        try:
            if not isinstance(values, list):
                cursor = self.driver.execute(spelling.sql, spelling.arguments(values))
                return spelling.rows(cursor.fetchall() if spelling.returns else (), cursor.rowcount)
            if spelling.returns:  # which the driver does not do for many
                asked = (self.driver.execute(spelling.sql, spelling.arguments(each)) for each in values)
                found = [row for cursor in asked for row in cursor.fetchall()]
                return spelling.rows(found, len(found))
            cursor = self.driver.executemany(spelling.sql, [spelling.arguments(each) for each in values])
            return spelling.rows((), cursor.rowcount)
        except sqlite3.IntegrityError as error:
            raise IntegrityError(spelling.sql, None, error) from error

    async def run_sync(self, function: Callable[[Connection], Any]) -> Any:
        return function(self._below)

    async def rollback(self) -> None:
        """Undo what this part of the transaction has done so far."""
        self.driver.execute("ROLLBACK TO own")

    def undo(self) -> None:
        """The same, when the part is over."""
        if self.driver.in_transaction:
            self.driver.execute("ROLLBACK TO own")
            self.driver.execute("RELEASE own")

    def close(self) -> None:
        """Nothing is asked any more."""
        self._below.close()


class Studies(Statements):
    """Statements that take long, one after another in a thread: the loop goes on meanwhile."""

    def __init__(
        self, driver: sqlite3.Connection, spellings: Spellings, away: Callable[[Callable[[], Any]], Awaitable[Any]]
    ) -> None:
        super().__init__(driver, spellings)
        self._away = away

    async def execute(self, statement: Executable, values: Values | None = None) -> Result[Any]:
        read = await self._away(lambda: self._below.execute(statement, values).freeze())  # with all its rows
        result: Result[Any] = read()
        return result


class File:
    """Where the rows are; what waits for the disk is done in aiosqlite's threads."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._opened: dict[sqlite3.Connection, aiosqlite.Connection] = {}
        self._thread = ThreadPoolExecutor(1, "studies")

    def connect(self) -> sqlite3.Connection:
        """A connection that any thread may use; two never do at once."""
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(
            self.path,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
            timeout=PATIENCE,
        )

    async def open(self) -> sqlite3.Connection:
        """A connection for statements here."""
        driver = self.connect()
        opened = aiosqlite.Connection(lambda: driver, 64)
        opened._thread.daemon = True  # a process that dies of an error ends, although nobody closed this
        self._opened[driver] = await opened
        return driver

    def away(self, work: Callable[[], Any]) -> Awaitable[Any]:
        """Do it in a thread, one thing at a time: also when whoever asked has gone."""
        return asyncio.get_running_loop().run_in_executor(self._thread, work)

    def commit(self, driver: sqlite3.Connection) -> asyncio.Future[None]:
        """Done when it is on the disk. What aiosqlite's `commit()` does, without a task that somebody has to keep."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._opened[driver]._tx.put_nowait((done, driver.commit))
        return done

    async def close(self, driver: sqlite3.Connection) -> None:
        """Let go of a connection and its thread."""
        await self._opened.pop(driver).close()


class Sqlite:
    """One connection for everybody who looks, and one for whoever writes.

    Writers take turns. When others wait, the next one goes on in the transaction of the one before, behind a savepoint
    of its own; one commit puts them all on the disk, and nobody leaves `writing` before that. The urgent wait for none
    but the urgent.
    """

    def __init__(self, file: File) -> None:
        self._file = file
        self._spellings = spellings(sqlite.dialect())
        self._opening = asyncio.Lock()
        self._reader: Statements | None = None
        self._student: Statements | None = None
        self._writer: Statements | None = None
        self._turns = Turns()
        self._since = 0.0  # when the transaction began that is under way
        self._hurry = False  # somebody urgent waits for its commit
        self._waiting: list[asyncio.Future[None]] = []  # for its commit

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Statements]:
        """For looking only. No transaction: in WAL mode each statement sees a whole state."""
        if self._reader is None:
            async with self._opening:
                self._reader = self._reader or await self._connect(writes=False)
        yield self._reader

    @asynccontextmanager
    async def studying(self) -> AsyncIterator[Statements]:
        """The same for what takes long, on a connection of its own."""
        if self._student is None:
            async with self._opening:
                self._student = self._student or _prepared(
                    Studies(await self._file.open(), self._spellings, self._file.away)
                )
        yield self._student

    @asynccontextmanager
    async def writing(self, *, urgent: bool = False) -> AsyncIterator[Statements]:
        """Everything or nothing, on the disk at the end; the urgent go before the others."""
        turn = self._turns.ask(urgent=urgent)
        try:
            await turn
            writer = await self._begin()
        except BaseException:
            if not turn.cancelled():
                self._end()
            raise
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hurry |= urgent
        try:
            yield writer
            writer.driver.execute("RELEASE own")
            self._waiting.append(kept)
        except BaseException:
            writer.undo()
            raise
        finally:
            self._end()
        await kept

    async def close(self) -> None:
        """Let go of the file, after the commit that is under way."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._turns.ask()
        if self._student is not None:
            await self._file.away(self._student.close)  # after what the thread is at
        for each in (self._reader, self._writer):
            if each is not None:
                each.close()
        for each in filter(None, (self._reader, self._writer, self._student)):
            await self._file.close(each.driver)
        self._reader = self._writer = self._student = None
        self._turns = Turns()

    async def _connect(self, *, writes: bool) -> Statements:
        return _prepared(Statements(await self._file.open(), self._spellings, pauses=not writes), writes=writes)

    async def _begin(self) -> Statements:
        if self._writer is None:
            self._writer = await self._connect(writes=True)
            self._writer.driver.execute("PRAGMA busy_timeout=0")  # of other writers; the loop must not stand still
        driver, patience = self._writer.driver, PATIENCE
        while not driver.in_transaction:
            try:
                driver.execute("BEGIN IMMEDIATE")  # locks before it reads, so that read-then-write loses nothing
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or patience <= 0:
                    raise
                patience -= ASK_AGAIN
                await asyncio.sleep(ASK_AGAIN)
            self._since, self._hurry = asyncio.get_running_loop().time(), False
        driver.execute("SAVEPOINT own")
        return self._writer

    def _end(self) -> None:
        """One part is done: the next one goes on, or all is committed."""
        if self._writer is None or not self._writer.driver.in_transaction:  # SQLite itself may have rolled it back
            self._ended(sqlite3.OperationalError("the transaction was undone"))
        elif self._turns.wanted(urgent=self._hurry) and asyncio.get_running_loop().time() - self._since < TOGETHER:
            self._turns.give()
        else:
            committing = self._file.commit(self._writer.driver)
            committing.add_done_callback(lambda done: self._ended(done.exception()))

    def _ended(self, error: BaseException | None) -> None:
        if error and self._writer is not None and self._writer.driver.in_transaction:
            self._writer.driver.rollback()
        waiting, self._waiting = self._waiting, []
        for kept in waiting:
            if not kept.done():
                kept.set_exception(error) if error else kept.set_result(None)
        self._turns.give()


def _prepared(opened: Statements, *, writes: bool = False) -> Statements:
    for pragma in PRAGMAS if writes else (*PRAGMAS, "query_only=ON"):
        opened.driver.execute(f"PRAGMA {pragma}")
    return opened

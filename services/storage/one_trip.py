"""One trip to the database thread for each statement.

SQLAlchemy asks an aiosqlite cursor to open, execute, fetch and close: four trips between the event loop and the
connection's thread, which together cost more than SQLite itself needs. Here the four travel together.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

import aiosqlite

BEGIN = "BEGIN IMMEDIATE"


class OneTripCursor:
    """What SQLAlchemy uses of a cursor; rows are fetched when the statement is executed."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> "OneTripCursor":
        return await self._take(sqlite3.Connection.execute, operation, parameters)

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> "OneTripCursor":
        return await self._take(sqlite3.Connection.executemany, operation, parameters)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """Closed already, in the trip that executed it."""

    async def _take(self, execute: Any, operation: str, parameters: Any) -> "OneTripCursor":
        if operation == BEGIN:  # noted before the trip: a caller that is cancelled on the way still rolls it back
            self._connection.begun = True

        def trip() -> list[Any]:
            cursor = execute(self._connection.driver, operation, parameters)
            rows = cursor.fetchall() if cursor.description else []
            self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
            cursor.close()
            return rows

        self._rows = await self._connection.trip(trip)
        return self


class OneTripConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors travel once, and which has nothing to end when nothing was begun."""

    begun = False

    @property
    def driver(self) -> sqlite3.Connection:
        """The connection below; to be used in the database thread only."""
        return self._conn

    def cursor(self) -> Any:
        return OneTripCursor(self)

    async def commit(self) -> None:
        if self.begun:
            await super().commit()
            self.begun = False

    async def rollback(self) -> None:
        if self.begun:
            await super().rollback()
            self.begun = False

    async def trip(self, function: Any) -> Any:
        """Run a function in the database thread."""
        return await self._execute(function)  # type: ignore[no-untyped-call]


async def connect(path: str) -> aiosqlite.Connection:
    """For `create_async_engine(async_creator=…)`."""
    connection = OneTripConnection(lambda: sqlite3.connect(path, isolation_level=None, check_same_thread=False), 64)
    connection._thread.daemon = True  # a process that dies of an error ends, although nobody closed this
    return await connection

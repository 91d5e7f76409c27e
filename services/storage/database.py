"""One transaction idiom, right on SQLite and on PostgreSQL: `async with db.writing() as conn`."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, cast

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.sqlite import File, Sqlite

if TYPE_CHECKING:
    from services.storage.postgres import Postgres


class Database:
    """Reading and writing transactions; a database is opened when it is first used."""

    def __init__(self, url: str, file: Callable[[str], File] = File) -> None:
        """`file` gives the file of SQLite at a path."""
        parts = make_url(url)
        self.sqlite = parts.get_backend_name() == "sqlite"
        self._below = Sqlite(file(parts.database or ":memory:")) if self.sqlite else _postgres(url)

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


def _postgres(url: str) -> "Postgres":
    """Whoever works in a file need not load the driver."""
    from services.storage.postgres import Postgres

    return Postgres(url)

"""SQLite without its thread: a statement is executed at once, and whoever waits for it goes on a little later.

So the order of what happens is the same each time, and a process can be killed between any statement and what follows.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite

from services.storage.one_trip import OneTripConnection
from tests.virtual.process import hold

PATIENCE = 10.0  # seconds, as `busy_timeout` of the product
RETRY = 0.05


class Disk:
    """Opens the database at `path`. `delay` draws the seconds that a statement takes; `full`: no file can grow."""

    def __init__(self, path: Path, delay: Callable[[], float] = lambda: 0.0) -> None:
        self.path, self.delay = path, delay
        self.full = False
        self._open: set[sqlite3.Connection] = set()

    async def connect(self, path: str) -> aiosqlite.Connection:
        """For `Database`."""
        driver = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._open.add(driver)
        connection = Inline(self, driver)
        hold(connection, lambda: self.close(driver))
        self._limit(driver)
        return connection

    def close(self, driver: sqlite3.Connection) -> None:
        """What was not committed is rolled back."""
        if driver in self._open:
            self._open.discard(driver)
            driver.close()

    def fill(self, *, full: bool) -> None:
        """The disk is full from now on, or has room again."""
        self.full = full
        for driver in self._open:
            self._limit(driver)

    def _limit(self, driver: sqlite3.Connection) -> None:
        pages = driver.execute("PRAGMA page_count").fetchone()[0] if self.full else 2**32 - 2
        driver.execute(f"PRAGMA max_page_count = {max(1, pages)}")


class Inline(OneTripConnection):
    """A connection of `Disk`."""

    def __init__(self, disk: Disk, driver: sqlite3.Connection) -> None:
        super().__init__(lambda: driver, 64)
        self._connection = driver
        self._disk = disk
        self._prepared = False

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        driver = self._connection
        if driver is None:
            raise ValueError("Connection closed")
        if self.begun and not self._prepared:
            driver.execute("PRAGMA busy_timeout = 0")  # waiting for a lock must not stop the loop
            self._prepared = True
        result = await self._patiently(lambda: fn(*args, **kwargs))
        delay = self._disk.delay()
        await asyncio.sleep(delay)
        return result

    async def _patiently(self, work: Callable[[], Any]) -> Any:
        loop = asyncio.get_running_loop()
        since = loop.time()
        while True:
            try:
                return work()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or loop.time() - since > PATIENCE:
                    raise
            await asyncio.sleep(RETRY)

    async def close(self) -> None:
        if self._connection is not None:
            self._disk.close(self._connection)
            self._connection = None

    def stop(self) -> None:  # type: ignore[override]
        if self._connection is not None:
            self._disk.close(self._connection)
            self._connection = None

    def __del__(self) -> None:
        return

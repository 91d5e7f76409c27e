"""SQLite without a thread: a commit takes its time, and whoever waits for it goes on a little later.

So the order of what happens is the same each time, and a process can be killed before a commit and after it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.storage.sqlite import File
from tests.virtual.process import hold


class Disk:
    """The database at `path`. `delay` draws the seconds that a commit takes; `full`: no file can grow."""

    def __init__(self, path: Path, delay: Callable[[], float] = lambda: 0.0) -> None:
        self.path, self.delay = path, delay
        self.full = False
        self._open: set[sqlite3.Connection] = set()

    def file(self, path: str) -> File:
        """For `Database`."""
        return _OnDisk(self, path)

    def opened(self, driver: sqlite3.Connection) -> None:
        """Until it is closed, or its process is killed: what was not committed is rolled back."""
        self._open.add(driver)
        hold(driver, lambda: self._close(driver))
        self._limit(driver)

    def fill(self, *, full: bool) -> None:
        """The disk is full from now on, or has room again."""
        self.full = full
        for driver in list(self._open):
            try:
                self._limit(driver)
            except sqlite3.ProgrammingError:  # closed meanwhile
                self._open.discard(driver)

    def _close(self, driver: sqlite3.Connection) -> None:
        self._open.discard(driver)
        driver.close()

    def _limit(self, driver: sqlite3.Connection) -> None:
        pages = driver.execute("PRAGMA page_count").fetchone()[0] if self.full else 2**32 - 2
        driver.execute(f"PRAGMA max_page_count = {max(1, pages)}")


class _OnDisk(File):
    def __init__(self, disk: Disk, path: str) -> None:
        super().__init__(path)
        self._disk = disk

    async def open(self) -> sqlite3.Connection:
        driver = self.connect()
        self._disk.opened(driver)
        return driver

    async def close(self, driver: sqlite3.Connection) -> None:
        driver.close()

    async def away(self, work: Callable[[], Any]) -> Any:
        return work()

    def commit(self, driver: sqlite3.Connection) -> asyncio.Future[None]:
        loop, half = asyncio.get_running_loop(), self._disk.delay() / 2
        done: asyncio.Future[None] = loop.create_future()

        def commit() -> None:
            try:
                driver.commit()
            except sqlite3.Error as error:
                done.set_exception(error)
            else:
                loop.call_later(half, done.set_result, None)

        loop.call_later(half, commit)
        return done

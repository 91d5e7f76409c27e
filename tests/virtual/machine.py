"""The machine on which the product runs: it starts, dies, ends, and has a clock of its own."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.app import App, build
from bot.rhythm import Rhythm
from bot.serve import serve
from bot.settings import Settings
from services.storage.database import Database
from tests.virtual.libraries import follow
from tests.virtual.loop import VirtualLoop
from tests.virtual.process import PROCESS, Process
from tests.virtual.sqlite import Disk


async def blank(charts: Sequence[str]) -> list[bytes]:
    """Pictures are drawn by a process outside, for which virtual time does not wait."""
    return [b"\x89PNG" for _ in charts]


@dataclass
class Life:
    """One process, in Unix times."""

    started: float
    died: float | None = None
    killed: bool = False
    failure: BaseException | None = None


class Machine:
    """`skew`: seconds by which its clock is ahead of the true time."""

    def __init__(self, loop: VirtualLoop, settings: Settings, disk: Disk, rhythm: Rhythm) -> None:
        self.lives: list[Life] = []
        self.app: App | None = None
        self.skew = 0.0
        self.settings = settings
        self._loop, self._disk, self._rhythm = loop, disk, rhythm
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None
        self.on_end: Callable[[Life], None] = lambda _life: None
        follow(loop.time, self.now)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._loop.wall() + self.skew, UTC)

    @property
    def alive(self) -> bool:
        return self._process is not None

    def database(self, url: str) -> Database:
        """On the disk of this machine, or elsewhere."""
        return Database(url, self._disk.file)

    def start(self) -> None:
        """A process begins."""
        assert self._process is None
        life, process, context = Life(self._loop.wall()), Process(), copy_context()
        self.lives.append(life)
        self._process = process
        context.run(PROCESS.set, process)
        self._task = self._loop.create_task(self._live(), context=context)
        self._task.add_done_callback(lambda task: self._ended(life, task), context=copy_context())

    def kill(self) -> None:
        """kill -9."""
        process, self._process, self.app = self._process, None, None
        if process is None:
            return
        process.die()
        self._loop.bury(process)
        life = self.lives[-1]
        life.died, life.killed = self._loop.wall(), True
        self.on_end(life)

    async def end(self) -> None:
        """SIGTERM, and wait until it has ended."""
        process, task = self._process, self._task
        if process is not None and task is not None:
            process.terminate()
            await asyncio.wait([task])

    async def _live(self) -> None:
        self.app = build(
            self.settings,
            now=self.now,
            ticks=self._loop.time,
            database=self.database,
            rhythm=self._rhythm,
            draw=blank,
        )
        await serve(self.app)

    def _ended(self, life: Life, task: asyncio.Task[None]) -> None:
        self._process = self.app = None
        life.died = self._loop.wall()
        life.failure = task.exception()
        if life.failure:
            logging.getLogger(__name__).error("the process ended by itself", exc_info=life.failure)
        self.on_end(life)

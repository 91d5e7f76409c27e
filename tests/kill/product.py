"""The assistant as its host sees it: a process that is killed, started again, and ended."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.kill.trace import Trace
from tests.kill.warm import Process, start

ENDS_WITHIN = 20.0  # seconds from SIGTERM to the exit
RESTARTED_AFTER = 1.0  # seconds, by a host whose process has ended by itself
VACANT = 13.0  # seconds for which a killed process may still seem to have its seats, where others could take them
FIRST_WORDS = ("getUpdates", "setWebhook")  # what a process asks when it is at work


class Died(Exception):
    """The process ended, and nobody had asked it to."""


@dataclass
class Life:
    """One process, in Unix times."""

    number: int
    started: float
    at_work: float | None = None
    died: float | None = None
    killed: str = ""  # at which point


class Product:
    """Runs the assistant, and starts it again at once when it was killed."""

    def __init__(
        self, settings: dict[str, str], log: Path, trace: Trace, *, cold: bool = False, shared: bool = False
    ) -> None:
        """`shared`: other processes might work on the same database."""
        self.lives: list[Life] = []
        self.autopsy: Callable[[], Awaitable[None]] | None = None  # after a kill, before the next start
        self.may_end: Callable[[], bool] = lambda: False  # whether its host starts it again when it ends by itself
        self.log = log
        self._settings, self._trace, self._cold, self._shared = settings, trace, cold, shared
        self._process: Process | None = None

    @property
    def life(self) -> Life:
        """The present one, or the last."""
        return self.lives[-1]

    @property
    def pid(self) -> int:
        """Of the present process, or the last."""
        return self._process.pid if self._process else 0

    @property
    def working(self) -> bool:
        """Whether a process is at work now."""
        return bool(self.lives and self.life.at_work and not self.life.died)

    async def live(self) -> None:
        """Until the process ends by itself, as it was told. Raises `Died` when nobody had told it."""
        while True:
            life = Life(len(self.lives) + 1, time.time())
            self.lives.append(life)
            self._process = await start(self._settings, self.log, cold=self._cold)
            self._trace.say(f"== process {life.number} starts{' cold' if self._cold else ''}")
            code = await self._process.wait()
            life.died = life.died or time.time()
            self._trace.say(f"== process {life.number} ended with {code}")
            if not life.killed:
                if code and self.may_end():
                    await asyncio.sleep(RESTARTED_AFTER)
                    continue
                if code:
                    raise Died(f"process {life.number} ended with {code}:\n{self.said()}")
                return
            if self.autopsy:
                await self.autopsy()

    def heard(self, method: str) -> None:
        """A request of the product arrived."""
        if method in FIRST_WORDS and self.lives and not self.life.at_work and not self.life.died:
            self.life.at_work = time.time()
            self._trace.say(f"== process {self.life.number} is at work")

    def kill(self, why: str) -> bool:
        """kill -9, now; False when there is nothing to kill."""
        if self._process is None or self.life.died:
            return False
        self.life.killed, self.life.died = why, time.time()
        os.kill(self._process.pid, signal.SIGKILL)
        self._trace.say(f"XX process {self.life.number} killed: {why}")
        return True

    async def end(self, living: asyncio.Task[None]) -> float:
        """SIGTERM; the seconds it took to end. Raises TimeoutError or `Died`."""
        since = time.time()
        if self._process is not None:
            self._trace.say("== SIGTERM")
            os.kill(self._process.pid, signal.SIGTERM)
        async with asyncio.timeout(ENDS_WITHIN):
            await living
        return time.time() - since

    def abandon(self) -> None:
        """Whatever happened: no process is left behind."""
        if self._process is not None and self.lives and not self.life.died:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    def said(self, lines: int = 40) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text().splitlines()[-lines:]) if self.log.exists() else ""

    def at_work(self, since: float, until: float) -> bool:
        """Whether one process was at work all that time, and might speak to the services."""
        lived = any(
            life.at_work and life.at_work <= since and (life.died is None or life.died > until) for life in self.lives
        )
        return lived and not self.mourned(since, until)

    def mourned(self, since: float, until: float) -> bool:
        """Whether a killed process may have kept the others from the services in that time."""
        deaths = [life.died for life in self.lives if life.killed and life.died]
        return self._shared and any(died <= until and since <= died + VACANT for died in deaths)

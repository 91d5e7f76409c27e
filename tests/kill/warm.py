"""Processes of the product: cold ones by its command line, warm ones forked where the imports are done already.

A warm process runs the same command with the same settings and dies the same death; only the seconds that Python
takes to import libraries are spared. They would leave room for a few kills where there can be many.
"""

import asyncio
import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[2]
COMMAND = ("run",)
IMPORTED = [
    "pytest",
    "bot.commands.run",
    "sqlalchemy.dialects.sqlite",
    "asyncpg",
    "apscheduler.triggers.interval",
]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(IMPORTED)


class Process(Protocol):
    """A running process."""

    pid: int

    async def wait(self) -> int:
        """The exit code, or the signal's number below zero."""
        ...


class Cold:
    """`python -m bot run`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.pid = process.pid
        self._process = process

    async def wait(self) -> int:
        return await self._process.wait()


class Warm:
    """The same, forked."""

    def __init__(self, process: BaseProcess) -> None:
        self.pid = process.pid or 0
        self._process = process

    async def wait(self) -> int:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        return int(self._process.exitcode or 0)


async def start(settings: dict[str, str], log: Path, *, cold: bool) -> Process:
    """Start the product with exactly these settings; what it prints is added to `log`."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
    if not cold:
        process = _context.Process(target=_run, args=(environment, str(log)), daemon=True)
        await asyncio.to_thread(process.start)  # the first one waits for the imports
        return Warm(process)
    with log.open("a") as output:
        command = (sys.executable, "-m", "bot", *COMMAND)
        return Cold(
            await asyncio.create_subprocess_exec(
                *command, cwd=log.parent, env=environment, stdout=output, stderr=output
            )
        )


def _run(environment: dict[str, str], log: str) -> None:
    from bot.commands import main

    with Path(log).open("a") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(log).parent)
    sys.exit(main(COMMAND))

"""Programs of their own beside the bench: the product, and the floors."""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.stage import Scene

ROOT = Path(__file__).parents[2]
READY = "at work"
PATIENCE = 60  # seconds to start, and to end


class BenchFailed(Exception):
    """A run did not come to its end; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program at work; `seconds` is what its start took, `address` where it listens ("" = nowhere)."""

    seconds: float
    address: str
    pid: int = 0

    @property
    def megabytes(self) -> float:
        """Of memory that it holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@asynccontextmanager
async def product(scene: "Scene", profile: str = "") -> AsyncIterator[Program]:
    """`bot run`, told of events; `profile` names a file that cProfile writes."""
    module = ["cProfile", "-o", profile, "-m", "bot", "run"] if profile else ["bot", "run"]
    async with running(module, scene.folder, scene.settings, gently=bool(profile)) as program:
        scene.sandbox.send_events_to(program.address)
        await scene.polled()
        yield program


@asynccontextmanager
async def running(
    module: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None, *, gently: bool = False
) -> AsyncIterator[Program]:
    """Start `python -m <module>` in `folder`, wait until it says that it is at work; kill it, or end it `gently`."""
    log = folder / "program.log"
    since = time.perf_counter()
    with log.open("w") as output:
        process = await _start(module, folder, settings or {}, output, output)
    try:
        said = await _said(log, process)
        address = re.search(r"listening on (\S+)", said)
        yield Program(time.perf_counter() - since, f"http://{address[1]}" if address else "", process.pid)
    finally:
        await _end(process, signal.SIGTERM if gently else signal.SIGKILL)


async def finished(module: Sequence[str], folder: Path) -> str:
    """Run `python -m <module>` to its end; what it printed."""
    process = await _start(module, folder, {}, asyncio.subprocess.PIPE, None)
    output, _ = await process.communicate()
    if process.returncode:
        raise BenchFailed(f"{' '.join(module)} ended with {process.returncode}")
    return output.decode()


async def until(true: Callable[[], bool], seconds: float, what: str, every: float = 0.02) -> None:
    """Wait until it is true; raises BenchFailed after `seconds`."""
    deadline = time.perf_counter() + seconds
    while not true():
        if time.perf_counter() > deadline:
            raise BenchFailed(f"{what} did not come within {seconds:.0f} s")
        await asyncio.sleep(every)


async def _start(
    module: Sequence[str], folder: Path, settings: Mapping[str, str], output: int | IO[str], errors: IO[str] | None
) -> asyncio.subprocess.Process:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, cwd=folder, env=environment, stdout=output, stderr=errors
    )


async def _said(log: Path, process: asyncio.subprocess.Process) -> str:
    said = ""

    def ready() -> bool:
        nonlocal said
        said = log.read_text()
        return READY in said or process.returncode is not None

    await until(ready, PATIENCE, "the start of a program", every=0.005)
    if READY not in said:
        raise BenchFailed(f"a program did not start:\n{said[-2000:]}")
    return said


async def _end(process: asyncio.subprocess.Process, how: signal.Signals) -> None:
    if process.returncode is None:
        process.send_signal(how)
    try:
        await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()

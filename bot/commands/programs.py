"""Programs that a command starts beside itself, each writing its log into a file."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAST_LINES = 20
GRACE = 30.0  # seconds to end by itself: more than `run` takes to finish what it has in hand


@dataclass(frozen=True)
class Program:
    """A running program; `name` is for people."""

    name: str
    process: Process
    log: Path

    @property
    def ended(self) -> bool:
        return self.process.returncode is not None

    def last_lines(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:])

    async def end(self) -> None:
        """Ask it to end, and make it end when it does not."""
        for stop in (self.process.terminate, self.process.kill):
            with suppress(ProcessLookupError, TimeoutError):
                stop()
                await asyncio.wait_for(self.process.wait(), GRACE)
            if self.ended:
                return


async def start(name: str, module: str, *args: str, folder: Path, environ: Mapping[str, str]) -> Program:
    """`python -m module` in `folder`, where no `.env` of ours is found, and out of reach of the terminal's Ctrl-C."""
    path = folder / f"{module}.log"
    with path.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            *args,
            cwd=folder,
            env={**environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
        )
    return Program(name, process, path)

"""Charts as pictures, drawn by a process of its own: nobody who taps waits for them, and its memory is given back."""

import asyncio
import base64
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

RASTER = Path(__file__).with_name("raster.py")
PATIENCE = 30.0  # seconds


Draw = Callable[[Sequence[str]], Awaitable[list[bytes]]]


class NotDrawnError(Exception):
    """The pictures could not be made; what they show stands in the table."""


async def pictures(charts: Sequence[str]) -> list[bytes]:
    """A PNG for each SVG; raises NotDrawnError."""
    try:
        async with asyncio.timeout(PATIENCE):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", str(RASTER), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            out, complaint = await process.communicate(json.dumps(list(charts)).encode())
    except (OSError, TimeoutError) as error:
        raise NotDrawnError(type(error).__name__) from error
    if process.returncode:
        raise NotDrawnError(complaint.decode(errors="replace").strip().rpartition("\n")[2])
    return [base64.b64decode(each) for each in json.loads(out)]

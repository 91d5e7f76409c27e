"""A long Excel file, written by a process of its own while its rows are read."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from services.export.program import END
from services.export.workbook import Column

PROGRAM = Path(__file__).with_name("program.py")
PATIENCE = 60.0  # seconds that the program may take for the file once it has all rows
GOODBYE = 5.0  # seconds to end by itself

Row = Sequence[Any]


class NotMadeError(Exception):
    """The file could not be made."""


@asynccontextmanager
async def written(
    title: str,
    columns: Sequence[Column],
    rows: AsyncIterator[Sequence[Row]],
    zone: tzinfo | None,
    program: Path = PROGRAM,
) -> AsyncIterator[AsyncIterator[bytes]]:
    """The file in parts; raises NotMadeError before the first of them."""
    head = [title, getattr(zone, "key", ""), [[each.title, each.kind, each.width] for each in columns]]
    try:
        process = await asyncio.create_subprocess_exec(sys.executable, "-I", str(program), stdin=PIPE, stdout=PIPE)
    except OSError as error:
        raise NotMadeError(type(error).__name__) from error
    try:
        try:
            await _say(process, head)
            async for portion in rows:
                await _say(process, portion)
            await _say(process, END)
            async with asyncio.timeout(PATIENCE):
                first = await _part(process)
        except (OSError, TimeoutError) as error:
            raise NotMadeError(type(error).__name__) from error
        if not first:
            raise NotMadeError(f"it ended with {await process.wait()}")
        yield _parts(process, first)
    finally:
        await _end(process)


async def _say(process: Process, told: Any) -> None:
    if process.stdin is None:
        raise NotMadeError("nobody listens")
    process.stdin.write(json.dumps(told, default=_moment).encode() + b"\n")
    await process.stdin.drain()


def _moment(value: Any) -> float:
    if not isinstance(value, datetime):
        raise TypeError(f"no cell takes {type(value).__name__}")
    return value.timestamp()


async def _part(process: Process) -> bytes:
    return await process.stdout.read(64 * 1024) if process.stdout else b""


async def _parts(process: Process, first: bytes) -> AsyncIterator[bytes]:
    part = first
    while part:
        yield part
        part = await _part(process)


async def _end(process: Process) -> None:
    """Without more to read it ends, and leaves nothing behind."""
    if process.stdin:
        process.stdin.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE):
            await process.wait()
            return
    process.kill()
    await process.wait()

"""A long file is written by a process of its own: the same cells, and nothing left behind."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.export.elsewhere import NotMadeError, written
from services.export.workbook import Column, Kind, Sheet, workbook
from tests.export.xlsx import cells

MOSCOW = ZoneInfo("Europe/Moscow")
COLUMNS = [Column("Время", Kind.MOMENT), Column("Имя"), Column("Длительность", Kind.DURATION)]
AT = datetime(2026, 3, 2, 21, 30, 15, tzinfo=UTC)
ROWS = [[AT, "=1+1\n<b>Олег</b> \ud83d", 95], [None, "", None], [AT, "Нина", 0]]


async def portions(*some: Sequence[Sequence[Any]]) -> AsyncIterator[Sequence[Sequence[Any]]]:
    for each in some:
        await asyncio.sleep(0)
        yield each


async def test_it_is_the_same_file() -> None:
    async with written("Лиды", COLUMNS, portions(ROWS[:2], ROWS[2:]), MOSCOW) as parts:
        content = b"".join([part async for part in parts])
    assert cells(content) == cells(workbook([Sheet("Лиды", COLUMNS, ROWS)], MOSCOW))


async def test_a_file_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotMadeError):
        async with written("Лиды", COLUMNS, portions([[AT, "Нина", "not a number"]]), MOSCOW):
            pass
    with pytest.raises(NotMadeError):
        async with written("Лиды", COLUMNS, portions(*[ROWS] * 5000), MOSCOW, tmp_path / "none.py"):
            pass


async def test_whoever_goes_away_leaves_nobody_at_work() -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[Sequence[Sequence[Any]]]:
        while True:
            yield ROWS
            begun.set()
            await asyncio.sleep(0)

    async def ask() -> None:
        async with written("Лиды", COLUMNS, endless(), MOSCOW):
            pass

    asking = asyncio.create_task(ask())
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking  # it has waited for the end of the program

"""Updates are worked off: those from before the start, those that wait for a service, those that are given up."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from sqlalchemy import select

from bot.runner import TRIES, Runner
from services.domain.gateways import TryLater
from services.storage import tables
from services.storage.database import Database
from services.storage.migrate import migrate
from services.storage.sqlite import File
from services.updates import Presence, Updates


async def test_what_comes_before_the_work_begins_waits_for_it_behind_what_a_dead_process_left(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    heard: list[str] = []
    both = asyncio.Event()

    async def listen(message: Message) -> None:
        heard.append(message.text or "")
        if len(heard) == 2:
            both.set()

    bot, dispatcher = Bot("4242:TOKEN"), Dispatcher(disable_fsm=True)
    dispatcher.message.register(listen)
    try:
        await migrate(db)
        await Updates(db, _now, "dead").accept([_text(1, "left behind")])
        await Presence(db, _now, "alive").arrive()
        updates = Updates(db, _now, "alive")
        runner, stopping = Runner(bot, dispatcher, updates, asyncio.sleep), asyncio.Event()
        await updates.accept([_text(2, "early")])
        working = asyncio.create_task(runner.run(stopping))
        async with asyncio.timeout(5):
            await both.wait()
        stopping.set()
        await working
    finally:
        await db.close()
    assert heard == ["left behind", "early"]


@pytest.mark.parametrize(("away", "state"), [(30, "done"), (100_000, "failed")])
async def test_who_wrote_while_telegram_was_away_is_answered_when_it_is_back(
    tmp_path: Path, away: int, state: str
) -> None:
    db = Database(f"sqlite:///{tmp_path / 'a.db'}")
    tried: list[float] = []
    seconds = 0.0

    async def answer(_message: Message) -> None:
        tried.append(seconds)
        if seconds < away:
            raise TryLater("Telegram is out of order")

    async def sleep(pause: float) -> None:
        nonlocal seconds
        seconds += pause
        await asyncio.sleep(0)

    bot, dispatcher = Bot("4242:TOKEN"), Dispatcher(disable_fsm=True)
    dispatcher.message.register(answer)
    try:
        await migrate(db)
        await Presence(db, _now, "alive").arrive()
        updates = Updates(db, _now, "alive")
        runner, stopping = Runner(bot, dispatcher, updates, sleep), asyncio.Event()
        await updates.accept([_text(1, "/start")])
        stopping.set()
        await runner.run(stopping)
        async with db.reading() as conn:
            assert await conn.scalar(select(tables.updates.c.state)) == state
    finally:
        await db.close()
    assert len(tried) > TRIES
    assert max(later - earlier for earlier, later in pairwise(tried)) <= 60


@pytest.mark.parametrize("steps", [0, 1, 4])
async def test_what_was_stored_is_worked_off_even_if_storing_was_broken_off(database_url: str, steps: int) -> None:
    """Whoever polled loses the seat in that moment; Telegram may be told by another process, so nobody asks again."""
    db = Database(database_url)
    heard: list[int] = []
    later = datetime.now(UTC)
    try:
        await migrate(db)
        await Presence(db, _now, "alive").arrive()
        updates = Updates(db, lambda: later, "alive")
        updates.on_fresh = lambda fresh: heard.extend(each.update_id for each in fresh)
        accepting = asyncio.create_task(updates.accept([_text(1, "a"), _text(2, "b")]))
        for _ in range(steps):
            await asyncio.sleep(0)
        accepting.cancel()
        await asyncio.gather(accepting, return_exceptions=True)
        later += timedelta(seconds=6)
        await updates.take_over()
        await updates.take_over()
        async with db.reading() as conn:
            stored = list(await conn.scalars(select(tables.updates.c.update_id)))
    finally:
        await db.close()
    assert sorted(heard) == sorted(stored)


class _Disk(File):
    """A file that cannot grow while the disk is full."""

    full = False

    def commit(self, driver: sqlite3.Connection) -> asyncio.Future[None]:
        if not self.full:
            return super().commit(driver)
        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        failed.set_exception(sqlite3.OperationalError("database or disk is full"))
        return failed


async def test_what_was_handled_while_the_disk_was_full_is_noted_when_there_is_room_again(tmp_path: Path) -> None:
    disk = _Disk(str(tmp_path / "a.db"))
    db = Database(f"sqlite:///{tmp_path / 'a.db'}", lambda _path: disk)
    try:
        await migrate(db)
        await Presence(db, _now, "alive").arrive()
        updates = Updates(db, _now, "alive")
        await updates.accept([_text(1, "a"), _text(2, "b")])
        updates.handled(1)
        disk.full = True
        with pytest.raises(sqlite3.OperationalError):
            await updates.note_handled()
        updates.handled(2)
        disk.full = False
        await updates.note_handled()
        async with db.reading() as conn:
            assert set(await conn.scalars(select(tables.updates.c.state))) == {"done"}
    finally:
        await db.close()


def _text(number: int, text: str) -> dict[str, Any]:
    person = {"id": 5012, "is_bot": False, "first_name": "Алина"}
    chat = {"id": 5012, "type": "private", "first_name": "Алина"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


def _now() -> datetime:
    return datetime.now(UTC)

"""Updates that arrive while the process is still starting: the webhook is open before anybody works."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Message

from bot.runner import Runner
from services.storage.database import Database
from services.storage.migrate import migrate
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


def _text(number: int, text: str) -> dict[str, Any]:
    person = {"id": 5012, "is_bot": False, "first_name": "Алина"}
    chat = {"id": 5012, "type": "private", "first_name": "Алина"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


def _now() -> datetime:
    return datetime.now(UTC)

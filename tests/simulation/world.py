"""The application's own wiring and both stand-ins in one loop of virtual time."""

import logging
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from pydantic import SecretStr

from bot.rhythm import Rhythm
from bot.settings import Settings
from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.demo import APPLICATION_TOKEN
from sandbox.world import BOT_TOKEN, OWNER, SOURCES_CHAT, SUPERVISORS_CHAT
from services.storage.database import Database
from services.storage.migrate import migrate
from tests.simulation.trace import Trace
from tests.virtual.loop import VirtualLoop
from tests.virtual.machine import Machine
from tests.virtual.sqlite import Disk

PORT = 8080
SWEEP = 600  # seconds
# Idle looks are what a month is made of. Whatever has a due time or a bell comes no later by it.
RHYTHM = Rhythm(
    look=120, beat=240, seat=900, heard=70, note=240, catch_up=240, watch=300, audit=300, poll=50, refresh=7200
)


class Listed(logging.Handler):
    """What the assistant warns of, in the trace."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self._trace = trace

    def emit(self, record: logging.LogRecord) -> None:
        words = f"{record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            words += f" ({type(record.exc_info[1]).__name__}: {str(record.exc_info[1])[:200]})"
        self._trace.say(f"   log {record.levelname} {words}")
        if record.levelno >= logging.ERROR:
            self.errors.append(words)


class Stage:
    """Everything but people and weather."""

    def __init__(self, sandbox: Sandbox, machine: Machine, disk: Disk, trace: Trace, log: Listed) -> None:
        self.sandbox, self.machine, self.disk, self.trace, self.log = sandbox, machine, disk, trace, log
        self.in_doubt: Counter[tuple[int, str]] = Counter()

    def autopsy(self) -> None:
        """What a dead process was sending may have arrived."""
        with closing(sqlite3.connect(self.disk.path)) as driver:
            query = "select lead_id, kind from outbox where state = 'leased' and channel = 'telegram'"
            for lead_id, kind in driver.execute(query):
                self.in_doubt[lead_id, kind] += 1


@asynccontextmanager
async def staged(loop: VirtualLoop, chance: random.Random, migrated: Path, folder: Path) -> AsyncIterator[Stage]:
    """The machine is not switched on yet."""
    path = folder / "five-minutes.db"
    shutil.copy(migrated, path)
    loop.network.delay = lambda: chance.uniform(0.0005, 0.02)
    disk = Disk(path, lambda: chance.uniform(0.0002, 0.004))
    async with running(Config(port=0, clock=loop.wall)) as sandbox:
        sandbox.telegram.listeners.clear()  # nobody looks at the page
        sandbox.portal.listeners.clear()
        trace = Trace(loop.wall)
        sandbox.send_events_to(f"http://127.0.0.1:{PORT}")
        machine = Machine(loop, _settings(sandbox, path), disk, RHYTHM)
        log = Listed(trace)
        logging.getLogger().addHandler(log)
        try:
            yield Stage(sandbox, machine, disk, trace, log)
        finally:
            logging.getLogger().removeHandler(log)


def migrated_file(folder: Path) -> Path:
    """A database to copy, in a loop of its own."""
    path = folder / "migrated.db"
    loop = VirtualLoop(0.0)

    async def make() -> None:
        db = Database(f"sqlite:///{path}", Disk(path).file)
        await migrate(db)
        await db.close()

    loop.run_until_complete(make())
    loop.close()
    return path


def _settings(sandbox: Sandbox, path: Path) -> Settings:
    return Settings(
        bot_token=SecretStr(BOT_TOKEN),
        telegram_api_url=sandbox.telegram_url,
        bitrix24_webhook_url=SecretStr(sandbox.webhook_url),
        bitrix24_application_token=SecretStr(APPLICATION_TOKEN),
        bitrix24_sweep_seconds=SWEEP,
        database_url=SecretStr(f"sqlite:///{path}"),
        http_port=PORT,
        supervisors_chat_id=SUPERVISORS_CHAT,
        sources_chat_id=SOURCES_CHAT,
        admin_ids=(OWNER,),
    )

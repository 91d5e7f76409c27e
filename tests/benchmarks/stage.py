"""Where runs take place: prepared once, opened for each run with the same rows and the same chats."""

import asyncio
import gc
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dictionaries import refresh_terms
from sandbox.app import Config, Sandbox
from sandbox.app import running as sandbox_running
from sandbox.telegram.limits import Flood, Limits
from sandbox.telegram.methods.sending import send_message
from services.storage.migrate import migrate
from tests.benchmarks.processes import until
from tests.benchmarks.rows import built, draw, store
from tests.benchmarks.world import populate
from tests.conftest import Postgres


@dataclass(frozen=True, slots=True)
class Card:
    """A lead's card in its manager's chat."""

    lead_id: int
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A stand-in of its own, what the product needs to work with it, and the cards in place."""

    sandbox: Sandbox
    folder: Path
    database: Path  # of SQLite
    settings: dict[str, str]
    cards: list[Card]

    @property
    def refusals(self) -> int:
        """How often the stand-ins answered 429 or 503."""
        statuses = [call.status for call in self.sandbox.telegram.calls]
        statuses += [call.status for call in self.sandbox.portal.calls]
        return sum(status in (429, 503) for status in statuses)

    async def polled(self) -> None:
        """Until the program that was started asks for updates."""
        calls = self.sandbox.telegram.calls
        await until(lambda: any(call.method == "getUpdates" for call in calls), 10, "getUpdates")


class Stage:
    """Leads in place, each with its card."""

    def __init__(self, folder: Path, leads: int, postgres: Postgres | None = None) -> None:
        """`postgres`: a server of this program, in place of files."""
        self._folder, self._leads, self._at, self._postgres = folder, leads, time.time(), postgres
        self._database = folder / "prepared.db"
        self._drawn: list[dict[str, Any]] = []  # what was sent for each card
        self._opened = 0

    async def prepare(self) -> None:
        """Draw the cards and fill the database."""
        async with sandbox_running(Config(port=0)) as sandbox:
            lead_ids = populate(sandbox, self._leads, self._at)
            app = built(_settings(sandbox, self._address(await self._fresh("prepared", self._database))))
            try:
                await migrate(app.db)
                await refresh_terms(app)
                found = await app.crm.read_leads(lead_ids)
                leads = [lead for lead_id in lead_ids if (lead := found[lead_id])]
                self._drawn = [draw(app, lead) for lead in leads]
                cards = self._place(sandbox, lead_ids)
                await store(app, [(lead, card.message_id) for lead, card in zip(leads, cards, strict=True)])
            finally:
                await app.close()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Scene]:
        """A stand-in that listens, and a copy of the database."""
        self._opened += 1
        folder = self._folder / f"run-{self._opened}"
        folder.mkdir()
        database = folder / "five-minutes.db"
        url = self._address(await self._fresh(f"run_{self._opened}", database, like="prepared"))
        async with sandbox_running(Config(port=0)) as sandbox:
            cards = self._place(sandbox, populate(sandbox, self._leads, self._at))
            gc.collect()
            gc.freeze()  # the stand-in's pauses are not the product's
            try:
                yield Scene(sandbox, folder, database, _settings(sandbox, url), cards)
            finally:
                gc.unfreeze()

    async def _fresh(self, name: str, file: Path, like: str = "") -> Path | str:
        """A new database: a file, or one of the server, by its name."""
        if self._postgres is None:
            if like:
                shutil.copy(self._database, file)
            return file
        unique = f"{name}_{id(self)}"
        template = f" TEMPLATE {like}_{id(self)}" if like else ""
        await asyncio.to_thread(self._postgres.run, f"CREATE DATABASE {unique}{template}")
        return unique

    def _address(self, database: Path | str) -> str:
        if isinstance(database, Path) or self._postgres is None:
            return f"sqlite:///{database}"
        return self._postgres.url(database)

    def _place(self, sandbox: Sandbox, lead_ids: list[int]) -> list[Card]:
        """The cards in the chats, without waiting as Telegram would make us."""
        telegram = sandbox.telegram
        telegram.flood = Flood(Limits(flood=False))
        sent = [send_message(telegram, params) for params in self._drawn]
        telegram.flood = Flood(telegram.limits)
        return [
            Card(lead_id, each["chat"]["id"], each["message_id"]) for lead_id, each in zip(lead_ids, sent, strict=True)
        ]


def _settings(sandbox: Sandbox, database_url: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": sandbox.telegram.token,
        "TELEGRAM_API_URL": sandbox.telegram_url,
        "BITRIX24_WEBHOOK_URL": sandbox.webhook_url,
        "BITRIX24_APPLICATION_TOKEN": sandbox.portal.events.application_token,
        "DATABASE_URL": database_url,
        "HTTP_PORT": "0",
        "REGULATION": "op10",
    }

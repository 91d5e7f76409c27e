"""The few parts that the staff commands need: `bot.app` builds everything, and takes seconds to import."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from bot.settings import Settings
from bot.start_refused import database_in_words
from services.bells import Bells
from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import PLANS, Limiter
from services.decisions import Carrier
from services.domain.gateways import Refused, TryLater
from services.domain.people import Employee
from services.people import People
from services.storage.database import Database
from services.storage.migrate import migrate
from services.telegram.raw import ask
from services.telegram.texts import Texts
from services.telling import Chats

PATIENCE = 5.0  # seconds that either service is given: a person waits at the terminal


@dataclass(frozen=True)
class Office:
    """`people`, and what the two services know of them when they answer."""

    people: People
    crm: Bitrix24
    settings: Settings

    async def employee(self, bitrix_id: int) -> tuple[Employee | None, bool]:
        """The portal's user, and whether the portal answered."""
        try:
            async with asyncio.timeout(PATIENCE):
                employees = await self.crm.employees()
        except (TryLater, Refused, TimeoutError):
            return None, False
        return next((each for each in employees if each.bitrix_id == bitrix_id), None), True

    async def username(self) -> str:
        """The bot's name without @, "" when Telegram does not tell."""
        base = f"{self.settings.telegram_api_url}/bot{self.settings.bot_token.get_secret_value()}"
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
                return str((await ask(session, base, "getMe", {})).get("username", ""))
        except (TryLater, Refused):
            return ""


@asynccontextmanager
async def open_office(settings: Settings, texts: Texts) -> AsyncIterator[Office]:
    """Over a database with all its tables; raises StartRefusedError when it cannot be used."""
    with database_in_words(settings, texts):
        db = Database(settings.database_url.get_secret_value())
    crm = Bitrix24(Client(settings.bitrix24_webhook_url.get_secret_value(), Limiter(PLANS[settings.bitrix24_plan])))
    try:
        with database_in_words(settings, texts):
            await migrate(db)
        yield Office(People(db, crm, Carrier(Chats()), Bells(), lambda: datetime.now(UTC)), crm, settings)
    finally:
        await crm.close()
        await db.close()

"""Updates by long polling: stored first, confirmed after (the fact sheet, section 7).

Telegram forgets an update when it is asked for the next one, so nothing is asked before the batch is in the database.
The updates stay raw: one that no library can parse is stored like the rest and costs itself only.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiogram import Bot

from services.domain.gateways import CREDENTIALS, Refused, TryLater
from services.telegram.errors import spoken
from services.telegram.raw import WEBHOOK_SET, ask

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
POLL_SECONDS = 30
BACKOFF_FIRST, BACKOFF_MOST = 0.5, 5.0
CREDENTIALS_WAIT = 30.0
HELD, UNHELD_WAIT = 0.2, 0.3  # seconds: a server that does not hold our question is not asked without end

Update = dict[str, Any]
log = logging.getLogger(__name__)


async def nobody(fault: str) -> None:
    """Nobody wants to know."""


class Poller:
    """Asks for updates for ever: `await run()` ends only by being cancelled.

    `store` keeps a batch for good or raises; it may see an update twice, after a crash.
    `report` is told a new fault by its code (`CREDENTIALS`, `raw.CONFLICT`), and "" when it is over.
    `last_success`: Unix time of the last answer that was stored, 0.0 before the first.
    """

    def __init__(
        self,
        api_url: str,
        token: str,
        store: Callable[[list[Update]], Awaitable[None]],
        *,
        report: Callable[[str], Awaitable[None]] = nobody,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self.last_success = 0.0
        self._base = f"{api_url.rstrip('/')}/bot{token}"
        self._store = store
        self._report = report
        self._sleep = sleep
        self._clock = clock
        self._chance = chance
        self._poll_seconds = poll_seconds
        self._offset = 0
        self._failures = 0
        self._fault = ""

    async def run(self) -> None:
        """Poll until cancelled."""
        timeout = aiohttp.ClientTimeout(total=self._poll_seconds + 15, connect=10)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                wait = await self._round(session)
                if wait:
                    await self._sleep(wait)

    async def _round(self, session: aiohttp.ClientSession) -> float:
        """One question to Telegram; seconds to wait before the next."""
        steady = asyncio.get_running_loop().time
        asked = steady()
        try:
            found = await self._receive(session)
        except TryLater as later:
            return self._back_off(str(later), later.after or 0.0)
        except Refused as refused:
            return await self._refused(refused, session)
        except Exception as error:  # whatever the store raises: these updates come again
            return self._back_off(f"updates were not stored: {type(error).__name__}")
        self._failures = 0
        self.last_success = self._clock()
        await self._tell("")
        return 0.0 if found or steady() - asked > HELD else UNHELD_WAIT

    async def _receive(self, session: aiohttp.ClientSession) -> int:
        """How many updates came; they are stored."""
        question = {"offset": self._offset, "timeout": self._poll_seconds, "allowed_updates": ALLOWED_UPDATES}
        updates = await ask(session, self._base, "getUpdates", question)
        if not isinstance(updates, list) or not all(_numbered(each) for each in updates):
            raise TryLater("Telegram answered with something that is no list of updates")
        if updates:
            await self._store(updates)
            self._offset = max(each["update_id"] for each in updates) + 1
        return len(updates)

    async def _refused(self, refused: Refused, session: aiohttp.ClientSession) -> float:
        if refused.code == WEBHOOK_SET:
            await self._drop_webhook(session)
        else:
            await self._tell(refused.code)
        return self._back_off(str(refused), CREDENTIALS_WAIT if refused.code == CREDENTIALS else 0.0)

    async def _drop_webhook(self, session: aiohttp.ClientSession) -> None:
        """A webhook left over would refuse us for ever; the updates that wait are kept."""
        try:
            await ask(session, self._base, "deleteWebhook", {"drop_pending_updates": False})
            log.warning("a webhook was set: deleted, because updates are polled here")
        except (TryLater, Refused) as error:
            log.warning("the webhook could not be deleted: %s", error)

    async def _tell(self, fault: str) -> None:
        if fault == self._fault:
            return
        self._fault = fault
        try:
            await self._report(fault)
        except Exception as error:  # polling matters more than the news of it
            log.error("a fault was not reported: %s", type(error).__name__)

    def _back_off(self, reason: str, least: float = 0.0) -> float:
        """Half a second, doubled up to five, a part of it by chance so that several bots do not march in step."""
        doubled: float = min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** min(self._failures, 10))
        wait = max(least, doubled * (0.5 + self._chance() / 2))
        self._failures += 1
        log.warning("polling: %s; again in %.1f s", reason, wait)
        return wait


def _numbered(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


async def set_webhook(bot: Bot, url: str, secret: str, allowed_updates: tuple[str, ...] = ALLOWED_UPDATES) -> None:
    """Have updates posted to `url` with `secret` in X-Telegram-Bot-Api-Secret-Token; raises `TryLater`, `Refused`."""
    call = bot.set_webhook(url, secret_token=secret, allowed_updates=list(allowed_updates), drop_pending_updates=False)
    await spoken(call)


async def webhook_stands(bot: Bot, url: str) -> bool:
    """Whether updates are posted to `url`; raises `TryLater`, `Refused`."""
    info = await spoken(bot.get_webhook_info())
    return bool(info.url == url)

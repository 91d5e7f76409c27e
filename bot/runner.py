"""Works stored updates off: one person's in their order, different people's side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from aiogram import Bot, Dispatcher
from aiogram.types import Update as TelegramUpdate
from pydantic import ValidationError

from services.domain.gateways import TryLater
from services.storage.trouble import is_away
from services.storage.updates_store import Update
from services.updates import Updates

log = logging.getLogger(__name__)

TRIES = 5  # of what stumbles
PAUSE, LONGEST = 2.0, 60.0  # seconds between two looks whether a service is back
PATIENCE = 24 * 3600.0  # seconds after which nobody needs the answer any more


class Runner:
    """Feeds updates to aiogram's dispatcher; what cannot be parsed or handled costs itself only."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, updates: Updates, sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self._bot, self._dispatcher, self._updates, self._sleep = bot, dispatcher, updates, sleep
        self._lanes: dict[int, deque[Update]] = {}
        self._group: asyncio.TaskGroup | None = None
        updates.on_fresh = self.put

    def put(self, fresh: Sequence[Update]) -> None:
        """Queue updates, each behind those of the same person. Those that come before `run` wait for it."""
        for update in fresh:
            lane = self._lanes.get(update.lane)
            if lane is not None:
                lane.append(update)
            else:
                self._lanes[update.lane] = deque([update])
                if self._group is not None:
                    self._group.create_task(self._work(update.lane))

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping`, then finish what is in hand."""
        await self._updates.take_over()
        async with asyncio.TaskGroup() as group:
            self._group = group
            for key, lane in self._lanes.items():
                # The webhook is open before we work: what it brought is newer than what a dead process left.
                self._lanes[key] = deque(sorted(lane, key=lambda update: update.update_id))
                group.create_task(self._work(key))
            await stopping.wait()
            self._group = None
        await self._updates.note_handled()

    async def _work(self, key: int) -> None:
        lane = self._lanes[key]
        while lane:
            await self._feed(lane[0])
            lane.popleft()
        del self._lanes[key]

    async def _feed(self, update: Update) -> None:
        try:
            parsed = TelegramUpdate.model_validate(update.body, context={"bot": self._bot})
        except ValidationError as error:
            log.error("update %s cannot be parsed and is left out: %s", update.update_id, _where(error))
            await self._updates.fail(update.update_id)
            return
        failures, waited = 0, 0.0
        while failures < TRIES and waited < PATIENCE:
            try:
                await self._dispatcher.feed_update(self._bot, parsed)
            except TryLater as later:  # whoever wrote hears from us when the service is back
                pause = later.after or min(PAUSE + waited / 4, LONGEST)
                waited += pause
                log.warning("update %s waits %.0f s: %s", update.update_id, pause, later)
                await self._sleep(pause)
            except Exception as error:
                if is_away(error):  # wait as long as it takes
                    log.error("update %s waits for the database: %s", update.update_id, type(error).__name__)
                    await self._sleep(PAUSE)
                    continue
                failures += 1
                log.exception("update %s stumbled, try %s of %s", update.update_id, failures, TRIES)
                await self._sleep(2.0**failures / 4)
            else:
                self._updates.handled(update.update_id)
                return
        await self._fail(update.update_id)

    async def _fail(self, update_id: int) -> None:
        try:
            await self._updates.fail(update_id)
        except Exception:
            log.exception("update %s stays in the table for the next start", update_id)


def _where(error: ValidationError) -> str:
    """Where and why, without the data itself."""
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in error.errors()[:5])

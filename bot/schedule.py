"""The hand of the clock: what happens at even intervals. Due times are rows, never jobs."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.dictionaries import keep_fresh
from services.domain.gateways import Refused, TryLater
from services.seats import Seat

log = logging.getLogger(__name__)

BEAT = 3  # seconds between signs of life
PROBE = 30  # seconds between questions whether Telegram is there
PATIENCE = 12.0  # seconds of silence after which a process counts as dead
CATCH_UP = 2  # seconds between looks for twins that were not known when their card went out
KEEP_UPDATES = timedelta(days=2)


def set_ticks(scheduler: AsyncIOScheduler, app: App) -> None:
    """Everything that ticks."""

    def of_portal(step: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
        """What asks the portal is done by the process that has its seat."""

        async def tick() -> None:
            if app.seats.hold(Seat.BITRIX24):
                await step()

        return tick

    async def heard() -> None:
        if max(app.poller.last_success, app.telegram.last_success) > app.now().timestamp() - 2 * BEAT:
            await app.outage.heard()

    async def forget() -> None:
        await app.updates.forget(app.now() - KEEP_UPDATES)
        await app.sessions.forget()
        await app.retention.tidy()

    _every(scheduler, app.settings.bitrix24_sweep_seconds, "sweep", of_portal(app.reconcile.sweep), at_once=True)
    _every(scheduler, BEAT, "sign of life", lambda: app.presence.beat(PATIENCE))
    _every(scheduler, BEAT, "seats", app.seats.take)
    _every(scheduler, BEAT, "take over", app.updates.take_over)
    _every(scheduler, BEAT, "outage", heard)
    if app.settings.public_url:  # nobody polls: a quiet Telegram and a dead one would look alike
        _every(scheduler, PROBE, "Telegram", app.telegram.probe)
    _every(scheduler, CATCH_UP, "twins", of_portal(app.twins.catch_up))
    _every(scheduler, 1, "handled updates", app.updates.note_handled)
    _every(scheduler, 600, "people", of_portal(app.people.refresh))
    _every(scheduler, 600, "dictionaries", lambda: keep_fresh(app))
    _every(scheduler, 3600, "retention", forget)


def _every(
    scheduler: AsyncIOScheduler,
    seconds: float,
    name: str,
    step: Callable[[], Awaitable[object]],
    *,
    at_once: bool = False,
) -> None:
    async def tick() -> None:
        try:
            await step()
        except (TryLater, Refused) as problem:
            log.warning("%s: %s", name, problem)

    scheduler.add_job(tick, "interval", seconds=seconds, name=name, max_instances=1, coalesce=True)
    if at_once:
        scheduler.add_job(tick, name=name)

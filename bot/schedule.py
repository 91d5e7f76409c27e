"""The hand of the clock: what happens at even intervals. Due times are rows, never jobs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App
from bot.dictionaries import keep_fresh
from services.domain.gateways import Refused, TryLater
from services.seats import Seat

log = logging.getLogger(__name__)

PATIENCE = 12.0  # seconds of silence after which a process counts as dead
KEEP_UPDATES = timedelta(days=2)


Step = Callable[[], Awaitable[object]]


def set_ticks(scheduler: AsyncIOScheduler, app: App) -> None:
    """Everything that ticks."""
    rhythm = app.rhythm

    def of_portal(step: Step) -> Step:
        """What asks the portal is done by the process that has its seat."""
        return _seated(app, Seat.BITRIX24, step)

    async def heard() -> None:
        if max(app.poller.last_success, app.telegram.last_success) > app.now().timestamp() - 2 * rhythm.heard:
            await app.outage.heard()

    async def forget() -> None:
        await app.updates.forget(app.now() - KEEP_UPDATES)
        await app.manual.forget()
        await app.sessions.forget()
        await app.shifts.forget()
        await app.retention.tidy()
        await app.editions.forget()

    every(scheduler, app.settings.bitrix24_sweep_seconds, "sweep", of_portal(app.reconcile.sweep), at_once=True)
    every(scheduler, app.settings.bitrix24_sweep_seconds, "deleted leads", of_portal(app.reconcile.find_deleted))
    every(scheduler, app.settings.bitrix24_sweep_seconds, "deals", of_portal(app.deal_sweep.sweep), at_once=True)
    every(scheduler, rhythm.beat, "sign of life", lambda: app.presence.beat(PATIENCE))
    every(scheduler, rhythm.beat, "seats", app.seats.take)
    every(scheduler, rhythm.beat, "take over", app.updates.take_over)
    every(scheduler, rhythm.heard, "outage", heard)
    if app.settings.heartbeat_url.get_secret_value():
        every(scheduler, 60, "heartbeat", app.heartbeat.beat)
    every(scheduler, rhythm.watch, "reports", _seated(app, Seat.TELEGRAM, app.report_sending.work))
    every(scheduler, rhythm.watch, "watch", app.watch.look)
    every(scheduler, rhythm.watch, "fallback", _seated(app, Seat.TELEGRAM, app.fallback.look))
    every(scheduler, rhythm.audit, "auditor", of_portal(app.auditor.look))
    if app.settings.public_url:  # nobody polls: a quiet Telegram and a dead one would look alike
        every(scheduler, rhythm.probe, "Telegram", app.telegram.probe)
    every(scheduler, rhythm.beat, "waiting leads", app.shifts.release_due)
    every(scheduler, rhythm.catch_up, "twins", of_portal(app.twins.catch_up))
    every(scheduler, rhythm.note, "handled updates", app.updates.note_handled)
    every(scheduler, rhythm.catch_up, "lead list", of_portal(app.listing.catch_up))
    every(scheduler, rhythm.audit, "working days", of_portal(app.workdays.look))
    every(scheduler, rhythm.audit, "calls", of_portal(app.calls.catch_up))
    every(scheduler, rhythm.refresh, "people", of_portal(app.people.refresh), at_once=True)
    every(scheduler, rhythm.refresh, "dictionaries", lambda: keep_fresh(app))
    every(scheduler, 3600, "retention", forget)


def _seated(app: App, seat: Seat, step: Step) -> Step:
    async def tick() -> None:
        if app.seats.hold(seat):
            await step()

    return tick


def every(
    scheduler: AsyncIOScheduler,
    seconds: float,
    name: str,
    step: Step,
    *,
    at_once: bool = False,
) -> None:
    """One tick, by its name."""

    async def tick() -> None:
        try:
            await step()
        except (TryLater, Refused) as problem:
            log.warning("%s: %s", name, problem)
        except asyncio.CancelledError:  # the process ends; the scheduler would log a traceback
            log.info("%s: broken off", name)

    more: dict[str, Any] = {"name": name, "misfire_grace_time": None}  # a busy second is no reason to leave a tick out
    # By its id: of those that are due at one moment the scheduler takes the first by name, and invents names by chance.
    scheduler.add_job(tick, "interval", id=name, seconds=seconds, max_instances=1, coalesce=True, **more)
    if at_once:
        scheduler.add_job(tick, id=f"{name}, at once", **more)

"""The product turned by hand: it starts and is killed, its loops go round while there is work, time passes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, cast

import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import web

from bot.app import App, build
from bot.serve import prepare
from bot.settings import Settings
from sandbox.app import Sandbox
from sandbox.world import BOT_TOKEN
from services.domain.gateways import Refused, TryLater
from services.domain.people import Role
from services.storage import inbox_store, outbox_store
from services.storage.migrate import migrate
from services.telegram.polling import ALLOWED_UPDATES
from services.telegram.raw import ask
from tests.flows.clock import Clock

PACED = 1.1  # seconds that pass by themselves between two messages to one chat
HEARTBEAT = 120.0  # seconds; Telegram is heard at least that often, or it would look like an outage
CHANNELS = (outbox_store.TELEGRAM, outbox_store.BITRIX24, outbox_store.CREATION, outbox_store.MIRROR, outbox_store.BELL)
PATIENCE = 12.0  # as in bot.schedule: a silent process counts as dead after that


class Rounds:
    """`app` is the product; `portal`, `telegram` and `faults` are the sandbox."""

    app: App

    def __init__(self, sandbox: Sandbox, clock: Clock, settings: Settings) -> None:
        self.sandbox, self.clock, self.settings = sandbox, clock, settings
        self.portal, self.telegram, self.faults = sandbox.portal, sandbox.telegram, sandbox.faults
        self.address = ""
        self.before_step: Callable[[], Awaitable[None]] | None = None
        self._site: web.AppRunner | None = None
        self._session = aiohttp.ClientSession()
        self._offset = 0
        self._received = 0
        self._swept_at = 0.0

    async def start(self, since: datetime | None = None, staff: tuple[tuple[int, int, Role], ...] = ()) -> None:
        """What `bot.serve` does before its loops; `staff`: (portal id, Telegram id, role) known from before."""
        self.app = build(self.settings, now=self.clock.now, ticks=self.clock.time, sleep=self.clock.sleep)
        await migrate(self.app.db)
        await self.app.presence.arrive()
        await self.app.seats.arrive()
        for bitrix_id, telegram_id, role in staff:
            await self.app.people.add(bitrix_id, telegram_id, role)
        self._site = web.AppRunner(self.app.web, access_log=None, shutdown_timeout=0.1)
        await self._site.setup()
        await web.TCPSite(self._site, "127.0.0.1", 0).start()
        host, port = self._site.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        self.sandbox.send_events_to(self.address)
        await prepare(self.app, since)
        with suppress(TryLater, Refused):
            await self.app.people.refresh()
        self._offset, self._swept_at = 0, self.clock.time()

    async def kill(self) -> None:
        """Sockets go, as the kernel closes them; nothing is said, nothing is written."""
        site, self._site = self._site, None
        if site:
            await site.cleanup()
            # Not `app.close()`: aiogram would wait a quarter of a second for TLS connections that are not there.
            session = cast("AiohttpSession", self.app.bot.session)
            await (await session.create_session()).close()
            await self.app.crm.close()
            await self.app.db.close()

    async def restart(self, **settings: Any) -> None:
        """kill -9, and a new process on the same database."""
        await self.kill()
        self.settings = self.settings.model_copy(update=settings)
        await self.start()

    async def end(self) -> None:
        await self.kill()
        await self._session.close()

    # Time

    async def pump(self) -> None:
        """Work until nothing is left to do now; a second or two may pass where the pace asks for it."""
        while await self._round():
            pass

    async def advance(self, seconds: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        await self.pump()
        target = self.clock.time() + seconds
        while (now := self.clock.time()) < target:
            self.clock.to(min(target, max(now + 0.01, await self._next_moment())))
            await self._tick()
            await self.pump()

    async def until(self, lead: int, seconds: float) -> None:
        """Let time pass until the lead is that old."""
        await self.advance(self.created(lead) + seconds - self.clock.time())

    async def sweep(self) -> None:
        """One look at the portal, as the tick does it."""
        self._swept_at = self.clock.time()
        with suppress(TryLater, Refused):
            await self.app.reconcile.sweep()
            await self.app.reconcile.find_deleted()
            await self.app.deal_sweep.sweep()
        await self.pump()

    async def look(self) -> None:
        """The product looks at itself, as the tick does it."""
        await self.app.auditor.look()
        await self.app.watch.look()
        await self.app.fallback.look()
        await self.pump()

    async def _tick(self) -> None:
        await self.app.presence.beat(PATIENCE)
        await self.app.seats.take()
        await self.app.shifts.release_due()
        if self.clock.time() >= self._swept_at + self.settings.bitrix24_sweep_seconds:
            await self.sweep()

    async def _next_moment(self) -> float:
        now = self.clock.now()
        moments = [now.timestamp() + HEARTBEAT, self._swept_at + self.settings.bitrix24_sweep_seconds]
        if (seconds := await self.app.deadlines.seconds_to_next()) is not None:
            moments.append(now.timestamp() + seconds)
        if (seconds := await self.app.deals.seconds_to_next()) is not None:
            moments.append(now.timestamp() + seconds)
        if (seconds := await self.app.shifts.seconds_to_release()) is not None:
            moments.append(now.timestamp() + seconds)
        async with self.app.db.reading() as conn:
            rows = [await outbox_store.next_at(conn, channel, now) for channel in CHANNELS]
            rows.append(await inbox_store.next_at(conn))
        return min([*moments, *(row.timestamp() for row in rows if row)])

    async def _round(self) -> bool:
        """Every loop of the product once; whether anything happened."""
        await self.portal.events.settled()
        done = False
        portal = (self._creation, self._bell, self._mirror, self._write_back)
        others = (self._twins, self._deadlines, self._deals, *portal, self._to_telegram)
        for step in (self._receive, self._amendments, self._intake, *others):
            if self.before_step:
                await self.before_step()
            done = await step() or done
        return done

    async def _amendments(self) -> bool:
        await self.app.editions.follow()
        return bool(await self.app.amendments.work())  # of the process that lives when its turn comes

    async def _intake(self) -> bool:
        return await self.app.intake.process() > 0

    async def _twins(self) -> bool:
        return await self.app.twins.catch_up() > 0

    async def _deadlines(self) -> bool:
        return await self.app.deadlines.fire_due() > 0

    async def _deals(self) -> bool:
        return await self.app.deals.process() + await self.app.deals.fire_due() > 0

    async def _write_back(self) -> bool:
        return await self.app.to_bitrix24.step() == 0.0

    async def _bell(self) -> bool:
        return await self.app.to_bell.step() == 0.0

    async def _creation(self) -> bool:
        return await self.app.creation.step() == 0.0

    async def _mirror(self) -> bool:
        return await self.app.mirror.step() == 0.0

    async def _to_telegram(self) -> bool:
        wait = await self.app.to_telegram.step()
        if wait is None or wait > PACED:
            return False
        self.clock.to(self.clock.time() + wait)
        return True

    async def _receive(self) -> bool:
        """A round of polling, and the updates worked off."""
        try:
            raws = await self.waiting_updates()
        except (TryLater, Refused):
            return False
        self.app.poller.last_success = self.clock.time()
        await self.app.outage.heard()
        await self.work_off(raws)
        before, numbers = self._received, [raw["update_id"] for raw in raws]
        self._offset = max([self._offset, *(number + 1 for number in numbers)])
        self._received = max([before, *numbers])
        return self._received > before  # a process killed before it confirmed them is told them again

    async def waiting_updates(self) -> list[dict[str, Any]]:
        """What Telegram has for us; those of the last time are confirmed."""
        base = f"{self.sandbox.telegram_url}/bot{BOT_TOKEN}"
        question = {"offset": self._offset, "timeout": 0, "allowed_updates": ALLOWED_UPDATES}
        found: list[dict[str, Any]] = await ask(self._session, base, "getUpdates", question)
        return found

    async def work_off(self, raws: list[dict[str, Any]]) -> None:
        """Store updates, and run until all that were stored are handled."""
        stopping = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.app.runner.run(stopping))
            await asyncio.sleep(0)
            await self.app.updates.accept(raws)
            stopping.set()

"""The whole product and both stand-ins in one process, over real HTTP, on virtual time.

async with running_world(database_url) as world:
    lead = await world.new_lead()
    toast = await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import App, build
from bot.serve import prepare
from bot.settings import Settings
from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.demo import APPLICATION_TOKEN
from sandbox.faults import Fault, Service
from sandbox.telegram.chats import Message
from sandbox.world import (
    ALINA,
    ANDREY,
    ANGELINA,
    BOT_TOKEN,
    DENIS,
    MARINA,
    OWNER,
    SOURCES_CHAT,
    SUPERVISORS_CHAT,
    TIMUR,
    VERA,
)
from services.domain.gateways import Refused, TryLater
from services.domain.people import Role
from services.storage import inbox_store, outbox_store
from services.storage.migrate import migrate
from services.storage.tables import outbox
from services.telegram.polling import ALLOWED_UPDATES
from services.telegram.raw import ask
from tests.flows.clock import Clock
from tests.flows.reading import View, data_of, labels, one_of

ALINA_ID, TIMUR_ID, VERA_ID, ANGELINA_ID = 12, 13, 14, 15
STAFF = (
    (ALINA_ID, ALINA, Role.MANAGER),
    (TIMUR_ID, TIMUR, Role.MANAGER),
    (VERA_ID, VERA, Role.SUPERVISOR),
    (ANGELINA_ID, ANGELINA, Role.KEEPER),
)
DENIS_ID, ANDREY_ID, MARINA_ID, ROMAN_ID = 21, 22, 23, 24  # sales managers; the last one has left
SALES = ((DENIS_ID, DENIS, Role.SALES), (ANDREY_ID, ANDREY, Role.SALES), (MARINA_ID, MARINA, Role.SALES))
MORE, BACK = ("Ещё…", "More…"), ("‹ Назад", "‹ Back")
PACED = 1.1  # seconds that pass by themselves between two messages to one chat
HEARTBEAT = 120.0  # seconds; Telegram is heard at least that often, or it would look like an outage
CHANNELS = (outbox_store.TELEGRAM, outbox_store.BITRIX24, outbox_store.CREATION, outbox_store.MIRROR, outbox_store.BELL)
PATIENCE = 12.0  # as in bot.schedule: a silent process counts as dead after that


@dataclass(frozen=True)
class Toast:
    """The answer to a tap; `text` "" also when there was none."""

    text: str
    alert: bool = False
    given: bool = True


class World:
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
        self._clients = 300
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

    # People and leads

    async def new_lead(self, manager: int = ALINA_ID, **fields: Any) -> int:
        """A lead comes in and everything it sets off happens; fields are named as in crm.item.*."""
        lead = self.add_lead(manager, **fields)
        await self.pump()
        return lead

    def add_lead(self, manager: int = ALINA_ID, **fields: Any) -> int:
        """A lead appears in the portal; its phone is nobody else's, +79990000301 and on."""
        self._clients += 1
        plain: dict[str, Any] = {
            "title": "Заявка с сайта",
            "name": "Олег",
            "phone": f"+7999000{self._clients:04}",
            "sourceId": "WEB",
            "stageId": "NEW",
            "assignedById": manager,
        }
        return self.portal.add_lead(**plain | fields)

    def created(self, lead: int) -> float:
        """When the lead was created, Unix time."""
        return datetime.fromisoformat(self.portal.leads[lead]["createdTime"]).timestamp()

    async def change(self, lead: int, by: int = VERA_ID, **fields: Any) -> None:
        """Somebody changes the lead in the portal."""
        self.portal.update_lead(lead, by, **fields)
        await self.pump()

    def chat(self, chat_id: int) -> View:
        return View(self.telegram.chats[chat_id])

    async def tap(self, user: int, chat: int, label: str, message: Message | None = None) -> Toast:
        """Tap the newest button with that label, wherever it is on the card; what Telegram shows for it."""
        message = message or await self._found(user, chat, label)
        await self._unfold(user, chat, label, message)
        return await self.press(user, chat, message.id, data_of(message, label))

    async def _found(self, user: int, chat: int, label: str) -> Message:
        """The newest message with that button, on its face or behind «Ещё…»."""
        newest_first = self.chat(chat).messages[::-1]
        for message in newest_first:
            if label in labels(message):
                return message
        for message in newest_first:
            if await self._unfold(user, chat, label, message):
                return message
        raise AssertionError(f"no button {label!r}")

    async def _unfold(self, user: int, chat: int, label: str, message: Message) -> bool:
        """Look for a button behind «Ещё…», and then back on the face, which is what stays when there is none such."""
        for ways in (MORE, BACK):
            while label not in labels(message) and (way := one_of(ways, message)):
                data = data_of(message, way)
                if not data.startswith("v1:"):  # a step back in a conversation
                    break
                await self.press(user, chat, message.id, data)
        return label in labels(message)

    async def offered(self, user: int, message: Message) -> list[str]:
        """All buttons of somebody's card, those behind «Ещё…» too."""
        seen = labels(message)
        while more := one_of(MORE, message):
            await self.press(user, user, message.id, data_of(message, more))
            seen += labels(message)
        while "📋 Номер" not in labels(message) and (back := one_of(BACK, message)):
            await self.press(user, user, message.id, data_of(message, back))
        return [label for label in seen if label not in MORE + BACK]

    async def press(self, user: int, chat: int, message_id: int, data: str, *, forged: bool = False) -> Toast:
        query = self.telegram.press(user, chat, message_id, data, forged=forged)
        await self.pump()
        answer = self.telegram.answers.get(query)
        return Toast(answer["text"], answer["show_alert"]) if answer else Toast("", given=False)

    async def say(self, user: int, text: str) -> None:
        self.telegram.say(user, user, text)
        await self.pump()

    async def reply(self, user: int, chat: int, message: Message, text: str) -> None:
        """Answer a message of ours in words."""
        self.telegram.say(user, chat, text, reply_to=message.id)
        await self.pump()

    def cut_next(self, service: Service, method: str = "*") -> None:
        """The next such request is carried out, and its answer lost."""
        self.faults.add(Fault(service, "cut_after", method))

    def fail_next(self, service: Service, method: str = "*", **how: Any) -> None:
        """The next such request is answered by an error: `status`, `retry_after`."""
        self.faults.add(Fault(service, "status", method, **how))

    def down(self, service: Service, seconds: float) -> None:
        """The service is out of order for so long."""
        self.faults.add(Fault(service, "down", times=None, status=502, until=self.clock.time() + seconds))

    def comments(self, lead: int) -> list[str]:
        """What stands in the lead's timeline, oldest first."""
        return [row["COMMENT"] for row in self.portal.timeline.get(lead, ())]

    def writes(self, lead: int) -> list[tuple[str, Any]]:
        """What the product wrote into the lead (by the webhook's owner), in order: field and value."""
        return [(write.field, write.after) for write in self.portal.writes if write.id == lead and write.by == 1]

    async def number_of_waiting_comment(self, lead: int) -> int:
        """The outbox entry of a comment on its way."""
        found = select(outbox.c.id).where(outbox.c.lead_id == lead, outbox.c.kind == "comment")
        async with self.app.db.reading() as conn:
            return int(await conn.scalar(found.where(outbox.c.state == "waiting")) or 0)


NewWorld = Callable[..., Awaitable[World]]  # the fixture `new_world`


@asynccontextmanager
async def running_world(
    database_url: str, *, staff: tuple[tuple[int, int, Role], ...] = STAFF, **settings: Any
) -> AsyncIterator[World]:
    """The sandbox running, the product built and started, everybody of `staff` connected."""
    clock = Clock()
    async with running(Config(port=0, clock=clock.time)) as sandbox:
        # Polls without waiting, and restarts faster than real ones: nothing here goes by real time.
        limits = replace(sandbox.telegram.limits, same_offset_wait=0.0, same_offset_single=0.0)
        sandbox.telegram.updates.limits = limits
        for _, telegram_id, _role in staff:
            sandbox.telegram.start(telegram_id)
        sandbox.telegram.updates.drop_all()
        world = World(sandbox, clock, _settings(sandbox, database_url, settings))
        try:
            await world.start(staff=staff)
            yield world
        finally:
            await world.end()


def _settings(sandbox: Sandbox, database_url: str, changes: dict[str, Any]) -> Settings:
    plain: dict[str, Any] = {
        "bot_token": SecretStr(BOT_TOKEN),
        "telegram_api_url": sandbox.telegram_url,
        "bitrix24_webhook_url": SecretStr(sandbox.webhook_url),
        "bitrix24_application_token": SecretStr(APPLICATION_TOKEN),
        "bitrix24_sweep_seconds": 120,
        "database_url": SecretStr(database_url),
        "supervisors_chat_id": SUPERVISORS_CHAT,
        "sources_chat_id": SOURCES_CHAT,
        "admin_ids": (OWNER,),
    }
    return Settings(**plain | changes)

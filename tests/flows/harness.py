"""The whole product and both stand-ins in one process, over real HTTP, on virtual time.

async with running_world(database_url) as world:
    lead = await world.new_lead()
    toast = await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

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
from services.domain.people import Role
from services.storage.tables import outbox
from tests.flows.clock import Clock
from tests.flows.reading import View, data_of, labels, one_of
from tests.flows.rounds import Rounds

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


@dataclass(frozen=True)
class Toast:
    """The answer to a tap; `text` "" also when there was none."""

    text: str
    alert: bool = False
    given: bool = True


class World(Rounds):
    """The product at work, with the people around it."""

    _clients = 300  # of whom the last one has the phone +79990000300

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

"""Who is speaking: a member of staff, or a stranger who gets one polite line."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from handlers.telegram.talk import Talk
from handlers.telegram.words import is_alert, toast
from services.domain.gateways import Message as Outgoing
from services.domain.people import Whence
from services.people import People
from services.taps import Outcome, Tap
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PersonMiddleware(BaseMiddleware):
    """Gives handlers `person`, `update_id`, `talk` and, for taps, `tap`. Only coming in is open to strangers."""

    def __init__(
        self,
        people: People,
        texts: Texts,
        telegram: Telegram,
        answered: Callable[[float], None],
        ticks: Callable[[], float],
    ) -> None:
        """`answered` is told of each tap after how many seconds it was."""
        self._people, self._texts, self._telegram = people, texts, telegram
        self._answered, self._ticks = answered, ticks

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        update: Update = data["event_update"]
        data["update_id"] = update.update_id
        sender = getattr(event, "from_user", None)
        person = await self._people.by_telegram(sender.id) if sender else None
        person = replace(person, whence=Whence.CHAT) if person else None
        data["person"] = person
        if isinstance(event, Message | CallbackQuery):
            data["talk"] = Talk(self._telegram, self._texts, event)
        if isinstance(event, CallbackQuery):
            return await self._tap(handler, event, data)
        if person is None and isinstance(event, Message) and not _comes_in(event):
            if event.chat.type == ChatType.PRIVATE:
                await self._telegram.say(event.chat.id, Outgoing(self._texts("stranger")))
            return None
        return await handler(event, data)

    async def _tap(self, handler: Handler, query: CallbackQuery, data: dict[str, Any]) -> Any:
        person, begun = data["person"], self._ticks()
        if person is None or not person.active:
            await self._telegram.answer(query.id, self._texts.plain("stranger"), alert=True)
            return None
        message = query.message
        place = (message.chat.id, message.message_id) if message else (0, 0)

        async def answer(outcome: Outcome) -> None:
            await self._telegram.answer(query.id, toast(self._texts, outcome), alert=is_alert(outcome))
            self._answered(self._ticks() - begun)

        data["tap"] = Tap(data["update_id"], person, *place, answer)
        return await handler(query, data)


def _comes_in(message: Message) -> bool:
    """A start link or a shared number."""
    return message.contact is not None or (message.text or "").startswith("/start")

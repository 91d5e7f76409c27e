"""How a handler answers: in the chat that the update came from, and on the message whose button was tapped."""

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Message

from handlers.telegram.words import refusal
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.telegram.gateway import Telegram
from services.telegram.html import escape
from services.telegram.texts import Texts


@dataclass(frozen=True, slots=True)
class Talk:
    """Made for every update by the middleware; an old message may be out of a tap's reach."""

    telegram: Telegram
    texts: Texts
    event: Message | CallbackQuery

    async def say(self, said: Outgoing | Refusal) -> None:
        """A message, or why there is none."""
        if isinstance(self.event, Message):
            await self.telegram.say(self.event.chat.id, self._drawn(said))

    async def toast(self, refused: Refusal | None, words: str = "") -> None:
        """What the tap hears: why not, in a window, else `words`."""
        if isinstance(self.event, CallbackQuery):
            told = refusal(self.texts, refused) if refused else words
            await self.telegram.answer(self.event.id, told, alert=refused is not None)

    async def reply(self, said: Outgoing) -> None:
        """A message of its own, below the one whose button was tapped."""
        if isinstance(self.event, CallbackQuery) and (message := self.event.message):
            await self.telegram.say(message.chat.id, said)

    async def redraw(self, drawn: Outgoing | Refusal) -> None:
        """The message of the tapped button, anew."""
        if isinstance(self.event, CallbackQuery) and (message := self.event.message):
            await self.telegram.edit(message.chat.id, message.message_id, self._drawn(drawn))

    def _drawn(self, said: Outgoing | Refusal) -> Outgoing:
        return Outgoing(escape(refusal(self.texts, said))) if isinstance(said, Refusal) else said

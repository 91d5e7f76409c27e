"""Telegram as the services see it: the `Messenger` of the domain, and answers to taps."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SetChatMenuButton, SetMyCommands, TelegramMethod
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    LinkPreviewOptions,
    MenuButtonDefault,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    WebAppInfo,
)

from services.domain.gateways import (
    ACCESS_DENIED,
    CREDENTIALS,
    UNREACHABLE,
    ChatMoved,
    File,
    Message,
    Refused,
    TryLater,
)
from services.telegram import files
from services.telegram.errors import NOT_MODIFIED, spoken
from services.telegram.html import clean, cut
from services.telegram.markup import inline
from services.telegram.methods import Edit, ReadMe, Send, SendFile, SendPicture
from services.telegram.pace import Pace
from services.telegram.raw import ask

ANSWER_LENGTH = 200
SESSION_TIMEOUT = 30.0  # seconds; Telegram lets a flood of sends wait 3 s, everything else takes less than one

log = logging.getLogger(__name__)
Commands = tuple[tuple[str, str], ...]  # names and what they do
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def make_bot(token: str, api_url: str) -> Bot:
    """A bot that speaks to the Bot API at `api_url`; close it with `await bot.session.close()`."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), timeout=SESSION_TIMEOUT)
    return Bot(token, session=session)


class Telegram:
    """`Messenger` over the Bot API.

    `send` and `edit` go out at once: the outbox has reserved their time in `pace`. `say` takes its own turn.
    `last_success`: Unix time of the last call that Telegram carried out, 0.0 before the first.
    `last_sent`: the same of the last message.
    `revoked`: the last call found the token refused.
    """

    def __init__(
        self,
        bot: Bot,
        pace: Pace,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.bot = bot
        self.last_success = 0.0
        self.last_sent = 0.0
        self.revoked = False
        self.limited = 0  # answers that said: too fast
        self._session = cast("AiohttpSession", bot.session)
        self._address = bot.session.api.api_url(bot.token, "").rstrip("/")
        self._pace = pace
        self._clock = clock
        self._sleep = sleep

    async def send(
        self, chat_id: int, message: Message, *, markup: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
    ) -> int:
        """The id of the message sent; nobody can forward or save it in a private chat, unless it is a file.

        `markup`: a reply keyboard of `markup.py` in place of the message's own.
        """
        if message.file:
            return await self._send_file(chat_id, message, message.file)
        if message.picture:
            return await self._send_picture(chat_id, message)
        if message.photo:
            return await self._send_photo(chat_id, message, message.photo)
        method = Send(
            chat_id=chat_id,
            text=message.html,
            parse_mode="HTML",
            reply_markup=markup or inline(message.keyboard),
            link_preview_options=_NO_PREVIEW,
            disable_notification=message.silent,
            protect_content=chat_id > 0,
            reply_parameters=_reply(message.reply_to),
        )
        sent: dict[str, Any] = await self._call(method)
        self.last_sent = self.last_success
        return int(sent["message_id"])

    async def _send_file(self, chat_id: int, message: Message, file: File) -> int:
        method = SendFile(
            chat_id=chat_id,
            document=BufferedInputFile(file.content, file.name),
            caption=message.html,
            parse_mode="HTML",
            reply_markup=inline(message.keyboard),
            disable_notification=message.silent,
        )
        sent: dict[str, Any] = await self._call(method)
        return int(sent["message_id"])

    async def _send_photo(self, chat_id: int, message: Message, photo: File) -> int:
        method = SendPicture(
            chat_id=chat_id,
            photo=BufferedInputFile(photo.content, photo.name),
            caption=message.html,
            parse_mode="HTML",
            disable_notification=message.silent,
        )
        sent: dict[str, Any] = await self._call(method)
        return int(sent["message_id"])

    async def _send_picture(self, chat_id: int, message: Message) -> int:
        """Seen in the chat; one that came as a file, which Telegram tells apart, goes as a file."""
        plain = {"chat_id": chat_id, "caption": message.html, "parse_mode": "HTML", "protect_content": chat_id > 0}
        plain["reply_parameters"] = _reply(message.reply_to)
        try:
            sent: dict[str, Any] = await self._call(SendPicture(photo=message.picture, **plain))
        except Refused as refused:
            if refused.code in (UNREACHABLE, ACCESS_DENIED, CREDENTIALS):
                raise
            sent = await self._call(SendFile(document=message.picture, **plain))
        return int(sent["message_id"])

    async def say(
        self, chat_id: int, message: Message, *, markup: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
    ) -> int:
        """`send` for what does not come out of the outbox: waits for its time, and a 429 holds the chat."""
        now = self._clock()
        await self._sleep(self._pace.reserve(chat_id, now) - now)
        try:
            return await self.send(chat_id, message, markup=markup)
        except TryLater as later:
            if later.after is not None:
                self._pace.hold(chat_id, self._clock() + later.after)
            raise

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Replace text and keyboard; a message without a keyboard loses the one it had."""
        method = Edit(
            chat_id=chat_id,
            message_id=message_id,
            text=message.html,
            parse_mode="HTML",
            reply_markup=inline(message.keyboard),
            link_preview_options=_NO_PREVIEW,
        )
        try:
            await self._call(method)
        except Refused as refused:
            if refused.code != NOT_MODIFIED:
                raise

    async def answer(self, query_id: str, text: str = "", *, alert: bool = False) -> bool:
        """Answer a tap at once, in plain text; False when Telegram did not take it: only the words are lost.

        Asked without aiogram's models: in a burst of taps they are a good part of the work (docs/decisions/0006).
        """
        told: dict[str, Any] = {"callback_query_id": query_id}
        if shown := cut(clean(text), ANSWER_LENGTH):
            told |= {"text": shown, "show_alert": alert}
        try:
            session = await self._session.create_session()
            await self._noted(ask(session, self._address, "answerCallbackQuery", told, seconds=SESSION_TIMEOUT))
        except (Refused, TryLater, ChatMoved) as error:
            log.info("a tap was left without an answer: %s", error)
            return False
        return True

    async def fetch(self, file_id: str) -> bytes:
        content = await files.fetch(self.bot, file_id)
        self.last_success = self._clock()
        return content

    async def set_commands(self, commands: Commands, chat_id: int | None = None, language: str = "") -> None:
        """The command menu of a private chat, or of all that have none of their own, for clients in a language."""
        menu = [BotCommand(command=name, description=what) for name, what in commands]
        scope = BotCommandScopeChat(chat_id=chat_id) if chat_id else None
        await self._call(SetMyCommands(commands=menu, scope=scope, language_code=language or None))

    async def set_menu_button(self, chat_id: int, text: str, url: str) -> None:
        """The button beside the input of a private chat opens our pages; `url` "": the commands, as usual."""
        page = MenuButtonWebApp(text=text, web_app=WebAppInfo(url=url)) if url else MenuButtonDefault()
        await self._call(SetChatMenuButton(chat_id=chat_id, menu_button=page))

    async def probe(self) -> None:
        """Ask whether Telegram is there; raises TryLater or Refused."""
        await self._call(ReadMe())

    async def _call(self, method: TelegramMethod[Any]) -> Any:
        return await self._noted(spoken(self.bot(method)))

    async def _noted(self, call: Awaitable[Any]) -> Any:
        try:
            result = await call
        except Refused as refused:
            self.revoked = refused.code == CREDENTIALS
            raise
        except TryLater as later:
            self.limited += later.after is not None
            raise
        self.last_success, self.revoked = self._clock(), False
        return result


def _reply(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True)

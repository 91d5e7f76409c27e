"""All that the stand-in knows, and the checks that every method shares."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.telegram import limits as numbers
from sandbox.telegram.chats import Chat, Json, Message, User
from sandbox.telegram.entities import Text
from sandbox.telegram.errors import ApiError, bad
from sandbox.telegram.files import Files
from sandbox.telegram.limits import Flood, Limits
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhook import Webhook

Access = Literal["read", "edit", "write"]
Listener = Callable[[dict[str, Any]], None]
TAP_SECONDS = 150.0


@dataclass(slots=True)
class Call:
    """A call of the bot: the method, its parameters, when, how it ended, and the refusal's words."""

    method: str
    params: dict[str, Any]
    at: float
    status: int = 200
    error: str = ""


@dataclass(slots=True)
class Query:
    """A tap that the bot may answer. `label`: what stood on the button, "" when there was none."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    label: str = ""
    update_id: int | None = None


@dataclass
class State:
    """Users, chats, files, calls and the queue of updates of one bot.

    `listeners` are told of every change: {"what": "message" | "edit" | "delete" | "answer" | "action" | "chat" |
    "update" | "call" | "webhook", …ids}. `answers`: query id → {text, show_alert, url, at, user_id, chat_id}.
    """

    token: str
    clock: Callable[[], float] = time.time
    limits: Limits = field(default_factory=Limits)
    name: str = "Пять минут"
    username: str = "five_minutes_bot"
    revoked: bool = False
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "default"})
    calls: list[Call] = field(default_factory=list)
    listeners: list[Listener] = field(default_factory=list)

    def __post_init__(self) -> None:
        bot_id = int(self.token.partition(":")[0])
        self.bot = User(bot_id, self.name, username=self.username, is_bot=True)
        self.users[bot_id] = self.bot
        self.files = Files()
        self.flood = Flood(self.limits)
        self.updates = Updates(self.clock, self.limits)
        self.webhook = Webhook(self.updates, self.clock, self.limits)
        self.random = random.Random(f"{self.clock()}")
        self._last_private_id = 100

    def tell(self, what: str, **ids: Any) -> None:
        """Tell the listeners of a change."""
        for listener in self.listeners:
            listener({"what": what, **ids})

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share one row of numbers, a supergroup has its own."""
        if chat.type == "supergroup":
            return chat.last_id + 1
        self._last_private_id += 1
        return self._last_private_id

    def post(self, chat: Chat, sender: User, text: Text | None = None, **more: Any) -> Message:
        """Put a message into a chat."""
        number = self.next_message_id(chat)
        message = Message(number, chat, sender, self.clock(), text or Text(), **more)
        chat.add(message)
        self.tell("message", chat_id=chat.id, message_id=message.id)
        return message

    def chat(self, chat_id: Any, access: Access) -> Chat:
        """The chat that a method names, when the bot may do that there; raises `ApiError`."""
        if chat_id is None:
            raise bad("chat_id is empty")
        try:
            number = int(chat_id)
        except ValueError:
            raise bad("chat not found") from None
        if number > 0:
            return self._private_chat(number, access)
        chat = self.chats.get(number)
        if chat is None:
            raise bad("chat not found")
        _check_group(chat, access)
        return chat

    def _private_chat(self, user_id: int, access: Access) -> Chat:
        user = self.users.get(user_id)
        if user is None:
            raise bad("chat not found")
        if user.is_bot:
            raise ApiError(403, "the bot can't send messages to the bot")
        if user.deleted and access != "read":
            raise ApiError(403, "user is deactivated")
        if not user.started:
            if access == "write" and any(user in chat.members for chat in self.chats.values()):
                raise ApiError(403, "bot can't initiate conversation with a user")
            raise bad("chat not found")
        if user.blocked and access != "read":
            raise ApiError(403, "bot was blocked by the user")
        return self.chats[user_id]

    def message(self, chat: Chat, message_id: int | None, whose: str) -> Message:
        """A message of a chat; `whose` says in the refusal what it was wanted for."""
        found = chat.find(message_id or 0)
        if found is None:
            raise bad(f"{whose} not found")
        return found

    def admit(self, chat: Chat) -> None:
        """Count a message for the flood control."""
        self.flood.admit(chat.id, not chat.private, self.clock())

    def push(self, kind: str, payload: Json, queue: tuple[str, int], seconds: float | None = None) -> int | None:
        """Put an update in the queue: it lives for 24 hours when nothing else is said."""
        number = self.updates.push(kind, payload, queue, self.limits.update_seconds if seconds is None else seconds)
        if number is not None:
            self.tell("update", update_id=number, kind=kind)
        return number


def _check_group(chat: Chat, access: Access) -> None:
    """What the server says of a group where the bot cannot work (Client.cpp check_chat_access)."""
    big = chat.type == "supergroup"
    kind = "supergroup chat" if big else "group chat"
    if chat.upgraded_to is not None and access == "write":
        raise ApiError(400, "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.upgraded_to)
    if chat.deleted and access == "write":
        raise ApiError(403, "the group chat was deleted")
    if (chat.upgraded_to is not None or chat.deleted) and access == "edit":
        raise bad("message can't be edited")
    if chat.bot_status == "kicked" and (big or access != "read"):
        raise ApiError(403, f"bot was kicked from the {kind}")
    if chat.bot_status == "left" and (big or access != "read"):
        raise ApiError(403, f"bot is not a member of the {kind}")


def check_rights(chat: Chat, what: str) -> None:
    """A restricted bot is in the group and may not send; `what` is text messages, photos or documents."""
    if chat.bot_status == "restricted":
        raise bad(f"not enough rights to send {what} to the chat")


def too_old_to_delete(message: Message, now: float) -> bool:
    """Whether 48 hours have passed since it was sent."""
    return now - message.date > numbers.DELETE_SECONDS

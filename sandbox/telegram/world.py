"""Telegram as people see it: they write, tap, share contacts, block the bot; and its Bot API over HTTP.

telegram = Telegram("4242:TOKEN")
telegram.add_user(5012, "Алина", "Громова", phone="+79990000012")
app.router.add_routes(telegram.routes())
"""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.telegram.chats import BotStatus, Chat, Json, Message, User, member_json
from sandbox.telegram.entities import Text, trim, with_found
from sandbox.telegram.files import Upload, media
from sandbox.telegram.keyboards import labels_of
from sandbox.telegram.server import Server
from sandbox.telegram.state import TAP_SECONDS, Query, State


class NotPossibleError(ValueError):
    """A person cannot do that in Telegram: no such chat, message or button."""


@dataclass
class Telegram(State):
    """The stand-in: what people do, and `routes()` for the bot. Give it the sandbox's faults."""

    faults: Faults = field(default_factory=Faults)

    def routes(self) -> list[web.RouteDef]:
        """The Bot API and the download of files."""
        return Server(self, self.faults).routes()

    async def close(self) -> None:
        """Stop posting to the webhook and send pollers away."""
        self.updates.stop_poller()
        await self.webhook.close()

    def add_user(
        self,
        id: int,  # noqa: A002
        first_name: str,
        last_name: str = "",
        username: str = "",
        phone: str = "",
    ) -> User:
        """A person who has not pressed Start yet."""
        user = self.users[id] = User(id, first_name, last_name, username, phone)
        return user

    def add_group(
        self,
        id: int,  # noqa: A002
        title: str,
        members: list[int] | None = None,
        bot_status: BotStatus = "member",
    ) -> Chat:
        """A group with the bot in it: a supergroup when the id begins with -100 and is long, else a basic group."""
        people = [self.users[user_id] for user_id in members or []]
        kind = "supergroup" if id <= -1_000_000_000_000 else "group"
        chat = self.chats[id] = Chat(id, kind, title, members=people, bot_status=bot_status)  # type: ignore[arg-type]
        self.tell("chat", chat_id=id)
        return chat

    def start(self, user_id: int, payload: str = "") -> int:
        """Press Start (or open t.me/bot?start=payload); the message's id. Who blocked the bot unblocks it so."""
        user = self.users[user_id]
        if user.blocked:
            self.unblock(user_id)
        user.started = True
        if user_id not in self.chats:
            self.chats[user_id] = Chat(user_id, "private", user=user)
            self.tell("chat", chat_id=user_id)
        return self.say(user_id, user_id, f"/start {payload}".rstrip())

    def say(self, user_id: int, chat_id: int, text: str, reply_to: int | None = None) -> int:
        """Write a text; the message's id. Privacy mode decides whether the bot hears of it in a group."""
        plain, _ = trim(text, [])
        if not plain:
            raise NotPossibleError("a message cannot be empty")
        content = Text(plain, with_found(plain, []), escape(plain, quote=False))
        return self._write(user_id, chat_id, text=content, reply_to=reply_to)

    def send_file(self, user_id: int, chat_id: int, name: str, content: bytes, caption: str = "") -> int:
        """Send a picture (by a name that ends in .jpg or .png) or a document; the message's id."""
        kind = "photo" if name.lower().endswith((".jpg", ".jpeg", ".png")) else "document"
        stored = self.files.store(Upload(name, content), f"{kind}s")
        text = Text(caption, with_found(caption, []), escape(caption, quote=False))
        return self._write(user_id, chat_id, text=text, media=media(stored, kind))

    def forward(self, user_id: int, chat_id: int, text: str, whose: str) -> int:
        """Forward a text of somebody who hides the account behind a name; the message's id."""
        content = Text(text, with_found(text, []), escape(text, quote=False))
        origin = {"type": "hidden_user", "date": int(self.clock()), "sender_user_name": whose}
        return self._write(user_id, chat_id, text=content, options={"forward_origin": origin}, forwarded=True)

    def send_voice(self, user_id: int, chat_id: int) -> int:
        """Send a voice message; the message's id."""
        return self._send_odd(user_id, chat_id, "voice", duration=3, mime_type="audio/ogg")

    def send_sticker(self, user_id: int, chat_id: int, reply_to: int | None = None) -> int:
        """Send a sticker; the message's id."""
        plain = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send_odd(user_id, chat_id, "sticker", reply_to, **plain, emoji="👍")

    def _send_odd(self, user_id: int, chat_id: int, kind: str, reply_to: int | None = None, **fields: Any) -> int:
        """A message that is neither a text, nor a picture, nor a document."""
        stored = self.files.store(Upload(f"{kind}.bin", kind.encode()), f"{kind}s")
        return self._write(user_id, chat_id, media={kind: stored.json() | fields}, reply_to=reply_to)

    def share_contact(self, user_id: int, phone: str, contact_user_id: int | None = None, name: str = "") -> int:
        """Send a contact card in private: one's own by default, another's by id, of nobody known with id 0."""
        whose = user_id if contact_user_id is None else contact_user_id
        owner = self.users.get(whose, self.users[user_id])
        contact: Json = {"phone_number": phone, "first_name": name or owner.first_name}
        if owner.last_name and not name:
            contact["last_name"] = owner.last_name
        if whose:
            contact["user_id"] = whose
        return self._write(user_id, user_id, service={"contact": contact})

    def press(self, user_id: int, chat_id: int, message_id: int, data: str, forged: bool = False) -> str:
        """Tap an inline button; the id of the callback query. Only `forged` data may be on no button."""
        chat = self._chat_of(user_id, chat_id)
        message = chat.find(message_id)
        labels = labels_of(message.reply_markup) if message else {}
        if not forged and data not in labels:
            raise NotPossibleError("there is no such button")
        label = labels.get(data, "")
        query = Query(self._query_id(user_id), user_id, chat_id, message_id, data, self.clock(), label)
        self.queries[query.id] = query
        inaccessible = {"chat": chat.json(), "message_id": message_id, "date": 0}
        payload = {
            "id": query.id,
            "from": self.users[user_id].json(),
            "message": message.json() if message else inaccessible,
            "chat_instance": str((chat_id * 2654435761 + self.bot.id) % 2**63),
            "data": data,
        }
        query.update_id = self.push("callback_query", payload, ("taps", user_id), TAP_SECONDS)
        return query.id

    def block(self, user_id: int) -> None:
        """Stop the bot."""
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        """Let the bot write again."""
        self._set_blocked(user_id, blocked=False)

    def kick(self, chat_id: int) -> None:
        """Throw the bot out of a group."""
        self.set_bot_status(chat_id, "kicked")

    def set_bot_status(self, chat_id: int, status: BotStatus) -> None:
        """Promote, restrict, remove or add the bot in a group; the bot is told by `my_chat_member`."""
        chat = self.chats[chat_id]
        before, chat.bot_status = chat.bot_status, status
        self._tell_bot_status(chat, (chat.members or [self.bot])[0], before, status)

    def upgrade_group(self, chat_id: int) -> int:
        """Make a basic group a supergroup; its new id. The old one keeps its messages and is closed."""
        old = self.chats[chat_id]
        if old.type != "group" or old.upgraded_to is not None:
            raise NotPossibleError("only a basic group (an id above -1000000000000) becomes a supergroup, once")
        new_id = -1_000_000_000_000 - 2_000_000_000 + chat_id % 1_000_000_000
        new = self.add_group(new_id, old.title, [user.id for user in old.members], old.bot_status)
        who = (old.members or [self.bot])[0]
        told = self.post(old, who, service={"migrate_to_chat_id": new_id})
        old.upgraded_to = new_id
        self._push_message(told)
        self._push_message(self.post(new, who, service={"migrate_from_chat_id": chat_id}))
        return new_id

    def inject(self, raw_update: dict[str, Any]) -> int:
        """Put any update in the queue, also one that does not parse; its number."""
        return self.updates.push_raw(raw_update, ("injected", 0), self.limits.update_seconds)

    def _query_id(self, user_id: int) -> str:
        return str((user_id % 2**31 << 32) + self.random.getrandbits(32))

    def _chat_of(self, user_id: int, chat_id: int) -> Chat:
        """The chat, when that person can write there."""
        chat = self.chats.get(chat_id)
        if chat is None or user_id not in self.users:
            raise NotPossibleError("there is no such chat or person; has Start been pressed?")
        inside = chat.user is self.users[user_id] if chat.private else self.users[user_id] in chat.members
        if not inside or (self.users[user_id].blocked and chat.private):
            raise NotPossibleError("this person cannot write there")
        return chat

    def _write(self, user_id: int, chat_id: int, **content: Any) -> int:
        chat = self._chat_of(user_id, chat_id)
        message = self.post(chat, self.users[user_id], **content)
        if self._bot_hears(chat, message):
            self._push_message(message)
        return message.id

    def _bot_hears(self, chat: Chat, message: Message) -> bool:
        """Privacy mode: commands, replies to the bot and service messages, unless the bot is an administrator."""
        if chat.private or chat.bot_status == "administrator":
            return True
        if chat.bot_status in ("kicked", "left"):
            return False
        answered = chat.find(message.reply_to or 0)
        if answered is not None and answered.sender is self.bot:
            return True
        command = message.plain.split(maxsplit=1)[0] if message.plain.startswith("/") else ""
        addressee = command.partition("@")[2]
        return bool(command) and addressee.lower() in ("", self.username.lower())

    def _push_message(self, message: Message) -> None:
        self.push("message", message.json(), ("messages", message.chat.id))

    def _set_blocked(self, user_id: int, blocked: bool) -> None:
        user = self.users[user_id]
        if user.blocked == blocked or not user.started:
            return
        user.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self._tell_bot_status(self.chats[user_id], user, before, after)

    def _tell_bot_status(self, chat: Chat, who: User, before: str, after: str) -> None:
        payload = {
            "chat": chat.json(),
            "from": who.json(),
            "date": int(self.clock()),
            "old_chat_member": member_json(self.bot, before),
            "new_chat_member": member_json(self.bot, after),
        }
        self.push("my_chat_member", payload, ("my_chat_member", chat.id))
        self.tell("chat", chat_id=chat.id)

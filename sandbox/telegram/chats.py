"""Users, chats and messages as the stand-in keeps them, and their JSON."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.telegram.entities import Text

Json = dict[str, Any]
BotStatus = Literal["member", "administrator", "restricted", "left", "kicked"]
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
PERMISSIONS = (
    *("can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes"),
    *("can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews"),
    *("can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages"),
    "can_manage_topics",
)


@dataclass
class User:
    """A person, or the bot. `started`: pressed Start; `blocked`: stopped the bot; `deleted`: the account is gone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone: str = ""
    is_bot: bool = False
    language: str = "ru"
    started: bool = False
    blocked: bool = False
    deleted: bool = False

    def json(self) -> Json:
        """A `User`."""
        value: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            value["last_name"] = self.last_name
        if self.username:
            value["username"] = self.username
        if self.language and not self.is_bot:
            value["language_code"] = self.language
        return value


@dataclass
class Message:
    """A message of a chat. `html` is the text as sent, `media` a photo or document, `service` what happened.

    `reply_markup` is kept as sent (any kind); `history` holds (time, html, rows) of every former state.
    """

    id: int
    chat: "Chat"
    sender: User
    date: float
    text: Text = field(default_factory=Text)
    reply_markup: Json | None = None
    reply_to: int | None = None
    edit_date: float | None = None
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    options: Json = field(default_factory=dict)
    forwarded: bool = False
    reactions: list[str] = field(default_factory=list)
    history: list[tuple[float, str, list[list[Json]]]] = field(default_factory=list)

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.sender.is_bot

    @property
    def html(self) -> str:
        """The text (or caption) as sent, safe HTML when the bot sent HTML or nothing of it."""
        return self.text.html

    @property
    def plain(self) -> str:
        """The text (or caption) without marks."""
        return self.text.plain

    @property
    def rows(self) -> list[list[Json]]:
        """The rows of the inline keyboard, as JSON buttons."""
        rows: list[list[Json]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    def json(self, with_reply: bool = True) -> Json:
        """A `Message`; the answered one is inside, but not what that one answered."""
        value: Json = {"message_id": self.id, "from": self.sender.json(), "chat": self.chat.json()}
        value["date"] = int(self.date)
        if self.edit_date is not None:
            value["edit_date"] = int(self.edit_date)
        if with_reply and self.reply_to and (answered := self.chat.find(self.reply_to)):
            value["reply_to_message"] = answered.json(with_reply=False)
        value |= self.options | self.service | self.media
        self._store_text(value)
        if self.rows:
            value["reply_markup"] = self.reply_markup
        return value

    def _store_text(self, value: Json) -> None:
        name, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
        if self.text.plain:
            value[name] = self.text.plain
            if self.text.entities:
                value[entities] = self.text.entities


@dataclass
class Chat:
    """A private chat (its id is the user's) or a group; `messages` in order, deleted ones gone."""

    id: int
    type: Literal["private", "group", "supergroup"]
    title: str = ""
    user: User | None = None
    members: list[User] = field(default_factory=list)
    administrators: set[int] = field(default_factory=set)
    bot_status: BotStatus = "member"
    upgraded_to: int | None = None
    deleted: bool = False
    messages: list[Message] = field(default_factory=list)
    menu_button: Json | None = None
    action: tuple[str, float] | None = None
    last_id: int = 0
    _found: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def private(self) -> bool:
        """Whether it is the chat with one person."""
        return self.type == "private"

    def find(self, message_id: int) -> Message | None:
        """The message of that id, if it is still there."""
        return self._found.get(message_id)

    def add(self, message: Message) -> None:
        """Put a message at the end."""
        self.messages.append(message)
        self._found[message.id] = message
        self.last_id = message.id

    def remove(self, message: Message) -> None:
        """Delete a message."""
        self.messages.remove(message)
        del self._found[message.id]

    def json(self) -> Json:
        """A `Chat`."""
        if self.user is None:
            return {"id": self.id, "title": self.title, "type": self.type}
        person = self.user.json()
        names: Json = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        return {"id": self.id, **names, "type": "private"}

    def full_json(self) -> Json:
        """A `ChatFullInfo`, with what is required and little else."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        accepted = dict.fromkeys(gifts, self.private)
        return self.json() | {"accent_color_id": self.id % 7, "max_reaction_count": 11, "accepted_gift_types": accepted}


def member_json(user: User, status: str, until: int = 0) -> Json:
    """A `ChatMember` of any status, with every field that aiogram 3.31 wants."""
    value: Json = {"user": user.json(), "status": status}
    if status == "creator":
        return value | {"is_anonymous": False}
    if status == "administrator":
        rights = dict.fromkeys(RIGHTS, True) | {"can_promote_members": False, "can_be_edited": False}
        return value | rights | {"is_anonymous": False, "can_pin_messages": True, "can_manage_topics": False}
    if status == "kicked":
        return value | {"until_date": until}
    if status == "restricted":
        permissions = dict.fromkeys(PERMISSIONS, False)
        return value | permissions | {"can_send_messages": False, "is_member": True, "until_date": until}
    return value

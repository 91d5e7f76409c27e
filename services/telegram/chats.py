"""What the bot is, and what it may do in a chat: for `check` and for invitation links."""

from dataclasses import dataclass
from typing import Any

from aiogram import Bot

from services.telegram.errors import spoken
from services.telegram.methods import ReadChat, ReadMe, ReadMember

_INSIDE = ("creator", "administrator", "member", "restricted")


@dataclass(frozen=True, slots=True)
class ChatState:
    """A chat as the bot stands in it; `status` is Telegram's own word for the bot there."""

    title: str
    type: str  # private, group, supergroup or channel
    status: str
    may_write: bool


async def chat_admin_state(bot: Bot, chat_id: int) -> ChatState:
    """How the bot stands in the chat; raises `Refused` (UNREACHABLE: not there), `TryLater` or `ChatMoved`."""
    chat = await spoken(bot(ReadChat(chat_id=chat_id)))
    member = await spoken(bot(ReadMember(chat_id=chat_id, user_id=bot.id)))
    title = str(chat.get("title") or chat.get("first_name") or chat_id)
    return ChatState(title, str(chat.get("type", "")), str(member.get("status", "")), _may_write(chat, member))


async def username(bot: Bot) -> str:
    """The bot's name without @: the first call to make, it proves the token."""
    return str((await spoken(bot(ReadMe()))).get("username", ""))


def _may_write(chat: dict[str, Any], member: dict[str, Any]) -> bool:
    status = member.get("status")
    if chat.get("type") == "channel":
        return status == "creator" or bool(member.get("can_post_messages"))
    if status == "restricted":
        return bool(member.get("is_member")) and bool(member.get("can_send_messages"))
    if status == "member":
        return bool((chat.get("permissions") or {}).get("can_send_messages", True))
    return status in _INSIDE

"""The content of a message on its way in: text, caption, keyboard, what it answers."""

from html import escape
from typing import Any

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from sandbox.telegram import keyboards, limits
from sandbox.telegram.chats import Chat, Json
from sandbox.telegram.entities import Entity, Text, parse, trim, with_found
from sandbox.telegram.errors import bad
from sandbox.telegram.state import State

Params = dict[str, Any]


def text_of(state: State, params: Params) -> Text:
    """The text of a message, 1-4096 characters after parsing; the caller says which words refuse a longer one."""
    raw = params.get("text", "")
    if not raw:
        raise bad("message text is empty")
    text = formatted(state, raw, params.get("parse_mode", ""), params.get("entities"))
    if not text.plain:
        raise bad("text must be non-empty")
    return text


def caption_of(state: State, params: Params) -> Text:
    """The caption of a file, up to 1024 characters after parsing."""
    raw = params.get("caption", "")
    text = formatted(state, raw, params.get("parse_mode", ""), params.get("caption_entities")) if raw else Text()
    if len(text.plain) > limits.CAPTION:
        raise bad("message caption is too long")
    return text


def formatted(state: State, raw: str, parse_mode: str, entities: list[Entity] | None) -> Text:
    """Text as the server keeps it, and the HTML that stands for it on the page."""
    plain, marked = trim(*parse(raw, parse_mode, entities))
    marked = [each for each in (_with_user(state, each) for each in marked) if each]
    if parse_mode.lower() == "html":
        html = raw.strip()
    elif marked:
        html = html_decoration.unparse(plain, [MessageEntity.model_validate(each) for each in marked])
    else:
        html = escape(plain, quote=False)
    return Text(plain, with_found(plain, marked), html)


def _with_user(state: State, entity: Entity) -> Entity | None:
    """A mention names its user whole; of somebody unknown nothing is left."""
    user = entity.get("user")
    if not isinstance(user, int):
        return entity
    return entity | {"user": state.users[user].json()} if user in state.users else None


def markup_of(params: Params, chat: Chat, inline_only: bool = False) -> Json | None:
    """The reply markup, checked for that chat; edits take an inline keyboard only."""
    markup = keyboards.check(params.get("reply_markup"), chat.private)
    if inline_only and markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def reply_of(params: Params, chat: Chat) -> int | None:
    """The message that is answered."""
    reply = params.get("reply_parameters")
    if reply is None:
        return None
    if unsupported := reply.keys() - {"message_id", "chat_id", "allow_sending_without_reply"}:
        raise bad(f"sandbox: reply_parameters.{min(unsupported)} is not stood in")
    if str(reply.get("chat_id", chat.id)) != str(chat.id):
        raise bad("sandbox: replies to another chat are not stood in")
    if chat.find(reply.get("message_id", 0)) is not None:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


NOT_STOOD_IN = (
    "business_connection_id",
    "direct_messages_topic_id",
    "suggested_post_parameters",
    "ephemeral_message_parameters",
    "rich_message",
    "inline_message_id",
)


def refuse_not_stood_in(params: Params) -> None:
    """Name a parameter that the real server takes and this one does not."""
    for name in NOT_STOOD_IN:
        if name in params:
            raise bad(f"sandbox: the parameter {name} exists in the Bot API and is not stood in")


def check_topic(params: Params) -> None:
    """No stood-in chat is a forum; General is sent to without a topic."""
    if "message_thread_id" in params:
        raise bad("message thread not found")


def options_of(params: Params) -> Json:
    """What else of the parameters comes back in the message."""
    options: Json = {}
    if params.get("protect_content"):
        options["has_protected_content"] = True
    if "link_preview_options" in params:
        options["link_preview_options"] = params["link_preview_options"]
    if "message_effect_id" in params:
        options["effect_id"] = params["message_effect_id"]
    return options

"""sendMessage, copyMessage, forwardMessage."""

from sandbox.telegram import limits
from sandbox.telegram.chats import Chat, Json, Message
from sandbox.telegram.entities import Text
from sandbox.telegram.errors import bad
from sandbox.telegram.methods.content import (
    Params,
    caption_of,
    check_topic,
    markup_of,
    options_of,
    refuse_not_stood_in,
    reply_of,
    text_of,
)
from sandbox.telegram.state import State, check_rights


def send_message(state: State, params: Params) -> Json:
    """Send a text; the message."""
    refuse_not_stood_in(params)
    text = text_of(state, params)
    chat = state.chat(params.get("chat_id"), "write")
    check_topic(params)
    reply_to = reply_of(params, chat)
    markup = markup_of(params, chat)
    check_rights(chat, "text messages")
    if len(text.plain) > limits.TEXT:
        raise bad("message is too long")
    state.admit(chat)
    options = options_of(params)
    return state.post(chat, state.bot, text, reply_markup=markup, reply_to=reply_to, options=options).json()


def copy_message(state: State, params: Params) -> Json:
    """Send a message's content again; its id."""
    refuse_not_stood_in(params)
    chat, source = _source(state, params, "message to copy")
    text = caption_of(state, params) if "caption" in params else source.text
    reply_to, markup = reply_of(params, chat), markup_of(params, chat)
    state.admit(chat)
    more = {"media": source.media, "reply_markup": markup, "reply_to": reply_to, "options": options_of(params)}
    return {"message_id": state.post(chat, state.bot, text, **more).id}


def forward_message(state: State, params: Params) -> Json:
    """Forward a message; the new one."""
    refuse_not_stood_in(params)
    chat, source = _source(state, params, "message to forward")
    state.admit(chat)
    origin = {"type": "user", "sender_user": source.sender.json(), "date": int(source.date)}
    options = options_of(params) | {"forward_origin": origin}
    text = Text(source.text.plain, source.text.entities, source.text.html)
    return state.post(chat, state.bot, text, media=source.media, options=options, forwarded=True).json()


def _source(state: State, params: Params, whose: str) -> tuple[Chat, Message]:
    chat = state.chat(params.get("chat_id"), "write")
    check_topic(params)
    origin = state.chat(params.get("from_chat_id"), "read")
    message = state.message(origin, params.get("message_id"), whose)
    if message.service:
        raise bad("message can't be copied" if whose == "message to copy" else "message can't be forwarded")
    return chat, message

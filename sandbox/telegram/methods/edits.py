"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage. An edit without a keyboard removes it."""

from typing import Literal

from sandbox.telegram import limits
from sandbox.telegram.chats import Chat, Json, Message
from sandbox.telegram.entities import Text
from sandbox.telegram.errors import NOT_MODIFIED, bad
from sandbox.telegram.methods.content import Params, caption_of, markup_of, refuse_not_stood_in, text_of
from sandbox.telegram.state import State, too_old_to_delete


def edit_message_text(state: State, params: Params) -> Json:
    """Replace text and keyboard; the message."""
    refuse_not_stood_in(params)
    text = text_of(state, params)
    chat, message = _own_message(state, params)
    markup = markup_of(params, chat, inline_only=True)
    if message.media:
        raise bad("there is no text in the message to edit")
    if len(text.plain) > limits.TEXT:
        raise bad("MESSAGE_TOO_LONG")
    return _change(state, message, text, markup)


def edit_message_caption(state: State, params: Params) -> Json:
    """Replace caption and keyboard of a file; the message."""
    refuse_not_stood_in(params)
    caption = caption_of(state, params)
    chat, message = _own_message(state, params)
    markup = markup_of(params, chat, inline_only=True)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    return _change(state, message, caption, markup)


def edit_message_reply_markup(state: State, params: Params) -> Json:
    """Replace the keyboard only; the message."""
    refuse_not_stood_in(params)
    chat, message = _own_message(state, params)
    return _change(state, message, message.text, markup_of(params, chat, inline_only=True))


def delete_message(state: State, params: Params) -> Literal[True]:
    """Delete a message: its own anywhere, anybody's in private or as an administrator, for 48 hours."""
    chat = state.chat(params.get("chat_id"), "edit")
    message = state.message(chat, params.get("message_id"), "message to delete")
    if not (chat.private or message.from_bot or chat.bot_status == "administrator"):
        raise bad("message can't be deleted")
    if too_old_to_delete(message, state.clock()):
        raise bad("message can't be deleted for everyone")
    chat.remove(message)
    state.tell("delete", chat_id=chat.id, message_id=message.id)
    return True


def _own_message(state: State, params: Params) -> tuple[Chat, Message]:
    """The message to edit: the bot's own, not forwarded, without a reply keyboard."""
    chat = state.chat(params.get("chat_id"), "edit")
    message = state.message(chat, params.get("message_id"), "message to edit")
    other_keyboard = message.reply_markup is not None and "inline_keyboard" not in message.reply_markup
    if message.sender is not state.bot or message.forwarded or other_keyboard:
        raise bad("message can't be edited")
    return chat, message


def _change(state: State, message: Message, text: Text, markup: Json | None) -> Json:
    same_text = (text.plain, text.entities) == (message.text.plain, message.text.entities)
    if same_text and markup == message.reply_markup:
        raise bad(NOT_MODIFIED)
    now = state.clock()
    message.history.append((message.edit_date or message.date, message.html, message.rows))
    message.text, message.reply_markup, message.edit_date = text, markup, now
    state.tell("edit", chat_id=message.chat.id, message_id=message.id)
    return message.json()

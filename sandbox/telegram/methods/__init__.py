"""The methods that are stood in, by their names in the Bot API."""

from collections.abc import Callable
from typing import Any

from sandbox.telegram.methods import bot, chats, edits, files, receiving, sending
from sandbox.telegram.methods.results import Described, Raw
from sandbox.telegram.state import State

METHODS: dict[str, Callable[[State, dict[str, Any]], Any]] = {
    "answerCallbackQuery": receiving.answer_callback_query,
    "copyMessage": sending.copy_message,
    "deleteMessage": edits.delete_message,
    "deleteWebhook": receiving.delete_webhook,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "editMessageText": edits.edit_message_text,
    "forwardMessage": sending.forward_message,
    "getChat": chats.get_chat,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMember": chats.get_chat_member,
    "getFile": files.get_file,
    "getMe": bot.get_me,
    "getMyCommands": bot.get_my_commands,
    "getUpdates": receiving.get_updates,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendChatAction": chats.send_chat_action,
    "sendDocument": files.send_document,
    "sendMessage": sending.send_message,
    "sendPhoto": files.send_photo,
    "setChatMenuButton": bot.set_chat_menu_button,
    "setMessageReaction": chats.set_message_reaction,
    "setMyCommands": bot.set_my_commands,
    "setWebhook": receiving.set_webhook,
}

__all__ = ["METHODS", "Described", "Raw"]

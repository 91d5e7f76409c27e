"""Bot API methods whose answers are taken as they come.

aiogram's own classes demand whole models: a message that it could not parse would count as not sent, and be sent again.
"""

from typing import Any

from aiogram.methods import EditMessageText, SendDocument, SendMessage, SendPhoto, TelegramMethod


class Send(SendMessage):
    __returning__ = dict[str, Any]


class SendFile(SendDocument):
    __returning__ = dict[str, Any]


class SendPicture(SendPhoto):
    __returning__ = dict[str, Any]


class Edit(EditMessageText):
    __returning__ = Any  # type: ignore[assignment]  # the message, or true


class ReadMe(TelegramMethod[dict[str, Any]]):
    __returning__ = dict[str, Any]
    __api_method__ = "getMe"


class ReadFile(TelegramMethod[dict[str, Any]]):
    __returning__ = dict[str, Any]
    __api_method__ = "getFile"

    file_id: str


class ReadChat(TelegramMethod[dict[str, Any]]):
    __returning__ = dict[str, Any]
    __api_method__ = "getChat"

    chat_id: int


class ReadMember(TelegramMethod[dict[str, Any]]):
    __returning__ = dict[str, Any]
    __api_method__ = "getChatMember"

    chat_id: int
    user_id: int

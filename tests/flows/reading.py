"""A chat as a person reads it: what stands there, and what its buttons say."""

from collections.abc import Sequence
from typing import Any

from sandbox.telegram.chats import Chat, Message


class View:
    """A chat as a person reads it."""

    def __init__(self, chat: Chat) -> None:
        self.messages = [message for message in chat.messages if message.from_bot]

    @property
    def texts(self) -> list[str]:
        return [message.plain for message in self.messages]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    def with_button(self, label: str) -> Message:
        return next(each for each in reversed(self.messages) if label in labels(each))

    def about(self, words: str) -> list[Message]:
        return [message for message in self.messages if words in message.plain]


def labels(message: Message) -> list[str]:
    """The buttons of a message, row by row."""
    return [button["text"] for row in message.rows for button in row]


def one_of(wanted: Sequence[str], message: Message) -> str:
    """The first of these buttons that the message has, "" for none."""
    return next((label for label in labels(message) if label in wanted), "")


def button(message: Message, label: str) -> dict[str, Any]:
    return next(each for row in message.rows for each in row if each["text"] == label)


def data_of(message: Message, label: str) -> str:
    data: str = button(message, label)["callback_data"]
    return data

"""What a message of the bot is, told by its words as a person would tell."""

import re

from sandbox.telegram.chats import Message

KINDS = (
    ("card", ("🟢", "🟡", "🔴", "🔵", "⚪")),
    ("reminder", ("⏰",)),
    ("escalation", ("🚨", "⚠️")),
    ("ticket", ("🏷 Откуда",)),
    ("notice", ("🏷",)),
    ("by hand", ("➕ Новый лид", "⏳ Создаю лид", "✅ Лид №")),
    ("question", ("🎁", "Среди контактов и компаний")),
)

LIST, QUESTIONS = "📋", "📋 Откуда"


def first_text(message: Message) -> str:
    """What the message said when it was sent, as HTML."""
    return message.history[0][1] if message.history else message.html


def listed(message: Message) -> bool:
    """Whether it lists several leads."""
    return first_text(message).startswith(LIST)


def said_of(text: str, name: str = "") -> str:
    """What a message says of somebody: of a list the line that names them, of any other all of it."""
    if not text.startswith(LIST):
        return text
    return next((line for line in text.splitlines()[1:] if name in line), "")


def kind_of(message: Message, name: str = "") -> str:
    """What it is to the lead of that name: by its first words; "" when nobody would know."""
    said = re.sub("<[^>]+>", "", first_text(message))
    if said.startswith(QUESTIONS):
        return "ticket" if said_of(said, name) else ""
    said = said_of(said, name)
    return next((kind for kind, signs in KINDS if said.startswith(signs)), "")

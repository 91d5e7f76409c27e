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


def first_text(message: Message) -> str:
    """What the message said when it was sent, as HTML."""
    return message.history[0][1] if message.history else message.html


def kind_of(message: Message) -> str:
    """By its first words; "" when nobody would know."""
    said = re.sub("<[^>]+>", "", first_text(message))
    return next((kind for kind, signs in KINDS if said.startswith(signs)), "")

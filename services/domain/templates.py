"""What is written to a client who cannot be called: the company's words, filled for one lead (NL-11, NL-14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What a template may hold in braces: the client's name, the responsible person's, the client's phone.
PLACEHOLDERS = ("name", "manager", "phone")

_PLACE = re.compile(r"(?P<before>,?[ ]*)\{(?P<name>[^{}]*)\}")


class Way(StrEnum):
    """Where a client may be written to; its value is what a regulation calls it."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    VK = "vk"
    INSTAGRAM = "instagram"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Template:
    """`text` with `{name}` and the like in it; `title` is what people call it."""

    code: str
    title: str
    text: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; one without a value goes, and the comma before it: «Здравствуйте!»."""

    def put(place: re.Match[str]) -> str:
        value = values.get(place["name"], "")
        return place["before"] + value if value else ""

    return _PLACE.sub(put, text).lstrip(", ")


def unknown_placeholder(text: str) -> str:
    """The first thing in braces that nobody can fill, «{» or «}» for a lone brace, "" when all is well."""
    named = (place["name"] for place in _PLACE.finditer(text))
    strange = next((name for name in named if name not in PLACEHOLDERS), None)
    if strange is not None:
        return f"{{{strange}}}"
    return next((each for each in _PLACE.sub("", text) if each in "{}"), "")

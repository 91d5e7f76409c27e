"""Text with entities, as the server makes it: parsed, trimmed, links and commands found. Offsets in UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram import limits
from sandbox.telegram.errors import bad
from sandbox.telegram.tags import parse_html

Entity = dict[str, Any]
# What the server finds by itself; the bot need not mark it.
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]+[^\s<>\"«».,:;!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>#(?!\d+\b)\w{1,256})"
    r"|(?<![\w+])(?P<phone_number>\+\d[\d() -]{8,18}\d)(?!\w)"
)
MARKS = frozenset("/@#+:")


@dataclass(slots=True)
class Text:
    """What a message says, and how; `html` is what the bot sent, or the same text escaped."""

    plain: str = ""
    entities: list[Entity] = field(default_factory=list)
    html: str = ""


def utf16(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(raw: str, parse_mode: str, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Text and entities of what a bot sent, before trimming; raises `ApiError` with the server's words."""
    if len(raw.encode()) > limits.RAW_TEXT_BYTES:
        raise bad("text is too long")
    mode = parse_mode.lower()
    if mode in ("", "none"):
        return raw, [dict(each) for each in entities or []]
    if mode == "html":
        return parse_html(raw)
    if mode in ("markdown", "markdownv2"):
        raise bad("sandbox: Markdown is not stood in, send HTML")
    raise bad("unsupported parse_mode")


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without space around, entities cut to what is left."""
    body = text.rstrip()
    first = min((each["offset"] for each in entities), default=len(body))
    lead = len(body) - len(body.lstrip(" \n"))
    lead = min(lead, first)
    body, end = body[lead:], utf16(body)
    kept = []
    for entity in entities:
        length = min(entity["length"], end - entity["offset"])
        if length > 0:
            kept.append({**entity, "offset": entity["offset"] - lead, "length": length})
    return body, kept


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities, and those the server finds where none of the bot's stand."""
    if MARKS.isdisjoint(text) and "@" not in text:
        return entities
    found = []
    for match in FOUND.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match.group())
        if not any(_overlap(each, offset, length) for each in entities):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return in_order([*entities, *found]) if found else entities


def _overlap(entity: Entity, offset: int, length: int) -> bool:
    """Whether an entity that bears no other inside stands in the way."""
    solid = entity["type"] in ("text_link", "text_mention", "code", "pre", "date_time")
    return solid and entity["offset"] < offset + length and offset < entity["offset"] + entity["length"]


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sorted as the server does: by place, the longer first."""
    return sorted(entities, key=lambda each: (each["offset"], -each["length"]))

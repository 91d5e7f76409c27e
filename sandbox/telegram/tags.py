"""Telegram's own HTML: a handful of tags, its own words for every fault (td MessageEntity.cpp)."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.errors import ApiError, bad

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPECIAL = re.compile("[<&]")
REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,7})|([0-9]{1,8}))|([A-Za-z]+));?")
NAME_END = re.compile(r"[\s>]")
ATTRIBUTE = re.compile(r"([^\s=>/\"']*)\s*(=?)\s*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
USER_LINK = re.compile(r"tg://user\?id=(\d+)$", re.IGNORECASE)
DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")

Entity = dict[str, Any]


@dataclass(slots=True)
class Tag:
    """A tag that is open: its attributes, and where its text begins."""

    name: str
    attributes: dict[str, str]
    offset: int
    begins: int


class Parser:
    """One text on its way from HTML to entities."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[Tag] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        """The plain text and its entities."""
        while special := SPECIAL.search(self.source, self.at):
            self._add(self.source[self.at : special.start()])
            self.at = special.start()
            if special.group() == "&":
                self._reference()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.source[self.at :])
        if self.open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        self.entities.sort(key=lambda each: (each["offset"], -each["length"]))
        return "".join(self.text), self.entities

    def _add(self, piece: str) -> None:
        if piece:
            self.text.append(piece)
            self.offset += len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "surrogatepass")) // 2

    def _reference(self) -> None:
        character, self.at = reference(self.source, self.at)
        self._add(character)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _start_tag(self) -> None:
        begin = self.at
        end = NAME_END.search(self.source, begin + 1)
        if end is None:
            raise _fault(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name = self.source[begin + 1 : end.start()].lower()
        if name not in TYPES:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        self.at = end.start()
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(Tag(name, attributes, self.offset, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """The attributes up to the end of the tag, which is passed."""
        found: dict[str, str] = {}
        unclosed = _fault(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        while True:
            self._skip_space()
            if self.source[self.at : self.at + 1] == ">":
                self.at += 1
                return found
            match = ATTRIBUTE.match(self.source, self.at)
            if match is None or not match.group(1):
                raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self.at = match.end()
            if self.at >= len(self.source):
                raise unclosed
            found[match.group(1)] = self._attribute_value(begin) if match.group(2) else ""

    def _attribute_value(self, begin: int) -> str:
        quote = self.source[self.at]
        if quote not in "\"'":
            return self._token()
        self.at += 1
        value: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&":
                character, self.at = reference(self.source, self.at)
                value.append(character)
            else:
                value.append(self.source[self.at])
                self.at += 1
        self.at += 1
        if self.at >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return "".join(value)

    def _token(self) -> str:
        begin = self.at
        match = TOKEN.match(self.source, begin)
        self.at = match.end() if match else begin
        if self.source[self.at : self.at + 1] not in (" ", "\t", "\n", "\r", ">"):
            raise _fault(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.source[begin : self.at].lower()

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _fault(f"Unexpected end tag at byte offset {self._byte(begin)}")
        end = NAME_END.search(self.source, begin)
        self.at = end.start() if end else len(self.source)
        name = self.source[begin + 2 : self.at].lower()
        self._skip_space()
        if self.source[self.at : self.at + 1] != ">":
            raise _fault(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name not in ("", tag.name):
            place = self._byte(begin)
            raise _fault(f'Unmatched end tag at byte offset {place}, expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: Tag) -> None:
        """The entity of a tag that ended, when it has one."""
        entity: Entity = {"type": TYPES[tag.name], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name == "a":
            self._link(entity, tag)
        elif tag.name in ("code", "pre"):
            self._code(entity, tag)
        elif tag.name == "tg-time":
            self._date(entity, tag)
        elif tag.name == "tg-emoji":
            self.entities.append(entity | {"custom_emoji_id": _emoji(tag.attributes)})
        else:
            if tag.name == "blockquote" and "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            self.entities.append(entity)

    def _link(self, entity: Entity, tag: Tag) -> None:
        address = tag.attributes.get("href") or "".join(self.text[tag.begins :])
        user = USER_LINK.match(address)
        if user:
            self.entities.append(entity | {"type": "text_mention", "user": int(user.group(1))})
        elif url := checked_url(address):
            self.entities.append(entity | {"url": url})

    def _code(self, entity: Entity, tag: Tag) -> None:
        """<pre><code class="language-…"> is one entity."""
        language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if tag.name == "pre" and same and last["type"] == "code":
            last["type"] = "pre"
        else:
            self.entities.append(entity | {"language": language} if language else entity)

    def _date(self, entity: Entity, tag: Tag) -> None:
        unix, form = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
        if not DATE_FORMAT.fullmatch(form):
            raise _fault("Invalid date format used")
        if unix.isdigit() and int(unix) > 0:
            self.entities.append(entity | {"unix_time": int(unix)} | ({"date_time_format": form} if form else {}))


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities; raises `ApiError` "can't parse entities: …"."""
    text, entities = Parser(source).run()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def reference(source: str, at: int) -> tuple[str, int]:
    """The character that `&…;` means, and where to go on; what is no reference stands for itself."""
    match = REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return (NAMED[name], match.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return (chr(code), match.end()) if 0 < code < 0x10FFFF else ("&", at + 1)


def checked_url(address: str) -> str:
    """The address as Telegram keeps it, empty when it is none: a host without a dot is refused."""
    if address.lower().startswith(("tg:", "ton:", "tonsite:")):
        return address
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "." not in parts.netloc or re.search(r"\s", address):
        return ""
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


def _emoji(attributes: dict[str, str]) -> str:
    if not attributes.get("emoji-id", "").isdigit():
        raise _fault("Invalid custom emoji identifier specified")
    return attributes["emoji-id"]


def _fault(words: str) -> ApiError:
    return bad(f"can't parse entities: {words}")

"""A comment of the portal as the lines that people read: without BB codes and HTML, links spelled out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from services.domain.names import key

# Whole tags only: «<https://…>» is a link in brackets, not a tag. Every length is bounded, so that nothing is slow.
_HTML = r"a|b|i|u|s|p|br|hr|h[1-6]|li|ul|ol|tr|td|th|div|span|font|strong|em|img|table|tbody|blockquote|code|pre"
_BREAK = re.compile(
    r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>\n]{0,500}+>|\[(?:br|/p|\*|/list|/quote)\]",
    re.IGNORECASE,
)
_HTML_LINK = re.compile(
    r"""<a\b[^<>\n]{0,300}?href=["']?([^"'<>\s]{1,500}+)[^<>\n]{0,300}+>([^<\n]{0,500}+)</a>""",
    re.IGNORECASE,
)
_BB_LINK = re.compile(r"\[url=([^\]\s]{1,500}+)\]([^\[\n]{0,500}+)\[/url\]", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_HTML})\b[^<>\n]{{0,500}}+>|\[/?[a-z*][^\]\n]{{0,200}}+\]", re.IGNORECASE)

# «Тег клиента: 1», «Получен заказ №1»; not a link, not somebody's quotation.
_FIELD = re.compile(r"[\s•*·–—-]*+([^:：№«»„“”\"'>]{1,60})[:：№](?!//)(.*)")


_NEAR = 3  # lines below a name in which its value may begin


@dataclass(frozen=True, slots=True)
class Field:
    """A line with a name, `name` as `names.key`; the value may begin on a line below: `at` is its number."""

    name: str
    value: str
    line: int
    at: int


def fields(lines: Sequence[str], noise: frozenset[str] = frozenset()) -> Iterator[Field]:
    """Every line with a name; an empty value is looked for below, past empty lines and `noise`."""
    for number, line in enumerate(lines):
        name, value = named(line)
        below = number
        while name and not value and below + 1 < min(number + 1 + _NEAR, len(lines)):
            below += 1
            value = "" if is_noise(lines[below], noise) else lines[below]
        if name:
            yield Field(name, value, number, below)


def named(line: str) -> tuple[str, str]:
    """Name and value of a line; the name is "" when it has none."""
    found = _FIELD.match(line)
    return (key(found[1]), found[2].strip()) if found else ("", "")


def is_noise(line: str, noise: frozenset[str]) -> bool:
    """Nothing to read: empty, without a letter or digit, or what a page adds («свернуть»)."""
    name = key(line)
    return not name or name in noise


def readable(comments: str) -> list[str]:
    """The lines, each without markup and doubled spaces; empty ones stay, they part what belongs together."""
    text = _BREAK.sub("\n", comments)
    text = _BB_LINK.sub(_spelled_out, _HTML_LINK.sub(_spelled_out, text))
    return [" ".join(line.split()) for line in unescape(_TAG.sub("", text)).splitlines()]


def _spelled_out(link: re.Match[str]) -> str:
    """The words of a link and where it leads, once when both are the same."""
    address, words = link[1].strip(), link[2].strip()
    return address if words in ("", address) else f"{words} <{address}>"

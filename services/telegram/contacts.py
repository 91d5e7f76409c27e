"""Phones and comments as people read them."""

import re

from services.telegram.html import cut, escape

_BB = re.compile(r"\[/?[a-zA-Z*][^\]\n]{0,200}\]")
_PHONE = re.compile(r"\+?\d(?:[\s().\-–]{0,3}\d){6,14}")
_BLANKS = re.compile(r"\n\s*\n+")


def spoken(phone: str) -> str:
    """A Russian number as people write it; any other as it came, without line breaks."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11 and digits[0] in "78":
        return f"+7 {digits[1:4]} {digits[4:7]}-{digits[7:9]}-{digits[9:]}"
    return escape_line(phone)


def copied(phone: str) -> str:
    """What the copy button puts on the clipboard."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    return phone.strip()[:256]


def masked(phone: str) -> str:
    """For a group: the last two digits only."""
    digits = re.sub(r"\D", "", phone)
    return f"••• {digits[-2:]}" if len(digits) > 4 else "•••"


def escape_line(text: str) -> str:
    """One line, safe in HTML, bounded."""
    return escape(cut(" ".join(text.split()), 40))


def without_phones(text: str) -> str:
    """For a group: every number of a phone's length is masked."""
    return _PHONE.sub(lambda found: masked(found[0]), text)


def bare_text(comments: str) -> str:
    """A portal comment without BB codes and empty lines."""
    return _BLANKS.sub("\n", _BB.sub("", comments)).strip()

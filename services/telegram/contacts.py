"""Phones and comments as people read them."""

import re

from services.domain import phones
from services.telegram.html import Html, cut, escape

_BB = re.compile(r"\[/?[a-zA-Z*][^\]\n]{0,200}\]")
# The number of a group on a social network says where a lead came from, not whom to call.
_PHONE = re.compile(r"(?P<group>(?:club|public|event)\d++)|\+?\d(?:[\s().\-–]{0,3}\d){6,14}")
_BLANKS = re.compile(r"\n\s*\n+")


def spoken(phone: str, region: str) -> Html:
    """A number as people write it; what is more than a number, or none, as it came: one line, safe, bounded."""
    return escape(cut(" ".join(phones.spoken(phone, region).split()), 40))


def copied(phone: str, region: str) -> str:
    """What the copy button puts on the clipboard: the number in one form, or what stands there."""
    number = phones.read(phone, region).number
    return number if number.startswith("+") else phone.strip()[:256]


def masked(phone: str) -> str:
    """For a group: the last two digits only."""
    digits = re.sub(r"\D", "", phone)
    return f"••• {digits[-2:]}" if len(digits) > 4 else "•••"


def without_phones(text: str) -> str:
    """For a group: every number of a phone's length is masked."""
    return _PHONE.sub(lambda found: found["group"] or masked(found[0]), text)


def bare_text(comments: str) -> str:
    """A portal comment without BB codes and empty lines."""
    return _BLANKS.sub("\n", _BB.sub("", comments)).strip()

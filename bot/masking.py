"""Secrets and phones, taken out of any text that a person or a file will keep."""

import re
from collections.abc import Iterable

MASK = "***"

# Words of everyday length are no secrets: masking them would only hide the log from its reader.
_SHORTEST_SECRET = 6

_NAMED = r"(?:application|access|refresh|secret)[_-]token(?:]|%5D)?"
_CREDENTIALS = (
    (re.compile(r"(\d{3,20}):[A-Za-z0-9_-]{20,}"), rf"\1:{MASK}"),  # a bot token
    (re.compile(r"((?:/|%2F)rest(?:/|%2F)\d+(?:/|%2F))[A-Za-z0-9_-]+", re.IGNORECASE), rf"\1{MASK}"),  # a webhook
    (re.compile(rf"({_NAMED}[\"']?\s*[=:,]\s*[\"']?)[^\s&\"',;)}}]+", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(r"(://[^\s/:@]*:)[^\s/@]+@"), rf"\1{MASK}@"),  # a password in an address
)

# Numbers that are as long as a phone and are none: moments, addresses, supergroups of Telegram.
_KEPT = (
    r"\b(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?)?"
    r"|(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\D)|(?![.\d]))){4}(?<!\.)"
    r"|(?<!\d)-100\d{10}(?!\d)"
)
_NUMBERS = re.compile(rf"(?P<kept>{_KEPT})|\+?\d(?:[ \u00a0().\u2011\u2013-]{{0,2}}\d){{9,}}")


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without credentials, phones down to their last two digits."""
    text = mask_credentials(text, secrets)
    return _NUMBERS.sub(lambda found: found[0] if found["kept"] else MASK + found[0][-2:], text)


def mask_credentials(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without these secrets and without anything shaped like one."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, MASK)
    for shape, shown in _CREDENTIALS:
        text = shape.sub(shown, text)
    return text

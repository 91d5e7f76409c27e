"""Whether a lead's data can be right (NL-09). Only told: what becomes of the lead, a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.domain.names import words
from services.domain.phones import RUSSIA, Fault, read


class Flaw(StrEnum):
    """What looks wrong with a lead's data; each has its words in locales/ (`flaw-<code>`)."""

    NO_PHONE = "no-phone"
    PHONE_LETTERS = "phone-letters"
    PHONE_SHORT = "phone-short"
    PHONE_LONG = "phone-long"
    PHONE_UNKNOWN = "phone-unknown"
    PHONE_ABROAD = "phone-abroad"
    NO_NAME = "no-name"
    JUNK_NAME = "junk-name"


@dataclass(frozen=True, slots=True)
class Correctness:
    """What a regulation knows of good data.

    `region`: ISO code of the country whose numbers need no country code. `junk_names`: words as `names.words`.
    """

    region: str = RUSSIA
    junk_names: frozenset[str] = frozenset()


_FAULTS = {
    Fault.LETTERS: Flaw.PHONE_LETTERS,
    Fault.SHORT: Flaw.PHONE_SHORT,
    Fault.LONG: Flaw.PHONE_LONG,
    Fault.UNKNOWN: Flaw.PHONE_UNKNOWN,
}


def flaws(name: str, phones: Sequence[str], rules: Correctness) -> tuple[Flaw, ...]:
    """What looks wrong with a client's name and phones; one good phone is enough."""
    of_phones = [_of_phone(phone, rules.region) for phone in phones] or [Flaw.NO_PHONE]
    found = (None if None in of_phones else of_phones[0], _of_name(name, rules.junk_names))
    return tuple(flaw for flaw in found if flaw)


def _of_phone(written: str, region: str) -> Flaw | None:
    phone = read(written, region)
    if phone.fault:
        return _FAULTS[phone.fault]
    return None if phone.region == region else Flaw.PHONE_ABROAD


def _of_name(name: str, junk: frozenset[str]) -> Flaw | None:
    """A name needs a word that is neither junk, nor digits, nor one letter over and over."""
    if not name.strip():
        return Flaw.NO_NAME
    real = (word for word in words(name) if word not in junk and len(set(word)) > 1 and not word.isdecimal())
    return None if any(real) else Flaw.JUNK_NAME

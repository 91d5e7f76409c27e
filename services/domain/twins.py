"""Twins of a lead: leads, contacts and companies with the same phone or e-mail (NL-07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.domain.phones import spellings

NAMED = 3  # twins of a lead that people see by name


class TwinKind(StrEnum):
    """What a twin is; in the order in which people want to know of them."""

    CONTACT = "contact"
    COMPANY = "company"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Twin:
    """Something in the portal that has a phone or an e-mail of the lead; `name` "" when it was not read.

    `company`: that a contact is of, 0 for none.
    """

    kind: TwinKind
    id: int
    name: str = ""
    company: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """What twins are looked up by: phones in every spelling, e-mails."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phones or self.emails)


def keys_of(phones: Iterable[str], emails: Iterable[str], region: str) -> Keys:
    """What to look a lead up by; numbers without a country are of `region`."""
    spelled = [spelling for phone in phones for spelling in spellings(phone, region)]
    mails = [spelling for mail in emails if "@" in mail for spelling in (mail.strip(), mail.strip().lower())]
    return Keys(tuple(dict.fromkeys(spelled)), tuple(dict.fromkeys(mails)))


def before(found: Iterable[Twin], lead_id: int) -> tuple[Twin, ...]:
    """Of what was found the twins of this lead: of two leads that came together the second is the double."""
    order = list(TwinKind)
    twins = [twin for twin in found if twin.kind is not TwinKind.LEAD or twin.id < lead_id]
    return tuple(sorted(twins, key=lambda twin: (order.index(twin.kind), -twin.id)))

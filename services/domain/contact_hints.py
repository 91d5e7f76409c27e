"""Who the client is and where else to write, as a lead's comment tells (OP10-11, OP10-12, OP10-14)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.domain import phones
from services.domain.comment_lines import Field, fields, readable
from services.domain.names import visible
from services.domain.repair import Repair

# What a value has to be, whole; the group is what is kept of it.
_LINK = re.compile(r"<?(https?://[^\s<>]{3,300})>?")
_NAME = re.compile(r"@?([A-Za-z0-9_.]{2,64})")
_NUMBER = re.compile(r"([\w/-]{1,64})")
_DATE = re.compile(r"(\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?)")


@dataclass(frozen=True, slots=True)
class Contacts:
    """Each "" when the comment does not tell; names without @, `phones` in one form, +79990000001."""

    profile: str = ""
    domain: str = ""
    telegram: str = ""
    instagram: str = ""
    tag: str = ""
    order: str = ""
    birthday: str = ""
    phones: tuple[str, ...] = ()


def read_contacts(comments: str, repair: Repair) -> Contacts:
    """What the fields of a comment tell; of a field that comes twice, the first that makes sense."""
    found = list(fields(readable(comments), repair.noise))
    names = repair.contacts
    return Contacts(
        profile=_first(_LINK, found, names.profile),
        domain=_first(_NAME, found, names.domain),
        telegram=_first(_NAME, found, names.telegram),
        instagram=_first(_NAME, found, names.instagram),
        tag=_first(_NUMBER, found, names.tag),
        order=_first(_NUMBER, found, names.order),
        birthday=_first(_DATE, found, names.birthday),
        phones=_phones(each.value for each in found if each.name in names.phone),
    )


def _first(shape: re.Pattern[str], found: Sequence[Field], names: frozenset[str]) -> str:
    values = (shape.fullmatch(visible(field.value)) for field in found if field.name in names)
    return next((value[1] for value in values if value), "")


def _phones(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for value in values for number in phones.mentioned(value)))

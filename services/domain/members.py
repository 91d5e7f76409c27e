"""Everybody who could work with the assistant: who is connected, and what it means that somebody is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.domain.absence import Absence
from services.domain.gateways import Term
from services.domain.people import Person, Role


class Link(StrEnum):
    """Whether the assistant can reach somebody."""

    CONNECTED = "connected"
    ABSENT = "absent"  # connected, and away at this moment
    MISSING = "missing"  # never pressed Start
    BLOCKED = "blocked"  # stopped the bot
    LEFT = "left"  # dismissed in the portal


@dataclass(frozen=True, slots=True)
class Member:
    """`staff_id` and `employee_id` 0: not known there; `waiting`: open leads that the person is responsible for."""

    staff_id: int
    employee_id: int
    name: str
    department: str
    roles: frozenset[Role]
    link: Link
    waiting: int
    away: bool = False  # at this moment
    absences: Sequence[Absence] = ()  # that are not over, by time

    @property
    def matters(self) -> bool:
        """Whether somebody works with the assistant, or has leads, and hears nothing of them."""
        return self.link in (Link.MISSING, Link.BLOCKED) and bool(self.roles or self.waiting)


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the history; `lead_id` 0: of no lead."""

    id: int
    at: datetime
    who: str
    kind: str
    data: Mapping[str, Any]
    lead_id: int
    lead: str
    whence: str = ""  # as in `Whence`; "" is not known of old lines


@dataclass(frozen=True, slots=True)
class Search:
    """Whose deeds, of which lead, done where, on which days (both included), before which line; 0, "", None: of all."""

    who: int = 0
    lead: int = 0
    whence: str = ""
    first: date | None = None
    last: date | None = None
    before: int = 0


def names_of(employees: Iterable[Term], people: Iterable[Person]) -> dict[int, str]:
    """What everybody is called, by number in the portal: as the staff has it, else as the portal does."""
    names = {int(each.code): each.name for each in employees}
    return names | {each.bitrix_id: each.name for each in people if each.bitrix_id and each.name}


def link_of(person: Person | None) -> Link:
    """The worst that is true of somebody."""
    if person is None or (person.telegram_id is None and person.active):
        return Link.MISSING
    if not person.active:
        return Link.LEFT
    if person.blocked:
        return Link.BLOCKED
    return Link.ABSENT if person.absent else Link.CONNECTED

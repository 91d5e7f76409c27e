"""Everybody who could work with the assistant: who is connected, and what it means that somebody is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

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

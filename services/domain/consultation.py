"""A consultation: a meeting of the client with somebody of ours, a row of the company's register (OP10-30)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.domain.mirror import Place
from services.domain.people import Role
from services.domain.slots import Hours

# Conversations: one is booked, gets a new time, or a reason why it is spoiled.
CONSULTATION, NEW_TIME, REASON = "consultation", "consultation_time", "consultation_reason"


class Status(StrEnum):
    """The five of the company's table (OP10-31)."""

    SET = "set"  # назначено
    HELD = "held"  # проведено
    MOVED = "moved"  # перенесено
    SPOILED = "spoiled"  # в браке
    CALLS = "calls"  # зв 3р в день


COMING = frozenset({Status.SET, Status.MOVED})  # somebody's time is taken
OPEN = COMING | {Status.CALLS}


@dataclass(frozen=True, slots=True)
class Consultation:
    """A row of the register; link and source are its lead's. `with_id`: portal user, `booked_by`: staff."""

    id: int  # 0: not stored yet
    lead_id: int
    booked_at: datetime
    booked_by: int
    at: datetime
    until: datetime
    with_id: int
    with_name: str
    note: str = ""
    status: Status = Status.SET
    taken_back: bool = False  # the booking was undone

    @property
    def mark(self) -> str:
        """Unlike that of any other row, in whichever database: in a new one the ids begin anew."""
        return f"5M-{self.id}-{int(self.booked_at.timestamp())}"


@dataclass(frozen=True, slots=True)
class Consultant:
    """Somebody of the portal whom a client can meet."""

    id: int  # portal user
    name: str


@dataclass(frozen=True, slots=True)
class Consulting:
    """What the regulation says of consultations; their statuses are reserved actions."""

    hours: Hours
    roles: frozenset[Role] = frozenset()  # who holds them
    notes: tuple[str, ...] = ()  # comments in one tap
    reasons: tuple[str, ...] = ()  # why one is spoiled, in one tap
    sources: Mapping[str, str] = field(default_factory=dict)  # short names of sources, by code
    mirror: Place | None = None  # where in the portal the register is kept as well


def status_code(status: Status) -> str:
    """The reserved action of a status."""
    return f"consultation_{status}"


def first_names(people: Sequence[tuple[int, str]]) -> dict[int, str]:
    """What people are called in the table: by first name; of two with the same, with the first letter of the next."""
    firsts = {person: name.split()[0] if name.split() else f"№ {person}" for person, name in people}
    again = {first for first in firsts.values() if list(firsts.values()).count(first) > 1}
    return {person: _fuller(name) if firsts[person] in again else firsts[person] for person, name in people}


def _fuller(name: str) -> str:
    first, *rest = name.split()
    return f"{first} {rest[0][0]}." if rest else first

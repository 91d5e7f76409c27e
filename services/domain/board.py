"""What burns: open leads in the order in which a supervisor looks at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from services.domain.history import Line
from services.domain.lead import Phase
from services.domain.people import Person


class Heat(IntEnum):
    """How much a lead burns; the hottest first."""

    LATE = 0  # the last rung has spoken and nobody has acted
    WARNED = 1  # a rung has spoken
    FRESH = 2  # nobody has acted, and there is time
    IN_WORK = 3


@dataclass(frozen=True, slots=True)
class OpenLead:
    """An open lead; `due_at`: its next rung of first touch, `spoken_at`: the last one that spoke."""

    id: int
    name: str
    title: str
    source: str
    stage: str
    manager_id: int
    phase: Phase
    attempts: int
    entered_at: datetime
    taken_at: datetime | None
    due_at: datetime | None
    spoken_at: datetime | None
    last: Line | None
    history: int = 1  # leads of the same client, this one too

    @property
    def heat(self) -> Heat:
        """Where the lead stands on its ladder."""
        if self.phase is Phase.TAKEN:
            return Heat.IN_WORK
        if self.spoken_at is None:
            return Heat.FRESH
        return Heat.WARNED if self.due_at else Heat.LATE


@dataclass(frozen=True, slots=True)
class BoardLead:
    """A line of the board, in the portal's own words."""

    lead: OpenLead
    manager: str
    source: str
    stage: str
    url: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is open, the hottest first; `managers`: whom a lead may be handed to."""

    at: datetime
    lines: Sequence[BoardLead]
    managers: Sequence[Person] = ()


def ordered(leads: Iterable[OpenLead]) -> list[OpenLead]:
    """Late ones first, the longest late at the top; then by time left; what is in work last."""
    return sorted(leads, key=lambda lead: (lead.heat, lead.due_at or lead.entered_at, lead.entered_at))

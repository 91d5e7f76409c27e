"""What a message about a lead may show, as values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.domain.correctness import Flaw
from services.domain.flow.repair_source import Doubt
from services.domain.flow.undo import Choice
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.regulation import Audience, Regulation
from services.domain.twins import Twin


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened to the lead."""

    at: datetime
    who: str
    kind: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LeadView:
    """Everything a message about a lead may show; names are the portal's own words."""

    lead: Lead
    rules: Regulation
    manager: str
    stage: str
    source: str
    url: str
    now: datetime
    next_due: tuple[datetime, Audience] | None = None
    running: Sequence[tuple[str, datetime]] = ()  # other clocks: title, and when it speaks next
    late_since: datetime | None = None  # when the last rung spoke
    warned: bool = False  # a rung has spoken
    trail: Sequence[Line] = ()
    undo: Choice | None = None
    doubt: Doubt | None = None  # the source is in doubt
    flaws: Sequence[Flaw] = ()  # what looks wrong with the client's data
    twin_url: Callable[[Twin], str] = lambda _twin: ""
    ticket_open: bool = False
    refused: bool = False  # the portal refused a write of ours
    view: str = ""
    managers: Sequence[Person] = ()

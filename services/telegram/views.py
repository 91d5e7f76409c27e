"""What a message about a lead may show, as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.domain.amendments import Amendment
from services.domain.bonus import Bonus
from services.domain.call_history import LeadCall
from services.domain.consultation import Consultation
from services.domain.correctness import Flaw
from services.domain.flow.repair_source import Doubt
from services.domain.flow.undo import Choice
from services.domain.gateways import Term
from services.domain.history import Line
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.regulation import Audience, Regulation
from services.domain.source_list import Shelf
from services.domain.timeline import Timeline
from services.domain.twins import Twin


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
    waits_for_editors: str = ""  # a source that somebody named and the portal lacks
    bonus: Bonus | None = None  # the claim of a referral
    consultation: Consultation | None = None  # the one that has not ended
    refused: bool = False  # the portal refused a write of ours
    story: Timeline | None = None  # how it came through, once a rung has spoken
    view: str = ""
    managers: Sequence[Person] = ()
    calls: Sequence[LeadCall] = ()  # the newest first, while the message shows them


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """What a suggestion to the editors shows beside its lead; people and sources by name.

    `shelf`: the list to choose another source from, None while nobody wants one.
    """

    amendment: Amendment
    source: str
    suggested_by: str
    decided_by: str = ""
    shelf: Shelf | None = None


@dataclass(frozen=True, slots=True)
class TicketView:
    """What a source ticket shows beside its lead; people by name.

    `state`: open, answered, passed or withdrawn. `answer`: the source, or what was said when it is in no list.
    `words`: what a reply said that has to be made clear, with the sources that it may mean in `near`.
    """

    id: int
    state: str
    asked_by: str
    answer: str = ""
    answered_by: str = ""
    line: str = ""
    holder: str = ""
    held_until: datetime | None = None
    joined: Sequence[tuple[str, str]] = ()  # other leads that wait for the same answer, and who asks
    late: bool = False  # sent by the ladder: nobody has answered yet
    asked_at: datetime | None = None
    tried: Sequence[Line] = ()
    may_lock: Sequence[Person] = ()
    shelf: Shelf = field(default_factory=Shelf)
    view: str = ""
    words: str = ""
    near: Sequence[Term] = ()

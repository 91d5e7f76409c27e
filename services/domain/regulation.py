"""A regulation: the company's rules as values. The code knows mechanisms only, never a company."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from enum import StrEnum

from services.domain.gateways import Term
from services.domain.lead import Phase
from services.domain.repair import Repair

FIRST_TOUCH = "first_touch"  # the clock that runs while nobody has acted on a new lead


class Audience(StrEnum):
    """Whom a rung speaks to."""

    MANAGER = "manager"
    SUPERVISORS = "supervisors"


class Style(StrEnum):
    """Colour of a button (Bot API 9.4)."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: `after` counts from the start of the clock."""

    after: timedelta
    audience: Audience


@dataclass(frozen=True, slots=True)
class Clock:
    """A named deadline with its ladder, rungs in the order of time."""

    code: str
    title: str
    ladder: tuple[Rung, ...]
    says: str = ""  # the company's words for a reminder; first touch has the assistant's own


@dataclass(frozen=True, slots=True)
class Action:
    """A button on the card: a closed set of behaviours, combined by the regulation.

    `fields` are the portal values it writes, by name of `crm.item.*`.
    """

    code: str
    title: str
    phases: frozenset[Phase]
    style: Style | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""  # the timeline comment; "" = the title
    counts_attempt: bool = False
    hints: Mapping[int, str] = field(default_factory=dict)  # shown after attempt N
    takes: bool = False  # the lead counts as acted on: first touch stops
    closes: bool = False
    confirm: bool = False
    asks_source: bool = False  # opens a source ticket
    asks: str = ""  # the conversation that it begins; nothing is done before that is finished
    starts: tuple[str, ...] = ()  # clocks that begin to run
    stops: frozenset[str] = frozenset()  # clocks that stop


@dataclass(frozen=True, slots=True)
class Regulation:
    """One company's rules, bound to the codes of its portal's dictionaries."""

    name: str
    title: str
    edition: str
    new_stages: frozenset[str]
    actions: tuple[Action, ...]
    clocks: tuple[Clock, ...]
    undo: timedelta
    zone: tzinfo | None = None  # the company's time; None: the machine's own
    watched_fields: frozenset[str] = frozenset()  # portal fields beside stage, source and manager
    no_source: frozenset[str] = frozenset()  # catalogue values that mean «not known»: never offered
    spoken: Mapping[str, Term | None] = field(default_factory=dict)  # `names.key` of what people say; None: not listed
    repair: Repair = field(default_factory=Repair)
    reserved: tuple[Action, ...] = ()  # choices that are no plain buttons, by their reserved codes

    @property
    def key(self) -> str:
        """What a lead remembers of the rules it began with."""
        return f"{self.name}@{self.edition}"

    def action(self, code: str) -> Action | None:
        return next((action for action in self.actions if action.code == code), None)

    def chosen(self, code: str) -> Action | None:
        """What a remembered choice was: an action, or one of the reserved."""
        return next((action for action in (*self.actions, *self.reserved) if action.code == code), None)

    def clock(self, code: str) -> Clock | None:
        return next((clock for clock in self.clocks if clock.code == code), None)

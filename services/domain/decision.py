"""What follows from something that happened: the lead as it is now, and effects that become rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from services.domain.amendments import Kind
from services.domain.bonus import BonusState, Referrer
from services.domain.consultation import Consultation
from services.domain.lead import Change, Lead
from services.domain.people import Role
from services.domain.regulation import FIRST_TOUCH, Audience, Clock


class Why(StrEnum):
    """Why supervisors hear of a lead."""

    LATE = "late"
    NOT_CONNECTED = "not_connected"  # the manager never pressed Start
    BLOCKED = "blocked"  # the manager stopped the bot
    INACTIVE = "inactive"  # dismissed in the portal
    NOBODY = "nobody"  # the lead has no responsible person
    ABSENT = "absent"  # the manager is away, and nobody stands in


@dataclass(frozen=True, slots=True)
class StartClock:
    """Set every rung of the clock, counted from `zero` (`due_times`); waiting rungs of the same clock are replaced."""

    clock: Clock
    zero: datetime


@dataclass(frozen=True, slots=True)
class StopClocks:
    """Drop the waiting rungs of these clocks of the lead; None: of all its clocks."""

    codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class RestoreClocks:
    """Bring back what a choice had stopped."""

    choice_id: int


@dataclass(frozen=True, slots=True)
class HoldClock:
    """Move what the clock has still to say; back, when `by` is below zero."""

    code: str
    by: timedelta


@dataclass(frozen=True, slots=True)
class Hold:
    """The lead waits until work begins; None: until somebody is at work."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class SendCard:
    """A fresh card to the responsible person."""

    manager_id: int


@dataclass(frozen=True, slots=True)
class Redraw:
    """Every live message about the lead shows it as it is now."""


@dataclass(frozen=True, slots=True)
class Remind:
    """A reminder to the responsible person; `rung` -1: outside the ladder."""

    manager_id: int
    rung: int
    clock: str = FIRST_TOUCH


@dataclass(frozen=True, slots=True)
class Escalate:
    """The lead goes to the supervisors, saying why."""

    why: Why
    rung: int = -1  # -1: at once, outside the ladder
    clock: str = FIRST_TOUCH
    audience: Audience = Audience.SUPERVISORS


@dataclass(frozen=True, slots=True)
class Write:
    """Fields of the lead in the portal, each with what stood there before."""

    changes: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Comment:
    """A timeline comment in the portal; `key` names the words in locales/, `text` is the customer's own.

    `exact`: it is `text` and nothing else, not even who wrote it (NL-13).
    """

    key: str
    text: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    exact: bool = False


@dataclass(frozen=True, slots=True)
class PullTrigger:
    """A trigger of the portal's automation, by its code: what it sends goes out from there."""

    code: str


@dataclass(frozen=True, slots=True)
class RememberChoice:
    """What an undo needs."""

    action: str
    before: Lead
    changes: Mapping[str, Change]
    undo_until: datetime


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Ask the source keeper where the lead came from; of each `origin` once."""

    origin: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawTicket:
    """The question is no longer open."""


@dataclass(frozen=True, slots=True)
class PassTicket:
    """A source was named that the portal lacks: the lead waits for the editors."""

    said: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The ticket goes to those whom a rung speaks to."""

    audience: Audience
    rung: int


@dataclass(frozen=True, slots=True)
class Suggest:
    """An amendment for the editors, unless the same is held already; `to`: the first role that anybody has."""

    kind: Kind
    said: str
    mark: str
    to: tuple[Role, ...]
    source: str = ""
    instead_of: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class ClaimBonus:
    """Claim the bonus of this lead; a claim that is there already stays as it is."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class WithdrawBonus:
    """There was no referral: its claim goes, and so does the question who it was."""


@dataclass(frozen=True, slots=True)
class NameReferrer:
    """Write into the claim who recommended us."""

    referrer: Referrer


@dataclass(frozen=True, slots=True)
class MoveBonus:
    """The claim is checked, or paid."""

    to: BonusState


HANDED_OFF, HANDED_BACK = "handed_off", "handed_back"  # in the history; an undo gives a lead back


@dataclass(frozen=True, slots=True)
class HandOff:
    """The lead goes on to whoever meets the client; `right`: whether its source is, as far as the lead tells."""

    right: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A row of the register; `turn`: it is a turn in the queue."""

    consultation: Consultation
    turn: bool = False


@dataclass(frozen=True, slots=True)
class ChangeConsultation:
    """A row of the register as it is from now on; `tell`: whom the client meets has to know."""

    consultation: Consultation
    before: Consultation
    tell: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackConsultation:
    """What a choice made of the register is undone."""

    choice_id: int


@dataclass(frozen=True, slots=True)
class MirrorConsultation:
    """The row of the register that was just written goes to its place in the portal."""


@dataclass(frozen=True, slots=True)
class RemindConsultation:
    """A reminder of the lead's consultation, to these portal users."""

    to: tuple[int, ...]
    rung: int
    clock: str


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the lead's history."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


Effect = (
    StartClock
    | StopClocks
    | RestoreClocks
    | HoldClock
    | Hold
    | SendCard
    | Redraw
    | Remind
    | Escalate
    | Write
    | Comment
    | PullTrigger
    | RememberChoice
    | OpenTicket
    | WithdrawTicket
    | PassTicket
    | AskAgain
    | Suggest
    | ClaimBonus
    | WithdrawBonus
    | NameReferrer
    | MoveBonus
    | HandOff
    | Book
    | ChangeConsultation
    | TakeBackConsultation
    | MirrorConsultation
    | RemindConsultation
    | Record
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The lead after what happened, and everything that follows."""

    lead: Lead
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing is done; `code` names the words in locales/ (`refusal-<code>`)."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

"""A regulation: the company's rules as values. The code knows mechanisms only, never a company."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta, tzinfo
from enum import StrEnum

from services.domain.bonus import BonusRules
from services.domain.consultation import Consulting
from services.domain.conversion import Conversion
from services.domain.correctness import Correctness
from services.domain.deals import DealRules
from services.domain.funnels import Funnel
from services.domain.gateways import Term
from services.domain.interview import Topic
from services.domain.lead import SOURCE, Lead, Phase
from services.domain.list_rules import ListRules
from services.domain.manual_lead import Adding
from services.domain.people import Role
from services.domain.priorities import When
from services.domain.repair import Repair
from services.domain.report_rules import ReportRules
from services.domain.steps import Step
from services.domain.templates import Template, Way
from services.domain.working_hours import WorkingHours

FIRST_TOUCH = "first_touch"  # the clock that runs while nobody has acted on a new lead
NAMING = "source"  # the conversation in which a manager names a source
SOURCE_TICKET = "source_ticket"  # the clock that runs while a source ticket is open


class Audience(StrEnum):
    """Whom a rung speaks to."""

    MANAGER = "manager"
    KEEPER = "keeper"
    DEPUTY = "deputy"
    SUPERVISORS = "supervisors"
    HEAD = "head"  # of sales
    DUTY = "duty"  # the lead is given to whoever is on duty
    NEXT = "next"  # the lead goes back to the queue: to the next manager at work
    PARTICIPANTS = "participants"  # of a consultation: the responsible manager and whom the client meets


class Style(StrEnum):
    """Colour of a button (Bot API 9.4)."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The end of the working day; with `next_day`, what comes later than `late` before it has until then (LT-21)."""

    late: timedelta = timedelta()
    next_day: time | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: `after` counts from the clock's zero, `by` names an absolute time instead.

    Below zero it is before a moment that is yet to come.
    """

    after: timedelta
    audience: Audience
    by: DayEnd | None = None


@dataclass(frozen=True, slots=True)
class Daily:
    """Times of day, in the company's time zone."""

    times: tuple[time, ...]
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Clock:
    """A named deadline with its ladder, rungs in the order of time.

    With `daily` it has one rung, speaks at these times of day (while somebody works, when that is known), and begins
    anew when it has spoken (OP10-32).
    """

    code: str
    title: str
    ladder: tuple[Rung, ...]
    says: str = ""  # the company's words for a reminder; first touch has the assistant's own
    daily: Daily | None = None
    until_reached: bool = False  # ends when the client is reached, wherever that is recorded (NL-02)
    while_new: bool = False  # begins with every new lead, and ends when somebody acts on it
    hours: WorkingHours | None = field(default=None, compare=False)  # when the team works
    working: bool = False  # counts in working time

    @property
    def counts_down(self) -> bool:
        """Whether its zero is a moment yet to come, known to whoever starts it."""
        return any(rung.after < timedelta() for rung in self.ladder)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What a clock says of some leads, in place of its own rungs; without rungs it only decides their order."""

    code: str
    title: str
    when: When
    clock: str = FIRST_TOUCH
    rungs: tuple[Rung, ...] = ()


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
    stage_if_new: str = ""  # written only while the lead stands in a new stage: nobody is moved back
    comment: str = ""  # the timeline comment; "" = the title
    counts_attempt: int = 0  # calls without an answer, told in one tap (NL-10)
    hints: Mapping[int, str] = field(default_factory=dict)  # shown after attempt N
    takes: bool = False  # the lead counts as acted on: first touch stops
    closes: bool = False
    confirm: bool = False
    asks_source: bool = False  # opens a source ticket
    asks_referrer: bool = False  # claims a bonus, and asks who recommended us
    asks: str = ""  # the conversation that it begins; nothing is done before that is finished
    needs_source: bool = False  # only for a lead whose source is known
    needs: Mapping[str, str] = field(default_factory=dict)  # what has to be known of the client, with its title
    within: timedelta | None = None  # of a time to try again: how far from now at most
    moves: int = 0  # how often such a time may be set for a lead; 0: as often as one likes
    topics: frozenset[str] = frozenset()  # of the interview that it begins: questions by code
    funnels: frozenset[str] | None = None  # offered on leads of these events; empty: on leads of none; None: on all
    starts: tuple[str, ...] = ()  # clocks that begin to run
    stops: frozenset[str] = frozenset()  # clocks that stop
    reached: bool = False  # the client is reached (NL-03)
    until_reached: bool = False  # offered only while the client is not
    needs_twin: bool = False  # offered only where the lead has twins
    attaches: bool = False  # attaches the lead to the client's card among its twins; offered where there is just one
    known: bool | None = None  # offered only when the client is known already, or only when not
    denies: bool = False  # whoever has the lead's phone or e-mail is somebody else: the client counts as a new one
    attempts_from: int = 0  # offered from this number of attempts on
    stages: frozenset[str] = frozenset()  # offered at these stages only; empty: at any
    after: frozenset[str] = frozenset()  # offered once one of these actions was chosen
    unless: frozenset[str] = frozenset()  # offered while none of these was
    once: bool = False  # for a lead, until it is new again
    holds: timedelta | None = None  # the first touch waits so much longer
    exact: bool = False  # the timeline comment is these words and nothing else (NL-13)
    template: str = ""  # says that this template was sent: its text is there while the action is offered
    via: tuple[Way, ...] = ()  # where to send it, as far as the lead tells
    lacks: tuple[Way, ...] = ()  # the client cannot be written to there: no links to it any more
    trigger: str = ""  # of the portal's automation: it is pulled, and what it is set up to send goes out from there
    on_register: bool = False  # it makes or changes a consultation
    more: bool = False  # seldom needed: behind «Ещё…»
    leads_to: str = ""  # of an event's lead: the action whose state it brings the lead to besides


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
    hours: WorkingHours | None = None  # when the team works; None: not told
    hold: bool = False  # who comes outside of these hours waits for their beginning
    stagger: timedelta = timedelta()  # between the clocks of two leads that are released together
    steps: tuple[Step, ...] = ()  # what is next, by stage
    topics: tuple[Topic, ...] = ()  # what the client is asked, in order
    ladders: tuple[Ladder, ...] = ()  # the first that fits a lead holds
    covers: Mapping[int, int] = field(default_factory=dict)  # who always stands in for whom, by portal number
    weights: Mapping[int, int] = field(default_factory=dict)  # in the queue of leads, by portal number; 1 without
    duty: frozenset[Role] = frozenset()  # whose turn it may be to stand in for others; empty: nobody's
    from_timeman: bool = False  # whose working day has ended in the portal is away
    lock: timedelta = timedelta(minutes=2)  # how long «Решает …» keeps a source ticket for one person
    correctness: Correctness = field(default_factory=Correctness)
    no_source: frozenset[str] = frozenset()  # catalogue values that mean «not known»: never offered
    spoken: Mapping[str, Term | None] = field(default_factory=dict)  # `names.key` of what people say; None: not listed
    unlisted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of what is not listed, its other spellings
    repair: Repair = field(default_factory=Repair)
    reached_stages: frozenset[str] = frozenset()  # whoever stands there was reached (NL-02)
    bonus: BonusRules | None = None
    funnels: tuple[Funnel, ...] = ()
    templates: tuple[Template, ...] = ()
    adding: Adding | None = None  # how managers add leads in the chat; None: they do not
    lists: ListRules = field(default_factory=ListRules)
    reports: ReportRules = field(default_factory=ReportRules)
    consulting: Consulting | None = None
    conversion: Conversion | None = None
    deals: DealRules | None = None  # how fast deals are to be taken; None: they are not watched
    reserved: tuple[Action, ...] = ()  # choices that are no plain buttons, by their reserved codes
    editors: tuple[Role, ...] = (Role.EDITOR, Role.SUPERVISOR, Role.ADMIN)  # who may amend; the first are asked first
    amendment: int = 0  # changes made from the chat, on top of the file
    digest: str = ""  # of everything that the file says: an edition may be changed without a new date

    @property
    def key(self) -> str:
        """What a lead remembers of the rules it began with."""
        return f"{self.name}@{self.edition}{f'.{self.amendment}' if self.amendment else ''}"

    @property
    def referral_sources(self) -> frozenset[str]:
        """Sources whose leads are referrals: those that an action sets which asks who recommended us."""
        found = (action.fields.get(SOURCE, "") for action in self.actions if action.asks_referrer)
        return frozenset(source for source in found if source)

    def rank(self, lead: Lead) -> int:
        """Which leads go first: the lower, the sooner, in the order of the ladders (LT-25)."""
        places = (place for place, ladder in enumerate(self.ladders) if ladder.when.fits(lead))
        return next(places, len(self.ladders))

    def clock_of(self, code: str, lead: Lead) -> Clock | None:
        """A clock with the ladder that this lead has."""
        clock = self.clock(code)
        own = (each.rungs for each in self.ladders if each.clock == code and each.rungs and each.when.fits(lead))
        rungs = next(own, ())
        return replace(clock, ladder=rungs) if clock and rungs else clock

    @property
    def queues(self) -> bool:
        """Whether leads are given out in turn: a rung of some clock gives them to the next in the queue."""
        ladders = (*(clock.ladder for clock in self.clocks), *(each.rungs for each in self.ladders))
        return any(rung.audience is Audience.NEXT for ladder in ladders for rung in ladder)

    @property
    def untaken(self) -> tuple[str, ...]:
        """The clocks that run while nobody has acted, the first touch first."""
        return (FIRST_TOUCH, *(clock.code for clock in self.clocks if clock.while_new))

    def action(self, code: str) -> Action | None:
        return next((action for action in self.actions if action.code == code), None)

    @property
    def naming(self) -> Action | None:
        """The button that names the source of a lead."""
        return next((action for action in self.actions if action.asks == NAMING), None)

    def chosen(self, code: str) -> Action | None:
        """What a remembered choice was: an action, or one of the reserved."""
        return next((action for action in (*self.actions, *self.reserved) if action.code == code), None)

    def funnel(self, code: str) -> Funnel | None:
        return next((funnel for funnel in self.funnels if funnel.code == code), None)

    def clock(self, code: str) -> Clock | None:
        return next((clock for clock in self.clocks if clock.code == code), None)

    def template(self, code: str) -> Template | None:
        return next((template for template in self.templates if template.code == code), None)

    @property
    def chase(self) -> frozenset[str]:
        """The clocks that end when the client is reached."""
        return frozenset(clock.code for clock in self.clocks if clock.until_reached)

    @property
    def consultation_clocks(self) -> frozenset[str]:
        """Clocks that go on although the lead was converted: the client is still to be met."""
        return frozenset(
            code for action in (*self.actions, *self.reserved) if action.on_register for code in action.starts
        )

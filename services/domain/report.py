"""Numbers of a period, counted from what happened: in all and for each manager (LT-16, LT-17, LT-32)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from statistics import median

from services.domain.amendments import Outcome, outcome_of
from services.domain.deal_report import DealFacts, DealReport, count_deals
from services.domain.due_times import due_times
from services.domain.register import Span
from services.domain.regulation import FIRST_TOUCH, Clock, Regulation
from services.domain.repair import REPAIR

MARKS = (60, 300, 600)  # seconds: the reactions that are asked about
TABLE, DEALS = "table", "deals"
PARTS = (TABLE, DEALS, "reactions", "shares", "deal_shares", "sources", "hours")  # of a report that is sent
FURTHEST = 24  # spans that one can go back
# Upper ends of the bars of the histogram, in minutes; one bar more is for everything later.
BARS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30, 60)


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody else became responsible; `before`: who it had been until then."""

    at: datetime
    before: int


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """A lead that came in; people by portal id, `acted_at`: when it was first acted on, here or in the portal."""

    id: int
    name: str
    entered_at: datetime
    manager_id: int
    acted_at: datetime | None
    stage: str
    lacks: frozenset[str] = frozenset()  # of name, phone, email, source
    changes: Sequence[Change] = ()  # of responsible people, in order
    why: str = ""  # why its manager could not be told, as in `Why`
    called_after: float | None = None  # seconds until the client was called first
    heard: bool = False  # the telephony knows that call; else somebody told of it
    handed_off: Sequence[bool | None] = ()  # each time, and whether its source was right; None: given back


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that somebody chose and did not take back."""

    by: int
    lead: int
    action: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row of the register that was booked, or whose time was, in the period."""

    by: int
    booked: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown source that somebody asked about."""

    by: int
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that happened; `silent`: leads left out because they do not count in statistics (LL-11)."""

    leads: Sequence[LeadFacts] = ()
    choices: Sequence[Choice] = ()
    meetings: Sequence[Meeting] = ()
    questions: Sequence[Question] = ()
    away: Mapping[int, Sequence[tuple[datetime, datetime]]] = field(default_factory=dict)  # absences, by person
    silent: int = 0
    deals: Sequence[DealFacts] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted. `off_shift` and `waiting` are no denominators: nobody could act, or there is time yet."""

    received: int = 0
    off_shift: int = 0  # came while nobody worked or the manager was away
    waiting: int = 0  # not acted on, in time still
    late: int = 0
    reactions: tuple[float, ...] = ()  # seconds of leads that were acted on, ascending
    first_calls: tuple[float, ...] = ()  # seconds until a client was called first, ascending (NL-20)
    heard: int = 0  # of these calls, those that the telephony knows; the others were told of
    attempts: int = 0  # calls without an answer
    reached: int = 0
    meetings: int = 0
    held: int = 0
    handed: int = 0  # leads handed off, and how many had the right source then
    right: int = 0
    repaired: int = 0  # sources put right by what the comment says
    moved: int = 0  # deadlines moved by «Я на звонке» (RB-21)
    gaps: Mapping[str, int] = field(default_factory=dict)  # leads without a required field, by field
    processed: int = 0  # leads that could have any: those acted on

    @property
    def counted(self) -> int:
        """Leads that came on shift and whose time is over: what shares are of."""
        return self.received - self.off_shift - self.waiting

    @property
    def share(self) -> float | None:
        """Of those the leads acted on in time; None where there are none."""
        return (self.counted - self.late) / self.counted if self.counted else None

    @property
    def median(self) -> float | None:
        return median(self.reactions) if self.reactions else None

    def within(self, seconds: float) -> int:
        """Leads acted on within this time."""
        return sum(each <= seconds for each in self.reactions)


@dataclass(frozen=True, slots=True)
class Breach:
    """A lead that was late; `reaction` None: nobody has acted yet. `why`: late, or why its manager could not act."""

    lead: int
    name: str
    manager: int
    reaction: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Right when leads were handed off; asked about, answered, and how long that took (seconds)."""

    outcome: Outcome
    repaired: int
    asked: int
    answered: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The numbers of a period."""

    total: Figures
    managers: Mapping[int, Figures]
    histogram: Sequence[int]  # leads by reaction, a number for each of BARS and one for what is later
    untouched: int  # late, and nobody has acted yet
    hours: Sequence[int]  # calls by hour of the day
    stages: Mapping[str, int]  # where the leads stand now
    sources: Sources
    breaches: Sequence[Breach]
    silent: int
    team: str = ""  # what the company calls those who work on leads
    deals: DealReport | None = None  # the other team's clock (LT-28)

    @property
    def ranked(self) -> list[tuple[int, Figures]]:
        """Managers with their numbers, the most leads first."""
        return sorted(self.managers.items(), key=lambda pair: (-pair[1].received, pair[0]))


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the words for its numbers; `first` and `last`: its days; `own`: of one person only."""

    span: Span
    first: date
    last: date
    at: datetime
    report: Report
    people: Mapping[int, str]
    stages: Mapping[str, str]  # in the portal's order
    target: float
    own: bool


@dataclass(frozen=True, slots=True)
class _Judged:
    """A lead with what became of its first touch."""

    lead: LeadFacts
    manager: int  # who answers for it
    on_shift: bool
    reaction: float | None
    late: bool

    @property
    def waiting(self) -> bool:
        return self.reaction is None and not self.late


def count(facts: Facts, rules: Regulation, now: datetime, only: int | None = None) -> Report:
    """The numbers; `only`: those of one person."""
    clock = rules.clock(FIRST_TOUCH)
    held = _held(facts.choices, rules)
    judged = [_judge(lead, clock, held.get(lead.id, timedelta()), facts.away, now) for lead in facts.leads]
    judged = [each for each in judged if only is None or each.manager == only]
    choices = [each for each in facts.choices if only is None or each.by == only]
    meetings = [each for each in facts.meetings if only is None or each.by == only]
    questions = [each for each in facts.questions if only is None or each.by == only]
    fair = [each for each in judged if each.on_shift]
    total = _figures(judged, choices, meetings, rules)
    return Report(
        total=total,
        managers=_by_person(judged, choices, meetings, rules),
        histogram=histogram(total.reactions),
        untouched=sum(each.late and each.reaction is None for each in fair),
        hours=_hours(choices, rules),
        stages=Counter(each.lead.stage for each in judged),
        sources=_sources(total, questions),
        breaches=sorted(map(_breach, filter(lambda each: each.late, fair)), key=_worst),
        silent=facts.silent if only is None else 0,
        team=rules.reports.team,
        deals=count_deals(facts.deals, rules.deals, now, only) if rules.deals else None,
    )


def _by_person(
    judged: Iterable[_Judged], choices: Iterable[Choice], meetings: Iterable[Meeting], rules: Regulation
) -> dict[int, Figures]:
    """The figures of everybody who is known; 0 stands for nobody."""
    shares: dict[int, tuple[list[_Judged], list[Choice], list[Meeting]]] = defaultdict(lambda: ([], [], []))
    for lead in judged:
        shares[lead.manager][0].append(lead)
    for choice in choices:
        shares[choice.by][1].append(choice)
    for meeting in meetings:
        shares[meeting.by][2].append(meeting)
    return {person: _figures(*share, rules) for person, share in sorted(shares.items()) if person}


def histogram(reactions: Iterable[float]) -> list[int]:
    """How many reactions fall into each bar."""
    bars = [0] * (len(BARS) + 1)
    for seconds in reactions:
        bars[next((number for number, end in enumerate(BARS) if seconds <= end * 60), len(BARS))] += 1
    return bars


def _held(choices: Iterable[Choice], rules: Regulation) -> dict[int, timedelta]:
    """By how much the first touch of each lead was moved."""
    held: dict[int, timedelta] = {}
    for choice in choices:
        action = rules.chosen(choice.action)
        if action and action.holds:
            held[choice.lead] = held.get(choice.lead, timedelta()) + action.holds
    return held


def _judge(
    lead: LeadFacts,
    clock: Clock | None,
    held: timedelta,
    away: Mapping[int, Sequence[tuple[datetime, datetime]]],
    now: datetime,
) -> _Judged:
    """Whoever was responsible when the clock ended answers for the lead, whoever has it now."""
    deadline = max(due_times(clock, lead.entered_at)) + held if clock else None
    ended = min(each for each in (lead.acted_at, deadline, now) if each)
    given_at, manager = lead.entered_at, lead.manager_id
    for change in reversed(lead.changes):
        if change.at < ended:
            given_at = max(given_at, change.at)
            break
        manager = change.before
    working = clock.hours if clock else None
    open_then = working is None or (clock is not None and clock.working) or working.open_at(given_at)
    there = not any(since <= given_at < until for since, until in away.get(manager, ()))
    reaction = _reaction(lead, clock) if lead.acted_at else None
    late = deadline is not None and (lead.acted_at or now) > deadline
    return _Judged(lead, manager, open_then and there, reaction, late)


def _reaction(lead: LeadFacts, clock: Clock | None) -> float:
    """Seconds until the lead was acted on; in working time where the clock counts so."""
    acted_at = max(lead.acted_at or lead.entered_at, lead.entered_at)
    if clock and clock.working and clock.hours:
        return clock.hours.between(lead.entered_at, acted_at) / timedelta(seconds=1)
    return (acted_at - lead.entered_at).total_seconds()


def _figures(
    judged: Sequence[_Judged], choices: Sequence[Choice], meetings: Sequence[Meeting], rules: Regulation
) -> Figures:
    fair = [each for each in judged if each.on_shift]
    acted = [each.lead for each in judged if each.reaction is not None]
    called = [each.lead for each in fair if each.lead.called_after is not None]
    taken = [(choice, rules.chosen(choice.action)) for choice in choices]
    outcome = outcome_of((each.lead.id, right) for each in judged for right in each.lead.handed_off)
    figures = Figures(
        received=len(judged),
        off_shift=len(judged) - len(fair),
        waiting=sum(each.waiting for each in fair),
        late=sum(each.late for each in fair),
        reactions=tuple(sorted(each.reaction for each in fair if each.reaction is not None)),
        first_calls=tuple(sorted(lead.called_after for lead in called if lead.called_after is not None)),
        heard=sum(lead.heard for lead in called),
        attempts=sum(action.counts_attempt for _, action in taken if action),
        reached=sum(action.reached for _, action in taken if action),
        meetings=sum(each.booked for each in meetings),
        held=sum(each.held for each in meetings),
        handed=outcome.handed,
        right=outcome.right,
        repaired=sum(choice.action == REPAIR for choice, _ in taken),
        moved=sum(action.holds is not None for _, action in taken if action),
        processed=len(acted),
    )
    lacking = {name: sum(name in lead.lacks for lead in acted) for name in rules.reports.required}
    return replace(figures, gaps=lacking)


def _hours(choices: Iterable[Choice], rules: Regulation) -> list[int]:
    """Calls by hour of the company's day: those without an answer, and those that reached the client."""
    hours = [0] * 24
    for choice in choices:
        action = rules.chosen(choice.action)
        if action:
            hours[choice.at.astimezone(rules.zone).hour] += action.counts_attempt or int(action.reached)
    return hours


def _sources(total: Figures, questions: Sequence[Question]) -> Sources:
    answered = [(each.answered_at - each.asked_at).total_seconds() for each in questions if each.answered_at]
    outcome = Outcome(total.right, total.handed)
    return Sources(outcome, total.repaired, len(questions), len(answered), median(answered) if answered else None)


def _breach(judged: _Judged) -> Breach:
    lead = judged.lead
    return Breach(lead.id, lead.name, judged.manager, judged.reaction, lead.why or "late")


def _worst(breach: Breach) -> tuple[bool, float, int]:
    """Those that nobody has acted on first, then the latest."""
    return breach.reaction is not None, -(breach.reaction or 0.0), breach.lead

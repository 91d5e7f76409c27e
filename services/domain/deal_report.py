"""Numbers of the deals that were handed over in a period: in all and for each manager (LT-28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from services.domain.deals import DealRules, End


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A handing of the period; `manager`: whoever the deal was handed to, by portal id."""

    manager: int
    title: str
    deal: int
    given_at: datetime
    due_at: datetime
    end: End | None
    ended_at: datetime | None

    def late(self, now: datetime) -> bool:
        return (self.ended_at or now) > self.due_at


@dataclass(frozen=True, slots=True)
class DealFigures:
    """What is counted. `waiting` and `dropped` are in no share: in time still, or taken away again in time."""

    handed: int = 0
    in_time: int = 0
    late: int = 0
    untaken: int = 0  # of the late ones, those that wait still
    waiting: int = 0
    dropped: int = 0
    reactions: tuple[float, ...] = ()  # seconds until those that were taken were, ascending

    @property
    def counted(self) -> int:
        return self.in_time + self.late

    @property
    def share(self) -> float | None:
        """Of those that can be judged, the ones taken in time."""
        return self.in_time / self.counted if self.counted else None

    @property
    def median(self) -> float | None:
        return median(self.reactions) if self.reactions else None


@dataclass(frozen=True, slots=True)
class DealBreach:
    """A deal that was taken too late; `reaction` None: nobody has taken it."""

    deal: int
    title: str
    manager: int
    reaction: float | None


@dataclass(frozen=True, slots=True)
class DealReport:
    """The clock of the sales team; `team`: what the company calls it."""

    team: str
    total: DealFigures
    managers: Mapping[int, DealFigures]
    breaches: Sequence[DealBreach]

    @property
    def ranked(self) -> list[tuple[int, DealFigures]]:
        """Managers with their numbers, the most deals first."""
        return sorted(self.managers.items(), key=lambda pair: (-pair[1].handed, pair[0]))


def count_deals(facts: Sequence[DealFacts], rules: DealRules, now: datetime, only: int | None = None) -> DealReport:
    """The numbers; `only`: those of one person."""
    counted = [each for each in facts if only is None or each.manager == only]
    people = sorted({each.manager for each in counted})
    breaches = [
        DealBreach(each.deal, each.title, each.manager, _reaction(each, rules) if each.end is End.TAKEN else None)
        for each in counted
        if each.late(now) and each.end in (None, End.TAKEN)
    ]
    return DealReport(
        team=rules.team,
        total=_figures(counted, rules, now),
        managers={who: _figures([each for each in counted if each.manager == who], rules, now) for who in people},
        breaches=sorted(breaches, key=lambda each: (each.reaction is not None, -(each.reaction or 0), each.deal)),
    )


def _figures(facts: Sequence[DealFacts], rules: DealRules, now: datetime) -> DealFigures:
    late = [each for each in facts if each.late(now)]
    good = [each for each in facts if each.end is End.TAKEN and not each.late(now)]
    waiting = [each for each in facts if each.end is None and not each.late(now)]
    return DealFigures(
        handed=len(facts),
        in_time=len(good),
        late=len(late),
        untaken=sum(each.end is None for each in late),
        waiting=len(waiting),
        dropped=len(facts) - len(late) - len(good) - len(waiting),
        reactions=tuple(sorted(_reaction(each, rules) for each in facts if each.end is End.TAKEN)),
    )


def _reaction(facts: DealFacts, rules: DealRules) -> float:
    """Seconds; in working time where the clock counts so."""
    taken_at = max(facts.ended_at or facts.given_at, facts.given_at)
    if rules.hours:
        return rules.hours.between(facts.given_at, taken_at).total_seconds()
    return (taken_at - facts.given_at).total_seconds()

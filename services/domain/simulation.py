"""What a regulation would have said of leads that came already: `regulation simulate`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from services.domain.due_times import due_times
from services.domain.lead import Lead, Phase
from services.domain.regulation import Audience, Regulation


@dataclass(frozen=True, slots=True)
class Said:
    """How many leads there were, how often whom was spoken to, and by day how many leads went beyond their manager."""

    leads: int
    spoken: Mapping[Audience, int] = field(default_factory=dict)
    late: Mapping[date, int] = field(default_factory=dict)


def simulate(leads: Iterable[Lead], rules: Regulation, now: datetime, zone: tzinfo | None) -> Said:
    """Every rung of the clocks that run while nobody acts, as far as it would have spoken before somebody did.

    A lead that somebody handled in the portal was handled when it left its stage. Days are those of `zone`.
    """
    spoken: Counter[Audience] = Counter()
    late: Counter[date] = Counter()
    count = 0
    for lead in leads:
        count += 1
        heard = list(_heard(lead, rules, now))
        spoken.update(audience for _, audience in heard)
        beyond = [at for at, audience in heard if audience is not Audience.MANAGER]
        if beyond:
            late[min(beyond).astimezone(zone).date()] += 1
    return Said(count, dict(spoken), dict(sorted(late.items())))


def _heard(lead: Lead, rules: Regulation, now: datetime) -> Iterable[tuple[datetime, Audience]]:
    until = min(now, acted_at(lead) or now)
    for code in rules.untaken:
        clock = rules.clock_of(code, lead)
        if clock is None:
            continue
        for at, rung in zip(due_times(clock, lead.entered_at), clock.ladder, strict=True):
            if at <= until:
                yield at, rung.audience


def acted_at(lead: Lead) -> datetime | None:
    """When somebody first acted on the lead, here or in the portal."""
    if lead.phase is Phase.NEW:
        return None
    return lead.taken_at or lead.portal.moved_at

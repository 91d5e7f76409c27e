"""At night, and while nobody is at work, new leads wait; then they are released in the order of their priority."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from services.domain.decision import Decision, Effect, Escalate, Hold, Record, SendCard, StartClock
from services.domain.lead import Lead, Phase
from services.domain.regulation import FIRST_TOUCH, Regulation


def held_back(decision: Decision, rules: Regulation, now: datetime, *, all_away: bool) -> Decision:
    """A new lead that comes when nobody works waits for the beginning of work; its clock begins then, too.

    `all_away`: no manager is at work, and nobody stands in. By day the supervisors hear of it at once.
    """
    until = opens(rules, now)
    if decision.lead.phase is not Phase.NEW or (until is None and not all_away):
        return decision
    effects: list[Effect] = []
    for effect in decision.effects:
        if isinstance(effect, StartClock) and effect.clock.code == FIRST_TOUCH and until:
            effects.append(replace(effect, zero=until))
        elif until is None or not isinstance(effect, SendCard | Escalate):
            effects.append(effect)
    return Decision(decision.lead, (*effects, Hold(until), Record("held")))


def opens(rules: Regulation, now: datetime) -> datetime | None:
    """When work begins, for a company that holds leads back; None while it works, or does not."""
    if not rules.hold or rules.hours is None or rules.hours.open_at(now):
        return None
    return rules.hours.next_open(now)


def ranked(leads: Iterable[Lead], rules: Regulation) -> list[Lead]:
    """In the order in which they are to be called: by priority, then as they came (LT-25)."""
    return sorted(leads, key=lambda lead: (rules.rank(lead), lead.entered_at, lead.id))


def release(leads: Sequence[tuple[Lead, Regulation]], stagger: timedelta, now: datetime) -> list[Decision]:
    """Of one manager's leads that waited, ranked, each with its rules: its clock begins later than the one before."""
    found: list[Decision] = []
    for place, (lead, rules) in enumerate(leads):
        clock = rules.clock_of(FIRST_TOUCH, lead)
        begun: tuple[Effect, ...] = (StartClock(clock, now + place * stagger),) if clock else ()
        found.append(Decision(lead, (*begun, Record("released", {"place": place + 1}))))
    return found

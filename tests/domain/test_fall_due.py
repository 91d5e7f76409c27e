"""A rung of the first-touch clock is due."""

from dataclasses import replace
from datetime import UTC, time, timedelta

import pytest

from services.domain.decision import Escalate, Remind, StartClock, Why
from services.domain.flow.fall_due import fall_due
from services.domain.lead import MANAGER, Lead, Phase
from services.domain.people import Person
from services.domain.regulation import Audience, Clock, Daily, Rung
from tests.domain.examples import ALINA, CLOCK, MINUTE, NOW, decided, kinds, lead, of


@pytest.mark.rule("NL-06", "NL-20")
def test_the_first_rung_reminds_the_manager() -> None:
    decision = decided(fall_due(lead(), CLOCK, 0, ALINA, NOW))
    assert kinds(decision) == ["Record", "Remind", "Redraw"]
    assert of(Remind, decision) == [Remind(12, 0)]
    assert decision.lead == lead()


@pytest.mark.rule("NL-06", "NL-21")
def test_the_second_rung_goes_to_the_supervisors() -> None:
    decision = decided(fall_due(lead(), CLOCK, 1, ALINA, NOW))
    assert kinds(decision) == ["Record", "Escalate", "Redraw"]
    assert of(Escalate, decision) == [Escalate(Why.LATE, 1)]


@pytest.mark.rule("NL-02", "NL-06")
@pytest.mark.parametrize("phase", [Phase.TAKEN, Phase.CLOSED, Phase.GONE])
def test_nobody_hears_of_a_lead_on_which_somebody_acted(phase: Phase) -> None:
    assert fall_due(lead(phase=phase), CLOCK, 0, ALINA, NOW) is None
    assert fall_due(lead(phase=phase), CLOCK, 1, ALINA, NOW) is None


@pytest.mark.parametrize(
    ("due", "manager", "why"),
    [
        (lead({MANAGER: ""}), None, Why.NOBODY),
        (lead(), None, Why.NOT_CONNECTED),
        (lead(), replace(ALINA, telegram_id=None), Why.NOT_CONNECTED),
        (lead(), replace(ALINA, blocked=True), Why.BLOCKED),
        (lead(), replace(ALINA, active=False), Why.INACTIVE),
    ],
)
def test_a_reminder_that_cannot_reach_the_manager_goes_to_the_supervisors(
    due: Lead, manager: Person | None, why: Why
) -> None:
    decision = decided(fall_due(due, CLOCK, 0, manager, NOW))
    assert of(Escalate, decision) == [Escalate(why, 0)]
    assert of(Remind, decision) == []


@pytest.mark.rule("OP10-32")
def test_a_daily_clock_begins_anew_when_it_has_spoken() -> None:
    plan = Clock("plan", "План", (Rung(timedelta(), Audience.MANAGER),), daily=Daily((time(10), time(14)), UTC))
    decision = decided(fall_due(lead(phase=Phase.TAKEN), plan, 0, ALINA, NOW))
    assert of(Remind, decision) == [Remind(12, 0, "plan")]
    assert of(StartClock, decision) == [StartClock(plan, NOW)]
    assert fall_due(lead(phase=Phase.CLOSED), plan, 0, ALINA, NOW) is None


def test_another_clock_speaks_in_any_phase() -> None:
    silence = Clock("silence", "Молчание", (Rung(MINUTE, Audience.MANAGER),))
    assert of(Remind, decided(fall_due(lead(phase=Phase.TAKEN), silence, 0, ALINA, NOW))) == [Remind(12, 0, "silence")]

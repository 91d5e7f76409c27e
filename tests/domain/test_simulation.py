"""What a regulation would have said of leads that came already."""

from dataclasses import replace
from datetime import date, timedelta

from services.domain.lead import Phase
from services.domain.regulation import Audience
from services.domain.simulation import Said, simulate
from tests.domain.examples import MINUTE, NOW, RULES, lead, portal_lead

LATER = NOW + timedelta(days=2)


def test_each_rung_counts_that_spoke_before_somebody_acted() -> None:
    quick = lead(phase=Phase.TAKEN, taken_at=NOW + MINUTE)
    slow = lead(phase=Phase.TAKEN, taken_at=NOW + 7 * MINUTE)
    forgotten = lead(phase=Phase.NEW)
    elsewhere = lead(phase=Phase.CLOSED, portal=portal_lead(moved_at=NOW + 20 * MINUTE))
    said = simulate([quick, slow, forgotten, elsewhere], RULES, LATER, None)
    assert said.leads == 4
    assert said.spoken == {Audience.MANAGER: 3, Audience.SUPERVISORS: 2}
    assert sum(said.late.values()) == 2


def test_what_is_not_due_yet_is_not_said() -> None:
    assert simulate([lead()], RULES, NOW + 6 * MINUTE, None) == Said(1, {Audience.MANAGER: 1}, {})
    assert simulate([], RULES, NOW, None) == Said(0, {}, {})


def test_days_are_those_of_the_company() -> None:
    yesterday = replace(lead(), entered_at=NOW - timedelta(days=1))
    assert list(simulate([yesterday], RULES, NOW, NOW.tzinfo).late) == [date(2026, 3, 1)]

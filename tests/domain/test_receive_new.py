"""A lead never heard of: whose it is, when its clock starts, and who hears of it."""

from dataclasses import replace

import pytest

from services.domain.decision import Decision, Escalate, SendCard, StartClock, Why
from services.domain.flow.receive import receive_new
from services.domain.lead import MANAGER, STAGE, Phase, PortalLead, Semantics
from services.domain.people import Person
from tests.domain.examples import ALINA, CLOCK, MINUTE, NOW, RULES, decided, kinds, of, portal_lead

SINCE = NOW - 60 * MINUTE


def _receive(fresh: PortalLead, manager: Person | None = ALINA) -> Decision | None:
    return receive_new(fresh, manager, RULES, SINCE)


@pytest.mark.rule("NL-04", "NL-05", "OP10-05")
def test_a_new_lead_goes_to_its_manager_and_its_clock_runs_from_its_creation() -> None:
    decision = decided(_receive(portal_lead()))
    assert kinds(decision) == ["StartClock", "SendCard", "Record"]
    assert of(StartClock, decision) == [StartClock(CLOCK, NOW)]
    assert of(SendCard, decision) == [SendCard(12)]
    assert (decision.lead.phase, decision.lead.entered_at, decision.lead.version) == (Phase.NEW, NOW, 0)


@pytest.mark.rule("OP10-04")
def test_a_lead_remembers_the_edition_it_began_with() -> None:
    assert decided(_receive(portal_lead())).lead.edition == "test@2026-01-01"


@pytest.mark.rule("NL-04")
def test_a_lead_moved_into_the_stage_later_is_new_from_then_on() -> None:
    later = NOW + 30 * MINUTE
    decision = decided(_receive(portal_lead(created_at=NOW, moved_at=later)))
    assert decision.lead.entered_at == later
    assert of(StartClock, decision) == [StartClock(CLOCK, later)]


def test_history_that_enters_the_stage_after_the_first_start_is_ours() -> None:
    decision = decided(_receive(portal_lead(created_at=SINCE - MINUTE, moved_at=NOW)))
    assert decision.lead.entered_at == NOW


def test_history_is_not_pushed() -> None:
    before = SINCE - MINUTE
    assert _receive(portal_lead(created_at=before, moved_at=before)) is None


def test_the_moment_of_the_first_start_is_not_history() -> None:
    assert _receive(portal_lead(created_at=SINCE, moved_at=SINCE)) is not None


@pytest.mark.parametrize(
    "fresh",
    [
        portal_lead({STAGE: "IN_PROCESS"}),
        portal_lead({STAGE: "JUNK"}, semantics=Semantics.FAILURE),
        portal_lead({STAGE: "NEW"}, semantics=Semantics.SUCCESS),
    ],
    ids=["in work", "closed", "closed in a stage of the same name"],
)
def test_a_lead_that_is_not_new_is_not_ours(fresh: PortalLead) -> None:
    assert _receive(fresh) is None


def test_any_of_the_new_stages_counts() -> None:
    assert _receive(portal_lead({STAGE: "UC_NEW"})) is not None


@pytest.mark.parametrize(
    ("manager_id", "manager", "why"),
    [
        ("", None, Why.NOBODY),
        ("0", None, Why.NOBODY),
        ("12", None, Why.NOT_CONNECTED),
        ("12", replace(ALINA, telegram_id=None), Why.NOT_CONNECTED),
        ("12", replace(ALINA, blocked=True), Why.BLOCKED),
        ("12", replace(ALINA, active=False), Why.INACTIVE),
        ("12", replace(ALINA, active=False, telegram_id=None), Why.INACTIVE),
        ("12", replace(ALINA, active=False, blocked=True), Why.INACTIVE),
    ],
)
def test_supervisors_hear_at_once_of_a_lead_that_cannot_reach_its_manager(
    manager_id: str, manager: Person | None, why: Why
) -> None:
    decision = decided(_receive(portal_lead({MANAGER: manager_id}), manager))
    assert of(Escalate, decision) == [Escalate(why)]
    assert of(SendCard, decision) == []
    assert of(StartClock, decision), "the clock runs nevertheless"


def test_a_regulation_without_the_clock_still_sends_the_card() -> None:
    decision = decided(receive_new(portal_lead(), ALINA, replace(RULES, clocks=()), SINCE))
    assert kinds(decision) == ["SendCard", "Record"]

"""A choice is taken back: all of it, by the right person, in time, and never over somebody else's change."""

from dataclasses import replace

import pytest

from services.domain.decision import Comment, Decision, Refusal, RememberChoice, RestoreClocks, WithdrawTicket, Write
from services.domain.flow.act import act
from services.domain.flow.merge import merge
from services.domain.flow.undo import Choice, undo
from services.domain.lead import MANAGER, SOURCE, STAGE, Change, Lead, Phase, Semantics
from services.domain.people import Person
from services.domain.regulation import Action
from tests.domain.examples import (
    ALINA,
    ASK_SOURCE,
    BAD_DATA,
    MINUTE,
    NO_ANSWER,
    NOW,
    REASON,
    REFERRAL,
    RULES,
    TAKE,
    TIMUR,
    VERA,
    decided,
    kinds,
    lead,
    of,
    refused,
)


def _chose(action: Action, before: Lead, person: Person = ALINA) -> tuple[Lead, Choice]:
    """The lead after the choice, and the choice as it is remembered."""
    decision = decided(act(before, action, person, RULES, NOW))
    (kept,) = of(RememberChoice, decision)
    choice = Choice(
        id=31,
        lead_id=before.id,
        staff_id=person.id,
        action=kept.action,
        version=kept.before.version,
        undo_until=kept.undo_until,
        phase=kept.before.phase,
        attempts=kept.before.attempts,
        taken_by=kept.before.taken_by,
        taken_at=kept.before.taken_at,
        changes=kept.changes,
        done=kept.before.done,
    )
    return decision.lead, choice


def _undo(after: Lead, choice: Choice, person: Person = ALINA, minutes: float = 0.5) -> Decision | Refusal:
    return undo(after, choice, person, RULES, NOW + minutes * MINUTE)


@pytest.mark.rule("NL-08")
@pytest.mark.parametrize("action", RULES.actions, ids=lambda action: action.code)
def test_an_undo_restores_the_lead(action: Action) -> None:
    before = lead(attempts=3, version=4)
    back = decided(_undo(*_chose(action, before))).lead
    assert back.portal == before.portal
    assert (back.phase, back.attempts, back.taken_by, back.taken_at) == (Phase.NEW, 3, None, None)
    assert back.done == before.done
    assert back.version == 6, "an undo is a choice too: older buttons stay old"


def test_what_was_chosen_before_is_restored_too() -> None:
    taken, _ = _chose(TAKE, lead())
    back = decided(_undo(*_chose(BAD_DATA, taken))).lead
    assert (back.phase, back.taken_by, back.taken_at) == (Phase.TAKEN, 12, NOW)
    assert (back.portal.stage, back.portal.semantics) == ("IN_PROCESS", Semantics.PROCESS)


def test_everything_is_put_back_clocks_included() -> None:
    decision = decided(_undo(*_chose(BAD_DATA, lead())))
    assert kinds(decision) == ["RestoreClocks", "Write", "Comment", "Record", "Redraw"]
    assert of(RestoreClocks, decision) == [RestoreClocks(31)]
    assert of(Write, decision) == [Write({STAGE: Change("JUNK", "NEW"), REASON: Change("Некорректные данные", "")})]
    assert of(Comment, decision) == [Comment("comment-undone", "Отказ: некорректные данные")]


def test_a_write_still_on_its_way_is_followed_by_its_opposite() -> None:
    after, choice = _chose(TAKE, lead())
    assert decided(_undo(after, choice)).lead.pending == {STAGE: ("NEW", "IN_PROCESS", "NEW")}


def test_a_question_to_the_keeper_is_withdrawn() -> None:
    decision = decided(_undo(*_chose(ASK_SOURCE, lead())))
    assert len(of(WithdrawTicket, decision)) == 1
    assert of(Write, decision) == []


def test_what_somebody_changed_since_stays() -> None:
    after, choice = _chose(BAD_DATA, lead())
    fresh = replace(after.portal, fields={**after.portal.fields, REASON: "Дубль"})
    changed, _ = merge(after, fresh)
    decision = decided(_undo(changed, choice))
    assert decision.lead.portal.fields[REASON] == "Дубль"
    assert of(Write, decision) == [Write({STAGE: Change("JUNK", "NEW")})]


@pytest.mark.parametrize("stage", ["UC_MEETING", "JUNK", "NEW"])
def test_a_lead_that_somebody_moved_since_is_left_where_they_put_it(stage: str) -> None:
    after, choice = _chose(TAKE, lead())
    moved, foreign = merge(after, replace(after.portal, fields={**after.portal.fields, STAGE: stage}))
    if stage != "NEW":
        assert STAGE in foreign
        assert refused(_undo(moved, choice)) == "acted-since"
    else:
        assert foreign == frozenset(), "the write has not arrived yet: that is not somebody's change"
        assert decided(_undo(moved, choice)).lead.phase is Phase.NEW


@pytest.mark.parametrize("phase", [Phase.TAKEN, Phase.CLOSED])
def test_a_choice_of_source_is_not_undone_into_a_phase_that_is_over(phase: Phase) -> None:
    after, choice = _chose(REFERRAL, lead())
    assert refused(_undo(replace(after, phase=phase), choice)) == "acted-since"


def test_too_late() -> None:
    after, choice = _chose(TAKE, lead())
    assert refused(_undo(after, choice, minutes=1.01)) == "undo-late"
    assert decided(_undo(after, choice, minutes=1)).lead.phase is Phase.NEW


def test_twice() -> None:
    after, choice = _chose(TAKE, lead())
    assert refused(_undo(after, replace(choice, undone=True))) == "undone-already"


def test_after_another_choice() -> None:
    after, choice = _chose(TAKE, lead())
    further, _ = _chose(NO_ANSWER, after)
    assert refused(_undo(further, choice)) == "acted-since"


def test_a_lead_that_is_gone() -> None:
    after, choice = _chose(TAKE, lead())
    assert refused(_undo(replace(after, phase=Phase.GONE), choice)) == "gone"


class TestWho:
    """One's own choice on one's own lead; a supervisor any."""

    def test_a_supervisor_may(self) -> None:
        assert decided(_undo(*_chose(TAKE, lead()), VERA)).lead.phase is Phase.NEW

    def test_another_manager_may_not(self) -> None:
        assert refused(_undo(*_chose(TAKE, lead()), TIMUR)) == "not-yours"

    def test_not_on_a_lead_that_was_given_to_somebody_else_meanwhile(self) -> None:
        after, choice = _chose(TAKE, lead())
        given = replace(after, portal=replace(after.portal, fields={**after.portal.fields, MANAGER: "13"}))
        assert refused(_undo(given, choice)) == "not-yours"
        assert refused(_undo(given, choice, TIMUR)) == "supervisors-only"

    def test_whoever_left_the_company_may_not(self) -> None:
        assert refused(_undo(*_chose(TAKE, lead()), replace(ALINA, active=False))) == "inactive"


def test_an_action_that_left_the_regulation_can_still_be_undone() -> None:
    after, choice = _chose(REFERRAL, lead())
    rules = replace(RULES, actions=(TAKE,))
    decision = decided(undo(after, choice, ALINA, rules, NOW))
    assert of(Comment, decision) == [Comment("comment-undone", "referral")]
    assert of(Write, decision) == [Write({SOURCE: Change("RECOMMENDATION", "WEB")})]

"""An action of the regulation: each of its behaviours, and when it is refused."""

from dataclasses import replace

import pytest

from services.domain.decision import (
    Comment,
    HoldClock,
    OpenTicket,
    Record,
    RememberChoice,
    StartClock,
    StopClocks,
    WithdrawTicket,
    Write,
)
from services.domain.flow.act import act
from services.domain.lead import SOURCE, STAGE, Change, Lead, Phase, Semantics
from services.domain.regulation import FIRST_TOUCH, Action, Audience, Clock, Rung
from tests.domain.examples import (
    ADMIN,
    ALINA,
    ASK_SOURCE,
    BAD_DATA,
    MINUTE,
    NEW_OR_TAKEN,
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

LATER = NOW + 3 * MINUTE
TAKEN = lead({STAGE: "IN_PROCESS"}, phase=Phase.TAKEN, taken_by=12, taken_at=NOW, version=1)


def _act(action: Action, before: Lead | None = None):  # type: ignore[no-untyped-def]
    return decided(act(before or lead(), action, ALINA, RULES, LATER))


@pytest.mark.rule("NL-06", "NL-12")
def test_taking_stops_the_clock_and_moves_the_lead() -> None:
    decision = _act(TAKE)
    after = decision.lead
    assert (after.phase, after.version, after.taken_by, after.taken_at) == (Phase.TAKEN, 1, 12, LATER)
    assert after.portal.stage == "IN_PROCESS"
    assert kinds(decision) == ["RememberChoice", "StopClocks", "Write", "Comment", "Record", "Redraw"]
    assert of(Write, decision) == [Write({STAGE: Change("NEW", "IN_PROCESS")})]


def test_what_an_undo_needs_is_remembered_before_the_clock_stops() -> None:
    decision = _act(TAKE)
    assert of(RememberChoice, decision) == [
        RememberChoice("take", lead(), {STAGE: Change("NEW", "IN_PROCESS")}, LATER + MINUTE)
    ]
    assert kinds(decision).index("RememberChoice") < kinds(decision).index("StopClocks")


@pytest.mark.rule("NL-10", "NL-12")
def test_no_answer_counts_attempts_and_tells_which_it_was() -> None:
    first = _act(NO_ANSWER)
    second = _act(NO_ANSWER, first.lead)
    assert (first.lead.attempts, second.lead.attempts) == (1, 2)
    assert [of(Comment, each)[0].args for each in (first, second)] == [{"attempt": 1}, {"attempt": 2}]
    assert of(Comment, first)[0].key == "comment-attempt"
    assert [of(Record, each)[0].data["attempt"] for each in (first, second)] == [1, 2]
    assert of(Write, second) == [], "the stage is there already"


def test_only_the_first_who_acts_has_taken_the_lead() -> None:
    second = decided(act(_act(TAKE).lead, NO_ANSWER, VERA, RULES, LATER + MINUTE))
    assert (second.lead.taken_by, second.lead.taken_at) == (12, LATER)


def test_whoever_acted_first_stays_first_even_without_a_portal_id() -> None:
    first = decided(act(lead(), TAKE, ADMIN, RULES, LATER))
    second = decided(act(first.lead, NO_ANSWER, ALINA, RULES, LATER + MINUTE))
    assert (second.lead.taken_by, second.lead.taken_at) == (None, LATER)


@pytest.mark.rule("OP10-26")
def test_a_source_is_set_and_the_clock_goes_on() -> None:
    decision = _act(REFERRAL)
    assert of(Write, decision) == [Write({SOURCE: Change("WEB", "RECOMMENDATION")})]
    assert of(StopClocks, decision) == []
    assert (decision.lead.phase, decision.lead.taken_at) == (Phase.NEW, None)


@pytest.mark.rule("OP10-26")
def test_a_source_that_is_right_already_is_confirmed_by_a_comment_only() -> None:
    decision = _act(REFERRAL, lead({SOURCE: "RECOMMENDATION"}))
    assert of(Write, decision) == []
    assert of(Comment, decision) == [Comment("comment-action", "Источник: рекомендация", {"attempt": 0})]


@pytest.mark.rule("OP10-22")
def test_an_unknown_source_opens_a_ticket_and_the_clock_goes_on() -> None:
    decision = _act(ASK_SOURCE)
    assert len(of(OpenTicket, decision)) == 1
    assert of(StopClocks, decision) == []
    assert of(Write, decision) == []
    assert decision.lead.phase is Phase.NEW


def test_a_second_ticket_is_refused() -> None:
    assert refused(act(lead(), ASK_SOURCE, ALINA, RULES, LATER, ticket_open=True)) == "ticket-open"
    assert decided(act(lead(), TAKE, ALINA, RULES, LATER, ticket_open=True)).lead.phase is Phase.TAKEN


@pytest.mark.rule("NL-08")
def test_a_rejection_closes_the_lead_with_its_reason() -> None:
    decision = _act(BAD_DATA, TAKEN)
    after = decision.lead
    assert (after.phase, after.portal.semantics) == (Phase.CLOSED, Semantics.FAILURE)
    assert of(Write, decision) == [
        Write({STAGE: Change("IN_PROCESS", "JUNK"), REASON: Change("", "Некорректные данные")})
    ]
    assert len(of(StopClocks, decision)) == len(of(WithdrawTicket, decision)) == 1
    assert of(Comment, decision)[0].text == "Некорректные данные", "the customer's own words"


def test_an_action_that_only_closes_stops_the_clock_too() -> None:
    closing = replace(BAD_DATA, takes=False)
    decision = _act(closing)
    assert decision.lead.phase is Phase.CLOSED
    assert len(of(StopClocks, decision)) == 1
    assert decision.lead.taken_at is None


def test_every_choice_names_itself_in_the_history() -> None:
    assert of(Record, _act(REFERRAL)) == [
        Record("acted", {"action": "referral", "title": "Источник: рекомендация", "attempt": 0})
    ]


@pytest.mark.rule("NL-20")
def test_the_first_call_is_measured_and_no_later_one() -> None:
    taken = _act(TAKE)
    assert "called_after" not in of(Record, taken)[0].data
    for call in (NO_ANSWER, REACHED):
        first = _act(call, taken.lead)
        assert of(Record, first)[0].data["called_after"] == 180.0
    again = _act(NO_ANSWER, _act(NO_ANSWER).lead)
    assert "called_after" not in of(Record, again)[0].data


@pytest.mark.rule("NL-21")
def test_the_time_in_the_new_stage_is_measured_when_the_lead_leaves_it() -> None:
    told = of(Record, _act(TAKE))[0].data
    assert (told["left"], told["stayed"]) == ("NEW", 180.0)
    assert "stayed" not in of(Record, _act(NO_ANSWER, _act(TAKE).lead))[0].data
    early = of(Record, decided(act(lead(), TAKE, ALINA, RULES, NOW - MINUTE)))[0].data
    assert early["stayed"] == 0.0, "the portal's clock goes a minute ahead of ours"


@pytest.mark.parametrize(
    ("before", "action", "code"),
    [
        (TAKEN, TAKE, "stale"),
        (lead(phase=Phase.CLOSED), TAKE, "closed"),
        (lead(phase=Phase.CLOSED), NO_ANSWER, "closed"),
        (lead(phase=Phase.GONE), NO_ANSWER, "gone"),
    ],
)
def test_the_phase_must_fit(before: Lead, action: Action, code: str) -> None:
    assert refused(act(before, action, ALINA, RULES, LATER)) == code


@pytest.mark.rule("OP10-16")
def test_rights_come_before_everything() -> None:
    assert refused(act(lead(phase=Phase.GONE), TAKE, TIMUR, RULES, LATER)) == "not-yours"
    assert decided(act(lead(), TAKE, VERA, RULES, LATER)).lead.taken_by == 14


def test_versions_grow_with_every_choice() -> None:
    assert _act(REFERRAL, replace(lead(), version=4)).lead.version == 5


PLAN = Clock("plan", "План", (Rung(MINUTE, Audience.MANAGER),), until_reached=True)
REACHED = Action("reached", "Дозвонился", NEW_OR_TAKEN, takes=True, reached=True, until_reached=True)
CHASING = replace(RULES, clocks=(*RULES.clocks, PLAN), reached_stages=frozenset({"UC_MEETING"}))


@pytest.mark.rule("NL-02", "NL-03")
@pytest.mark.parametrize("before", [lead(), TAKEN], ids=["new", "taken"])
def test_reaching_the_client_ends_the_chase_at_once(before: Lead) -> None:
    meeting = Action("meeting", "Встреча", NEW_OR_TAKEN, fields={STAGE: "UC_MEETING"}, takes=True)
    for action in (REACHED, meeting):
        decision = decided(act(before, action, ALINA, CHASING, LATER))
        assert decision.lead.reached
        assert StopClocks(frozenset({"plan"})) in of(StopClocks, decision)
        assert decision.lead.phase is Phase.TAKEN
        assert refused(act(decision.lead, REACHED, ALINA, CHASING, LATER)) == "stale"


def test_a_client_who_does_not_answer_any_more_is_to_be_reached_again() -> None:
    reached = replace(TAKEN, reached=True)
    assert not decided(act(reached, NO_ANSWER, ALINA, CHASING, LATER)).lead.reached
    again = Action("again", "Звонить", NEW_OR_TAKEN, starts=("plan",))
    assert not decided(act(reached, again, ALINA, CHASING, LATER)).lead.reached
    assert decided(act(reached, REFERRAL, ALINA, CHASING, LATER)).lead.reached


@pytest.mark.rule("NL-12")
def test_a_stage_for_the_new_only_moves_nobody_back() -> None:
    missed = replace(NO_ANSWER, fields={}, stage_if_new="IN_PROCESS")
    assert of(Write, _act(missed)) == [Write({STAGE: Change("NEW", "IN_PROCESS")})]
    assert of(Write, _act(missed, lead({STAGE: "UC_MEETING"}, phase=Phase.TAKEN))) == []


BOTH = Action("both", "Оба без ответа", NEW_OR_TAKEN, counts_attempt=2, unless=frozenset({"no_answer"}), once=True)
FOLLOWING = Action("sent", "Отправлено", NEW_OR_TAKEN, attempts_from=2, after=frozenset({"both", "no_answer"}))


@pytest.mark.rule("NL-10")
def test_two_calls_in_a_row_are_told_in_one_tap() -> None:
    after = _act(BOTH).lead
    assert (after.attempts, after.done) == (2, {"both"})
    assert refused(act(after, BOTH, ALINA, RULES, LATER)) == "already"
    assert refused(act(_act(NO_ANSWER).lead, BOTH, ALINA, RULES, LATER)) == "stale"


def test_an_action_may_be_for_after_others_only() -> None:
    assert refused(act(lead(), FOLLOWING, ALINA, RULES, LATER)) == "stale"
    assert refused(act(lead(attempts=5), FOLLOWING, ALINA, RULES, LATER)) == "stale"
    once = _act(NO_ANSWER).lead
    assert refused(act(once, FOLLOWING, ALINA, RULES, LATER)) == "stale"
    for missed in (_act(NO_ANSWER, once).lead, _act(BOTH).lead):
        assert "sent" in _act(FOLLOWING, missed).lead.done


def test_a_hold_moves_the_first_touch_and_leaves_the_lead_new() -> None:
    on_call = Action("on_call", "Я на звонке", frozenset({Phase.NEW}), holds=3 * MINUTE, once=True)
    decision = _act(on_call)
    assert of(HoldClock, decision) == [HoldClock(FIRST_TOUCH, 3 * MINUTE)]
    assert decision.lead.phase is Phase.NEW
    assert refused(act(decision.lead, on_call, ALINA, RULES, LATER)) == "already"


def test_an_action_starts_and_stops_the_clocks_it_names() -> None:
    again = Clock("call_again", "Перезвонить", (Rung(60 * MINUTE, Audience.MANAGER),))
    rules = replace(RULES, clocks=(*RULES.clocks, again))
    missed = replace(NO_ANSWER, starts=("call_again",))
    decision = decided(act(lead(), missed, ALINA, rules, LATER))
    assert of(StopClocks, decision) == [StopClocks(frozenset({FIRST_TOUCH}))]
    assert of(StartClock, decision) == [StartClock(again, LATER)]
    reached = Action("reached", "Дозвонился", frozenset({Phase.TAKEN}), stops=frozenset({"call_again"}))
    assert of(StopClocks, decided(act(TAKEN, reached, ALINA, rules, LATER))) == [StopClocks(frozenset({"call_again"}))]
    assert of(StopClocks, decided(act(TAKEN, BAD_DATA, ALINA, rules, LATER))) == [StopClocks(None)]

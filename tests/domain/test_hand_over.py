"""A supervisor gives a lead to somebody else, or takes it."""

from dataclasses import replace

import pytest

from services.domain.decision import Comment, RememberChoice, SendCard, StartClock, StopClocks, Write
from services.domain.flow.hand_over import hand_over, take
from services.domain.lead import MANAGER, SOURCE, STAGE, Change, Lead, Phase
from services.domain.people import Person
from tests.domain.examples import (
    ALINA,
    ANGELINA,
    BAD_DATA,
    CLOCK,
    EDITOR,
    MINUTE,
    NO_ANSWER,
    NOW,
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

LATER = NOW + 12 * MINUTE
TAKEN = lead({STAGE: "IN_PROCESS"}, phase=Phase.TAKEN, taken_by=12, taken_at=NOW, version=1)


class TestHandOver:
    """To a connected manager."""

    def test_the_portal_and_the_new_manager_learn_of_it(self) -> None:
        decision = decided(hand_over(lead(), TIMUR, VERA, RULES, LATER, ladder_over=False))
        assert kinds(decision) == ["Write", "Comment", "Record", "SendCard", "Redraw"]
        assert of(Write, decision) == [Write({MANAGER: Change("12", "13")})]
        assert of(Comment, decision) == [Comment("comment-handed-over", args={"to": "Тимур Садыков"})]
        assert of(SendCard, decision) == [SendCard(13)]
        assert (decision.lead.portal.manager_id, decision.lead.version) == (13, 1)

    def test_after_the_ladder_is_over_a_new_clock_starts_now(self) -> None:
        decision = decided(hand_over(lead(), TIMUR, VERA, RULES, LATER, ladder_over=True))
        assert of(StartClock, decision) == [StartClock(CLOCK, LATER)]

    def test_a_taken_lead_needs_no_clock(self) -> None:
        decision = decided(hand_over(TAKEN, TIMUR, VERA, RULES, LATER, ladder_over=True))
        assert of(StartClock, decision) == []
        assert decision.lead.phase is Phase.TAKEN

    @pytest.mark.parametrize("given", [lead(), TAKEN], ids=["new", "taken"])
    def test_twice_to_the_same_manager_is_once(self, given: Lead) -> None:
        assert refused(hand_over(given, ALINA, VERA, RULES, LATER, ladder_over=False)) == "theirs-already"

    @pytest.mark.parametrize(
        "to",
        [
            replace(TIMUR, bitrix_id=None),
            replace(TIMUR, telegram_id=None),
            replace(TIMUR, blocked=True),
            replace(TIMUR, active=False),
        ],
        ids=["not of the portal", "never connected", "blocked the bot", "left"],
    )
    def test_to_nobody_who_cannot_be_reached(self, to: Person) -> None:
        assert refused(hand_over(lead(), to, VERA, RULES, LATER, ladder_over=False)) == "not-connected"

    @pytest.mark.parametrize("by", [ALINA, TIMUR, ANGELINA, EDITOR], ids=lambda person: person.name)
    def test_only_overseers(self, by: Person) -> None:
        assert refused(hand_over(lead(), TIMUR, by, RULES, LATER, ladder_over=False)) == "supervisors-only"
        assert refused(take(lead(), by, RULES, LATER)) == "supervisors-only"

    @pytest.mark.parametrize(("phase", "code"), [(Phase.GONE, "gone"), (Phase.CLOSED, "closed")])
    def test_what_is_over_stays_where_it_is(self, phase: Phase, code: str) -> None:
        assert refused(hand_over(lead(phase=phase), TIMUR, VERA, RULES, LATER, ladder_over=False)) == code
        assert refused(take(lead(phase=phase), VERA, RULES, LATER)) == code


class TestTake:
    """The supervisor does it personally."""

    def test_the_supervisor_is_responsible_and_has_acted(self) -> None:
        decision = decided(take(lead(), VERA, RULES, LATER))
        after = decision.lead
        assert (after.portal.manager_id, after.portal.stage, after.phase) == (14, "IN_PROCESS", Phase.TAKEN)
        assert (after.taken_by, after.taken_at) == (14, LATER)
        assert of(Write, decision) == [
            Write({MANAGER: Change("12", "14")}),
            Write({STAGE: Change("NEW", "IN_PROCESS")}),
        ]
        assert len(of(StopClocks, decision)) == 1
        assert of(SendCard, decision) == [SendCard(14)]

    def test_it_can_be_undone_like_the_button(self) -> None:
        (choice,) = of(RememberChoice, decision := decided(take(lead(), VERA, RULES, LATER)))
        assert choice.action == "take"
        assert decision.lead.version == choice.before.version + 1
        assert choice.changes == {MANAGER: Change("12", "14"), STAGE: Change("NEW", "IN_PROCESS")}

    def test_a_lead_in_work_changes_hands_only(self) -> None:
        decision = decided(take(TAKEN, VERA, RULES, LATER))
        assert of(Write, decision) == [Write({MANAGER: Change("12", "14")})]
        assert (decision.lead.phase, decision.lead.taken_by) == (Phase.TAKEN, 12)
        assert of(StopClocks, decision) == []

    @pytest.mark.parametrize(
        "actions",
        [
            (),
            (NO_ANSWER, BAD_DATA),
            (replace(TAKE, fields={STAGE: "IN_PROCESS", SOURCE: "RECOMMENDATION"}),),
            (replace(TAKE, asks_source=True),),
        ],
        ids=["no buttons", "only buttons that say more", "a source", "a question"],
    )
    def test_it_counts_as_taken_where_no_button_only_takes(self, actions: tuple[object, ...]) -> None:
        rules = replace(RULES, actions=actions)  # type: ignore[arg-type]
        decision = decided(take(lead(), VERA, rules, LATER))
        after = decision.lead
        assert (after.phase, after.taken_by, after.taken_at) == (Phase.TAKEN, 14, LATER)
        assert after.portal.fields == {**lead().portal.fields, MANAGER: "14"}
        assert len(of(StopClocks, decision)) == 1

    def test_ones_own_lead_is_simply_taken(self) -> None:
        own: Lead = lead({MANAGER: "14"})
        decision = decided(take(own, VERA, RULES, LATER))
        assert of(Write, decision) == [Write({STAGE: Change("NEW", "IN_PROCESS")})]

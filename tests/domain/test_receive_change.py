"""A known lead was read again: only what somebody else changed has consequences."""

from dataclasses import replace

import pytest

from services.domain.decision import Decision, Escalate, HandOff, Record, SendCard, StartClock, StopClocks, Why
from services.domain.flow.receive import receive_change, receive_gone
from services.domain.lead import MANAGER, SOURCE, STAGE, Lead, Phase, PortalLead, Semantics
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, Regulation
from tests.domain.examples import ALINA, CLOCK, MINUTE, NOW, RULES, TIMUR, decided, kinds, lead, moved, of, portal_lead

LATER = NOW + 20 * MINUTE
TAKEN = lead({STAGE: "IN_PROCESS"}, phase=Phase.TAKEN, taken_by=12, taken_at=NOW, version=1)
CLOSED = lead({STAGE: "JUNK"}, phase=Phase.CLOSED, version=1)
GONE = lead(phase=Phase.GONE)


def _read(
    known: Lead,
    fresh: PortalLead,
    manager: Person | None = ALINA,
    *,
    rules: Regulation = RULES,
    ladder_over: bool = False,
) -> Decision:
    return receive_change(known, fresh, manager, rules, LATER, ladder_over=ladder_over)


def _records(decision: Decision) -> list[str]:
    return [record.kind for record in of(Record, decision)]


def test_nothing_new_has_no_consequences() -> None:
    decision = _read(lead(), portal_lead())
    assert decision == Decision(lead())


def test_a_read_that_shows_nothing_new_still_says_how_fresh_it_is() -> None:
    decision = _read(lead(), portal_lead(updated_at=LATER))
    assert decision.effects == ()
    assert decision.lead.portal.updated_at == LATER


@pytest.mark.parametrize(
    "fresh",
    [
        portal_lead(title="Другая заявка"),
        portal_lead(name="Пётр Образцов"),
        portal_lead(phones=("+79990000002",)),
        portal_lead(comments="Перезвонить вечером"),
        portal_lead({SOURCE: "CALL"}),
    ],
)
def test_what_the_card_shows_is_redrawn(fresh: PortalLead) -> None:
    decision = _read(lead(), fresh)
    assert [kind for kind in kinds(decision) if kind != "WithdrawTicket"] == ["Redraw"]
    assert decision.lead.phase is Phase.NEW


class TestReassigned:
    """Somebody gave the lead to another manager."""

    FRESH = portal_lead({MANAGER: "13"})

    @pytest.mark.rule("NL-05")
    def test_the_new_manager_gets_a_card_and_the_running_clock_goes_on(self) -> None:
        decision = _read(lead(), self.FRESH, TIMUR)
        assert kinds(decision) == ["Record", "SendCard", "Redraw"]
        assert of(Record, decision) == [Record("reassigned", {"before": 12, "after": 13})]
        assert of(SendCard, decision) == [SendCard(13)]

    def test_after_the_ladder_is_over_the_new_manager_gets_a_clock_of_their_own(self) -> None:
        decision = _read(lead(), self.FRESH, TIMUR, ladder_over=True)
        assert of(StartClock, decision) == [StartClock(CLOCK, LATER)]
        assert of(SendCard, decision) == [SendCard(13)]

    def test_a_taken_lead_starts_no_clock(self) -> None:
        fresh = portal_lead({STAGE: "IN_PROCESS", MANAGER: "13"})
        decision = _read(TAKEN, fresh, TIMUR, ladder_over=True)
        assert kinds(decision) == ["Record", "SendCard", "Redraw"]

    @pytest.mark.parametrize(
        ("manager_id", "manager", "why"),
        [
            ("13", None, Why.NOT_CONNECTED),
            ("13", replace(TIMUR, blocked=True), Why.BLOCKED),
            ("13", replace(TIMUR, active=False), Why.INACTIVE),
            ("", None, Why.NOBODY),
        ],
    )
    def test_to_somebody_out_of_reach(self, manager_id: str, manager: Person | None, why: Why) -> None:
        decision = _read(lead(), portal_lead({MANAGER: manager_id}), manager)
        assert of(Escalate, decision) == [Escalate(why)]
        assert of(SendCard, decision) == []

    def test_a_closed_lead_only_shows_it(self) -> None:
        fresh = portal_lead({STAGE: "JUNK", MANAGER: "13"}, semantics=Semantics.FAILURE)
        assert kinds(_read(CLOSED, fresh, TIMUR)) == ["Redraw"]


class TestMoved:
    """Somebody moved the lead to another stage."""

    @pytest.mark.rule("NL-02", "NL-21")
    def test_handled_in_the_portal_stops_the_clock(self) -> None:
        decision = _read(lead(), moved(lead(), "IN_PROCESS"))
        assert decision.lead.phase is Phase.TAKEN
        assert kinds(decision) == ["StopClocks", "Record", "Redraw"]
        told = {"stage": "IN_PROCESS", "left": "NEW", "stayed": 60.0}
        assert of(Record, decision) == [Record("handled_in_portal", told)]

    @pytest.mark.rule("NL-02", "NL-03")
    @pytest.mark.parametrize("known", [lead(), TAKEN], ids=["new", "taken"])
    def test_reached_in_the_portal_ends_the_chase(self, known: Lead) -> None:
        plan = replace(CLOCK, code="plan", until_reached=True)
        rules = replace(RULES, clocks=(CLOCK, plan), reached_stages=frozenset({"UC_MEETING"}))
        decision = _read(known, moved(known, "UC_MEETING"), rules=rules)
        assert decision.lead.reached
        assert of(StopClocks, decision) == [StopClocks(frozenset({FIRST_TOUCH})), StopClocks(frozenset({"plan"}))]
        decision = replace(decision, lead=replace(decision.lead, done=frozenset({"no_answer"})))
        back = _read(decision.lead, moved(decision.lead, "NEW"), rules=rules)
        assert (back.lead.reached, back.lead.done) == (False, frozenset())
        assert of(StopClocks, back) == [StopClocks(frozenset({"plan"}))]

    @pytest.mark.parametrize(("stage", "semantics"), [("JUNK", Semantics.FAILURE), ("CONVERTED", Semantics.SUCCESS)])
    def test_closed_in_the_portal_ends_everything(self, stage: str, semantics: Semantics) -> None:
        decision = _read(TAKEN, moved(TAKEN, stage, semantics))
        assert decision.lead.phase is Phase.CLOSED
        handed = [HandOff(right=True)] if semantics is Semantics.SUCCESS else []
        assert of(HandOff, decision) == handed
        assert kinds(decision)[len(handed) :] == ["StopClocks", "WithdrawTicket", "Record", "Redraw"]
        assert _records(decision) == ["closed_in_portal"]

    def test_reopened(self) -> None:
        decision = _read(CLOSED, moved(CLOSED, "IN_PROCESS"))
        assert decision.lead.phase is Phase.TAKEN
        assert _records(decision) == ["handled_in_portal"]

    @pytest.mark.rule("NL-04")
    @pytest.mark.parametrize("known", [TAKEN, CLOSED], ids=["taken", "closed"])
    def test_back_to_new_begins_anew_from_the_moment_it_was_moved(self, known: Lead) -> None:
        decision = _read(known, moved(known, "NEW"))
        after = decision.lead
        assert (after.phase, after.entered_at, after.taken_by, after.taken_at) == (
            Phase.NEW,
            NOW + MINUTE,
            None,
            None,
        )
        assert kinds(decision) == ["StartClock", "SendCard", "Record", "Redraw"]
        assert of(StartClock, decision) == [StartClock(CLOCK, NOW + MINUTE)]
        assert of(SendCard, decision) == [SendCard(12)]

    def test_back_to_new_under_an_unreachable_manager_goes_to_the_supervisors(self) -> None:
        decision = _read(TAKEN, moved(TAKEN, "NEW"), replace(ALINA, blocked=True))
        assert of(Escalate, decision) == [Escalate(Why.BLOCKED)]
        assert of(SendCard, decision) == []

    def test_back_to_new_and_reassigned_at_once_is_one_card_and_one_clock(self) -> None:
        decision = _read(TAKEN, moved(TAKEN, "NEW", **{MANAGER: "13"}), TIMUR, ladder_over=True)
        assert of(StartClock, decision) == [StartClock(CLOCK, NOW + MINUTE)]
        assert of(SendCard, decision) == [SendCard(13)]
        assert _records(decision) == ["back_to_new", "reassigned"]

    def test_from_one_new_stage_to_another_nobody_has_acted_and_the_clock_goes_on(self) -> None:
        decision = _read(lead(), moved(lead(), "UC_NEW"))
        assert kinds(decision) == ["Redraw"]
        assert (decision.lead.phase, decision.lead.entered_at) == (Phase.NEW, NOW)

    def test_attempts_are_not_forgotten(self) -> None:
        known = replace(TAKEN, attempts=2)
        assert _read(known, moved(known, "NEW")).lead.attempts == 2


class TestGone:
    """Deleted in the portal, and restored from its bin."""

    def test_gone_stops_everything_and_says_so(self) -> None:
        decision = decided(receive_gone(replace(TAKEN, pending={STAGE: ("NEW", "IN_PROCESS")})))
        assert (decision.lead.phase, decision.lead.pending) == (Phase.GONE, {})
        assert kinds(decision) == ["StopClocks", "WithdrawTicket", "Record", "Redraw"]

    def test_gone_is_told_once(self) -> None:
        assert receive_gone(GONE) is None

    def test_it_reappears_as_new(self) -> None:
        decision = _read(GONE, portal_lead())
        assert decision.lead.phase is Phase.NEW
        assert kinds(decision) == ["StartClock", "SendCard", "Record", "Redraw"]

    def test_it_reappears_in_work(self) -> None:
        decision = _read(GONE, portal_lead({STAGE: "IN_PROCESS"}))
        assert decision.lead.phase is Phase.TAKEN
        assert _records(decision) == ["handled_in_portal"]

    def test_it_reappears_closed(self) -> None:
        decision = _read(GONE, portal_lead({STAGE: "JUNK"}, semantics=Semantics.FAILURE))
        assert decision.lead.phase is Phase.CLOSED


class TestOurOwn:
    """What we wrote comes back, or has not arrived yet."""

    OURS = lead({STAGE: "IN_PROCESS"}, phase=Phase.TAKEN, pending={STAGE: ("NEW", "IN_PROCESS")}, version=1)

    @pytest.mark.parametrize("stage", ["NEW", "IN_PROCESS"], ids=["not arrived", "echo"])
    def test_is_no_news(self, stage: str) -> None:
        decision = _read(self.OURS, portal_lead({STAGE: stage}))
        assert decision.effects == ()
        assert decision.lead.portal.stage == "IN_PROCESS"
        assert decision.lead.phase is Phase.TAKEN

    def test_our_own_rejection_is_not_reopened_by_a_read_from_before(self) -> None:
        rejected = lead({STAGE: "JUNK"}, phase=Phase.CLOSED, pending={STAGE: ("IN_PROCESS", "JUNK")}, version=2)
        rejected = replace(rejected, portal=replace(rejected.portal, semantics=Semantics.FAILURE))
        decision = _read(rejected, portal_lead({STAGE: "IN_PROCESS"}))
        assert decision.effects == ()
        assert (decision.lead.phase, decision.lead.portal.semantics) == (Phase.CLOSED, Semantics.FAILURE)

    def test_somebody_faster_wins(self) -> None:
        decision = _read(self.OURS, portal_lead({STAGE: "JUNK"}, semantics=Semantics.FAILURE))
        assert decision.lead.phase is Phase.CLOSED
        assert decision.lead.pending == {}
        assert _records(decision) == ["closed_in_portal"]

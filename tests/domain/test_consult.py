"""A consultation is booked and changed: what follows, and what is refused."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.domain.consultation import (
    CONSULTATION,
    Consultation,
    Consulting,
    Status,
    first_names,
    status_code,
)
from services.domain.decision import (
    Book,
    ChangeConsultation,
    Refusal,
    RemindConsultation,
    StartClock,
    StopClocks,
    TakeBackConsultation,
    Write,
)
from services.domain.flow.consult import book, change
from services.domain.flow.fall_due import fall_due
from services.domain.flow.undo import Choice, undo
from services.domain.lead import SOURCE, STAGE, Lead, Phase, Semantics
from services.domain.people import Person, Role
from services.domain.regulation import FIRST_TOUCH, Action, Audience, Clock, Rung
from services.domain.slots import Hours
from tests.domain.examples import (
    ALINA,
    MINUTE,
    NEW_OR_TAKEN,
    NOW,
    RULES,
    TIMUR,
    decided,
    lead,
    of,
    portal_lead,
    refused,
)

HOUR = timedelta(hours=1)
DENIS = Person(8, "Денис Орлов", 21, 5021, frozenset({Role.SALES}))
BOOK = Action(
    "meet",
    "Назначить встречу",
    NEW_OR_TAKEN,
    fields={STAGE: "UC_MEETING"},
    takes=True,
    asks=CONSULTATION,
    needs_source=True,
    starts=("consultation",),
    on_register=True,
)
ANY = NEW_OR_TAKEN | {Phase.CLOSED}
STATUSES = tuple(
    Action(
        status_code(status), status, ANY, on_register=True, starts=("consultation",) if status is Status.MOVED else ()
    )
    for status in Status
)
CLOCK = Clock("consultation", "Встреча", (Rung(-HOUR, Audience.PARTICIPANTS), Rung(HOUR, Audience.MANAGER)))
MEETINGS = replace(
    RULES,
    zone=ZoneInfo("Europe/Moscow"),
    actions=(*RULES.actions, BOOK),
    clocks=(*RULES.clocks, CLOCK),
    reserved=STATUSES,
    consulting=Consulting(Hours()),
)
AT = NOW + 5 * HOUR
ROW = Consultation(3, 7, NOW, ALINA.id, AT, AT + HOUR, 21, "Денис", "вебинар")
NEW = replace(ROW, id=0)


def converted() -> Lead:
    return lead(phase=Phase.CLOSED, portal=portal_lead({STAGE: "CONVERTED"}, semantics=Semantics.SUCCESS))


@pytest.mark.rule("NL-03")
def test_a_booking_ends_the_first_touch_and_counts_down_to_the_meeting() -> None:
    decision = decided(book(lead(), BOOK, NEW, ALINA, MEETINGS, NOW, held=None, turn=True))
    assert decision.lead.phase is Phase.TAKEN
    assert of(StopClocks, decision) == [StopClocks(frozenset({FIRST_TOUCH}))]
    assert of(StartClock, decision) == [StartClock(CLOCK, AT)]
    assert of(Book, decision) == [Book(NEW, turn=True)]
    assert decision.lead.portal.stage == "UC_MEETING"


@pytest.mark.parametrize(
    ("source", "said", "code"), [("", "", "needs-source"), ("UC_NONE", "", "needs-source"), ("WEB", "", "")]
)
def test_a_booking_needs_a_source(source: str, said: str, code: str) -> None:
    rules = replace(MEETINGS, no_source=frozenset({"UC_NONE"}))
    outcome = book(lead({SOURCE: source}, source_said=said), BOOK, NEW, ALINA, rules, NOW, held=None)
    assert (refused(outcome) if code else "") == code


def test_a_lead_is_met_once_at_a_time_by_its_own_manager() -> None:
    assert book(lead(), BOOK, NEW, ALINA, MEETINGS, NOW, held=ROW) == Refusal(
        "consultation-open", {"day": "02.03", "time": "17.00"}
    )
    assert refused(book(lead(), BOOK, NEW, TIMUR, MEETINGS, NOW, held=None)) == "not-yours"


@pytest.mark.rule("OP10-31")
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SET])
def test_whom_the_client_meets_may_give_every_status(status: Status) -> None:
    decision = decided(change(lead(), ROW, status, DENIS, MEETINGS, NOW, at=AT + HOUR, reason="занят"))
    (effect,) = of(ChangeConsultation, decision)
    assert effect.before == ROW
    assert effect.consultation == replace(ROW, status=status, at=AT + HOUR, until=AT + 2 * HOUR, note="вебинар; занят")
    assert refused(change(lead(), ROW, status, TIMUR, MEETINGS, NOW)) == "not-yours"
    assert refused(change(lead(), ROW, Status.SET, DENIS, MEETINGS, NOW)) == "already"


def test_of_a_closed_lead_only_the_register_changes() -> None:
    rules = replace(MEETINGS, reserved=tuple(replace(each, fields={STAGE: "UC_MEETING"}) for each in STATUSES))
    for closed, clocks in ((converted(), 1), (lead(phase=Phase.CLOSED), 0)):
        decision = decided(change(closed, ROW, Status.MOVED, ALINA, rules, NOW, at=AT + HOUR))
        assert of(Write, decision) == []
        assert decision.lead.phase is Phase.CLOSED
        assert len(of(StartClock, decision)) == clocks


@pytest.mark.parametrize(
    ("rung", "manager", "to"), [(0, ALINA, (12, 21)), (1, ALINA, (12,)), (0, replace(ALINA, blocked=True), (21,))]
)
def test_a_rung_speaks_to_those_it_is_for(rung: int, manager: Person, to: tuple[int, ...]) -> None:
    decision = fall_due(lead(), CLOCK, rung, manager, NOW, ROW)
    assert decision
    assert of(RemindConsultation, decision) == [RemindConsultation(to, rung, "consultation")]


def test_nobody_hears_of_a_consultation_that_has_ended() -> None:
    assert fall_due(lead(), CLOCK, 0, ALINA, NOW, None) is None
    assert fall_due(lead(phase=Phase.CLOSED), CLOCK, 0, ALINA, NOW, ROW) is None
    assert fall_due(converted(), CLOCK, 0, ALINA, NOW, ROW)


def test_whoever_gave_a_status_takes_it_back() -> None:
    before = converted()
    after = decided(change(before, ROW, Status.HELD, DENIS, MEETINGS, NOW)).lead
    choice = Choice(9, 7, DENIS.id, status_code(Status.HELD), 0, NOW + MINUTE, Phase.CLOSED, 0, None, None, {})
    decision = decided(undo(after, choice, DENIS, MEETINGS, NOW))
    assert of(TakeBackConsultation, decision) == [TakeBackConsultation(9)]
    assert decision.lead.portal.semantics is Semantics.SUCCESS
    assert refused(undo(after, choice, TIMUR, MEETINGS, NOW)) == "not-yours"


@pytest.mark.rule("OP10-34")
def test_people_are_called_by_their_first_names() -> None:
    people = [(1, "Денис Орлов"), (2, "Андрей Белов"), (3, "Андрей Котов"), (4, ""), (5, "Марина")]
    assert first_names(people) == {1: "Денис", 2: "Андрей Б.", 3: "Андрей К.", 4: "№ 4", 5: "Марина"}

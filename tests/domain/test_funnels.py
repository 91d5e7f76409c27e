"""Leads from events: known by their signs, once and for all; where they stand follows from what was chosen."""

from dataclasses import replace

import pytest

from services.domain.decision import Decision, Record, Redraw, StartClock, StopClocks
from services.domain.flow.act import act, not_now
from services.domain.flow.enter_funnel import entered
from services.domain.funnels import Funnel, State, funnel_of
from services.domain.lead import SOURCE, Lead, Phase
from services.domain.regulation import Action, Audience, Clock, Rung
from tests.domain.examples import ALINA, CLOCK, MINUTE, NEW_OR_TAKEN, NOW, RULES, decided, lead, of

WEBINAR = Funnel(
    "webinar",
    "Вебинар",
    (
        State("зарегистрирован", next="Узнайте, был ли"),
        State("был", "present", "Назначьте встречу"),
        State("встреча", "met"),
    ),
    words=frozenset({"ВЕБИНАР"}),
    sources=frozenset({"UC_EVENT"}),
    field="ufCrmEvent",
    values=frozenset({"ВЕБИНАР", "101"}),
    starts=("presence",),
)
INTERVIEW = Funnel("interview", "Интервью", (State("записан"),), words=frozenset({"ИНТЕРВЬЮ"}))
PRESENCE = Clock("presence", "Был ли на вебинаре", (Rung(60 * MINUTE, Audience.MANAGER),))
PRESENT = Action(
    "present", "Был", NEW_OR_TAKEN, funnels=frozenset({"webinar"}), once=True, stops=frozenset({"presence"})
)
MET = Action(
    "met", "Встреча с МП", NEW_OR_TAKEN, funnels=frozenset({"webinar"}), once=True, after=frozenset({"present"})
)
PLAIN = Action("meeting", "Назначить встречу", NEW_OR_TAKEN, funnels=frozenset())
EVENTS = replace(RULES, actions=(PRESENT, MET, PLAIN), clocks=(CLOCK, PRESENCE), funnels=(WEBINAR, INTERVIEW))


def _read(before: Phase | None = None, held: Lead | None = None) -> Decision:
    return entered(Decision(held or lead(), (Record("received"),)), before, EVENTS, NOW)


def _titled(title: str, **fields: str) -> Lead:
    plain = lead(fields)
    return replace(plain, portal=replace(plain.portal, title=title))


@pytest.mark.rule("NL-16")
@pytest.mark.parametrize(
    ("title", "fields", "code"),
    [
        ("Регистрация на Вебинар «Жизнь без долгов»", {}, "webinar"),
        ("BEБИНАР 5 марта", {}, "webinar"),  # Latin B and E
        ("Запись на интервью", {}, "interview"),
        ("Заявка с сайта", {SOURCE: "UC_EVENT"}, "webinar"),
        ("Заявка с сайта", {"ufCrmEvent": "вебинар"}, "webinar"),
        ("Заявка с сайта", {"ufCrmEvent": "7,101"}, "webinar"),
        ("Вебинар или интервью", {}, "webinar"),
        ("Заявка с сайта", {"ufCrmEvent": "1010"}, ""),
        ("Заявка с сайта", {}, ""),
        ("", {}, ""),
    ],
)
def test_the_event_is_known_by_title_source_or_field(title: str, fields: dict[str, str], code: str) -> None:
    found = funnel_of(_titled(title, **fields).portal, EVENTS.funnels)
    assert (found.code if found else "") == code


@pytest.mark.rule("NL-17")
def test_a_lead_enters_once_and_stays_whatever_its_title_becomes() -> None:
    first = _read(held=_titled("Вебинар"))
    assert first.lead.funnel == "webinar"
    assert of(StartClock, first) == [StartClock(PRESENCE, NOW)]
    assert of(Redraw, first) == []
    renamed = replace(first.lead, portal=replace(first.lead.portal, title="Олег", fields={SOURCE: "UC_VK01"}))
    again = _read(Phase.NEW, renamed)
    assert (again.lead.funnel, of(StartClock, again)) == ("webinar", [])
    late = _read(Phase.TAKEN, replace(_titled("Вебинар"), phase=Phase.TAKEN))
    assert (late.lead.funnel, len(of(StartClock, late)), len(of(Redraw, late))) == ("webinar", 1, 1)


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.GONE])
def test_a_lead_that_is_over_enters_nothing(phase: Phase) -> None:
    assert _read(Phase.TAKEN, replace(_titled("Вебинар"), phase=phase)).lead.funnel == ""


def test_put_back_among_the_new_it_begins_anew() -> None:
    back = replace(_titled("Вебинар"), funnel="webinar")
    assert len(of(StartClock, _read(Phase.TAKEN, back))) == 1
    assert len(of(StartClock, _read(Phase.CLOSED, back))) == 1


def test_a_funnel_that_the_regulation_has_no_more_is_left() -> None:
    assert _read(Phase.NEW, replace(lead(), funnel="fair")).lead.funnel == "fair"
    assert _read(Phase.NEW, replace(_titled("Вебинар"), funnel="fair")).lead.funnel == "webinar"


@pytest.mark.rule("NL-16", "NL-17")
def test_the_event_and_what_was_done_decide_which_buttons_there_are() -> None:
    def offered(held: Lead) -> list[str]:
        return [action.code for action in EVENTS.actions if not_now(held, action) is None]

    assert offered(lead()) == ["meeting"]
    arrived = replace(lead(), funnel="webinar")
    assert offered(arrived) == ["present"]
    decision = decided(act(arrived, PRESENT, ALINA, EVENTS, NOW))
    assert StopClocks(frozenset({"presence"})) in decision.effects
    assert offered(decision.lead) == ["met"]
    assert offered(replace(decision.lead, funnel="interview")) == []


@pytest.mark.rule("NL-17")
def test_where_it_stands_is_the_furthest_state() -> None:
    arrived = lead()
    assert WEBINAR.state_of(arrived).next == "Узнайте, был ли"
    assert WEBINAR.state_of(replace(arrived, done=frozenset({"present", "take"}))).title == "был"
    assert WEBINAR.state_of(replace(arrived, done=frozenset({"met", "present"}))).title == "встреча"

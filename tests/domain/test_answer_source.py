"""The keeper says where a lead came from."""

from dataclasses import replace

import pytest

from services.domain.decision import Comment, Record, Write
from services.domain.flow.answer_source import answer_source
from services.domain.gateways import Term
from services.domain.lead import SOURCE, Change, Phase
from services.domain.people import Person
from tests.domain.examples import ADMIN, ALINA, ANGELINA, EDITOR, RULES, VERA, decided, kinds, lead, of, refused

RADIO = Term(41, "UC_RADIO", "Радио", 10)


@pytest.mark.rule("OP10-22")
@pytest.mark.parametrize("person", [ANGELINA, VERA, ADMIN], ids=lambda person: person.name)
def test_the_answer_is_written(person: Person) -> None:
    decision = decided(answer_source(lead(), RADIO, person, RULES))
    assert kinds(decision) == ["Write", "Comment", "Record", "StopClocks", "Redraw"]
    assert of(Write, decision) == [Write({SOURCE: Change("WEB", "UC_RADIO")})]
    assert of(Comment, decision) == [Comment("comment-source-answered", args={"source": "Радио"})]
    assert of(Record, decision) == [Record("source_answered", {"source": "Радио"})]
    assert (decision.lead.portal.source, decision.lead.version) == ("UC_RADIO", 1)


def test_the_first_touch_clock_goes_on() -> None:
    assert decided(answer_source(lead(), RADIO, ANGELINA, RULES)).lead.phase is Phase.NEW


def test_the_source_that_stands_there_is_only_confirmed() -> None:
    decision = decided(answer_source(lead({SOURCE: "UC_RADIO"}), RADIO, ANGELINA, RULES))
    assert kinds(decision) == ["Comment", "Record", "StopClocks", "Redraw"]


@pytest.mark.parametrize("person", [ALINA, EDITOR], ids=lambda person: person.name)
def test_others_do_not_answer(person: Person) -> None:
    assert refused(answer_source(lead(), RADIO, person, RULES)) == "keepers-only"


def test_nothing_is_answered_about_a_lead_that_is_gone() -> None:
    assert refused(answer_source(replace(lead(), phase=Phase.GONE), RADIO, ANGELINA, RULES)) == "gone"

"""Whom a lead is looked up by, when, and which of those found are its twins."""

from dataclasses import replace

import pytest

from services.domain.decision import Comment, Decision, Redraw, Write
from services.domain.flow.act import act, not_now
from services.domain.flow.note_twins import note_twins, wants_twins
from services.domain.lead import CONTACT, Change, Lead, Phase, Semantics
from services.domain.regulation import Action
from services.domain.twins import Keys, Twin, TwinKind, before, keys_of
from tests.domain.examples import ALINA, MINUTE, NEW_OR_TAKEN, NOW, RULES, decided, lead, of, portal_lead, refused

OLDER, NEWER = Twin(TwinKind.LEAD, 5, "Олег"), Twin(TwinKind.LEAD, 9, "Олег")
CLIENT, OTHER = Twin(TwinKind.CONTACT, 15, "Анна Смирнова"), Twin(TwinKind.CONTACT, 16)
COMPANY = Twin(TwinKind.COMPANY, 4, "Ромашка")
TWIN = Action("twin", "Это дубль", NEW_OR_TAKEN, needs_twin=True, takes=True, closes=True)
ATTACH = Action("attach", "К клиенту", NEW_OR_TAKEN, needs_twin=True, attaches=True)


def with_twins(*twins: Twin, **values: str) -> Lead:
    return lead(values, twins=twins)


@pytest.mark.rule("NL-07", "OP10-14")
def test_phones_are_looked_up_in_every_spelling_and_mails_in_both_cases() -> None:
    keys = keys_of(("8 (999) 000-00-01", "12-34"), ("Ivan@Example.org", "нет"), "RU")
    assert set(keys.phones) >= {"+79990000001", "79990000001", "89990000001", "9990000001", "8 (999) 000-00-01"}
    assert "12-34" not in keys.phones
    assert keys.emails == ("Ivan@Example.org", "ivan@example.org")
    assert not Keys()


@pytest.mark.rule("NL-07")
def test_of_two_leads_the_later_is_the_double_and_clients_come_first() -> None:
    assert before([NEWER, COMPANY, OLDER, CLIENT], 7) == (CLIENT, COMPANY, OLDER)


def test_a_lead_is_looked_up_when_it_goes_to_people_and_again_when_its_phone_changes() -> None:
    fresh = portal_lead()
    known = with_twins()
    assert wants_twins(fresh, None, RULES, NOW)
    assert not wants_twins(fresh, None, RULES, None)  # nothing is pushed yet
    assert not wants_twins(fresh, None, RULES, NOW + MINUTE)  # history
    assert not wants_twins(fresh, known, RULES, NOW)
    assert wants_twins(fresh, lead(), RULES, NOW)
    assert wants_twins(replace(fresh, phones=("+79990000002",)), known, RULES, NOW)
    assert wants_twins(replace(fresh, emails=("a@example.org",)), known, RULES, NOW)
    assert not wants_twins(replace(fresh, phones=(), semantics=Semantics.FAILURE), known, RULES, NOW)


def test_only_messages_that_stand_are_drawn_anew() -> None:
    fresh, known = Decision(lead()), lead()
    assert note_twins(fresh, None, (CLIENT,)) == Decision(with_twins(CLIENT))
    assert note_twins(fresh, known, (CLIENT,)) == Decision(with_twins(CLIENT), (Redraw(),))
    assert note_twins(fresh, known, ()).effects == (Redraw(),)  # the card said that it was not known
    assert note_twins(fresh, with_twins(CLIENT), (CLIENT,)).effects == ()
    assert note_twins(Decision(lead(), (Redraw(),)), known, ()).effects == (Redraw(),)


@pytest.mark.rule("NL-07")
def test_a_double_is_one_only_where_something_was_found() -> None:
    for unknown in (lead(), with_twins()):
        assert refused(not_now(unknown, TWIN)) == "no-twin"
    decision = decided(act(with_twins(CLIENT, OLDER), TWIN, ALINA, RULES, NOW))
    assert decision.lead.phase is Phase.CLOSED
    told = {"kind": "contact", "name": "Анна Смирнова", "id": 15, "others": 1}
    assert of(Comment, decision) == [Comment("comment-twin", "Это дубль", told)]


def test_it_is_attached_to_the_client_when_there_is_just_one() -> None:
    decision = decided(act(with_twins(CLIENT, COMPANY, OLDER), ATTACH, ALINA, RULES, NOW))
    assert of(Write, decision) == [Write({CONTACT: Change("", "15")})]
    for found in (with_twins(OLDER), with_twins(CLIENT, OTHER), with_twins(CLIENT, **{CONTACT: "3"})):
        assert refused(not_now(found, ATTACH)) == "no-client"

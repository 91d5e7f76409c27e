"""A doubtful source is put right by what the comment says: offered, by tap or at once, and undoable."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.domain.decision import Comment, Decision, Record, RememberChoice, Write
from services.domain.flow.act import act
from services.domain.flow.answer_source import answer_source
from services.domain.flow.receive import receive_change, receive_new
from services.domain.flow.repair_source import Doubt, autofixed, in_doubt, repair_source
from services.domain.flow.undo import NOBODY, Choice, undo
from services.domain.gateways import Term
from services.domain.lead import SOURCE, STAGE, Change, Lead, Phase, Semantics
from services.domain.names import fold, key, words
from services.domain.people import Person
from services.domain.regulation import Action
from services.domain.repair import REPAIR, Repair, RepairRule
from tests.domain.examples import (
    ADMIN,
    ALINA,
    ANGELINA,
    MINUTE,
    NOW,
    REFERRAL,
    TIMUR,
    VERA,
    decided,
    kinds,
    of,
    portal_lead,
    refused,
)
from tests.domain.examples import RULES as PLAIN

VK, TELEGRAM, BOT = Term(5, "UC_VK", "VK", 10), Term(6, "UC_TG", "Telegram", 20), "UC_BOT"
LINE = "Заявка поступила: С группы вк"
RULES = replace(
    PLAIN,
    spoken={key("телега"): TELEGRAM, key("радио"): None},
    repair=Repair(
        words=frozenset({fold("Chatbot")}),
        sources=frozenset({BOT}),
        labels=frozenset({key("Заявка поступила")}),
        rules=(RepairRule((words("С группы вк"),), VK), RepairRule((words("С телеграм бота"),), TELEGRAM)),
    ),
    reserved=(Action(REPAIR, "Исправление источника", frozenset({Phase.NEW, Phase.TAKEN})),),
)
AT_ONCE = replace(RULES, repair=replace(RULES.repair, autofix=True))


def lead(source: str = BOT, comments: str = LINE, **values: Any) -> Lead:
    portal = portal_lead({SOURCE: source}, comments=comments, title=values.pop("title", "Заявка от Chatbot"))
    return replace(Lead(portal=portal, entered_at=NOW, edition=RULES.key), **values)


def remembered(decision: Decision, before: Lead, staff: int) -> Choice:
    (choice,) = of(RememberChoice, decision)
    base = Choice(9, 7, staff, choice.action, before.version, choice.undo_until, before.phase, 0, None, None, {})
    return replace(base, changes=choice.changes)


# What is in doubt


@pytest.mark.rule("OP10-09", "OP10-10")
@pytest.mark.parametrize(
    ("doubtful", "doubt"),
    [
        (lead(), Doubt(LINE, VK)),
        (lead(title="Заявка с сайта"), Doubt(LINE, VK)),
        (lead("WEB"), Doubt(LINE, VK)),
        (lead("", ""), Doubt()),
        (lead("WEB", "Просит перезвонить"), Doubt()),
        (lead(comments="Заявка поступила: телега"), Doubt("Заявка поступила: телега", TELEGRAM)),
        (lead(comments="Заявка поступила: радио"), Doubt("Заявка поступила: радио", None)),
        (lead(phase=Phase.TAKEN), Doubt(LINE, VK)),
    ],
)
def test_a_doubtful_source_or_title_is_in_doubt(doubtful: Lead, doubt: Doubt) -> None:
    assert in_doubt(doubtful, RULES) == doubt


@pytest.mark.rule("OP10-09")
@pytest.mark.parametrize(
    "right",
    [
        lead("WEB", title="Заявка с сайта"),
        lead("UC_VK"),
        lead("RECOMMENDATION", source_said="RECOMMENDATION"),
        lead(source_said=BOT),
        lead(phase=Phase.CLOSED),
        lead(phase=Phase.GONE),
    ],
)
def test_a_source_that_is_right_is_not_in_doubt(right: Lead) -> None:
    assert in_doubt(right, RULES) is None


def test_without_rules_nothing_is_in_doubt() -> None:
    assert in_doubt(lead(), PLAIN) is None


# By tap


@pytest.mark.rule("OP10-15")
@pytest.mark.parametrize("person", [ALINA, VERA, ADMIN], ids=lambda person: person.name)
def test_one_tap_writes_the_source_with_the_reason(person: Person) -> None:
    decision = decided(repair_source(lead(), VK, person, RULES, NOW))
    assert kinds(decision) == ["RememberChoice", "WithdrawTicket", "Write", "Comment", "Record", "Redraw"]
    assert of(Write, decision) == [Write({SOURCE: Change(BOT, "UC_VK")})]
    told = {"source": "VK", "line": LINE}
    assert of(Comment, decision) == [Comment("comment-source-repaired", args=told)]
    assert of(Record, decision) == [Record("source_repaired", told)]
    after = decision.lead
    assert (after.portal.source, after.version, after.phase, after.source_said) == ("UC_VK", 1, Phase.NEW, "UC_VK")
    assert in_doubt(after, RULES) is None


@pytest.mark.parametrize("person", [TIMUR, ANGELINA], ids=lambda person: person.name)
def test_the_lead_of_somebody_else_is_left_alone(person: Person) -> None:
    assert refused(repair_source(lead(), VK, person, RULES, NOW)) == "not-yours"


@pytest.mark.parametrize(
    ("before", "source", "why"),
    [
        (lead("UC_VK"), VK, "source-settled"),
        (lead(), TELEGRAM, "stale"),
        (lead(comments=""), VK, "stale"),
        (lead(phase=Phase.CLOSED), VK, "closed"),
        (lead(phase=Phase.GONE), VK, "gone"),
    ],
)
def test_only_what_the_comment_says_can_be_put(before: Lead, source: Term, why: str) -> None:
    assert refused(repair_source(before, source, ALINA, RULES, NOW)) == why


def test_a_regulation_without_repair_has_no_such_choice() -> None:
    assert refused(repair_source(lead(), VK, ALINA, PLAIN, NOW)) == "stale"


@pytest.mark.rule("OP10-15")
def test_it_is_taken_back_under_its_name_and_the_doubt_returns() -> None:
    before = lead(phase=Phase.TAKEN)
    decision = decided(repair_source(before, VK, ALINA, RULES, NOW))
    back = decided(undo(decision.lead, remembered(decision, before, ALINA.id), ALINA, RULES, NOW + MINUTE))
    assert of(Write, back) == [Write({SOURCE: Change("UC_VK", BOT)})]
    assert of(Comment, back) == [Comment("comment-undone", text="Исправление источника")]
    assert (back.lead.phase, back.lead.source_said) == (Phase.TAKEN, "")
    assert in_doubt(back.lead, RULES) == Doubt(LINE, VK)


# At once


@pytest.mark.rule("OP10-15")
def test_with_autofix_it_is_done_when_the_lead_is_received() -> None:
    fresh = lead().portal
    received = decided(receive_new(fresh, ALINA, AT_ONCE, NOW))
    decision = autofixed(received, AT_ONCE, NOW)
    added = ["RememberChoice", "WithdrawTicket", "Write", "Comment", "Record", "Redraw"]
    assert kinds(decision) == kinds(received) + added
    assert of(Comment, decision)[0].key == "comment-source-autofixed"
    assert of(Record, decision)[-1] == Record("source_autofixed", {"source": "VK", "line": LINE})
    assert (decision.lead.portal.source, decision.lead.version, decision.lead.source_said) == ("UC_VK", 1, "")


@pytest.mark.parametrize(
    ("before", "rules"),
    [(lead(), RULES), (lead(comments=""), AT_ONCE), (lead(version=1), AT_ONCE), (lead("UC_VK"), AT_ONCE)],
    ids=["switched off", "nothing to go by", "somebody has chosen", "right already"],
)
def test_nothing_is_done_at_once_otherwise(before: Lead, rules: Any) -> None:
    received = Decision(before)
    assert autofixed(received, rules, NOW) is received


def test_a_comment_that_comes_a_moment_later_counts_too() -> None:
    known = lead(comments="")
    changed = receive_change(known, lead().portal, ALINA, AT_ONCE, NOW, ladder_over=False)
    assert autofixed(changed, AT_ONCE, NOW).lead.portal.source == "UC_VK"


def test_its_manager_takes_back_what_was_done_at_once_and_it_is_not_done_again() -> None:
    decision = autofixed(Decision(lead()), AT_ONCE, NOW)
    choice = remembered(decision, lead(), NOBODY)
    assert refused(undo(decision.lead, choice, TIMUR, AT_ONCE, NOW)) == "not-yours"
    back = decided(undo(decision.lead, choice, ALINA, AT_ONCE, NOW + MINUTE))
    assert back.lead.portal.source == BOT
    assert autofixed(Decision(back.lead), AT_ONCE, NOW).lead.portal.source == BOT
    assert refused(undo(decision.lead, choice, ALINA, AT_ONCE, NOW + 2 * MINUTE)) == "undo-late"


# What people said


def test_an_action_that_names_a_source_settles_it_and_its_undo_unsettles_it() -> None:
    before = lead("RECOMMENDATION", "")
    decision = decided(act(before, REFERRAL, ALINA, RULES, NOW))
    assert decision.lead.source_said == "RECOMMENDATION"
    assert in_doubt(decision.lead, RULES) is None
    back = decided(undo(decision.lead, remembered(decision, before, ALINA.id), ALINA, RULES, NOW))
    assert in_doubt(back.lead, RULES) == Doubt()


def test_the_keepers_answer_settles_it_whatever_the_comment_says() -> None:
    decision = decided(answer_source(lead(), TELEGRAM, ANGELINA, RULES))
    assert in_doubt(decision.lead, RULES) is None


def test_a_source_set_in_the_portal_settles_it_but_not_another_doubtful_one() -> None:
    known, set_by_hand = lead(), lead("WEB").portal
    changed = receive_change(known, set_by_hand, ALINA, RULES, NOW, ladder_over=False)
    assert in_doubt(changed.lead, RULES) is None
    back = receive_change(changed.lead, lead().portal, ALINA, RULES, NOW, ladder_over=False)
    assert in_doubt(back.lead, RULES) == Doubt(LINE, VK)


def test_emptied_in_the_portal_it_is_in_doubt_again() -> None:
    rules = replace(RULES, no_source=frozenset({"UC_NONE"}))
    changed = receive_change(lead("WEB"), lead("UC_NONE", "").portal, ALINA, rules, NOW, ladder_over=False)
    assert in_doubt(changed.lead, rules) == Doubt()


def test_our_own_write_coming_back_says_nothing_about_who_named_the_source() -> None:
    fixed = autofixed(Decision(lead()), AT_ONCE, NOW).lead
    echo = replace(lead("UC_VK").portal, updated_at=NOW + timedelta(seconds=2))
    assert receive_change(fixed, echo, ALINA, AT_ONCE, NOW, ladder_over=False).lead.source_said == ""


def test_a_lead_that_was_moved_meanwhile_is_not_moved_back_by_an_undo() -> None:
    before = lead()
    decision = decided(repair_source(before, VK, ALINA, RULES, NOW))
    portal = replace(decision.lead.portal, fields={**decision.lead.portal.fields, STAGE: "IN_PROCESS"})
    moved = replace(decision.lead, portal=replace(portal, semantics=Semantics.PROCESS), phase=Phase.TAKEN)
    assert refused(undo(moved, remembered(decision, before, ALINA.id), ALINA, RULES, NOW)) == "acted-since"

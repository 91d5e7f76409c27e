"""The referrer's form, and what follows from a referral: the claim, its steps, its end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.domain.bonus import Bonus, BonusRules, BonusState, ClientKind, Referrer
from services.domain.decision import ClaimBonus, Comment, MoveBonus, NameReferrer, WithdrawBonus
from services.domain.flow.act import act
from services.domain.flow.referral import may_list, move_bonus, name_referrer
from services.domain.flow.undo import Choice, undo
from services.domain.form import Ask, Finished, Given, Wrong
from services.domain.lead import SOURCE, Change, Phase
from services.domain.people import Person, Role
from services.domain.referrer_form import SHOWN, referrer_form, referrer_of
from tests.domain.examples import ADMIN, ALINA, ANGELINA, NOW, REFERRAL, RULES, TIMUR, VERA, decided, lead, of, refused

BONUS_RULES = BonusRules(5000, "RUB", frozenset({Role.SUPERVISOR}), frozenset({Role.ADMIN}))
ASKS = replace(REFERRAL, asks_referrer=True)
PAYING = replace(RULES, actions=(ASKS,), bonus=BONUS_RULES)
OLGA = Referrer("Синицына Ольга", ClientKind.CONTACT, 401, 24)
BONUS = Bonus(7, BonusState.WAITING, 5000, "RUB", 1, NOW)
NAMED = replace(BONUS, referrer=OLGA)


@pytest.mark.rule("OP10-25")
def test_a_referral_claims_the_bonus_of_the_regulation() -> None:
    decision = decided(act(lead(), ASKS, ALINA, PAYING, NOW))
    assert of(ClaimBonus, decision) == [ClaimBonus(5000, "RUB")]
    assert of(ClaimBonus, decided(act(lead(), REFERRAL, ALINA, PAYING, NOW))) == []


@pytest.mark.rule("OP10-25")
@pytest.mark.parametrize(("said_before", "withdrawn"), [("", 1), ("WEB", 1), ("RECOMMENDATION", 0)])
def test_taken_back_it_claims_nothing_unless_it_was_a_referral_before(said_before: str, withdrawn: int) -> None:
    changes = {SOURCE: Change("WEB", "RECOMMENDATION")}
    soon = NOW + timedelta(minutes=1)
    choice = Choice(1, 7, 1, "referral", 0, soon, Phase.NEW, 0, None, None, changes, source_said=said_before)
    after = decided(act(lead(), ASKS, ALINA, PAYING, NOW)).lead
    assert len(of(WithdrawBonus, decided(undo(after, choice, ALINA, PAYING, NOW)))) == withdrawn


@pytest.mark.rule("OP10-24")
def test_the_referrer_is_written_down_and_told_to_the_portal() -> None:
    decision = decided(name_referrer(lead(phase=Phase.CLOSED), BONUS, OLGA, ALINA))
    assert of(NameReferrer, decision) == [NameReferrer(OLGA)]
    (comment,) = of(Comment, decision)
    assert comment.args == {"name": "Синицына Ольга", "kind": "contact", "number": 401}


@pytest.mark.parametrize(
    ("person", "bonus", "code"),
    [
        (TIMUR, BONUS, "not-yours"),
        (ALINA, None, "bonus-withdrawn"),
        (ALINA, replace(BONUS, state=BonusState.WITHDRAWN), "bonus-withdrawn"),
        (ALINA, replace(BONUS, state=BonusState.CHECKED), "bonus-checked"),
        (VERA, replace(BONUS, state=BonusState.PAID), "bonus-checked"),
    ],
)
def test_it_is_too_late_or_not_theirs_to_say(person: Person, bonus: Bonus | None, code: str) -> None:
    assert refused(name_referrer(lead(), bonus, OLGA, person)) == code


@pytest.mark.rule("OP10-25")
@pytest.mark.parametrize(
    ("bonus", "to", "person", "outcome"),
    [
        (NAMED, BonusState.CHECKED, VERA, ""),
        (NAMED, BonusState.CHECKED, ADMIN, "bonus-roles"),
        (NAMED, BonusState.CHECKED, ALINA, "bonus-roles"),
        (NAMED, BonusState.PAID, ADMIN, "bonus-moved"),
        (replace(NAMED, state=BonusState.CHECKED), BonusState.CHECKED, VERA, "bonus-moved"),
        (replace(NAMED, state=BonusState.CHECKED), BonusState.PAID, ADMIN, ""),
        (replace(NAMED, state=BonusState.CHECKED), BonusState.PAID, VERA, "bonus-roles"),
        (replace(NAMED, state=BonusState.PAID), BonusState.PAID, ADMIN, "bonus-moved"),
        (replace(NAMED, state=BonusState.WITHDRAWN), BonusState.CHECKED, VERA, "bonus-withdrawn"),
        (NAMED, BonusState.WAITING, VERA, "bonus-moved"),
        (NAMED, BonusState.WITHDRAWN, ADMIN, "bonus-roles"),
        (replace(NAMED, state=BonusState.PAID), BonusState.WITHDRAWN, VERA, "bonus-moved"),
        (NAMED, BonusState.CHECKED, replace(VERA, active=False), "inactive"),
        (BONUS, BonusState.CHECKED, VERA, "bonus-unnamed"),
        (None, BonusState.CHECKED, VERA, "bonus-withdrawn"),
    ],
)
def test_a_claim_moves_in_order_by_those_whom_the_regulation_names(
    bonus: Bonus | None, to: BonusState, person: Person, outcome: str
) -> None:
    moved = move_bonus(lead(), bonus, to, person, BONUS_RULES)
    if outcome:
        assert refused(moved) == outcome
    else:
        assert of(MoveBonus, decided(moved)) == [MoveBonus(to)]


def test_whoever_checks_claims_turns_wrong_ones_down() -> None:
    for bonus in (BONUS, replace(NAMED, state=BonusState.CHECKED)):
        decision = decided(move_bonus(lead(), bonus, BonusState.WITHDRAWN, VERA, BONUS_RULES))
        assert len(of(WithdrawBonus, decision)) == 1


def test_the_list_is_for_overseers_and_those_who_move_claims() -> None:
    keepers = replace(BONUS_RULES, pays=frozenset({Role.KEEPER}))
    assert [may_list(person, keepers) is None for person in (VERA, ADMIN, ANGELINA, ALINA)] == [True, True, True, False]
    assert may_list(ANGELINA, BONUS_RULES) is not None


# The form


def _answer(said: str, found: list[Referrer] | None) -> Ask:
    reply = referrer_form({"lead": "Олег"}, Given(text=said, found=found))
    assert isinstance(reply, Ask)
    return reply


def test_what_was_found_is_offered_a_few_at_a_time() -> None:
    many = [Referrer(f"Ким {number}", ClientKind.CONTACT, number) for number in range(1, 10)]
    reply = _answer(" Ким \n", many)
    assert (reply.key, reply.args) == ("referrer-which", {"said": "Ким", "more": 9 - SHOWN})
    assert len(reply.options) == SHOWN + 2
    chosen = referrer_form(reply.state, Given(choice="m2", found=21))
    assert isinstance(chosen, Finished)
    assert referrer_of(chosen.values) == Referrer("Ким 3", ClientKind.CONTACT, 3, 21)


@pytest.mark.parametrize("choice", ["m9", "m-1", "m", "mx", "x", "said "])
def test_a_forged_choice_is_out_of_date(choice: str) -> None:
    reply = _answer("Ким", [OLGA])
    assert referrer_form(reply.state, Given(choice=choice, found=0)) == Wrong("refusal-stale")


def test_nobody_and_nothing_found_differ() -> None:
    assert (_answer("Ким", []).key, _answer("Ким", None).key) == ("referrer-nobody", "referrer-unasked")


def test_a_choice_without_the_portals_answer_waits() -> None:
    reply = _answer("Синицына", [OLGA])
    assert referrer_form(reply.state, Given(choice="m0")) == Wrong("portal-unreachable")


def test_as_it_was_said_and_later() -> None:
    reply = _answer("Тётя  Глаша", [])
    said = referrer_form(reply.state, Given(choice="said"))
    assert isinstance(said, Finished)
    assert referrer_of(said.values) == Referrer("Тётя Глаша")
    assert referrer_form({}, Given(choice="later")) == Finished({})
    assert referrer_of({}) is None
    assert referrer_form({}, Given(choice="said")) == Wrong("refusal-stale")


@pytest.mark.parametrize(
    "given", [Given(), Given(file_id="photo"), Given(text="123"), Given(text="🙂"), Given(text=" ")]
)
def test_a_voice_a_sticker_or_a_number_is_no_name(given: Given) -> None:
    assert referrer_form({}, given) == Wrong("referrer-words")

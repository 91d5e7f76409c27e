"""Who may do what: every role against every function."""

from dataclasses import replace

import pytest

from services.domain import access
from services.domain.decision import Refusal
from services.domain.people import Person, Role
from tests.domain.examples import ADMIN, ALINA, ANGELINA, EDITOR, NOBODY, RULES, TIMUR, VERA, lead

OWN, OTHERS = lead(), lead({"assignedById": "13"})
PEOPLE = {
    "responsible": ALINA,
    "other manager": TIMUR,
    "supervisor": VERA,
    "keeper": ANGELINA,
    "editor": EDITOR,
    "admin": ADMIN,
    "nobody": NOBODY,
}


def _code(refusal: Refusal | None) -> str | None:
    return refusal and refusal.code


def _allowed(function: object) -> set[str]:
    return {who for who, person in PEOPLE.items() if function(person) is None}  # type: ignore[operator]


@pytest.mark.rule("OP10-16")
def test_the_responsible_manager_and_overseers_act() -> None:
    assert _allowed(lambda person: access.to_act(person, OWN)) == {"responsible", "supervisor", "admin"}
    assert _code(access.to_act(TIMUR, OWN)) == "not-yours"
    assert _code(access.to_act(ALINA, OTHERS)) == "not-yours"


def test_seeing_goes_with_acting() -> None:
    assert {who for who, person in PEOPLE.items() if access.may_see(person, OWN)} == {
        "responsible",
        "supervisor",
        "admin",
    }


def test_overseers_supervise() -> None:
    assert _allowed(access.to_supervise) == {"supervisor", "admin"}
    assert _code(access.to_supervise(ALINA)) == "supervisors-only"


@pytest.mark.rule("OP10-22")
def test_the_keeper_and_overseers_answer_tickets() -> None:
    assert _allowed(access.to_answer_tickets) == {"keeper", "supervisor", "admin"}
    assert _code(access.to_answer_tickets(ALINA)) == "keepers-only"


def test_overseers_administer() -> None:
    assert _allowed(access.to_administer) == {"supervisor", "admin"}
    assert _code(access.to_administer(ANGELINA)) == "supervisors-only"


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_whoever_left_the_company_does_nothing(person: Person) -> None:
    gone = replace(person, active=False)
    answers = [
        access.to_act(gone, OWN),
        access.to_supervise(gone),
        access.to_answer_tickets(gone),
        access.to_administer(gone),
    ]
    assert [_code(answer) for answer in answers] == ["inactive"] * 4
    assert not access.may_see(gone, OWN)


def test_roles_add_up() -> None:
    both = replace(TIMUR, roles=frozenset({Role.MANAGER, Role.KEEPER}))
    assert _code(access.to_act(both, OWN)) == "not-yours"
    assert access.to_answer_tickets(both) is None
    assert access.to_act(replace(TIMUR, roles=frozenset({Role.MANAGER, Role.SUPERVISOR})), OWN) is None


def test_being_responsible_in_the_portal_alone_is_not_enough() -> None:
    assert _code(access.to_act(replace(ALINA, roles=frozenset({Role.KEEPER})), OWN)) == "not-yours"


def test_a_manager_without_a_portal_id_owns_no_unassigned_lead() -> None:
    unassigned = lead({"assignedById": ""})
    assert _code(access.to_act(replace(ALINA, bitrix_id=None), unassigned)) == "not-yours"


def test_a_blocked_bot_takes_no_rights_away() -> None:
    assert access.to_act(replace(ALINA, blocked=True), OWN) is None


@pytest.mark.rule("LT-23")
def test_the_head_of_sales_supervises_and_sets_the_roster() -> None:
    head = replace(NOBODY, roles=frozenset({Role.HEAD}))
    on_duty = replace(RULES, duty=frozenset({Role.SALES}))
    assert access.to_supervise(head) is None
    assert access.to_set_duty(head, on_duty) is None
    assert _code(access.to_set_duty(ALINA, on_duty)) == "supervisors-only"
    assert _code(access.to_set_duty(head, RULES)) == "no-duty"


def test_whoever_of_sales_is_responsible_acts() -> None:
    """A lead that came to somebody on duty."""
    sales = replace(TIMUR, roles=frozenset({Role.SALES}))
    assert access.to_act(sales, OTHERS) is None
    assert _code(access.to_act(sales, OWN)) == "not-yours"

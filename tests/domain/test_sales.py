"""With whom the consultation is held: the referrer's own sales manager, else the queue."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.domain.people import Employee, Person, Role
from services.domain.sales import Because, in_order, propose_sales_manager
from tests.domain.examples import NOW

HOUR = timedelta(hours=1)


def _sales(number: int, name: str, hours_ago: int | None = None, **values: bool) -> Person:
    turn_at = NOW - hours_ago * HOUR if hours_ago is not None else None
    return Person(number, name, 20 + number, 5020 + number, frozenset({Role.SALES}), turn_at=turn_at, **values)


DENIS, ANDREY, MARINA = _sales(1, "Денис", 1), _sales(2, "Андрей", 3), _sales(3, "Марина", 2)
EVERYBODY = (DENIS, ANDREY, MARINA)
ROMAN = Employee(24, "Роман", active=False)


@pytest.mark.rule("OP10-27")
def test_whoever_made_the_contract_holds_the_consultation_whatever_the_queue_says() -> None:
    proposal = propose_sales_manager(Employee(21, "Денис", active=True), EVERYBODY)
    assert (proposal.because, proposal.manager) == (Because.OWN, Employee(21, "Денис", active=True))
    elsewhere = propose_sales_manager(Employee(99, "Не в очереди", active=True), ())
    assert elsewhere.because is Because.OWN


def test_an_own_sales_manager_who_is_away_is_proposed_and_that_is_said() -> None:
    away = replace(DENIS, absent=True)
    assert propose_sales_manager(Employee(21, "Денис", active=True), (away, MARINA)).because is Because.OWN_ABSENT


@pytest.mark.rule("OP10-28")
def test_when_they_have_left_the_one_who_waited_longest_is_next() -> None:
    proposal = propose_sales_manager(ROMAN, EVERYBODY)
    assert (proposal.because, proposal.own, proposal.manager) == (Because.LEFT, ROMAN, Employee(22, "Андрей", True))
    assert proposal.order == (ANDREY, MARINA, DENIS)


@pytest.mark.rule("OP10-28")
def test_the_queue_goes_past_the_absent_and_the_dismissed_and_says_why() -> None:
    people = (DENIS, replace(ANDREY, absent=True), replace(MARINA, active=False))
    proposal = propose_sales_manager(None, people)
    assert (proposal.because, proposal.manager) == (Because.QUEUE, Employee(21, "Денис", active=True))
    told = proposal.told()["order"]
    assert [(args["name"], args["skip"], args["place"]) for _, args in told] == [
        ("Андрей", "absent", 0),
        ("Марина", "left", 0),
        ("Денис", "no", 1),
    ]


def test_nobody_is_proposed_when_nobody_is_there() -> None:
    assert propose_sales_manager(None, ()).because is Because.NOBODY
    absent = propose_sales_manager(ROMAN, (replace(DENIS, absent=True),))
    assert (absent.because, absent.manager) == (Because.NOBODY, None)


def test_somebody_without_a_number_in_the_portal_is_not_in_the_queue() -> None:
    assert in_order((replace(DENIS, bitrix_id=None),)) == ()


@pytest.mark.rule("OP10-28")
def test_turns_are_fair_also_to_those_who_were_away() -> None:
    people = {person.id: replace(person, turn_at=None) for person in EVERYBODY}
    served = []
    for turn in range(12):
        people[2] = replace(people[2], absent=3 <= turn < 6)
        manager = propose_sales_manager(None, people.values()).manager
        assert manager is not None
        (chosen,) = (person for person in people.values() if person.bitrix_id == manager.bitrix_id)
        people[chosen.id] = replace(chosen, turn_at=NOW + turn * HOUR)
        served.append(chosen.id)
    assert served == [1, 2, 3, 1, 3, 1, 2, 3, 1, 2, 3, 1]

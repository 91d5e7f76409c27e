"""What a look at a deal means, and the numbers of deals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.domain.deal_report import DealFacts, count_deals
from services.domain.deals import Deal, DealRules, End, Handing, PortalDeal, Seen, seen
from services.domain.lead import Semantics
from services.domain.people import Person, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BEFORE = NOW - 30 * HOUR
FRESH = PortalDeal(
    id=7,
    title="Перила",
    manager_id=21,
    stage="NEW",
    semantics=Semantics.PROCESS,
    created_at=NOW - HOUR,
    created_by=12,
    updated_at=NOW - MINUTE,
    moved_at=NOW - HOUR,
    moved_by=12,
)
KNOWN = Deal(7, "Перила", 21, "NEW", NOW - HOUR, NOW - HOUR)
WAITING = Handing(1, 7, "Перила", 21, NOW - HOUR, NOW + HOUR)
RULES = DealRules(timedelta(hours=2), frozenset({Role.SALES}), (Role.HEAD,))


def look(known: Deal | None = KNOWN, waiting: Handing | None = WAITING, **changes: object) -> Seen:
    return seen(known, waiting, replace(FRESH, **changes), BEFORE, NOW)  # type: ignore[arg-type]


@pytest.mark.rule("LT-26")
def test_the_clock_begins_when_the_responsible_person_changes() -> None:
    assert look() == Seen()
    assert look(manager_id=22) == Seen(End.GIVEN, NOW - MINUTE, NOW - MINUTE)
    assert look(manager_id=22, updated_at=NOW + HOUR) == Seen(End.GIVEN, NOW, NOW), "the portal's clock goes ahead"


@pytest.mark.rule("LT-26")
def test_a_new_deal_was_handed_over_when_it_was_made() -> None:
    assert look(None, None) == Seen(End.GIVEN, NOW - HOUR, NOW - HOUR)
    assert look(None, None, created_by=21) == Seen(), "somebody made it for himself"
    assert look(None, None, created_at=BEFORE - MINUTE) == Seen(), "it was there before us"
    assert look(None, None, moved_at=NOW, moved_by=21).given_at is None, "it was taken before we heard of it"


def test_a_deal_that_was_forgotten_and_is_open_again_is_not_late_at_once() -> None:
    old = replace(FRESH, created_at=NOW - 90 * 24 * HOUR, moved_at=NOW - 90 * 24 * HOUR)
    assert seen(None, None, old, NOW - 300 * 24 * HOUR, NOW) == Seen(End.GIVEN, NOW - MINUTE, NOW - MINUTE)


@pytest.mark.rule("LT-26")
def test_the_responsible_persons_own_move_takes_the_deal() -> None:
    assert look(stage="WORK", moved_at=NOW, moved_by=21) == Seen(End.TAKEN, NOW)
    assert look(stage="WORK", moved_at=NOW, moved_by=12) == Seen()
    assert look(None, None, stage="WORK", moved_at=NOW, moved_by=12).given_at == NOW - HOUR
    assert look(manager_id=22, stage="WORK", moved_at=NOW, moved_by=22) == Seen(End.GIVEN, NOW - MINUTE)
    assert look(manager_id=22, stage="WORK", moved_at=NOW, moved_by=12).given_at == NOW - MINUTE


def test_what_ends_waits_no_longer() -> None:
    assert look(semantics=Semantics.FAILURE, moved_at=NOW) == Seen(End.CLOSED, NOW)
    assert look(semantics=Semantics.SUCCESS, manager_id=22).given_at is None
    assert seen(KNOWN, WAITING, None, BEFORE, NOW) == Seen(End.GONE, NOW)


def test_whose_deals_are_watched() -> None:
    denis = Person(1, "Денис", 21, 5021, frozenset({Role.SALES}))
    assert RULES.watches(denis)
    assert not RULES.watches(replace(denis, roles=frozenset({Role.MANAGER})))
    assert not RULES.watches(None)


def fact(manager: int, minutes: int | None, end: End | None = End.TAKEN, given_at: datetime = NOW) -> DealFacts:
    ended_at = None if minutes is None else given_at + timedelta(minutes=minutes)
    return DealFacts(manager, "Перила", 7, given_at, given_at + 2 * HOUR, end, ended_at)


@pytest.mark.rule("LT-28")
def test_deals_are_counted_for_each_manager() -> None:
    facts = [
        fact(21, 30),
        fact(21, 150),
        fact(21, None, None),  # late, nobody has taken it
        fact(21, None, None, NOW + 3 * HOUR),  # in time still
        fact(22, 10, End.GIVEN),  # taken away in time: in nobody's share
        fact(22, 60),
    ]
    told = count_deals(facts, RULES, NOW + 3 * HOUR)
    denis, andrey = told.managers[21], told.managers[22]
    assert (denis.handed, denis.in_time, denis.late, denis.untaken, denis.waiting) == (4, 1, 2, 1, 1)
    assert denis.share == 1 / 3
    assert (andrey.handed, andrey.dropped, andrey.share) == (2, 1, 1.0)
    assert told.total.share == 2 / 4
    assert told.total.median == 3600
    assert [(each.manager, each.reaction) for each in told.breaches] == [(21, None), (21, 9000.0)]
    assert count_deals(facts, RULES, NOW + 3 * HOUR, only=22).total == andrey

"""Who stands in for somebody who is away, what a hold does, and what people type for a vacation."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.domain.absence import Absence, Away, Because, StandIn, in_turn, next_in_queue, present, stand_in
from services.domain.away_words import Planned, leaving, planned
from services.domain.decision import Escalate, Hold, Record, SendCard, StartClock, Why, Write
from services.domain.flow.hold import held_back, ranked, release
from services.domain.flow.pass_on import pass_on
from services.domain.flow.receive import receive_new
from services.domain.flow.stand_in import given_to_stand_in
from services.domain.people import Person
from services.domain.working_hours import Span, WorkingHours
from tests.domain.examples import ALINA, MINUTE, NOW, RULES, TIMUR, VERA, decided, kinds, lead, of, portal_lead, refused

AWAY = replace(ALINA, absent=True)
TODAY = date(2026, 12, 1)


@pytest.mark.rule("LT-24")
@pytest.mark.parametrize(
    ("people", "cover", "duty", "wanted"),
    [
        ((TIMUR, VERA), TIMUR.id, VERA.id, StandIn(Because.COVER, TIMUR)),
        ((TIMUR, VERA), None, VERA.id, StandIn(Because.DUTY, VERA)),
        ((replace(TIMUR, absent=True), VERA), TIMUR.id, VERA.id, StandIn(Because.DUTY, VERA)),
        ((replace(VERA, blocked=True),), None, VERA.id, StandIn(Because.NOBODY)),
        ((AWAY,), ALINA.id, ALINA.id, StandIn(Because.NOBODY)),
        ((), None, None, StandIn(Because.NOBODY)),
    ],
)
def test_first_the_cover_then_duty(
    people: tuple[Person, ...], cover: int | None, duty: int | None, wanted: StandIn
) -> None:
    assert stand_in(AWAY, {each.id: each for each in people}, cover, duty) == wanted


def test_who_always_stands_in_goes_before_duty_and_has_a_cover_in_turn() -> None:
    people = {each.id: each for each in (AWAY, replace(TIMUR, absent=True), VERA)}
    assert stand_in(AWAY, people, None, None, {12: 13, 13: 14}) == StandIn(Because.COVER, VERA)
    assert stand_in(AWAY, people, None, VERA.id, {12: 13}) == StandIn(Because.DUTY, VERA)
    assert stand_in(AWAY, people, None, None, {12: 99}) == StandIn(Because.NOBODY)


def test_the_queue_goes_by_who_has_the_fewest_for_their_share_and_past_who_is_away() -> None:
    people = [ALINA, replace(TIMUR, absent=True), replace(ALINA, id=9, bitrix_id=19)]
    hands = {12: 1, 19: 1}
    assert [each.person.bitrix_id for each in in_turn(people, hands, {})] == [12, 19, 13]
    assert [each.person.bitrix_id for each in in_turn(people, hands, {19: 2})] == [19, 12, 13]
    assert [each.out for each in in_turn(people, hands, {12: 0})] == [False, True, True]
    assert next_in_queue(people, hands, 0, {19: 2}) == StandIn(Because.QUEUE, people[2])
    assert next_in_queue(people, hands, 19, {19: 2}) == StandIn(Because.QUEUE, ALINA)
    assert next_in_queue(people, hands, 12, {19: 0}) == StandIn(Because.NOBODY)


def test_a_lead_of_somebody_away_changes_hands_instead_of_going_to_the_supervisors() -> None:
    new = decided(receive_new(portal_lead(), AWAY, RULES, NOW))
    assert [effect.why for effect in of(Escalate, new)] == [Why.ABSENT]
    given = given_to_stand_in(new, AWAY, StandIn(Because.DUTY, TIMUR))
    assert given.lead.portal.manager_id == TIMUR.bitrix_id
    assert kinds(given) == ["StartClock", "Write", "Comment", "Record", "SendCard", "Record"]
    assert [dict(effect.changes)["assignedById"].before for effect in of(Write, given)] == ["12"]
    assert of(SendCard, given) == [SendCard(13)]
    assert given_to_stand_in(new, AWAY, StandIn(Because.NOBODY)) == new


def test_people_are_absent_while_their_absence_lasts() -> None:
    absence = Absence(1, ALINA.id, Away.PAUSE, NOW, NOW + 30 * MINUTE)
    assert [person.absent for person in present([ALINA, TIMUR], [absence])] == [True, False]
    assert absence.now(NOW)
    assert not absence.now(NOW + 30 * MINUTE)


def test_at_night_a_lead_waits_and_its_clock_begins_with_work() -> None:
    day = (Span(start=NOW.time().replace(hour=12), end=NOW.time().replace(hour=19)),)
    hours = WorkingHours(ZoneInfo("UTC"), (day,) * 7)  # type: ignore[arg-type]
    night = replace(RULES, hours=hours, hold=True, stagger=2 * MINUTE)
    new = decided(receive_new(portal_lead(), ALINA, night, NOW))
    opens = NOW.replace(hour=12)
    kept = held_back(new, night, NOW, all_away=False)
    assert of(SendCard, kept) == []
    assert of(Hold, kept) == [Hold(opens)]
    assert [effect.zero for effect in of(StartClock, kept)] == [opens]
    assert held_back(new, RULES, NOW, all_away=False) == new
    away = held_back(new, RULES, NOW, all_away=True)
    assert of(Hold, away) == [Hold(None)]
    later = replace(lead(), portal=replace(portal_lead(), id=8), entered_at=NOW + MINUTE)
    let = release([(each, night) for each in ranked([later, lead()], night)], night.stagger, opens)
    assert [decision.lead.id for decision in let] == [7, 8]
    assert [of(StartClock, each)[0].zero - opens for each in let] == [timedelta(), 2 * MINUTE]
    assert [of(Record, each)[0].data for each in let] == [{"place": 1}, {"place": 2}]


def test_only_ones_own_open_leads_are_passed_on_to_somebody_at_work() -> None:
    assert decided(pass_on(lead(), ALINA, TIMUR)).lead.portal.manager_id == TIMUR.bitrix_id
    assert refused(pass_on(lead(), TIMUR, VERA)) == "not-yours"
    assert refused(pass_on(lead(), ALINA, replace(TIMUR, absent=True))) == "not-here"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("25.12-08.01", Planned(Away.VACATION, date(2026, 12, 25), date(2027, 1, 8))),
        ("отпуск с 5 июня по 19 июня", Planned(Away.VACATION, date(2027, 6, 5), date(2027, 6, 19))),
        ("болею 3.12 – 7.12", Planned(Away.SICK, date(2026, 12, 3), date(2026, 12, 7))),
        ("больничный завтра", Planned(Away.SICK, date(2026, 12, 2), date(2026, 12, 2))),
        ("sick 3.12 to 4.12", Planned(Away.SICK, date(2026, 12, 3), date(2026, 12, 4))),
        ("31.11-5.12", None),
        ("5.12-4.12.2027", None),
        ("", None),
        ("1.12-2.12-3.12", None),
        ("завтра в 10", None),
    ],
)
def test_days_of_an_absence_are_understood(text: str, wanted: Planned | None) -> None:
    assert planned(text, TODAY) == wanted


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Ухожу на 30 минут", 30),
        ("ухожу на 15 мин.", 15),
        ("Я отойду на 2 часа", 120),
        ("away for 20 min", 20),
        ("Ухожу на 9 часов", None),
        ("Ухожу на 0 минут", None),
        ("Ухожу", None),
        ("Клиент уходит на 30 минут", None),
    ],
)
def test_how_long_somebody_leaves(text: str, minutes: int | None) -> None:
    assert leaving(text) == (timedelta(minutes=minutes) if minutes else None)

"""The numbers of a period: who answers for a lead, what is fair to count, and what is late."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.domain.amendments import Outcome
from services.domain.regulation import Action
from services.domain.report import Change, Choice, Facts, LeadFacts, Meeting, Question, Report, count
from services.domain.report_rules import ReportRules
from services.domain.working_hours import Span, WorkingHours
from tests.domain.examples import CLOCK, MINUTE, NEW_OR_TAKEN, NOW, RULES

ALINA, TIMUR, VERA = 12, 13, 14
HOLD = Action("on_call", "Я на звонке", NEW_OR_TAKEN, holds=3 * MINUTE, once=True)
REACHED = Action("reached", "Дозвонился", NEW_OR_TAKEN, reached=True, takes=True)
WITH_MORE = replace(RULES, actions=(*RULES.actions, HOLD, REACHED), zone=ZoneInfo("Europe/Moscow"))
SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=8)


def came(lead: int, acted_after: int | None = None, **values: Any) -> LeadFacts:
    """A lead of Alina that came at NOW and was acted on so many seconds later."""
    usual: dict[str, Any] = {"name": "Олег", "entered_at": NOW, "manager_id": ALINA, "stage": "NEW"}
    acted_at = None if acted_after is None else NOW + acted_after * SECOND
    return LeadFacts(lead, **{"acted_at": acted_at, **usual, **values})


def counted(*leads: LeadFacts, at: datetime = LATER, **more: Any) -> Report:
    return count(Facts(leads=leads, **more), WITH_MORE, at)


def test_reactions_at_the_marks() -> None:
    figures = counted(*(came(number, seconds) for number, seconds in enumerate((60, 61, 300, 301, 600, 601)))).total
    assert [figures.within(mark) for mark in (60, 300, 600)] == [1, 3, 5]
    assert (figures.received, figures.late, figures.median) == (6, 1, 300.5)
    assert figures.share == pytest.approx(5 / 6)


def test_the_histogram_holds_every_reaction_once() -> None:
    report = counted(*(came(number, seconds) for number, seconds in enumerate((0, 60, 61, 600, 601, 900, 3600, 9999))))
    assert report.histogram == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 1, 1]
    assert sum(report.histogram) == report.total.received


def test_who_has_time_yet_is_in_no_denominator() -> None:
    report = counted(came(1, 30), came(2), at=NOW + 9 * MINUTE)
    assert (report.total.waiting, report.total.late, report.total.share) == (1, 0, 1.0)
    report = counted(came(1, 30), came(2), at=NOW + 11 * MINUTE)
    assert (report.total.waiting, report.total.late, report.total.share, report.untouched) == (0, 1, 0.5, 1)
    assert counted().total.share is None


def test_whoever_had_the_lead_when_the_clock_ended_answers_for_it() -> None:
    """A supervisor who takes a late lead spoils nobody's numbers but those of the one who let it lie."""
    taken_over = came(1, 900, manager_id=VERA, changes=[Change(NOW + 15 * MINUTE, ALINA)])
    handed_in_time = came(2, 500, manager_id=TIMUR, changes=[Change(NOW + 2 * MINUTE, ALINA)])
    twice = came(3, None, manager_id=VERA, changes=[Change(NOW + MINUTE, ALINA), Change(NOW + 20 * MINUTE, TIMUR)])
    managers = counted(taken_over, handed_in_time, twice).managers
    assert {person: (each.received, each.late) for person, each in managers.items()} == {ALINA: (1, 1), TIMUR: (2, 1)}


def test_only_leads_given_on_shift_count_for_a_manager() -> None:
    week = ((Span(time(9), time(18)),),) * 5 + ((), ())
    hours = WorkingHours(ZoneInfo("Europe/Moscow"), week)  # NOW is Monday, 12:00 in Moscow
    rules = replace(WITH_MORE, clocks=(replace(CLOCK, hours=hours),))
    night = came(2, 3 * 3600, entered_at=NOW.replace(hour=20))
    ill = came(3, None, manager_id=TIMUR)
    facts = Facts(leads=(came(1, 30), night, ill), away={TIMUR: [(NOW - MINUTE, LATER)]})
    total = count(facts, rules, NOW + timedelta(days=1)).total
    assert (total.received, total.off_shift, total.counted, total.late, total.share) == (3, 2, 1, 0, 1.0)


def test_a_clock_in_working_time_is_judged_in_working_time() -> None:
    week = ((Span(time(9), time(18)),),) * 7
    hours = WorkingHours(ZoneInfo("Europe/Moscow"), week)
    rules = replace(WITH_MORE, clocks=(replace(CLOCK, hours=hours, working=True),))
    night = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    morning = datetime(2026, 3, 3, 6, 4, tzinfo=UTC)  # 09:04
    total = count(Facts(leads=(came(1, None, entered_at=night, acted_at=morning),)), rules, morning).total
    assert (total.off_shift, total.late, total.reactions) == (0, 0, (240.0,))


@pytest.mark.rule("RB-21")
def test_a_deadline_that_was_moved_holds_and_is_counted() -> None:
    """Once a lead, by what the regulation allows; whoever does it often is seen."""
    moved = [Choice(ALINA, 1, HOLD.code, NOW + MINUTE), Choice(ALINA, 2, HOLD.code, NOW + MINUTE)]
    report = counted(came(1, 12 * 60), came(2, 14 * 60), came(3, 12 * 60), choices=moved)
    assert [breach.lead for breach in report.breaches] == [2, 3]
    assert report.managers[ALINA].moved == 2


def test_calls_are_counted_by_the_companys_hour() -> None:
    at = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # 23:30 in Moscow
    choices = [Choice(ALINA, 1, "no_answer", at), Choice(TIMUR, 2, "reached", at + timedelta(hours=1))]
    report = counted(choices=[*choices, Choice(0, 3, "long-gone", at)])
    assert {hour: calls for hour, calls in enumerate(report.hours) if calls} == {23: 1, 0: 1}
    assert (report.total.attempts, report.total.reached, report.managers[TIMUR].reached) == (1, 1, 1)


def test_sources_meetings_and_stages() -> None:
    leads = (
        came(1, 30, handed_off=[True], stage="PROCESSED"),
        came(2, 30, handed_off=[False, None, True], stage="PROCESSED"),
        came(3, 30, handed_off=[False, True]),
    )
    meetings = [Meeting(ALINA, booked=True, held=False), Meeting(ALINA, booked=False, held=True)]
    questions = [Question(ALINA, NOW, NOW + 4 * MINUTE), Question(TIMUR, NOW, None)]
    repairs = [Choice(ALINA, 1, "source-repair", NOW)]
    report = counted(*leads, meetings=meetings, questions=questions, choices=repairs)
    assert report.sources.outcome == Outcome(right=2, handed=3)
    told = report.sources
    assert (told.repaired, told.asked, told.answered, told.median) == (1, 2, 1, 240.0)
    assert (report.total.meetings, report.total.held, report.stages) == (1, 1, {"PROCESSED": 2, "NEW": 1})


@pytest.mark.rule("LT-32")
def test_gaps_in_required_fields_are_told_of_each_employee() -> None:
    """Of leads that were processed: what nobody has touched is no gap of anybody's."""
    rules = replace(WITH_MORE, reports=ReportRules(required=("phone", "email")))
    lacking = frozenset({"email", "source"})
    leads = (came(1, 30, lacks=lacking), came(2, 30, manager_id=TIMUR), came(3, None, lacks=frozenset({"phone"})))
    report = count(Facts(leads=leads), rules, LATER)
    assert report.managers[ALINA].gaps == {"phone": 0, "email": 1}
    assert report.managers[TIMUR].gaps == {"phone": 0, "email": 0}
    assert (report.total.gaps, report.total.processed) == ({"phone": 0, "email": 1}, 2)


def test_breaches_say_why_and_begin_with_the_worst() -> None:
    leads = (came(1, 700), came(2, 7000), came(3, None, why="not_connected"), came(4, 30))
    told = [(each.lead, each.reaction, each.why) for each in counted(*leads).breaches]
    assert told == [(3, None, "not_connected"), (2, 7000.0, "late"), (1, 700.0, "late")]


def test_a_manager_sees_ones_own_numbers_only() -> None:
    choices = [Choice(ALINA, 1, "no_answer", NOW), Choice(TIMUR, 2, "no_answer", NOW)]
    facts = Facts(leads=(came(1, 30), came(2, None, manager_id=TIMUR)), choices=choices, silent=4)
    report = count(facts, WITH_MORE, LATER, only=ALINA)
    assert (report.total.received, report.total.attempts, report.breaches, report.silent) == (1, 1, [], 0)
    assert set(report.managers) == {ALINA}


def test_the_first_call_is_measured_and_how_is_told() -> None:
    leads = (came(1, 30, called_after=40.0, heard=True), came(2, 30, called_after=90.0), came(3, 30))
    total = counted(*leads).total
    assert (total.first_calls, total.heard) == ((40.0, 90.0), 1)

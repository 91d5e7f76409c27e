"""[hours]: working time from the file, and clocks that count in it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.domain.due_times import due_times
from services.domain.regulation import FIRST_TOUCH, Clock
from services.regulations import RegulationError, bind, check_file, load
from services.regulations.hours import countries
from tests.services.own_files import written
from tests.services.test_regulations_binding import DEFAULT_STAGES, terms

MOSCOW = ZoneInfo("Europe/Moscow")
FILE = """
extends = "op10"
name = "our"
title = "Наш"
edition = 2026-01-01
timezone = "Europe/Moscow"
[hours]
week = { mon-fri = ["09:00-13:00", "14:00-18:00"], sat = ["10:00-15:00"] }
country = "RU"
[hours.days]
"2026-03-14" = []
"2026-03-09" = ["12:00-16:00"]
[[clocks]]
code = "first_touch"
time = "working"
ladder = [
    { after = "10m", notify = "manager" },
    { by = "day_end", late = "1h", next_day = "12:00", notify = "supervisors" },
]
"""
SOURCES = terms(("RECOMMENDATION", "По рекомендации"))


def clock(tmp_path: Path, text: str = FILE) -> Clock:
    path = written(tmp_path, text)
    found = bind(load(path), SOURCES, DEFAULT_STAGES, year=2026).clock(FIRST_TOUCH)
    assert found is not None
    return found


def at(day: int, clock: str) -> datetime:
    """A moment of March 2026; the 2nd is a Monday, the 9th a day off moved to by the country's holiday."""
    return datetime.combine(date(2026, 3, day), time.fromisoformat(clock), MOSCOW)


@pytest.mark.parametrize(
    ("arrived", "reminder", "escalation"),
    [
        ((2, "12:55"), (2, "14:05"), (2, "18:00")),  # over lunch
        ((2, "16:59"), (2, "17:09"), (2, "18:00")),  # more than an hour before the end
        ((2, "17:00"), (2, "17:10"), (3, "12:00")),  # an hour before the end: the next day until noon (LT-21)
        ((2, "19:30"), (3, "09:10"), (3, "12:00")),  # in the evening
        ((3, "07:00"), (3, "09:10"), (3, "18:00")),  # in the early morning: as if it came at nine
        ((7, "14:30"), (7, "14:40"), (9, "12:00")),  # Saturday; Sunday is a holiday, Monday is worked from noon
        ((13, "17:55"), (16, "09:05"), (16, "12:00")),  # Friday; the 14th is off by the file
    ],
)
@pytest.mark.rule("LT-20", "LT-21")
def test_a_lead_of_any_hour_has_its_time(
    tmp_path: Path, arrived: tuple[int, str], reminder: tuple[int, str], escalation: tuple[int, str]
) -> None:
    assert due_times(clock(tmp_path), at(*arrived)) == [at(*reminder), at(*escalation)]


def test_the_countrys_holidays_are_days_off(tmp_path: Path) -> None:
    hours = clock(tmp_path).hours
    assert hours is not None
    assert hours.on(date(2026, 2, 23)) == ()
    assert hours.on(date(2026, 3, 9)) != (), "the file's own day goes before"
    assert hours.add(at(6, "17:55"), timedelta(minutes=10)) == at(7, "10:05")
    assert "RU" in countries()


# what is changed, the key that is named, a word of the cure
BAD = {
    "overlap": ('"14:00-18:00"]', '"12:00-18:00"]', "hours.week.mon-fri", "по порядку"),
    "a span backwards": ('"10:00-15:00"', '"15:00-10:00"', "hours.week.sat.1", "09:00-18:00"),
    "no such day": ("mon-fri", "mon-friday", "hours.week.mon-friday", "mon-fri"),
    "a day twice": ("sat =", "fri =", "hours.week.fri", "одну запись"),
    "no date": ('"2026-03-14"', '"14.03.2026"', "hours.days.14.03.2026", "2026-05-02"),
    "no country": ('"RU"', '"RUU"', "hours.country", "RU"),
    "neither after nor by": ('after = "10m", ', "", "clocks.first_touch.ladder.1", "day_end"),
    "late alone": (', next_day = "12:00"', "", "clocks.first_touch.ladder.2", "вместе"),
}


@pytest.mark.parametrize(("old", "new", "key", "cure"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_with_its_cure(tmp_path: Path, old: str, new: str, key: str, cure: str) -> None:
    with pytest.raises(RegulationError) as refused:
        clock(tmp_path, FILE.replace(old, new, 1))
    assert [(each.key, cure in each.cure) for each in refused.value.problems] == [(key, True)]
    assert all(each.line > 0 for each in refused.value.problems)


def test_without_hours_no_clock_can_count_in_them(tmp_path: Path) -> None:
    start, end = FILE.index("[hours]"), FILE.index("[[clocks]]")
    with pytest.raises(RegulationError) as refused:
        clock(tmp_path, FILE[:start] + FILE[end:])
    assert {each.key for each in refused.value.problems} == {
        "clocks.first_touch.time",
        "clocks.first_touch.ladder.2.by",
    }


DEALS = '\n[deals]\nwithin = "2h"\ntime = "working"\nteam = "Продажи"\n'


@pytest.mark.rule("LT-26")
def test_the_time_of_deals_is_counted_while_the_team_works(tmp_path: Path) -> None:
    rules = bind(load(written(tmp_path, FILE + DEALS)), SOURCES, DEFAULT_STAGES, year=2026).deals
    assert rules is not None
    assert rules.due(at(2, "12:30")) == at(2, "15:30")  # over lunch
    assert rules.due(at(2, "17:00")) == at(3, "10:00")
    real = bind(load(written(tmp_path, FILE + DEALS.replace("working", "real"))), SOURCES, DEFAULT_STAGES).deals
    assert real is not None
    assert real.due(at(2, "12:30")) == at(2, "14:30")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('time = "working"', "рабочие часы не заданы"),
        ('within = "fast"', "это не срок больше нуля"),
        ('roles = ["driver"]', "такого значения нет"),
        ('notify = "manager"', "такого значения нет"),
        ('hours = "2h"', "неизвестный ключ"),
    ],
)
def test_mistakes_in_deals_are_told_with_line_and_cure(tmp_path: Path, wrong: str, why: str) -> None:
    path = written(tmp_path, f'extends = "op10"\nname = "our"\ntitle = "Наш"\nedition = 2026-01-01\n[deals]\n{wrong}\n')
    (problem,) = check_file(path)
    assert problem.line == 6
    assert problem.key.startswith("deals.")
    assert why in problem.why
    assert problem.cure

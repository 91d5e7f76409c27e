"""When a clock speaks, from the moment it begins."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.due_times import due_times
from services.domain.regulation import Audience, Clock, Daily, Rung
from services.domain.working_hours import NoWorkingTime, Span, WorkingHours
from tests.domain.examples import CLOCK, MINUTE, NOW

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
THREE = (time(10), time(14), time(18))


def daily(times: tuple[time, ...], zone: ZoneInfo) -> Clock:
    return Clock("plan", "План", (Rung(timedelta(), Audience.MANAGER),), daily=Daily(times, zone))


def test_a_ladder_counts_from_its_beginning() -> None:
    assert due_times(CLOCK, NOW) == [NOW + 5 * MINUTE, NOW + 10 * MINUTE]


@pytest.mark.rule("OP10-32")
@pytest.mark.parametrize(
    ("zero", "due"),
    [
        ("2026-03-02 09:59", "2026-03-02 10:00"),
        ("2026-03-02 10:00", "2026-03-02 14:00"),
        ("2026-03-02 17:59:59", "2026-03-02 18:00"),
        ("2026-03-02 18:00", "2026-03-03 10:00"),
        ("2026-12-31 23:00", "2027-01-01 10:00"),
    ],
)
def test_a_daily_clock_has_its_next_time_of_day_in_its_own_zone(zero: str, due: str) -> None:
    begun = datetime.fromisoformat(zero).replace(tzinfo=MOSCOW).astimezone(UTC)
    assert due_times(daily(THREE, MOSCOW), begun) == [datetime.fromisoformat(due).replace(tzinfo=MOSCOW)]


WORK = WorkingHours(
    MOSCOW,
    (((Span(time(9), time(13)), Span(time(15), time(19))),) * 5 + ((Span(time(11), time(16)),), ())),  # type: ignore[arg-type]
    {date(2026, 3, 9): ()},
)


@pytest.mark.rule("OP10-32")
@pytest.mark.parametrize(
    ("zero", "due"),
    [
        ("2026-03-06 09:00", "2026-03-06 10:00"),  # Friday
        ("2026-03-06 10:00", "2026-03-06 15:00"),  # 14:00 is in the break
        ("2026-03-06 14:30", "2026-03-06 15:00"),
        ("2026-03-06 15:00", "2026-03-06 18:00"),
        ("2026-03-06 18:00", "2026-03-07 11:00"),  # on Saturday nobody is there at 10:00
        ("2026-03-07 11:00", "2026-03-07 14:00"),
        ("2026-03-07 14:00", "2026-03-07 15:30"),  # nor at 18:00
        ("2026-03-07 15:30", "2026-03-10 10:00"),  # Sunday and Monday are off
    ],
)
def test_a_daily_clock_speaks_while_somebody_works(zero: str, due: str) -> None:
    begun = datetime.fromisoformat(zero).replace(tzinfo=MOSCOW).astimezone(UTC)
    plan = replace(daily(THREE, MOSCOW), hours=WORK)
    assert due_times(plan, begun) == [datetime.fromisoformat(due).replace(tzinfo=MOSCOW)]


def test_a_plan_of_days_on_which_nobody_works_says_so() -> None:
    plan = replace(daily(THREE, MOSCOW), hours=WorkingHours(MOSCOW, ((),) * 7))  # type: ignore[arg-type]
    with pytest.raises(NoWorkingTime):
        due_times(plan, NOW)


@given(
    st.integers(0, 60 * 86400).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    st.sets(st.times(), min_size=1, max_size=4),
)
def test_within_working_hours_it_goes_on_for_ever_too(zero: datetime, times: set[time]) -> None:
    plan = replace(daily(tuple(sorted(times)), MOSCOW), hours=WORK)
    moments = [zero]
    for _ in range(2 * len(times)):
        moments += due_times(plan, moments[-1])
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert all(map(WORK.open_at, moments[1:]))


def test_summer_time_moves_the_moment_and_never_the_time_of_day() -> None:
    plan = daily((time(10),), BERLIN)
    before = datetime(2026, 3, 28, 9, tzinfo=UTC)
    assert due_times(plan, before) == [datetime(2026, 3, 29, 8, tzinfo=UTC)]
    skipped = daily((time(2, 30),), BERLIN)  # on that night there is no half past two
    assert due_times(skipped, before) == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]


@given(
    st.integers(0, 5 * 365 * 86400).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    st.sets(st.times(), min_size=1, max_size=4),
    st.sampled_from([MOSCOW, BERLIN, ZoneInfo("America/New_York"), timezone(timedelta(hours=14))]),
)
def test_it_goes_on_for_ever_and_misses_nothing(zero: datetime, times: set[time], zone: ZoneInfo) -> None:
    plan = daily(tuple(sorted(times)), zone)
    moments = [zero]
    for _ in range(2 * len(times)):
        moments += due_times(plan, moments[-1])
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert moments[-1] - zero <= timedelta(days=2, hours=2)

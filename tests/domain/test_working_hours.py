"""Working time: ready cases, a clock change, a holiday, and laws that hold for any moments."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.working_hours import Day, NoWorkingTime, Span, WorkingHours

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
OFF: Day = ()


def span(start: str, end: str) -> Span:
    return Span(time.fromisoformat(start), time.fromisoformat(end))


def office(*spans: Span, zone: ZoneInfo = MOSCOW, days: dict[date, Day] | None = None) -> WorkingHours:
    """Monday to Friday."""
    return WorkingHours(zone, (spans,) * 5 + (OFF, OFF), days or {})  # type: ignore[arg-type]


def at(day: int, clock: str, zone: ZoneInfo = MOSCOW, month: int = 3) -> datetime:
    """A moment of 2026; 2 March is a Monday."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), zone)


NINE_TO_SIX, TEN_TO_SIX = office(span("09:00", "18:00")), office(span("10:00", "18:00"))
WITH_LUNCH = office(span("09:00", "13:00"), span("14:00", "18:00"), days={date(2026, 3, 9): OFF})
NIGHT = WorkingHours(BERLIN, ((span("00:00", "06:00"), span("22:00", "00:00")),) * 7)  # type: ignore[arg-type]


def test_a_weekend_lies_between() -> None:
    assert NINE_TO_SIX.between(at(6, "17:55"), at(9, "09:05")) == timedelta(minutes=10)
    assert NINE_TO_SIX.add(at(6, "17:55"), timedelta(minutes=10)) == at(9, "09:05")


@pytest.mark.parametrize(
    ("start", "end"), [((4, "15:00"), (5, "17:00")), ((4, "20:00"), (6, "12:00")), ((4, "09:00"), (5, "12:00"))]
)
def test_ten_hours_from_ten_to_six(start: tuple[int, str], end: tuple[int, str]) -> None:
    assert TEN_TO_SIX.add(at(*start), 10 * HOUR) == at(*end)


def test_a_day_that_is_filled_ends_in_the_evening() -> None:
    assert NINE_TO_SIX.add(at(2, "09:00"), 9 * HOUR) == at(2, "18:00")


def test_breaks_and_holidays_are_not_worked() -> None:
    assert WITH_LUNCH.add(at(6, "12:00"), 6 * HOUR) == at(10, "10:00"), "lunch, the weekend and Monday the 9th"
    assert WITH_LUNCH.between(at(6, "12:30"), at(6, "14:30")) == HOUR
    assert [WITH_LUNCH.open_at(at(*when)) for when in ((6, "12:59"), (6, "13:00"), (6, "14:00"), (9, "10:00"))] == [
        True,
        False,
        True,
        False,
    ]
    assert WITH_LUNCH.next_open(at(6, "18:00")) == at(10, "09:00")
    assert WITH_LUNCH.next_working_day(date(2026, 3, 6)) == date(2026, 3, 10)
    assert WITH_LUNCH.closes_on(date(2026, 3, 6)) == at(6, "18:00")
    assert WITH_LUNCH.closes_on(date(2026, 3, 9)) is None


def test_the_night_of_a_clock_change_is_an_hour_shorter_or_longer() -> None:
    """Berlin: on 29 March 02:00 becomes 03:00, on 25 October 03:00 becomes 02:00."""
    assert NIGHT.between(at(28, "22:00", BERLIN), at(29, "06:00", BERLIN)) == 7 * HOUR
    assert NIGHT.between(at(24, "22:00", BERLIN, 10), at(25, "06:00", BERLIN, 10)) == 9 * HOUR
    assert NIGHT.add(at(28, "23:00", BERLIN), 5 * HOUR) == at(29, "05:00", BERLIN)


def test_where_nobody_works_there_is_no_answer() -> None:
    nobody = office()
    assert nobody.between(at(2, "09:00"), at(20, "09:00")) == timedelta(0)
    with pytest.raises(NoWorkingTime):
        nobody.add(at(2, "09:00"), HOUR)
    with pytest.raises(NoWorkingTime):
        nobody.next_open(at(2, "09:00"))


HOURS = st.sampled_from([NINE_TO_SIX, TEN_TO_SIX, WITH_LUNCH, NIGHT])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DURATIONS = st.timedeltas(timedelta(microseconds=1), timedelta(hours=300))


@given(HOURS, MOMENTS, DURATIONS)
def test_what_was_added_lies_between(hours: WorkingHours, moment: datetime, duration: timedelta) -> None:
    assert hours.between(moment, hours.add(moment, duration)) == duration


@given(HOURS, MOMENTS, DURATIONS, DURATIONS)
def test_adding_twice_is_adding_the_sum(
    hours: WorkingHours, moment: datetime, first: timedelta, second: timedelta
) -> None:
    assert hours.add(hours.add(moment, first), second) == hours.add(moment, first + second)


@given(HOURS, st.lists(MOMENTS, min_size=3, max_size=3), DURATIONS)
def test_time_goes_forward_and_adds_up(hours: WorkingHours, moments: list[datetime], duration: timedelta) -> None:
    one, two, three = sorted(moments)
    assert hours.between(one, two) + hours.between(two, three) == hours.between(one, three)
    assert timedelta(0) <= hours.between(one, two) <= two - one
    assert hours.add(one, duration) <= hours.add(two, duration)
    assert hours.between(three, one) == -hours.between(one, three)

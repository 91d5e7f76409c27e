"""When a clock speaks: the only place that knows, for every kind of clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from services.domain.regulation import Clock, Daily, DayEnd, Rung
from services.domain.working_hours import WorkingHours

_DAYS = 3  # today, tomorrow, and a day more: none is so short that two hold no time of the list
LAST_CALL = timedelta(minutes=30)  # before the end of the day there is time for a call


def due_times(clock: Clock, zero: datetime) -> list[datetime]:
    """The moment of each rung, counted from `zero`; a daily clock has one, its next time of day after `zero`."""
    if clock.daily:
        return [_next_worked(clock.daily, clock.hours, zero) if clock.hours else _next(clock.daily, zero)]
    return [_due(rung, clock.hours if clock.working else None, clock.hours, zero) for rung in clock.ladder]


def _due(rung: Rung, counted_in: WorkingHours | None, hours: WorkingHours | None, zero: datetime) -> datetime:
    if rung.by and hours:
        return by_day_end(rung.by, hours, zero)
    counts_down = rung.after < timedelta()
    return counted_in.add(zero, rung.after) if counted_in and not counts_down else zero + rung.after


def by_day_end(rule: DayEnd, hours: WorkingHours, zero: datetime) -> datetime:
    """The end of the working day; what came too late for that has until a time of the next one (LT-20, LT-21)."""
    opens = hours.next_open(zero)
    day = hours.local(opens).date()
    closes = hours.closes_on(day) or opens
    came_before_work = opens > zero and hours.local(zero).date() == day
    in_time = hours.between(zero, closes) > rule.late and (opens == zero or came_before_work)
    if rule.next_day is None or in_time:
        return closes
    # After hours the day that opens next is the next one already.
    return hours.at(hours.next_working_day(day) if opens == zero else day, rule.next_day)


def _next(daily: Daily, zero: datetime) -> datetime:
    days = (_day_of(daily, zero) + timedelta(days=number) for number in range(_DAYS))
    return min(moment for day in days for moment in _moments(daily, day) if moment > zero)


def _next_worked(daily: Daily, hours: WorkingHours, zero: datetime) -> datetime:
    """The same on the next day on which somebody works (OP10-32)."""
    day = _day_of(daily, zero)
    while True:
        if hours.on(day):
            worked = [_within(hours, day, moment) for moment in _moments(daily, day)]
            if later := [moment for moment in worked if moment > zero]:
                return min(later)
        day = hours.next_working_day(day)


def _within(hours: WorkingHours, day: date, moment: datetime) -> datetime:
    """The same while work goes on: a break is waited out, what is after hours comes shortly before their end."""
    opens, closes = hours.next_open(moment), hours.closes_on(day) or moment
    return opens if opens < closes else max(closes - LAST_CALL, hours.at(day, hours.on(day)[-1].start))


def _day_of(daily: Daily, moment: datetime) -> date:
    return moment.astimezone(daily.zone).date()


def _moments(daily: Daily, day: date) -> Iterator[datetime]:
    return (datetime.combine(day, at, daily.zone).astimezone(UTC) for at in daily.times)

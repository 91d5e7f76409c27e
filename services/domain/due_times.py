"""When a clock speaks: the only place that knows, for every kind of clock."""

from datetime import UTC, datetime, timedelta

from services.domain.regulation import Clock, Daily, DayEnd, Rung
from services.domain.working_hours import WorkingHours

_DAYS = 3  # today, tomorrow, and a day more: none is so short that two hold no time of the list


def due_times(clock: Clock, zero: datetime) -> list[datetime]:
    """The moment of each rung, counted from `zero`; a daily clock has one, its next time of day after `zero`."""
    if clock.daily:
        return [_next(clock.daily, zero)]
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
    today = zero.astimezone(daily.zone).date()
    days = (today + timedelta(days=number) for number in range(_DAYS))
    moments = (datetime.combine(day, at, daily.zone).astimezone(UTC) for day in days for at in daily.times)
    return min(moment for moment in moments if moment > zero)

"""When a clock speaks: the only place that knows, for every kind of clock."""

from datetime import UTC, datetime, timedelta

from services.domain.regulation import Clock, Daily

_DAYS = 3  # today, tomorrow, and a day more: none is so short that two hold no time of the list


def due_times(clock: Clock, zero: datetime) -> list[datetime]:
    """The moment of each rung, counted from `zero`; a daily clock has one, its next time of day after `zero`."""
    if clock.daily:
        return [_next(clock.daily, zero)]
    return [zero + rung.after for rung in clock.ladder]


def _next(daily: Daily, zero: datetime) -> datetime:
    today = zero.astimezone(daily.zone).date()
    days = (today + timedelta(days=number) for number in range(_DAYS))
    moments = (datetime.combine(day, at, daily.zone).astimezone(UTC) for day in days for at in daily.times)
    return min(moment for moment in moments if moment > zero)

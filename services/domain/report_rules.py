"""What a company says of its reports."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from services.domain.people import Role
from services.domain.register import Span, days_of
from services.domain.slots import day_of, moment

NAME, PHONE, EMAIL, SOURCE = "name", "phone", "email", "source"
CHAT = "chat"  # the supervisors' group, in place of a role


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What a company says of its reports; `to`: roles, or the supervisors' group. None: not sent by themselves."""

    daily: time | None = None
    weekly: tuple[int, time] | None = None  # day of the week, Monday is 0
    to: tuple[str, ...] = (CHAT,)
    target: float = 0.9  # of the leads in time (LT-17)
    required: tuple[str, ...] = (NAME, PHONE, SOURCE)  # what a lead that was processed has to tell (LT-32)
    team: str = ""  # what those who work on leads are called (LT-28)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(Role(each) for each in self.to if each != CHAT)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A report that is sent by itself: when, and of which days."""

    span: Span
    at: datetime
    first: date


def occasions(rules: ReportRules, zone: tzinfo | None, now: datetime) -> list[Occasion]:
    """Of each kind the last one that was to be sent by now.

    What is sent in the morning tells of the day before; a week is the one that the day before belongs to.
    """
    today = day_of(now, zone)
    found: list[Occasion] = []
    if rules.daily:
        at = _last(rules.daily, range(7), zone, now, today)
        day = day_of(at, zone)
        found.append(Occasion(Span.DAY, at, day - timedelta(days=1) if rules.daily < time(12) else day))
    if rules.weekly:
        weekday, clock = rules.weekly
        at = _last(clock, (weekday,), zone, now, today)
        first, _ = days_of(Span.WEEK, 0, day_of(at, zone) - timedelta(days=1))
        found.append(Occasion(Span.WEEK, at, first))
    return found


def _last(clock: time, weekdays: Container[int], zone: tzinfo | None, now: datetime, today: date) -> datetime:
    days = (today - timedelta(days=back) for back in range(9))
    moments = (moment(day, clock, zone) for day in days if day.weekday() in weekdays)
    return next(at for at in moments if at <= now)

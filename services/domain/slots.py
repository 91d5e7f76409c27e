"""Hours of consultations: which slots a day has, which are taken. Wall time is the company's, moments are UTC."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Zone = tzinfo | None  # None: the machine's own


@dataclass(frozen=True, slots=True)
class Hours:
    """When consultations begin (`opens` the first, `closes` not any more), how far apart, how long, how far ahead."""

    opens: time = time(9)
    closes: time = time(20)
    step: timedelta = timedelta(minutes=30)
    lasts: timedelta = timedelta(hours=1)
    days_ahead: int = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody's time from `at` to `until`."""

    at: datetime
    until: datetime


Diary = Mapping[int, tuple[Taken, ...]]  # what is taken, by portal user


def moment(day: date, at: time, zone: Zone) -> datetime:
    """The moment of a wall time."""
    wall = datetime.combine(day, at)
    return (wall.replace(tzinfo=zone) if zone else wall.astimezone()).astimezone(UTC)


def midnight(day: date, zone: Zone) -> datetime:
    """The moment at which a day begins."""
    return moment(day, time(), zone)


def day_of(at: datetime, zone: Zone) -> date:
    return at.astimezone(zone).date()


def day_words(at: datetime, zone: Zone) -> str:
    """«05.06», as the company's table spells it (OP10-33)."""
    return f"{at.astimezone(zone):%d.%m}"


def time_words(at: datetime, zone: Zone) -> str:
    """«17.00», as the company's table spells it (OP10-33)."""
    return f"{at.astimezone(zone):%H.%M}"


def starts_of(day: date, hours: Hours) -> list[time]:
    """The times of day at which a consultation may begin."""
    first = datetime.combine(day, hours.opens)
    steps = (first + hours.step * number for number in range(timedelta(days=1) // hours.step + 1))
    return [each.time() for each in steps if each.date() == day and each.time() < hours.closes]


def clash(taken: Iterable[Taken], at: datetime, until: datetime) -> Taken | None:
    """What overlaps with this time."""
    return next((each for each in taken if each.at < until and at < each.until), None)


def free_starts(day: date, hours: Hours, people: Iterable[int], diary: Diary, now: datetime, zone: Zone) -> list[time]:
    """Times of the day that are yet to come, and at which one of these people is free."""
    people = list(people)
    return [
        each
        for each in starts_of(day, hours)
        if (at := moment(day, each, zone)) > now
        and any(clash(diary.get(person, ()), at, at + hours.lasts) is None for person in people)
    ]

"""Working time: when people work, and how much of it lies between two moments.

All moments are aware; hours are the wall clock of the company's zone, so a span that a clock change falls into is an
hour shorter or longer. Everything is counted in whole microseconds: what was added can be taken away again exactly.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
REACH = 2  # years that a table covers on both sides of the one it was asked for


@dataclass(frozen=True, slots=True)
class Span:
    """Work without a break within one day; `end` is not part of it, and midnight at the end is 00:00."""

    start: time
    end: time


Day = tuple[Span, ...]  # in the order of time, without overlaps; empty: a day off


class NoWorkingTime(ValueError):
    """Nobody works for years: there is no answer."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A team's week, and the days that differ from it: holidays, moved and shortened days."""

    zone: ZoneInfo
    week: tuple[Day, Day, Day, Day, Day, Day, Day]  # Monday first
    days: Mapping[date, Day] = field(default_factory=dict, hash=False)

    def on(self, day: date) -> Day:
        """What is worked that day."""
        return self.days.get(day, self.week[day.weekday()])

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody works at that moment."""
        table, at = self._table(moment), _number(moment)
        index = bisect_right(table.starts, at) - 1
        return index >= 0 and at < table.ends[index]

    def add(self, moment: datetime, duration: timedelta) -> datetime:
        """When so much working time has passed; the end of a day, not the beginning of the next."""
        table, at = self._table(moment), _number(moment)
        wanted = table.worked(at) + duration // MICROSECOND
        if duration <= timedelta(0):
            return moment
        index = bisect_left(table.totals, wanted) - 1
        if not 0 <= index < len(table.starts):
            raise NoWorkingTime(f"no working time after {moment:%Y-%m-%d} for years")
        return EPOCH + (table.starts[index] + wanted - table.totals[index]) * MICROSECOND

    def between(self, earlier: datetime, later: datetime) -> timedelta:
        """The working time from one moment to another; negative the other way round."""
        if later < earlier:
            return -self.between(later, earlier)
        table = self._table(earlier)
        if later.year - earlier.year >= REACH:
            middle = datetime(earlier.year + 1, 7, 1, tzinfo=UTC)
            return self.between(earlier, middle) + self.between(middle, later)
        return (table.worked(_number(later)) - table.worked(_number(earlier))) * MICROSECOND

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself when somebody works then, else the next beginning."""
        if self.open_at(moment):
            return moment
        table, at = self._table(moment), _number(moment)
        index = bisect_right(table.starts, at)
        if index == len(table.starts):
            raise NoWorkingTime(f"no working time after {moment:%Y-%m-%d} for years")
        return EPOCH + table.starts[index] * MICROSECOND

    def closes_on(self, day: date) -> datetime | None:
        """When the last span of that day ends; None on a day off."""
        spans = self.on(day)
        return _moment(day, spans[-1].end, self.zone, end=True) if spans else None

    def next_working_day(self, day: date) -> date:
        """The first day after this one on which somebody works."""
        for number in range(1, 366 * REACH):
            if self.on(day + number * DAY):
                return day + number * DAY
        raise NoWorkingTime(f"no working day after {day} for years")

    def local(self, moment: datetime) -> datetime:
        """The moment by the company's own clock."""
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """A time of that day, in UTC."""
        return _moment(day, clock, self.zone)

    def _table(self, moment: datetime) -> "_Table":
        return _table(_Key(self), moment.year)


@dataclass(frozen=True, slots=True)
class _Table:
    """Every span of some years in microseconds since the epoch; `totals[i]`: worked before span i."""

    starts: Sequence[int]
    ends: Sequence[int]
    totals: Sequence[int]

    def worked(self, at: int) -> int:
        index = bisect_right(self.starts, at) - 1
        return self.totals[index] + min(at, self.ends[index]) - self.starts[index] if index >= 0 else 0


class _Key:
    """Hours by identity: a table is made once for each `WorkingHours` and year."""

    def __init__(self, hours: WorkingHours) -> None:
        self.hours = hours

    def __hash__(self) -> int:
        return id(self.hours)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.hours is self.hours


@lru_cache(maxsize=64)
def _table(key: _Key, year: int) -> _Table:
    spans = list(_joined(_spans(key.hours, date(year - REACH, 1, 1), date(year + REACH, 12, 31))))
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return _Table(starts, ends, list(accumulate((end - start for start, end in spans), initial=0)))


def _spans(hours: WorkingHours, first: date, last: date) -> Iterator[tuple[int, int]]:
    for number in range((last - first).days + 1):
        day = first + number * DAY
        for span in hours.on(day):
            start = _number(_moment(day, span.start, hours.zone))
            end = _number(_moment(day, span.end, hours.zone, end=True))
            if start < end:  # a span may fall into the hour that a clock change leaves out
                yield start, end


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch are one: work that goes on over midnight has no seam."""
    ordered = [*spans, (0, 0)]
    begun = ordered[0][0]
    for (_, end), (following, _) in pairwise(ordered):
        if following != end:
            yield begun, end
            begun = following


def _moment(day: date, clock: time, zone: ZoneInfo, *, end: bool = False) -> datetime:
    on = day + DAY if end and clock == time(0) else day
    return datetime.combine(on, clock, zone).astimezone(UTC)


def _number(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND

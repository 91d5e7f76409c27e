"""[hours]: a company's week as it is written, and the holidays of its country."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from services.domain.working_hours import Day, Span, WorkingHours

if TYPE_CHECKING:
    from services.regulations.clock_entries import HoursEntry

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = rf"^({'|'.join(DAYS)})(-({'|'.join(DAYS)}))?$"
SPAN = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"
YEARS = 3  # of holidays ahead: the regulation is bound anew every ten minutes


def weekdays(text: str) -> list[int]:
    """«mon-fri», «sat»: numbers from Monday, 0. Raises ValueError."""
    found = re.fullmatch(WEEKDAYS, text)
    if found is None:
        raise ValueError(text)
    first, last = DAYS.index(found[1]), DAYS.index(found[3] or found[1])
    return [number % len(DAYS) for number in range(first, last + 1 + (len(DAYS) if last < first else 0))]


def span(text: str) -> Span:
    """«09:00-18:00»; «24:00» is midnight at the end. Raises ValueError when it ends before it begins."""
    if not re.fullmatch(SPAN, text):
        raise ValueError(text)
    start, _, end = text.partition("-")
    made = Span(time.fromisoformat(start), time(0) if end == "24:00" else time.fromisoformat(end))
    if made.end != time(0) and made.end <= made.start:
        raise ValueError(text)
    return made


def overlap(spans: Sequence[Span]) -> bool:
    """Whether two spans of a day share a moment."""
    ordered = sorted(spans, key=lambda each: each.start)
    return any(one.end == time(0) or two.start < one.end for one, two in pairwise(ordered))


def working_hours(entry: "HoursEntry", zone: ZoneInfo, year: int) -> WorkingHours:
    """What the file says, with the country's holidays of this year and the next ones; the file's own days go before."""
    week: list[Day] = [()] * len(DAYS)
    for named, spans in entry.week.items():
        for number in weekdays(named):
            week[number] = _day(spans)
    off = dict.fromkeys(_holidays(entry.country, year), ()) if entry.country else {}
    own: Mapping[date, Day] = {date.fromisoformat(day): _day(spans) for day, spans in entry.days.items()}
    return WorkingHours(zone, tuple(week), {**off, **own})  # type: ignore[arg-type]


def countries() -> list[str]:
    """Codes that the library of holidays knows."""
    import holidays  # a hundred modules: only where a file names a country

    return sorted(holidays.list_supported_countries())


@cache
def _holidays(country: str, year: int) -> tuple[date, ...]:
    import holidays

    return tuple(holidays.country_holidays(country, years=range(year - 1, year + YEARS)))


def _day(spans: Sequence[str]) -> Day:
    return tuple(sorted(map(span, spans), key=lambda each: each.start))

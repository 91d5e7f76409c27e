"""What people type for a day and a time: «05.06 в 17.00», «завтра в 10», «пт 9.30», «5 июня» (OP10-33)."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

LENGTH = 60  # more than that is no time

# Beginnings of words, in the order of the calendar: Russian, English.
_MONTHS = (
    *("январ", "феврал", "март", "апрел", "ма[йя]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_WEEKDAYS = (
    *("понедельник", "вторник", "сред[ауы]", "четверг", "пятниц[ауы]", "суббот[ауы]", "воскресень[ея]"),
    *("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
)
_NEAR = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "today": 0, "tomorrow": 1}

_DAY = rf"""(?:
    (?P<number>\d{{1,2}})[./](?P<month>\d{{1,2}})(?:[./](?P<year>\d{{4}}|\d{{2}}))?
  | (?P<of>\d{{1,2}})\s(?P<name>{"|".join(_MONTHS)})[а-яa-z]*
  | (?P<near>{"|".join(_NEAR)})
  | (?:(?:во?|on)\s)?(?P<weekday>{"|".join(_WEEKDAYS)})
)"""
_TIME = r"""(?:(?:в|at)\s?)?(?P<hour>\d{1,2})(?:[.:-](?P<minute>\d{2}))?
    (?:\s?(?:ч|час|часа|часов))?(?:\s?(?P<half>утра|дня|вечера|am|pm))?"""
_STOPS = re.compile(r"(?:[\s,]|\.(?=\s))+")
_LATE = ("дня", "вечера", "pm")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.ASCII)


_BOTH = (_pattern(rf"{_DAY}\s{_TIME}"), _pattern(rf"{_TIME}\s{_DAY}"))
_ONLY_DAY, _ONLY_TIME = _pattern(_DAY), _pattern(_TIME)


@dataclass(frozen=True, slots=True)
class Said:
    """A day, a time of day, or both."""

    day: date | None = None
    at: time | None = None


def read(text: str, today: date, *, day_known: bool) -> Said | None:
    """None when it is not understood. A year is not typed: the next such date is meant, today counts.

    «10.11» alone is a day, unless the day is known already.
    """
    words = _STOPS.sub(" ", text.lower().replace("ё", "е")).strip(" .!") if len(text) <= LENGTH else ""
    alone = (_ONLY_TIME, _ONLY_DAY) if day_known else (_ONLY_DAY, _ONLY_TIME)
    found = (match for pattern in (*_BOTH, *alone) if (match := pattern.fullmatch(words)))
    return next((said for match in found if (said := _said(match.groupdict(), today, day_known=day_known))), None)


def _said(parts: dict[str, str | None], today: date, *, day_known: bool) -> Said | None:
    """What the parts mean; None when there is no such day or time."""
    has_day = any(parts.get(name) for name in ("number", "of", "near", "weekday"))
    day, at = _day(parts, today) if has_day else None, _time(parts) if parts.get("hour") else None
    if (has_day and day is None) or (parts.get("hour") and at is None):
        return None
    if not has_day and not day_known and parts.get("minute") is None and parts.get("half") is None:
        return None  # «17» may be a day as well
    return Said(day, at)


def _time(parts: dict[str, str | None]) -> time | None:
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if parts["half"] in _LATE and 1 <= hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(parts: dict[str, str | None], today: date) -> date | None:
    if near := parts["near"]:
        return today + timedelta(days=_NEAR[near])
    if weekday := parts["weekday"]:
        number = _number(weekday, _WEEKDAYS) % 7
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if name := parts["name"]:
        return _next(int(parts["of"] or 0), _number(name, _MONTHS) % 12 + 1, today)
    day, month = int(parts["number"] or 0), int(parts["month"] or 0)
    if year := parts["year"]:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _next(day, month, today)


def _number(word: str, words: tuple[str, ...]) -> int:
    return next(number for number, each in enumerate(words) if re.fullmatch(each, word))


def _next(day: int, month: int, today: date) -> date | None:
    """The next such date: a 29th of February may be years away."""
    years = range(today.year, today.year + 9)
    return next((found for year in years if (found := _date(year, month, day)) and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

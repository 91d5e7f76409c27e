"""What people type for a vacation or an illness: «25.12-08.01», «болею 3.03-7.03», «с 5 июня по 19 июня»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.domain.absence import Away
from services.domain.said_time import read

_SICK = re.compile(r"\b(бол(?:ею|ьн|ен)\w*|sick|ill)\b", re.IGNORECASE)
_VACATION = re.compile(r"\b(отпуск\w*|vacation|holiday)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bпо\b|\bдо\b|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"^\s*(?:с|from)\s+", re.IGNORECASE)
_LEAVING = re.compile(
    r"(?:я\s+)?(?:ухожу|отойду|отлучусь|away for)\s+(?:на\s+)?(\d{1,3})\s*(мин\w*|м|min\w*|час\w*|ч|h\w*)",
    re.IGNORECASE,
)
LONGEST = timedelta(days=180)
LONGEST_PAUSE = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Planned:
    """Days on which somebody will be away, the last one too."""

    kind: Away
    first: date
    last: date


def planned(text: str, today: date) -> Planned | None:
    """None when it is not understood, or is over, or longer than half a year."""
    kind = Away.SICK if _SICK.search(text) else Away.VACATION
    words = _FROM.sub("", _VACATION.sub("", _SICK.sub("", text)).strip())
    first, *more = _BETWEEN.split(words)
    since = read(first.strip(), today, day_known=False)
    if since is None or since.day is None or since.at is not None or len(more) > 1:
        return None
    until = read(more[0].strip(), since.day, day_known=False) if more else since
    if until is None or until.day is None or until.at is not None:
        return None
    return Planned(kind, since.day, until.day) if timedelta() <= until.day - since.day <= LONGEST else None


def possible(days: Planned, today: date) -> bool:
    """Whether somebody can be away so: not over yet, not longer than half a year, not before it begins."""
    return days.last >= today and timedelta() <= days.last - days.first <= LONGEST and days.first <= today + LONGEST * 2


def leaving(text: str) -> timedelta | None:
    """«Ухожу на 30 минут»: for how long; None when it says something else, or is longer than a pause."""
    found = _LEAVING.fullmatch(text.strip().rstrip(".!"))
    if found is None:
        return None
    hours = found[2].lower().startswith(("ч", "h"))
    pause = timedelta(hours=int(found[1])) if hours else timedelta(minutes=int(found[1]))
    return pause if timedelta() < pause <= LONGEST_PAUSE else None

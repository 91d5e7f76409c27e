"""Contradictions in [hours], and clocks that need what it says."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.regulations import hours
from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion


def working_time(document: Document) -> Iterator[Problem]:
    """Days and spans that cannot be, or that overlap."""
    if "hours" not in document.data:
        return
    table = document.table("hours")
    if "timezone" not in document.data:
        cure = 'добавьте в начало файла timezone = "Europe/Moscow"'
        yield document.problem(("hours",), "неизвестно, в каком часовом поясе эти часы", cure)
    if "stagger" in table and table.get("hold") is not True:
        cure = "добавьте hold = true: тогда лиды ждут начала работы"
        yield document.problem(("hours", "stagger"), "ждать некому", cure, table["stagger"])
    yield from _week(document, table.get("week"))
    days = table.get("days")
    for day, spans in days.items() if isinstance(days, dict) else ():
        path: KeyPath = ("hours", "days", day)
        if not _is_date(day):
            yield document.problem(path, "это не дата", 'год-месяц-день в кавычках: "2026-05-02" = []', day)
        yield from _spans(document, path, spans)
    country = table.get("country")
    if isinstance(country, str) and country not in hours.countries():
        yield document.problem(
            ("hours", "country"), "праздники такой страны неизвестны", suggestion(country, hours.countries()), country
        )


def business_clocks(document: Document) -> Iterator[Problem]:
    """A clock in working time, that of deals too, and a rung at the end of the working day, need [hours]."""
    cure = 'добавьте раздел [hours] с рабочими часами: week = { mon-fri = ["09:00-18:00"] }'
    if document.table("deals").get("time") == "working" and "hours" not in document.data:
        yield document.problem(("deals", "time"), "рабочие часы не заданы", cure, "working")
    for index, ladder in document.tables("ladders"):
        for number, rung in enumerate(listed(ladder.get("ladder"))):
            yield from _rung(document, ("ladders", index, "ladder", number), rung, cure)
    for index, clock in document.tables("clocks"):
        if clock.get("time") == "working" and "hours" not in document.data:
            yield document.problem(("clocks", index, "time"), "рабочие часы не заданы", cure, "working")
        for number, rung in enumerate(listed(clock.get("ladder"))):
            yield from _rung(document, ("clocks", index, "ladder", number), rung, cure)


def _rung(document: Document, path: KeyPath, rung: Any, cure: str) -> Iterator[Problem]:
    if not isinstance(rung, dict):
        return
    if sum(key in rung for key in ("after", "by", "before")) != 1:
        how = 'что-то одно: after = "10m" или by = "day_end", а до встречи before = "1h"'
        yield document.problem(path, "не ясно, когда ступень наступает", how)
    if "by" in rung and "hours" not in document.data:
        yield document.problem((*path, "by"), "рабочие часы не заданы", cure, rung["by"])
    if ("late" in rung) != ("next_day" in rung):
        both = 'late и next_day пишут вместе: late = "1h", next_day = "12:00"'
        yield document.problem(path, "опоздавшему лиду не сказано, до какого времени", both)


def _week(document: Document, week: Any) -> Iterator[Problem]:
    seen: set[int] = set()
    for named, spans in week.items() if isinstance(week, dict) else ():
        path: KeyPath = ("hours", "week", named)
        try:
            numbers = hours.weekdays(named)
        except ValueError:
            yield document.problem(
                path, "таких дней недели нет", "mon, tue, wed, thu, fri, sat, sun или mon-fri", named
            )
        else:
            if seen.intersection(numbers):
                yield document.problem(path, "этот день недели уже записан выше", "оставьте одну запись на день", named)
            seen.update(numbers)
        yield from _spans(document, path, spans)


def _spans(document: Document, path: KeyPath, spans: Any) -> Iterator[Problem]:
    good = []
    for number, text in enumerate(listed(spans)):
        try:
            good.append(hours.span(text if isinstance(text, str) else ""))
        except ValueError:
            yield document.problem((*path, number), "это не часы работы", 'начало-конец: "09:00-18:00"', text)
    if hours.overlap(good):
        yield document.problem(path, "часы накладываются друг на друга", "запишите их по порядку, без общих минут")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-05-02")

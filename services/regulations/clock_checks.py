"""Contradictions in [[clocks]]: when they speak."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET, Audience
from services.regulations.document import Document, listed
from services.regulations.durations import parse_duration
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem


def first_touch(document: Document) -> Iterator[Problem]:
    """There is one, and it runs from the lead's arrival."""
    clocks = document.tables("clocks")
    first = [(index, clock) for index, clock in clocks if clock.get("code") == FIRST_TOUCH]
    if clocks and not first:
        cure = f'добавьте срок с code = "{FIRST_TOUCH}": он идёт, пока никто не взялся за новый лид'
        yield document.problem(("clocks",), "нет срока первой реакции", cure)
    for index, clock in first:
        if "daily" in clock:
            cure = "уберите daily и запишите ступени: [[clocks.ladder]]"
            yield document.problem(("clocks", index, "daily"), "первая реакция идёт от поступления лида", cure)


def kinds(document: Document) -> Iterator[Problem]:
    """Each has a ladder or times of day, and times of day need a zone."""
    for index, clock in document.tables("clocks"):
        path = ("clocks", index)
        if "ladder" not in clock and "daily" not in clock:
            cure = 'добавьте ступени [[clocks.ladder]] или часы суток daily = ["10:00"]'
            yield document.problem(path, "не сказано, когда срок наступает", cure)
        elif "ladder" in clock and "daily" in clock:
            yield document.problem((*path, "daily"), "у срока есть и ступени, и часы суток", "оставьте что-то одно")
        if "notify" in clock and "daily" not in clock:
            cure = "напишите notify у ступени: [[clocks.ladder]]"
            yield document.problem((*path, "notify"), "кому сказать, решает ступень", cure, clock["notify"])
        if "daily" in clock and "timezone" not in document.data:
            cure = 'добавьте в начало файла timezone = "Europe/Moscow"'
            yield document.problem((*path, "daily"), "неизвестно, в каком часовом поясе эти часы", cure)


def ladders(document: Document) -> Iterator[Problem]:
    """Rungs in the order of time."""
    for section in ("clocks", "ladders"):
        for index, entry in document.tables(section):
            yield from _in_order(document, (section, index, "ladder"), listed(entry.get("ladder")))


def _in_order(document: Document, path: KeyPath, rungs: list[Any]) -> Iterator[Problem]:
    latest = None
    for number, rung in enumerate(rungs):
        due = _due(rung)
        if due is not None and latest is not None and due <= latest:
            cure = "расставьте ступени по возрастанию времени, без повторов"
            key = "after" if "after" in rung else "before"
            yield document.problem((*path, number, key), "ступень не позже предыдущей", cure, rung[key])
        latest = latest if due is None else due


def audiences(document: Document) -> Iterator[Problem]:
    """A source ticket speaks to those who answer it, every other clock to those who work on the lead.

    Participants are those of a consultation, to which a clock counts down.
    """
    answering = {Audience.KEEPER, Audience.DEPUTY, Audience.SUPERVISORS}
    working = {Audience.MANAGER, Audience.SUPERVISORS, Audience.HEAD, Audience.DUTY, Audience.NEXT}
    for index, clock in document.tables("clocks"):
        ticket, rungs = clock.get("code") == SOURCE_TICKET, listed(clock.get("ladder"))
        if ticket and "daily" in clock:
            cure = "уберите daily и запишите ступени: [[clocks.ladder]]"
            yield document.problem(("clocks", index, "daily"), "этот срок идёт от вопроса", cure)
        counts_down = any(isinstance(rung, dict) and "before" in rung for rung in rungs)
        allowed = answering if ticket else working | ({Audience.PARTICIPANTS} if counts_down else set())
        for number, rung in enumerate(rungs):
            said = rung.get("notify") if isinstance(rung, dict) else None
            if isinstance(said, str) and said in set(Audience) - allowed:
                path, cure = ("clocks", index, "ladder", number, "notify"), ", ".join(sorted(allowed))
                yield document.problem(path, "этот срок говорит с другими", f"можно назвать: {cure}", said)


def _due(rung: Any) -> timedelta | None:
    try:
        return parse_duration(rung["after"]) if "after" in rung else -parse_duration(rung["before"])
    except (KeyError, TypeError, ValueError):
        return None

"""Contradictions in [[ladders]], and in rungs that give a lead away or repeat."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from services.domain.regulation import Audience
from services.regulations.document import Document, listed
from services.regulations.durations import parse_duration
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion


def ladders(document: Document) -> Iterator[Problem]:
    """Each is of a clock that there is, for sources that there are, and one that says of whom comes before the rest."""
    clocks = document.codes("clocks")
    sources = list(document.table("sources"))
    for index, ladder in document.tables("ladders"):
        path: KeyPath = ("ladders", index)
        clock = ladder.get("clock", "first_touch")
        if isinstance(clock, str) and clock not in clocks:
            yield document.problem(
                (*path, "clock"), "в [[clocks]] такого срока нет", suggestion(clock, clocks), ladder.get("clock")
            )
        when = ladder.get("when")
        if when == {}:
            cure = 'назовите sources, words или fields: when = { sources = ["instagram"] }'
            yield document.problem((*path, "when"), "не сказано, для каких лидов эта лестница", cure)
        named = when.get("sources") if isinstance(when, dict) else None
        for number, source in enumerate(listed(named)):
            if isinstance(source, str) and source not in sources:
                cure = f"{suggestion(source, sources)}; новое имя объявляют в [sources]"
                yield document.problem((*path, "when", "sources", number), "в [sources] такого имени нет", cure, source)


def on_duty(document: Document) -> Iterator[Problem]:
    """Whoever is to get leads while on duty has to be appointed by somebody."""
    if "duty" in document.data:
        return
    cure = 'добавьте раздел [duty] с ролями: roles = ["sales"]; дежурного назначают командой /duty'
    for path, rung in _speaking(document):
        if rung.get("notify") == Audience.DUTY:
            yield document.problem((*path, "notify"), "дежурных никто не назначает", cure, Audience.DUTY.value)


def covers(document: Document) -> Iterator[Problem]:
    """Who stands in for whom ends with somebody: no cycle."""
    found = document.table("duty").get("covers")
    said: dict[str, Any] = found if isinstance(found, dict) else {}
    pairs = {str(who): str(by) for who, by in said.items()}
    for first in pairs:
        seen, who = [first], pairs[first]
        while who in pairs and who not in seen:
            seen, who = [*seen, who], pairs[who]
        if who == first:
            cure = "уберите одну из записей: последнего в цепочке подменяет дежурный"
            path = ("duty", "covers", first)
            yield document.problem(path, f"подмены идут по кругу: {' → '.join([*seen, who])}", cure, said[first])


def queue(document: Document) -> Iterator[Problem]:
    """Shares in a queue from which nobody gets a lead say nothing."""
    if "queue" in document.data and all(rung.get("notify") != Audience.NEXT for _, rung in _speaking(document)):
        cure = 'добавьте ступень с notify = "next" или уберите раздел'
        yield document.problem(("queue",), "из очереди никто не получает лидов", cure)


def repeats(document: Document) -> Iterator[Problem]:
    """A repeated rung has a number of times, counts from a beginning, and ends before the next rung."""
    for section in ("clocks", "ladders"):
        for index, entry in document.tables(section):
            rungs = entry.get("ladder")
            rungs = [rung for rung in rungs if isinstance(rung, dict)] if isinstance(rungs, list) else []
            for number, rung in enumerate(rungs):
                path: KeyPath = (section, index, "ladder", number)
                if ("repeat" in rung) != ("times" in rung):
                    cure = 'пишутся вместе: repeat = "10m", times = 3'
                    yield document.problem(path, "повтор без числа раз или без промежутка", cure)
                elif "repeat" in rung and "after" not in rung:
                    cure = 'повторять можно ступень с after = "10m"'
                    yield document.problem((*path, "repeat"), "не от чего считать повторы", cure, rung["repeat"])
                elif number + 1 < len(rungs) and _last(rung) >= _first(rungs[number + 1]):
                    cure = "уменьшите times или отодвиньте следующую ступень"
                    yield document.problem(
                        (*path, "times"), "повторы заходят за следующую ступень", cure, rung["times"]
                    )


def _speaking(document: Document) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Everything with `notify`."""
    for section in ("clocks", "ladders"):
        for index, entry in document.tables(section):
            yield (section, index), entry
            for number, rung in enumerate(listed(entry.get("ladder"))):
                if isinstance(rung, dict):
                    yield (section, index, "ladder", number), rung


def _last(rung: dict[str, Any]) -> timedelta:
    """When a repeated rung speaks for the last time; long ago for all others."""
    try:
        return parse_duration(rung["after"]) + int(rung["times"]) * parse_duration(rung["repeat"])
    except (KeyError, TypeError, ValueError):
        return timedelta.min


def _first(rung: dict[str, Any]) -> timedelta:
    try:
        return parse_duration(rung["after"])
    except (KeyError, TypeError, ValueError):
        return timedelta.max

"""Contradictions in [[funnels]]: leads that nobody would know, states that nothing leads to."""

from collections.abc import Iterator
from typing import Any

from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion

_SIGNS = ("words", "sources", "values")


def funnels(document: Document) -> Iterator[Problem]:
    """Each is known by something; what it names is declared; an action leads to one state."""
    led: set[str] = set()
    for index, funnel in document.tables("funnels"):
        path: KeyPath = ("funnels", index)
        if not any(key in funnel for key in _SIGNS):
            cure = 'добавьте слова из названия лида, words = ["вебинар"], источники sources или значения values'
            yield document.problem(path, "не сказано, по чему узнать лид этого мероприятия", cure)
        if "values" in funnel and "event" not in document.table("fields"):
            cure = 'добавьте в [fields] event = "ufCrm…": поле лида, в котором сказано мероприятие'
            yield document.problem((*path, "values"), "не сказано, в каком поле эти значения", cure)
        yield from _declared(document, path, funnel)
        yield from _states(document, path, funnel, led)


def _declared(document: Document, path: KeyPath, funnel: dict[str, Any]) -> Iterator[Problem]:
    sources, clocks = list(document.table("sources")), document.codes("clocks")
    for key, known, why in (
        ("sources", sources, "в [sources] такого имени нет"),
        ("starts", clocks, "в [[clocks]] такого срока нет"),
    ):
        for number, name in enumerate(listed(funnel.get(key))):
            if isinstance(name, str) and name not in known:
                yield document.problem((*path, key, number), why, suggestion(name, known), name)


def _states(document: Document, path: KeyPath, funnel: dict[str, Any], led: set[str]) -> Iterator[Problem]:
    actions = document.codes("actions")
    for number, state in enumerate(listed(funnel.get("states"))):
        done = state.get("done") if isinstance(state, dict) else None
        here: KeyPath = (*path, "states", number, "done")
        if isinstance(done, str) and done not in actions:
            yield document.problem(here, "в [[actions]] такой кнопки нет", suggestion(done, actions), done)
        elif isinstance(done, str) and done in led:
            cure = "сделайте для второго состояния свою кнопку"
            yield document.problem(here, "эта кнопка уже ведёт в другое состояние", cure, done)
        elif isinstance(done, str):
            led.add(done)
        stages = list(document.table("stages"))
        for at, name in enumerate(listed(state.get("stages")) if isinstance(state, dict) else []):
            if isinstance(name, str) and name not in stages:
                why = "в [stages] такого имени нет"
                yield document.problem((*path, "states", number, "stages", at), why, suggestion(name, stages), name)

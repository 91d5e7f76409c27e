"""Contradictions in [consultations], and in the clocks that count down to one."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from services.domain.consultation import CONSULTATION, Status
from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion

_SECTION = "consultations"


def consultations(document: Document) -> Iterator[Problem]:
    """All of them."""
    parts = (_asked, _hours, _statuses, _sources, _countdowns, _mirror)
    return chain.from_iterable(part(document) for part in parts)


def _asked(document: Document) -> Iterator[Problem]:
    for index, action in document.tables("actions"):
        if action.get("asks") == CONSULTATION and not document.table(_SECTION):
            cure = f"добавьте раздел [{_SECTION}]; пример – в regulations/op10.toml"
            yield document.problem(("actions", index, "asks"), "не сказано, когда и с кем встречи", cure, CONSULTATION)


def _hours(document: Document) -> Iterator[Problem]:
    opens, closes = (document.table(_SECTION).get(key) for key in ("opens", "closes"))
    if isinstance(opens, str) and isinstance(closes, str) and closes <= opens:
        yield document.problem((_SECTION, "closes"), "встречи кончаются раньше, чем начинаются", "позже opens", closes)


def _statuses(document: Document) -> Iterator[Problem]:
    entries = document.table(_SECTION).get("statuses")
    seen: set[Any] = set()
    for number, entry in enumerate(listed(entries)):
        if not isinstance(entry, dict):
            continue
        path: KeyPath = (_SECTION, "statuses", number)
        code = entry.get("code")
        if isinstance(code, str) and code in seen:
            yield document.problem((*path, "code"), "этот статус уже есть выше", f"всего их пять: {_ALL}", code)
        seen.add(code if isinstance(code, str) else None)
        yield from _named(document, path, entry)


_ALL = ", ".join(Status)


def _named(document: Document, path: KeyPath, entry: dict[str, Any]) -> Iterator[Problem]:
    """Stages and clocks that a status names are there."""
    stages = list(document.table("stages"))
    if isinstance(stage := entry.get("stage"), str) and stage not in stages:
        yield document.problem((*path, "stage"), "в [stages] такого имени нет", suggestion(stage, stages), stage)
    clocks = document.codes("clocks")
    for key in ("starts", "stops"):
        for number, code in enumerate(listed(entry.get(key))):
            if isinstance(code, str) and code not in clocks:
                why = "в [[clocks]] такого срока нет"
                yield document.problem((*path, key, number), why, suggestion(code, clocks), code)


def _sources(document: Document) -> Iterator[Problem]:
    known, short = list(document.table("sources")), document.table(_SECTION).get("sources")
    for name in short if isinstance(short, dict) else ():
        if name not in known:
            cure = suggestion(name, known)
            yield document.problem((_SECTION, "sources", name), "в [sources] такого имени нет", cure, name)


_LIST = {"iblock_type", "iblock_id", "code", "fields"}
_CALENDAR = {"type", "owner", "section"}


def _mirror(document: Document) -> Iterator[Problem]:
    """A list needs to be named and its columns; a calendar its number, and its owner when it is not the company's."""
    entry = document.table(_SECTION).get("mirror")
    if not isinstance(entry, dict) or entry.get("kind") not in ("list", "calendar"):
        return
    path: KeyPath = (_SECTION, "mirror")
    is_list = entry["kind"] == "list"
    for key in entry.keys() & (_CALENDAR if is_list else _LIST):
        cure = "уберите его: он для списка" if key in _LIST else "уберите его: он для календаря"
        yield document.problem((*path, key), "этот ключ здесь ничего не значит", cure, entry[key])
    if is_list and not entry.keys() & {"iblock_id", "code"}:
        yield document.problem(path, "не сказано, какой список", "добавьте iblock_id = … или code = …")
    if is_list and not entry.get("fields"):
        yield document.problem(path, "не сказано, что в каком поле", 'добавьте fields = { at = "PROPERTY_204", … }')
    if not is_list and "section" not in entry:
        yield document.problem(path, "не сказано, какой календарь", "добавьте section = …, номер календаря в портале")
    if not is_list and entry.get("type") in ("group", "user") and "owner" not in entry:
        yield document.problem(path, "не сказано, чей календарь", "добавьте owner = …, номер группы или сотрудника")


def _countdowns(document: Document) -> Iterator[Problem]:
    """Only a consultation has a moment to count down to."""
    down = {str(clock.get("code")) for _, clock in document.tables("clocks") if _counts_down(clock)}
    for index, action in document.tables("actions"):
        for number, code in enumerate(listed(action.get("starts"))):
            if isinstance(code, str) and code in down and action.get("asks") != CONSULTATION:
                cure = f'такой срок запускает кнопка с asks = "{CONSULTATION}" или статус встречи'
                yield document.problem(("actions", index, "starts", number), "неизвестно, до чего считать", cure, code)


def _counts_down(clock: dict[str, Any]) -> bool:
    return any(isinstance(rung, dict) and "before" in rung for rung in listed(clock.get("ladder")))

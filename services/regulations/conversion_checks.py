"""Contradictions in [conversion], and the button that begins it."""

import re
from collections.abc import Iterator
from typing import Any

from services.domain.conversion import CONVERSION
from services.regulations.document import Document, listed
from services.regulations.problems import Problem, suggestion

_SECTION = "conversion"
_FUNNEL = re.compile(r"C(\d{1,9}):")


def conversion(document: Document) -> Iterator[Problem]:
    """A button and a section go together; stages are there; every variant can be carried out."""
    section = document.table(_SECTION)
    asking = [index for index, action in document.tables("actions") if action.get("asks") == CONVERSION]
    if not section:
        for index in asking:
            cure = f"добавьте раздел [{_SECTION}]; пример – в docs/regulation-conversion.md"
            yield document.problem(("actions", index, "asks"), "не сказано, во что конвертировать", cure, CONVERSION)
        return
    if not asking:
        cure = f'добавьте кнопку с asks = "{CONVERSION}" или уберите раздел'
        yield document.problem((_SECTION,), "ни одна кнопка не конвертирует", cure)
    yield from _stages(document, section)
    yield from _deal_stage(document, section)
    yield from _variants(document, section)


def _stages(document: Document, section: dict[str, Any]) -> Iterator[Problem]:
    known, named = list(document.table("stages")), listed(section.get("stages"))
    places: list[tuple[tuple[str | int, ...], Any]] = [((_SECTION, "stage"), section.get("stage"))]
    places += [((_SECTION, "stages", number), name) for number, name in enumerate(named)]
    places += [
        ((_SECTION, "variants", number, "stage"), entry.get("stage"))
        for number, entry in enumerate(listed(section.get("variants")))
        if isinstance(entry, dict)
    ]
    if any(isinstance(entry, dict) and "reason" in entry for entry in listed(section.get("variants"))):
        yield from _reject_reason(document)
    for path, name in places:
        if isinstance(name, str) and name not in known:
            yield document.problem(path, "в [stages] такого имени нет", suggestion(name, known), name)


def _deal_stage(document: Document, section: dict[str, Any]) -> Iterator[Problem]:
    """A stage says by its code which funnel it is of: C9:NEW, and NEW of the general one."""
    stage, category = section.get("deal_stage"), section.get("category", 0)
    if not isinstance(stage, str) or not isinstance(category, int):
        return
    own = _FUNNEL.match(stage)
    if (number := int(own[1]) if own else 0) != category:
        cure = f"напишите category = {number} или возьмите стадию воронки {category}"
        yield document.problem((_SECTION, "deal_stage"), "эта стадия из другой воронки", cure, stage)


def _reject_reason(document: Document) -> Iterator[Problem]:
    if "reject_reason" not in document.table("fields"):
        cure = 'добавьте [fields] и в нём reject_reason = "statusDescription"'
        yield document.problem((_SECTION, "variants"), "некуда писать причину отказа", cure)


def _variants(document: Document, section: dict[str, Any]) -> Iterator[Problem]:
    seen: set[Any] = set()
    for number, entry in enumerate(listed(section.get("variants"))):
        if not isinstance(entry, dict):
            continue
        path, code, creates = (_SECTION, "variants", number), entry.get("code"), listed(entry.get("creates"))
        if isinstance(code, str) and code in seen:
            yield document.problem((*path, "code"), "этот код уже занят выше", "дайте второй записи свой код", code)
        seen.add(code if isinstance(code, str) else None)
        if creates and not _sound(creates, rejects="reason" in entry):
            cure = 'возьмите ["deal"], ["deal", "contact"], ["deal", "contact", "company"] или ["contact"] с reason'
            yield document.problem((*path, "creates"), "так не конвертируют", cure, ", ".join(map(str, creates)))


def _sound(creates: list[Any], *, rejects: bool) -> bool:
    """A lead that is rejected leaves a contact at most; else there is a deal, and a company has somebody to talk to."""
    if rejects:
        return creates == ["contact"]
    return "deal" in creates and ("company" not in creates or "contact" in creates)

"""What a new edition changes, in words for those who work by it: short, and what they see most of first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.regulations.differences import Difference, differences
from services.regulations.model import RegulationFile

LINES = 12  # told in one message
VALUE = 60  # characters of a value
_UNTOLD = frozenset({"extends", "name", "edition"})
_FIRST = ("actions", "clocks", "ladders", "hours", "duty", "steps", "questions", "conversion", "templates")
_ONE = {
    "actions": "Кнопка",
    "clocks": "Срок",
    "ladders": "Очерёдность",
    "steps": "Шаг",
    "questions": "Вопрос",
    "templates": "Шаблон",
    "departments": "Отдел",
    "funnels": "Мероприятие",
}
_UNITS = {"d": "дн.", "h": "ч", "m": "мин", "s": "с"}
_PLAIN = {"true": "да", "false": "нет", "…": ""}


@dataclass(frozen=True, slots=True)
class Change:
    """`kind`: changed, new or gone; new-whole or gone-whole where there is no value to be shown."""

    kind: str
    what: str
    before: str
    after: str


def news(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[Change], int]:
    """What differs between two whole documents, and how many changes are left out."""
    found = [each for each in differences(before, after) if each.key not in _UNTOLD]
    found.sort(key=lambda each: (_place(each.key.split(".", 1)[0]), not each.whole))
    return [_change(each) for each in found[:LINES]], len(found[LINES:])


def _place(section: str) -> int:
    return _FIRST.index(section) if section in _FIRST else len(_FIRST)


def _change(found: Difference) -> Change:
    kind = "changed" if found.before and found.after else "new" if found.after else "gone"
    before, after = _value(found.before), _value(found.after)
    if kind != "changed" and not (before or after):
        kind = f"{kind}-whole"
    return Change(kind, _what(found), before, after)


def _what(found: Difference) -> str:
    """The entry by its title, else the section, and what the key means."""
    section, *rest = found.key.split(".")
    described = RegulationFile.model_fields.get(section)
    whole, entry = _short(described.description or section) if described else section, found.whole and len(rest) == 1
    parts = [f"«{title}»" for title in found.within] or [_ONE.get(section, whole) if entry else whole]
    if rest and not entry:
        parts.append(_short(found.about) or rest[-1])
    return " · ".join(parts)


def _short(about: str) -> str:
    return re.split(r"[:;,(]", about, maxsplit=1)[0].strip()


def _value(written: str) -> str:
    plain = _PLAIN.get(written, written[1:-1] if written[:1] == written[-1:] == '"' else written)
    if re.fullmatch(r"-?(\d+[dhms])+", plain):
        plain = " ".join(f"{number} {_UNITS[unit]}" for number, unit in re.findall(r"(-?\d+)([dhms])", plain))
    return plain if len(plain) <= VALUE else plain[: VALUE - 1] + "…"

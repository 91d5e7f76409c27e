"""`regulation new`: the first file of a company, from a few answers and the portal's own dictionaries."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.domain.gateways import Term

_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f h c ch sh sch - y - e yu ya"
_LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(), strict=True))
CODE_LENGTH = 20
LENGTH = 200  # of a name that a file may hold
_NOTHING = '""'


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked: stages by their codes in the portal, times as the file spells them."""

    name: str
    title: str
    timezone: str
    new: str
    in_work: str
    rejected: str
    remind: str = "5m"
    escalate: str = "10m"
    opens: str = "09:00"
    closes: str = "18:00"


def written_file(said: Answers, stages: Sequence[Term], sources: Sequence[Term], today: date) -> str:
    """A whole file, commented; every stage and source of the portal stands in it."""
    parts = [
        _HEAD.format(name=said.name, title=_text(said.title), edition=today.isoformat(), zone=_text(said.timezone)),
        _HOURS.format(opens=said.opens, closes=said.closes),
        _STAGES,
        *(f"{key} = {_terms(_name(code, stages), code)}" for key, code in _stages_of(said)),
        *(f"# ещё в портале: {_text(each.name)} ({each.code})" for each in stages if each.code not in _used(said)),
        _SOURCES,
        *(
            f"{key} = [{_text(each.name)}, {_text(each.code)}]"
            for key, each in zip(_keys(sources), sources, strict=True)
        ),
        _REST.format(remind=said.remind, escalate=said.escalate),
    ]
    return "\n".join(parts)


def code_of(name: str) -> str:
    """A name of the portal as a code of the file: latin letters, digits, «_»."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in name.lower())
    return re.sub(r"[^a-z0-9]+", "_", spelled).strip("_")[:CODE_LENGTH].strip("_") or "source"


def guess(stages: Sequence[Term]) -> tuple[str, str, str]:
    """Which stages are likely the new, the one in work and the rejected: codes, "" where there is none."""
    going = [stage.code for stage in stages if stage.semantics == "P"]
    failed = [stage.code for stage in stages if stage.semantics == "F"]
    return next(iter(going), ""), next(iter(going[1:]), ""), next(iter(failed), "")


def _keys(sources: Sequence[Term]) -> list[str]:
    """A code for each, none twice."""
    keys: list[str] = []
    for source in sources:
        key, number = code_of(source.name), 2
        while key in keys:
            key, number = f"{code_of(source.name)[: CODE_LENGTH - 3]}_{number}", number + 1
        keys.append(key)
    return keys


def _stages_of(said: Answers) -> tuple[tuple[str, str], ...]:
    return ("new", said.new), ("in_work", said.in_work), ("rejected", said.rejected)


def _used(said: Answers) -> set[str]:
    return {code for _, code in _stages_of(said)}


def _name(code: str, stages: Sequence[Term]) -> str:
    return next((stage.name for stage in stages if stage.code == code), code)


def _text(value: str) -> str:
    """As TOML spells it: a basic string is one of JSON, as long as nothing invisible is in it."""
    return json.dumps("".join(letter for letter in value if letter.isprintable()).strip(), ensure_ascii=False)


def _terms(*names: str) -> str:
    """A list of them, without those of which nothing can be seen, or that would be too long."""
    return f"[{', '.join(text for name in names if (text := _text(name)) != _NOTHING and len(name) <= LENGTH)}]"


_HEAD = """# Регламент компании: срок первой реакции, кнопки и причины отказа.
#
# Проверить после правки:  python -m bot regulation check {name}.toml
# Чем отличается от другого: python -m bot regulation diff op10 {name}.toml
# Что сказал бы о прошлых лидах: python -m bot regulation simulate {name}.toml
# Что значит каждый ключ:  docs/regulation.md

name = "{name}"
title = {title}
edition = {edition} # дата редакции; поменяли правила – поменяйте дату
timezone = {zone}
undo = "60s" # сколько времени можно отменить выбор
"""
_HOURS = """# Рабочие часы. hold = true – лиды ночи ждут утра и приходят одним списком.
[hours]
week = {{ mon-fri = ["{opens}-{closes}"] }}
"""
_STAGES = """# Стадии: слева имя для этого файла, справа название и код в Битрикс24.
[stages]"""
_SOURCES = """
# Источники портала. Имя слева называют кнопки и [[ladders]].
[sources]"""
_REST = """
[fields]
reject_reason = "statusDescription" # сюда пишется причина отказа

# Срок первой реакции: идёт, пока никто не взялся за лид.
[[clocks]]
code = "first_touch"
title = "Первая реакция"

[[clocks.ladder]]
after = "{remind}"
notify = "manager"

[[clocks.ladder]]
after = "{escalate}"
notify = "supervisors"

# Кнопки в порядке показа.
[[actions]]
code = "take"
title = "Взял в работу"
style = "success"
in = ["new"]
takes = true
stage = "in_work"

[[actions]]
code = "no_answer"
title = "Недозвон"
in = ["new", "taken"]
takes = true
counts_attempt = true
stage_if_new = "in_work"

[[actions]]
code = "bad_data"
title = "Отказ: неверные данные"
style = "danger"
in = ["new", "taken"]
confirm = true
takes = true
closes = true
stage = "rejected"
reason = "Неверные данные"
"""

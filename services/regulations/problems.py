"""What is wrong with a regulation, in words for the administrator who edits the file."""

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.domain.names import fold

_VALUE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `line` counts from 1, `key` is dotted, `value` is written as in the file ("" = none)."""

    file: str
    line: int
    key: str
    value: str
    why: str
    cure: str


class RegulationError(Exception):
    """The regulation cannot be put into force; `problems` lists everything found, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(map(describe, self.problems)))


def describe(problem: Problem) -> str:
    """Two lines: where and why, then the cure."""
    subject = f"{problem.key} = {problem.value}" if problem.value else problem.key
    where = f"{problem.file}:{problem.line}: {subject}".removesuffix(": ")
    return f"{where}: {problem.why}\n    → {problem.cure}"


def written(value: object) -> str:
    """A value as the file spells it, cut to one short line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _VALUE_LENGTH else text[: _VALUE_LENGTH - 1] + "…"


def nearest(word: str, options: Sequence[str]) -> list[str]:
    """Up to three options that look or sound most like `word`, best first."""
    by_fold = {fold(option): option for option in reversed(options)}
    return [by_fold[match] for match in difflib.get_close_matches(fold(word), list(by_fold), n=3, cutoff=0.5)]


def suggestion(word: str, options: Sequence[str]) -> str:
    """A cure that names the nearest options, or all of them when none is near."""
    if not options:
        return "здесь пока нечего назвать: список пуст"
    if near := nearest(word, options):
        return "возможно, вы имели в виду: " + ", ".join(near)
    return "можно назвать: " + ", ".join(options)

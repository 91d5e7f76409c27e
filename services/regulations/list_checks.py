"""Names that [lead_list] uses and nobody declared."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion


def lead_list(document: Document) -> Iterator[Problem]:
    """Sources that are not in [sources], stages that are not in [stages]."""
    table = document.table("lead_list")
    sources = chain(_listed(table, "no_statistics"), _grouped(table, "groups"))
    yield from _undeclared(document, "sources", sources)
    yield from _undeclared(document, "stages", _grouped(table, "stage_groups"))


def _undeclared(document: Document, section: str, named: Iterator[tuple[KeyPath, str]]) -> Iterator[Problem]:
    known = list(document.table(section))
    for path, name in named:
        if name not in known:
            cure = f"{suggestion(name, known)}; новое имя объявляют в [{section}]"
            yield document.problem(("lead_list", *path), f"в [{section}] такого имени нет", cure, name)


def _grouped(table: dict[str, Any], key: str) -> Iterator[tuple[KeyPath, str]]:
    groups = table.get(key)
    if not isinstance(groups, dict):
        return
    for title in groups:
        for path, name in _listed(groups, title):
            yield (key, *path), name


def _listed(table: dict[str, Any], key: str) -> Iterator[tuple[KeyPath, str]]:
    for number, name in enumerate(listed(table.get(key))):
        if isinstance(name, str):
            yield (key, number), name

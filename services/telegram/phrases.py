"""The phrases of one language (Fluent calls them messages), each parsed when it is first needed.

To parse them all would take longer than the rest of a start.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from services.telegram.durations import parts

_HEAD = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_END = re.compile(r"^(?=[#a-zA-Z-])", re.MULTILINE)  # where the next entry or comment begins


class Phrases:
    """`*.ftl` of a folder. `sources`: each phrase and term («-name») as it stands in its file."""

    def __init__(self, folder: Path, language: str) -> None:
        """Raises ValueError with file and line for a name that is there twice."""
        functions: Any = {"DURATION": self._duration}
        self._bundle = FluentBundle([language], functions=functions, use_isolating=False)
        self._parsed: set[str] = set()
        self.sources: dict[str, str] = {}
        for path in _files(folder):
            for name, source, line in _entries(path.read_text("utf-8")):
                if name in self.sources:
                    raise ValueError(f"{path}:{line}: {name!r} is there twice")
                self.sources[name] = source

    def format(self, key: str, args: Mapping[str, Any]) -> tuple[str, list[Exception]]:
        """The text, and what is wrong with it. Raises KeyError when there is no such phrase, or no sound one."""
        self._parse(key)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            return key, [LookupError("no text")]
        text, errors = self._bundle.format_pattern(pattern, dict(args))
        return str(text), errors

    def _parse(self, name: str) -> None:
        """An entry and those that it refers to."""
        if name in self._parsed or name not in self.sources:
            return
        self._parsed.add(name)
        resource = FluentParser().parse(self.sources[name])
        self._bundle.add_resource(resource)
        references = _References()
        references.visit(resource)
        for each in references.names:
            self._parse(each)

    def _duration(self, number: Any, unit: str = "seconds", case: str = "nominative") -> str:
        """DURATION($minutes, unit: "minutes", case: "accusative"): «5 минут», «1 минуту», «2 часа 10 минут»."""
        seconds = float(number) * (60 if unit == "minutes" else 1)
        named = [(f"duration-{name}", {"count": count, "case": case}) for name, count in parts(seconds)]
        return " ".join(self.format(key, args)[0] for key, args in named)


@cache
def check(folder: Path) -> None:
    """Parse everything; ValueError names file and line of what is no message."""
    for path in _files(folder):
        source = path.read_text("utf-8")
        for entry in FluentParser().parse(source).body:
            if isinstance(entry, ast.Junk):
                line = source.count("\n", 0, entry.span.start) + 1 if entry.span else 0
                said = (entry.content or "").strip().partition("\n")[0]
                raise ValueError(f"{path}:{line}: not a Fluent message: {said}")


class _References(Visitor):
    """What a phrase says by way of others."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the library's name
        self.names.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.names.append(f"-{node.id.name}")
        self.generic_visit(node)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ftl"))


def _entries(source: str) -> list[tuple[str, str, int]]:
    """The name of each entry, the entry, and its line."""
    found = []
    for head in _HEAD.finditer(source):
        end = _END.search(source, head.end())
        text = source[head.start() : end.start() if end else len(source)]
        found.append((head[1], text, source.count("\n", 0, head.start()) + 1))
    return found

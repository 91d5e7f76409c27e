"""The text of a regulation: what stands in the file, and on which line."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.regulations.lines import KeyPath, key_lines
from services.regulations.problems import Problem, RegulationError, written


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """Plain TOML values with the place of each; after `extends` the places are in several files."""

    data: dict[str, Any]
    places: dict[KeyPath, Place]

    def problem(self, path: KeyPath, why: str, cure: str, value: object = None) -> Problem:
        """A problem at `path`; a key that is missing is reported where its table begins."""
        place = self._place(path)
        shown = "" if value is None else written(value)
        return Problem(place.file, place.line, self._dotted(path), shown, why, cure)

    def tables(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        """The entries of [[key]] that are tables, with their numbers."""
        return [(i, entry) for i, entry in enumerate(listed(self.data.get(key))) if isinstance(entry, dict)]

    def codes(self, key: str) -> list[str]:
        """The codes of the entries of [[key]]."""
        return [code for _, entry in self.tables(key) if isinstance(code := entry.get("code"), str)]

    def table(self, key: str) -> dict[str, Any]:
        """[key], empty when it is missing or is no table."""
        value = self.data.get(key)
        return value if isinstance(value, dict) else {}

    def _place(self, path: KeyPath) -> Place:
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def _dotted(self, path: KeyPath) -> str:
        """`actions.no_answer.stage`: entries go by their code, or by their number from 1."""
        parts: list[str] = []
        value: Any = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
            code = value.get("code") if isinstance(part, int) and isinstance(value, dict) else None
            named = code if isinstance(code, str) else None
            parts.append(named or str(part + 1 if isinstance(part, int) else part))
        return ".".join(parts)


def listed(value: object) -> list[Any]:
    """The entries of a list; none of anything else, whose shape is told elsewhere."""
    return value if isinstance(value, list) else []


def read(path: Path) -> Document:
    """The document in one file; `RegulationError` when it cannot be read or is not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise _unreadable(path, 1, f"файл не читается: {error.strerror}", "проверьте путь и права на файл") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, 1, "файл не в кодировке UTF-8", "сохраните его в UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, _line_of(error, text), *_syntax(str(error))) from error
    places = {key: Place(str(path), line) for key, line in key_lines(text).items()}
    return Document(data, {(): Place(str(path), 1), **places})


def _unreadable(path: Path, line: int, why: str, cure: str) -> RegulationError:
    return RegulationError([Problem(str(path), line, "", "", why, cure)])


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else max(1, len(text.splitlines()))


def _syntax(message: str) -> tuple[str, str]:
    if "Cannot overwrite" in message or "Cannot declare" in message:
        return "ключ или раздел написан второй раз", "оставьте один из них"
    reason = message.split(" (at ")[0]
    return (
        f"запись не по правилам TOML ({reason})",
        "проверьте кавычки, скобки и знак «=» на этой строке и строкой выше",
    )

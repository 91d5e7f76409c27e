"""What two regulations differ in, in words: `regulation diff`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from services.regulations.problems import written
from services.regulations.shape import part_of

MISSING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """A key of one, the other or both: what stands there, "" for nothing; `about`: what the key means."""

    key: str
    before: str
    after: str
    about: str
    within: tuple[str, ...] = ()  # titles of the entries around it
    whole: bool = False  # a whole table is new, or gone


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Between two whole documents, in the order of the first; [[entries]] go by their code, wherever they stand."""
    return list(_tables((), (), before, after))


def _tables(
    path: tuple[str, ...], within: tuple[str, ...], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        yield from _values((*path, key), within, before.get(key, MISSING), after.get(key, MISSING))


def _values(path: tuple[str, ...], within: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    one, other = _opened(before), _opened(after)
    if one is not None and other is not None:
        title = one.get("title")
        yield from _tables(path, (*within, title) if isinstance(title, str) else within, one, other)
    elif one is None and other is None:
        yield Difference(".".join(path), _said(before), _said(after), _about(path), within)
    else:  # a whole table is new, or gone
        title = (one or other or {}).get("title")
        words = written(title) if isinstance(title, str) else "…"
        yield Difference(
            ".".join(path),
            "" if before is MISSING else words,
            "" if after is MISSING else words,
            _about(path),
            within,
            whole=True,
        )


def _opened(value: Any) -> Mapping[str, Any] | None:
    """A table as it is; [[entries]] by their code, else by their number from 1."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        return {str(each.get("code", number)): each for number, each in enumerate(value, 1)}
    return None


def _said(value: Any) -> str:
    return "" if value is MISSING else written(value)


def _about(path: tuple[str, ...]) -> str:
    """The description of the key, from the file's shape."""
    part: type[BaseModel] | None = part_of(path[:-1])
    fields = part.model_fields if part else {}
    found = next((field for name, field in fields.items() if path[-1] in (name, field.alias)), None)
    return (found.description or "") if found else ""

"""Filters and orders of list methods: prefixes, IN, LIKE, nested OR."""

import fnmatch
import operator
import re
from collections.abc import Callable
from typing import Any

from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.forms import pairs, rows

Row = dict[str, Any]
Predicate = Callable[[Row], bool]
# What a column holds, and how a filter's value is brought to the same form (raises ValueError).
Column = tuple[Callable[[Row], Any], Callable[[Any], Any]]
# The column of a name, None = the condition is ignored; may raise RestError.
Columns = Callable[[str], Column | None]

PREFIX = re.compile(r"(!=%|!%=|=%|%=|!%|!@|!=|>=|<=|>|<|@|!|=|%|)(.+)", re.DOTALL)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def compile_filter(conditions: Any, columns: Columns) -> Predicate:
    """Turn a filter into a predicate; conditions are joined by AND unless `logic` says OR."""
    parts: list[Predicate] = []
    either = False
    for key, value in pairs(conditions):
        if key == "logic":
            either = str(value).upper() == "OR"
        elif key.isdigit():
            parts.append(compile_filter(value, columns))
        else:
            part = _condition(key, value, columns)
            parts += [part] if part else []
    if either:
        return lambda row: any(part(row) for part in parts)
    if len(parts) == 1:
        return parts[0]
    return lambda row: all(part(row) for part in parts)


def _condition(key: str, value: Any, columns: Columns) -> Predicate | None:
    match = PREFIX.fullmatch(key)
    assert match is not None  # noqa: S101  every key has at least one character
    prefix, name = match.groups()
    column = columns(name)
    if column is None:
        return None
    read, normal = column
    try:
        return _predicate(prefix, read, normal, value)
    except (TypeError, ValueError):
        raise RestError("INVALID_ARG_VALUE", f"Invalid filter: field '{name}' has invalid value") from None


def _predicate(prefix: str, read: Callable[[Row], Any], normal: Callable[[Any], Any], value: Any) -> Predicate:
    if "%" in prefix:
        like = _like(value, anywhere="=" not in prefix)
        return _negated(prefix, lambda row: any(like(str(each)) for each in _all(read(row))))
    if prefix in COMPARISONS:
        compare, bound = COMPARISONS[prefix], normal(value)
        return lambda row: any(each is not None and compare(each, bound) for each in _all(read(row)))
    wanted = {_plain(normal(each)) for each in (rows(value) if isinstance(value, list | dict) else [value])}
    if prefix.startswith("!"):
        return lambda row: not any(_plain(each) in wanted for each in _all(read(row)))
    return lambda row: any(_plain(each) in wanted for each in _all(read(row)))


def _negated(prefix: str, predicate: Predicate) -> Predicate:
    return (lambda row: not predicate(row)) if prefix.startswith("!") else predicate


def _all(value: Any) -> list[Any]:
    """The values of a column: several in a multiple one."""
    if isinstance(value, list):
        return value or [None]
    return [value]


def _plain(value: Any) -> Any:
    """Null, 0 and an empty text are equal in a filter."""
    return value or None


def _like(value: Any, *, anywhere: bool) -> Callable[[str], bool]:
    needle = str(value).casefold()
    if anywhere:
        return lambda text: needle in text.casefold()
    pattern = re.compile(fnmatch.translate(re.sub(r"([*?\[])", r"[\1]", needle).replace("%", "*").replace("_", "?")))
    return lambda text: pattern.match(text.casefold()) is not None


def sort(found: list[Row], order: Any, columns: Columns, *, strict: bool = False) -> list[Row]:
    """Order rows by `{field: ASC|DESC}`; empty values first; a wrong direction is refused when `strict`."""
    for name, direction in reversed(list(pairs(order))):
        way = str(direction).upper()
        if strict and way not in ("ASC", "DESC"):
            words = f"allowed sort directions are `ASC, DESC`. But got '{direction}' for field '{name}'"
            raise RestError("INVALID_ARG_VALUE", f"Invalid order: {words}")
        column = columns(name)
        if column:
            read = column[0]
            found = sorted(found, key=lambda row, read=read: _sort_key(read(row)), reverse=way == "DESC")  # type: ignore[misc]
    return found


def _sort_key(value: Any) -> tuple[bool, Any]:
    if isinstance(value, list):
        value = value[0] if value else None
    return (value is not None, value if value is not None else 0)

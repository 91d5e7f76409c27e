"""Column types that mean the same on SQLite and PostgreSQL."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, DateTime, Dialect, Integer, Text, literal_column
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

_spell = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode  # «Москва» takes six bytes a letter otherwise
_NUL = "\\u0000"  # as JSON spells it


def among(column: ColumnElement[Any], *words: str) -> ColumnElement[bool]:
    """Whether a column holds one of these words of ours, which become part of the statement.

    SQLite uses a partial index only where it can read its condition there: a single word as `=`, never as `IN`.
    """
    spelled: list[ColumnElement[str]] = [literal_column(f"'{word}'") for word in words]
    return column == spelled[0] if len(spelled) == 1 else column.in_(spelled)


# SQLite numbers rows by itself only where the type is spelled INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")


class Words(TypeDecorator[str]):
    """Text from outside, as long as it likes; without what PostgreSQL cannot keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value if value is None else _clean(value)


class Json(TypeDecorator[Any]):
    """A small value that is read and written whole; None is NULL. Without what PostgreSQL cannot keep."""

    impl = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return _clean_all(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Most values need no cleaning, and looking through their text is faster than through themselves."""
        cleaned: Callable[[Any], str | None] = super().bind_processor(dialect)  # type: ignore[assignment]

        def write(value: Any) -> str | None:
            if value is None:
                return None
            try:
                text = _spell(value)
                text.encode()
            except (TypeError, ValueError):  # a mapping that is no dictionary; no number; half of an emoji
                return cleaned(value)
            return cleaned(value) if _NUL in text else text

        return write


class Moment(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps it as sortable text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _written(moment: datetime | None) -> str | None:
    """As SQLAlchemy's own type spells it."""
    if moment is None:
        return None
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[: -len("+00:00")]


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _clean(text: str) -> str:
    """Without NUL, and with a question mark for half of an emoji."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _clean_all(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict | Mapping):  # a dictionary first: asking what else is a mapping takes its time
        return {_clean(str(key)): _clean_all(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_all(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value

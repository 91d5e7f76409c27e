"""The portal's JSON read tolerantly: types differ by method, by version and by how PHP felt about an empty array."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Row = Mapping[str, Any]


def rows(result: Any, key: str = "") -> list[Row]:
    """The objects of a list answer, of `result[key]` when it is wrapped; PHP may send a list as an object."""
    listed = row(result).get(key) if key else result
    found = listed.values() if isinstance(listed, Mapping) else listed if isinstance(listed, list) else ()
    return [item for item in found if isinstance(item, Mapping)]


def row(value: Any) -> Row:
    """An object; anything else, as PHP's empty `[]`, is an empty one."""
    return value if isinstance(value, Mapping) else {}


def number(value: Any) -> int:
    """An id sent as 12, 12.0 or "12"; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    try:
        return int(value)
    except (ValueError, OverflowError):
        return 0


def text(value: Any) -> str:
    """A value as text: numbers without a needless point, flags as Y and N, lists joined, "" for nothing."""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ",".join(text(item) for item in value)
    return str(value) if isinstance(value, str | int | float) else ""


def moment(value: Any) -> datetime | None:
    """An ISO date as aware UTC, None when there is none; a date without an offset is taken as UTC."""
    try:
        parsed = datetime.fromisoformat(value) if isinstance(value, str) else None
        return parsed and (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

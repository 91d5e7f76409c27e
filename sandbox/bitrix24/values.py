"""Bring what a request carries into the form the portal keeps: numbers, flags, ISO times in the server's zone."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.schema import Field

TRUE = frozenset({"Y", "y", "1", "true", "True"})


def moment(value: Any, zone: tzinfo) -> str | None:
    """An ISO 8601 time as the portal prints it; one without an offset is the server's. Raises ValueError."""
    if value in (None, "", False):
        return None
    parsed = datetime.fromisoformat(str(value))
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)
    return aware.astimezone(zone).isoformat(timespec="seconds")


def site_time(at: datetime) -> str:
    """«12/31/2024 11:59:59 pm»: a time as the site spells it, where lists and calendars print one."""
    return at.strftime("%m/%d/%Y %I:%M:%S %p").lower()


def number(value: Any) -> int | float:
    """A JSON number: whole ones without a point, empty is 0. Raises ValueError."""
    result = float(value or 0)
    return int(result) if result.is_integer() else result


def whole(value: Any) -> int:
    """An id or a count, empty is 0. Raises ValueError."""
    return int(value or 0)


def flag(value: Any) -> str:
    return "Y" if str(value) in TRUE else "N"


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def same(before: Any, after: Any) -> bool:
    """Whether the portal would see no change: null, 0, an empty text and an empty list are one."""
    return bool(before == after or (not before and not after))


SCALARS: dict[str, Callable[[Any], Any]] = {
    "int": whole,
    "user": whole,
    "number": number,
    "flag": flag,
    "text": text,
    "status": text,
    "enumeration": whole,
}


def coerce(field: Field, value: Any, zone: tzinfo) -> Any:
    """The value as the portal keeps it, or the refusal that names the field."""
    if not field.multiple:
        return _one(field, value, zone)
    if value in (None, ""):
        return []
    if not isinstance(value, list | dict):
        kind = "integer" if isinstance(value, int) else "string"
        raise RestError("100", f"Expected iterable value for multiple field, but got {kind} instead")
    return [_one(field, each, zone) for each in rows(value)]


def _one(field: Field, value: Any, zone: tzinfo) -> Any:
    try:
        if field.kind in ("time", "date"):
            return moment(value, zone)
        return SCALARS[field.kind](value)
    except (TypeError, ValueError):
        raise invalid(field) from None


def invalid(field: Field) -> RestError:
    return RestError("CRM_FIELD_ERROR_VALUE_NOT_VALID", f'Invalid value for field "{field.name}"')


def files(value: Any, current: list[dict[str, Any]], new_id: Callable[[], int]) -> list[dict[str, Any]] | None:
    """The files that a field holds after a write, name and size kept; None = wrong format, which is skipped.

    `["name", "base64"]` is one file, a list of such pairs and of `{"id": n}` is the whole new content.
    """
    if value in ("", None, []):
        return []
    if isinstance(value, dict) and "fileData" in value:
        value = value["fileData"]
    given = [value] if _is_pair(value) or (isinstance(value, dict) and "id" in value) else rows(value)
    kept = {each["id"]: each for each in current}
    result = []
    for each in given:
        if _is_pair(each):
            result.append({"id": new_id(), "name": each[0], "size": len(content_of(each[1]))})
        elif isinstance(each, dict) and int(each.get("id") or 0) in kept:
            result.append(kept[int(each["id"])])
    return result or None


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)


def content_of(encoded: str) -> bytes:
    """What a base64 text holds, nothing when it is none."""
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""

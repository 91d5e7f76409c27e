"""Pages of fifty: `start`, `next`, `total`, and the uncounted `start=-1`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.bitrix24.schema import PAGE

UNCOUNTED = -1


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer of a list method: the rows in their envelope, and what goes beside `result`."""

    result: Any
    total: int
    next: int | None = None


def start_of(value: Any) -> int:
    """The `start` parameter: -1, or the first row of the page it falls into."""
    try:
        start = int(value or 0)
    except (TypeError, ValueError):
        return 0
    return UNCOUNTED if start < 0 else start - start % PAGE


def page(found: Sequence[dict[str, Any]], start: int) -> tuple[Sequence[dict[str, Any]], int, int | None]:
    """The rows of the page, the total (0 when not counted) and where the next page starts."""
    if start == UNCOUNTED:
        return found[:PAGE], 0, None
    end = start + PAGE
    return found[start:end], len(found), end if end < len(found) else None

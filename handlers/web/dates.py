"""Days as a page sends them."""

from datetime import date


def day(told: str) -> date | None:
    try:
        found = date.fromisoformat(told)
    except ValueError:
        return None
    return found if 1970 <= found.year < 9000 else None

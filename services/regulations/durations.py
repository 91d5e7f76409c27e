"""Durations as people write them in a regulation: "5m", "90s", "1h30m"."""

import re
from datetime import timedelta

PATTERN = r"^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$"


def parse_duration(text: str) -> timedelta:
    """Hours, minutes and seconds in this order; `ValueError` when it is not one, or not above zero."""
    found = re.fullmatch(PATTERN, text)
    hours, minutes, seconds = (int((part or "0 ")[:-1]) for part in found.groups()) if found else (0, 0, 0)
    duration = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not duration:
        raise ValueError(text)
    return duration

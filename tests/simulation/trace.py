"""What happened when. Two runs with one seed have one fingerprint."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=3))


class Trace:
    """Lines with the time of day, as the wall of the call centre shows it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.lines: list[str] = []
        self._clock = clock
        self._hash = hashlib.sha256()

    def say(self, line: str) -> None:
        """Remember a line."""
        at = datetime.fromtimestamp(self._clock(), ZONE)
        self.lines.append(f"{at:%d.%m %H:%M:%S}.{at.microsecond // 1000:03}  {line}")
        self._hash.update(self.lines[-1].encode())

    @property
    def fingerprint(self) -> str:
        return self._hash.hexdigest()[:16]

    def about(self, words: str) -> list[str]:
        """Lines that hold these words."""
        return [line for line in self.lines if words in line]

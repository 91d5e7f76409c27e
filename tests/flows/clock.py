"""Time that passes only when a test says so."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Unix time, shared by the product and both stand-ins; every look moves it on by a microsecond, as real ones do."""

    def __init__(self, start: datetime = START) -> None:
        self._micro = int(start.timestamp() * 1_000_000)
        self._skew = timedelta()

    def time(self) -> float:
        self._micro += 1
        return self._micro / 1_000_000

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC) - self._skew

    def to(self, unix: float) -> None:
        """Go on to this time; time never goes back."""
        self._micro = max(self._micro, int(unix * 1_000_000))

    def set_back(self, seconds: float) -> None:
        """Somebody sets the clock of the product's machine back; both services know better."""
        self._skew = timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        """Those who sleep at the same time sleep side by side."""
        wake = self._micro / 1_000_000 + seconds
        await asyncio.sleep(0)
        self.to(wake)

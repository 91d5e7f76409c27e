"""A fault that comes and goes, told apart from one that stays."""

from collections.abc import Callable
from datetime import datetime, timedelta

LASTS = timedelta(seconds=20)  # two copies of the assistant overlap for a moment at each restart
CALM = timedelta(seconds=60)  # of two programs that poll with one token each succeeds now and then


class Trouble:
    """What polling reports. A fault counts once it has lasted, and until it has been away for a while."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._code = ""
        self._since: datetime | None = None
        self._left: datetime | None = None  # when it was last over

    async def report(self, code: str) -> None:
        """A new fault by its code, "" when it is over."""
        now = self._now()
        if not code:
            self._left = now
        elif code == self._code and self._left and now - self._left < CALM:
            self._left = None
        else:
            self._code, self._since, self._left = code, now, None

    @property
    def fault(self) -> str:
        """The code of what is wrong now, "" when nothing is."""
        now = self._now()
        lasted = (self._left or now) - self._since if self._since else timedelta()
        over = self._left is not None and now - self._left >= CALM
        return "" if over or lasted < LASTS else self._code

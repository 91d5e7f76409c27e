"""The portal's second limit: execution time per method over ten minutes, 480 s in the cloud, then 429.

`time.operating` is the running total of the method, never the cost of one call: the last value counts,
values are not added up. Errors carry no times, so the last good ones are kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from services.domain.gateways import TryLater

LIMIT = 480.0
SLOW_FROM = 0.8
PAUSE = 2.0  # seconds between two calls of a method that comes near
UNKNOWN_RESET = 60.0  # one of the portal's buckets, when it does not say
WINDOW = 600.0


@dataclass(slots=True)
class _Usage:
    operating: float
    resets_at: float
    next_at: float = 0.0


class OperatingGuard:
    """Paces methods near their limit, and holds back those above it until the portal's own reset."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._usage: dict[str, _Usage] = {}

    def seen(self, method: str, time: Any) -> None:
        """Take in the `time` block of an answer; all its keys are optional."""
        operating = _seconds(time, "operating")
        if operating is None:
            return
        usage = self._usage.setdefault(method, _Usage(0, 0))
        usage.operating, usage.resets_at = operating, self._clock() + _until_reset(time)

    def block(self, method: str) -> float:
        """The portal answered 429 for the method; the seconds until it opens again."""
        usage = self._usage.setdefault(method, _Usage(0, 0))
        if usage.resets_at <= self._clock():
            usage.resets_at = self._clock() + UNKNOWN_RESET
        usage.operating = max(usage.operating, LIMIT)
        return usage.resets_at - self._clock()

    def refusal(self, method: str) -> TryLater | None:
        """Why the method must not be called now."""
        usage = self._current(method)
        if usage is None or usage.operating < LIMIT:
            return None
        return TryLater(f"{method}: operating time is used up", after=usage.resets_at - self._clock())

    def pace(self, methods: Iterable[str]) -> float:
        """Seconds to wait before calling these methods; takes a turn for each that is near its limit."""
        return max((self._turn(method) for method in methods), default=0.0)

    def _turn(self, method: str) -> float:
        usage = self._current(method)
        if usage is None or usage.operating <= LIMIT * SLOW_FROM:
            return 0.0
        turn = max(self._clock(), usage.next_at)
        usage.next_at = turn + PAUSE
        return turn - self._clock()

    def _current(self, method: str) -> _Usage | None:
        usage = self._usage.get(method)
        return usage if usage is not None and usage.resets_at > self._clock() else None


def _until_reset(time: dict[str, Any]) -> float:
    """By the portal's clock alone, ours may differ; from the call's start, so rather late than early."""
    reset, start = _seconds(time, "operating_reset_at"), _seconds(time, "start")
    if reset is None or start is None:
        return UNKNOWN_RESET
    return min(max(reset - start, 0.0), WINDOW)


def _seconds(time: Any, key: str) -> float | None:
    value = time.get(key) if isinstance(time, dict) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

"""The portal's rate limit: a leaky bucket per portal and source address, kept from overflowing by us.

Every request adds one, the portal leaks `leak` a second and answers 503 above `capacity`. One limiter per process.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Plan:
    """The bucket that the portal's tariff gives: requests, and requests a second."""

    capacity: float
    leak: float


STANDARD = Plan(50, 2)
ENTERPRISE = Plan(250, 5)
PLANS = {"standard": STANDARD, "enterprise": ENTERPRISE}


class Priority(IntEnum):
    """Who goes first; the lower ones leave headroom to the higher."""

    INTAKE = 0  # reading new leads
    WRITE = 1  # write-back
    BACKGROUND = 2  # sweep, dictionaries, people


HEADROOM = {Priority.INTAKE: 0, Priority.WRITE: 10, Priority.BACKGROUND: 25}
# Seconds at the head of its line after which one request goes before everybody: nobody starves.
PATIENCE = {Priority.INTAKE: math.inf, Priority.WRITE: 2.0, Priority.BACKGROUND: 10.0}
_AHEAD = -1
SHARE, LEAK_SHARE = 0.9, 0.95  # requests bunch on the way and other programs share the address
_TINY = 1e-6

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]


class Limiter:
    """Reserves a request before it is sent; in line within a priority. A cancelled wait takes nothing."""

    def __init__(
        self,
        plan: Plan = STANDARD,
        *,
        held: float | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`held`: what the portal may still count of the process before us; a third of the bucket unless told."""
        self._plan = plan
        self._capacity = plan.capacity * SHARE
        self._leak = plan.leak * LEAK_SHARE
        self._clock = clock
        self._sleep = sleep
        self._at = clock()
        self._level = self._capacity / 3 if held is None else held
        self.waited = 0.0  # seconds, all requests together
        self._lines = {priority: asyncio.Lock() for priority in Priority}

    @property
    def level(self) -> float:
        """Requests that the portal may hold against us now."""
        now = self._clock()
        self._level = max(0.0, self._level - max(0.0, now - self._at) * self._leak)
        self._at = now
        return self._level

    async def acquire(self, priority: Priority) -> None:
        """Wait until one more request fits."""
        async with self._lines[priority]:
            await self._fits(priority)
            self._level = self.level + 1

    def room(self, priority: Priority) -> bool:
        """Whether one more request would go at once."""
        return self._wait(priority, self._clock()) <= _TINY

    async def ready(self, priority: Priority) -> None:
        """Wait until one more request fits, without taking its place."""
        async with self._lines[priority]:
            await self._fits(priority)

    def overflowed(self) -> None:
        """The portal answered QUERY_LIMIT_EXCEEDED: its bucket is full, whatever we counted."""
        self._level = max(self.level, self._plan.capacity)

    async def _fits(self, priority: Priority) -> None:
        since = self._clock()
        while (wait := self._wait(priority, since)) > _TINY:
            await self._sleep(wait)
            self.waited += wait

    def _wait(self, priority: Priority, since: float) -> float:
        patience = since + PATIENCE[priority] - self._clock()
        headroom = HEADROOM[priority] if patience > _TINY else _AHEAD
        wait = (self.level + 1 - self._capacity + headroom) / self._leak
        return min(wait, patience) if patience > _TINY else wait

"""Time that passes only when everybody waits for it."""

import asyncio
import heapq
from collections.abc import Coroutine
from itertools import count
from typing import Any


class VirtualTime:
    """`clock` and `sleep` to hand in, `run` to let tasks live through as much time as they need."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), woken))
        await woken

    async def run(self, *tasks: Coroutine[Any, Any, Any], until: float = float("inf")) -> None:
        """Run the tasks to their end, or to the moment `until`."""
        running = [asyncio.create_task(task) for task in tasks]
        try:
            while not all(task.done() for task in running):
                await _settle()
                if not self._sleepers or self._sleepers[0][0] > until:
                    break
                self.now, _, woken = heapq.heappop(self._sleepers)
                if not woken.done():
                    woken.set_result(None)
            for task in running:
                if task.done():
                    task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def _settle() -> None:
    for _ in range(120):
        await asyncio.sleep(0)


class SteppedTime:
    """For one task at a time: sleeping moves the clock and returns."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

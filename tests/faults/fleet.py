"""One process or several, as the judge sees them: as one product."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from tests.kill.product import Life, Product

AT_WORK = "at work"


class Fleet(Product):
    """Several processes on one database."""

    def __init__(self) -> None:
        self._all: list[Product] = []

    def add(self, product: Product) -> None:
        self._all.append(product)

    @property
    def lives(self) -> list[Life]:  # type: ignore[override]
        """Of all processes."""
        return [life for each in self._all for life in each.lives]

    @property
    def pid(self) -> int:
        """Of one of them."""
        return self._all[0].pid

    @property
    def working(self) -> bool:
        return any(each.working for each in self._all)

    def may_end(self, may: Callable[[], bool]) -> None:  # type: ignore[override]
        for each in self._all:
            each.may_end = may

    def autopsy(self, examine: Callable[[], Awaitable[None]]) -> None:  # type: ignore[override]
        for each in self._all:
            each.autopsy = examine

    def live(self) -> asyncio.Task[None]:  # type: ignore[override]
        async def together() -> None:
            async with asyncio.TaskGroup() as group:
                for each in self._all:
                    group.create_task(each.live())

        return asyncio.create_task(together())

    def heard(self, method: str) -> None:
        """Who asked cannot be told: a process is at work when its log says so."""
        for each in self._all:
            if len(self._all) == 1:
                each.heard(method)
            elif each.lives and not each.life.at_work and not each.life.died:
                told = each.log.read_text().count(AT_WORK) if each.log.exists() else 0
                if told >= len(each.lives):
                    each.heard("getUpdates")

    def kill(self, chance: random.Random) -> bool:  # type: ignore[override]
        """kill -9 of one that is at work; False when there is none."""
        able = [each for each in self._all if each.working]
        return bool(able) and chance.choice(able).kill("it is time")

    async def end(self, living: asyncio.Task[None]) -> float:
        """SIGTERM to all of them."""
        done = [each.end(living) for each in self._all]
        return max(await asyncio.gather(*done))

    def abandon(self) -> None:
        for each in self._all:
            each.abandon()

    def said(self, lines: int = 40) -> str:
        return "\n---\n".join(each.said(lines) for each in self._all)

    def at_work(self, since: float, until: float) -> bool:
        lived = any(each.at_work(since, until) for each in self._all)
        return lived and not any(each.mourned(since, until) for each in self._all)

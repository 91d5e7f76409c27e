"""When what happens in a run: drawn by chance from a seed, so that every run and its floor see the same."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SEED = 20230817


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything; times in seconds."""

    taps_a_second: int = 50
    tap_seconds: float = 20.0
    leads_a_second: int = 10
    lead_seconds: float = 30.0
    floor_lead_seconds: float = 10.0
    burst: int = 800
    due: int = 5_000
    due_seconds: float = 10.0
    open_deadlines: int = 100_000
    page_leads: int = 10_000
    file_leads: int = 99_000

    @property
    def taps(self) -> int:
        return round(self.taps_a_second * self.tap_seconds)

    @property
    def leads(self) -> int:
        return round(self.leads_a_second * self.lead_seconds)


FULL = Sizes()
QUICK = Sizes(
    tap_seconds=4,
    lead_seconds=5,
    floor_lead_seconds=3,
    burst=200,
    due=400,
    due_seconds=2,
    open_deadlines=5_000,
    page_leads=2_000,
    file_leads=4_000,
)


def moments(count: int, seconds: float) -> list[float]:
    """`count` times from 0 to `seconds`, as chance spreads what people do: now several at once, now none."""
    chance = random.Random(SEED)
    return sorted(chance.uniform(0, seconds) for _ in range(count))


def shuffled(count: int) -> list[int]:
    """0 … `count` - 1 in an order of its own."""
    order = list(range(count))
    random.Random(SEED).shuffle(order)
    return order


async def play(at: Sequence[float], deed: Callable[[int], None]) -> None:
    """Do `deed(number)` at each of the times, counted from now."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number, moment in enumerate(at):
        if (wait := start + moment - loop.time()) > 0:
            await asyncio.sleep(wait)
        deed(number)

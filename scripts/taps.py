"""How many taps a lead takes until its manager has done with it for now: scenarios of the sandbox, played as one would.

python -m scripts.taps
"""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable

from sandbox.scenarios import SCENARIOS
from sandbox.world import ALINA
from tests.flows.harness import SALES, STAFF, World, labels, running_world

MOST = 3  # taps that a median lead may take


async def tap(world: World, *labels_: str) -> None:
    """Alina taps these buttons, one after another."""
    for label in labels_:
        await world.tap(ALINA, ALINA, label)


async def book(world: World) -> None:
    """A meeting tomorrow, with whoever stands first."""
    await tap(world, "Назначить встречу", "Завтра")
    for _ in range(2):  # the hour, then the person: the first that is offered
        question = world.chat(ALINA).last
        await tap(world, next(label for label in labels(question) if label not in ("‹ Назад", "✕ Отмена")))
    await tap(world, "Без комментария")


async def missed(world: World) -> None:
    await tap(world, "Оба без ответа", "Отправлено")


async def bad_data(world: World) -> None:
    await tap(world, "Отказ: некорректные данные", "Да: Отказ: некорректные данные")


async def twin(world: World) -> None:
    await tap(world, "Это дубль", "Да: Это дубль")


async def salebot(world: World) -> None:
    await tap(world, "Заменить на VK")
    await book(world)


async def referral(world: World) -> None:
    await tap(world, "Источник: рекомендация")
    await world.say(ALINA, "Соколова")
    await tap(world, "Взял в работу")


# Scenario of the sandbox → what its manager does.
STORIES: dict[str, tuple[str, Callable[[World], Awaitable[None]]]] = {
    "the client answers, a meeting is booked": ("site", book),
    "nobody answers twice": ("site", missed),
    "a wrong source, then a meeting": ("salebot", salebot),
    "a recommendation": ("referral", referral),
    "a phone that is none": ("junk", bad_data),
    "a client who is there already": ("twin", twin),
}


async def count(scenario: str, story: Callable[[World], Awaitable[None]]) -> int:
    """Taps of a story."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/taps.db"
        async with running_world(url, staff=(*STAFF, *SALES)) as world:
            await SCENARIOS[scenario](world.sandbox)
            await world.pump()
            await story(world)
            return len(world.telegram.queries)


def main() -> int:
    """Prints the table; 1 when the median is over the limit."""
    counted = {name: asyncio.run(count(*story)) for name, story in STORIES.items()}
    for name, taps in counted.items():
        print(f"{taps:3}  {name}")
    median = statistics.median(counted.values())
    print(f"{median:3g}  median (at most {MOST})")
    return int(median > MOST)


if __name__ == "__main__":
    raise SystemExit(main())

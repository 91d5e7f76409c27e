"""The database goes away for a while: nothing that was promised is forgotten."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sandbox.world import ALINA
from tests.flows.harness import World, running_world
from tests.flows.reading import data_of


class Doors:
    """The database of a test, opened and closed from outside."""

    def __init__(self, run: Callable[[str], None], name: str) -> None:
        self._run, self._name = run, name

    def cut(self) -> None:
        """Every connection breaks, new ones are welcome."""
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")  # noqa: S608

    def close(self) -> None:
        self._run(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false")
        self.cut()

    def open(self) -> None:
        self._run(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true")


@pytest.fixture
async def house(postgres: Any, tmp_path: Path) -> AsyncIterator[tuple[World, Doors]]:
    name = f"test_doors_{tmp_path.name.lower()}"[:60]
    postgres.run(f"CREATE DATABASE {name}")
    async with running_world(postgres.url(name)) as world:
        yield world, Doors(postgres.run, name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


async def stumbling(work: Callable[[], Awaitable[object]]) -> None:
    """As the loops of `serve` do: a mistake in one round costs that round only."""
    with suppress(Exception):
        await work()


def at_request(world: World, method: str, do: Callable[[], None]) -> None:
    """Do something after the next such request was carried out, before it is answered."""

    def hook(_number: int, _service: str, called: str, moment: str) -> None:
        if called == method and moment == "after":
            world.faults.on_request = None
            do()

    world.faults.on_request = hook


@pytest.mark.parametrize("method", ["batch", "crm.item.list", "editMessageText", "answerCallbackQuery"])
async def test_a_tap_is_carried_out_though_the_database_breaks_in_the_middle(
    house: tuple[World, Doors], method: str
) -> None:
    world, doors = house
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    at_request(world, method, doors.cut)
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Взял в работу"))
    await stumbling(world.pump)
    assert world.faults.on_request is None
    await world.advance(30)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == ["Взял в работу"]
    assert card.plain.startswith("🔵 Олег")


async def test_a_card_is_sent_though_the_database_breaks_in_the_middle(house: tuple[World, Doors]) -> None:
    world, doors = house
    at_request(world, "sendMessage", doors.cut)
    world.add_lead()
    await stumbling(world.pump)
    await world.advance(30)
    assert 1 <= len(world.chat(ALINA).texts) <= 2
    assert world.app.to_telegram.redelivered == len(world.chat(ALINA).texts) - 1


async def test_a_tap_waits_for_the_database_as_long_as_it_takes(house: tuple[World, Doors]) -> None:
    world, doors = house
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Взял в работу"))
    raws = await world.waiting_updates()
    opens_at = world.clock.time() + 300

    async def open_later() -> None:
        while world.clock.time() < opens_at:  # noqa: ASYNC110 - the clock is the world's
            await asyncio.sleep(0.01)
        doors.open()

    def close() -> None:
        doors.close()
        tasks.append(asyncio.ensure_future(open_later()))

    tasks: list[asyncio.Future[None]] = []
    world.app.updates.on_fresh = closing(world.app.updates.on_fresh, close)
    await stumbling(lambda: world.work_off(raws))
    world.clock.to(opens_at)
    await asyncio.gather(*tasks)
    await world.advance(30)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


def closing(go_on: Callable[[Any], None], close: Callable[[], None]) -> Callable[[Any], None]:
    """The updates are stored; then the database closes, before they are worked off."""

    def heard(fresh: Any) -> None:
        close()
        go_on(fresh)

    return heard

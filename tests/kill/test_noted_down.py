"""What was sent is noted down, once: the message would go out again if a database that stumbles could undo that."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from sandbox.world import ALINA
from services.storage import leads_store, messages_store
from tests.flows.harness import STAFF, World, running_world


@pytest.fixture
async def world(postgres: Any, tmp_path: Path) -> AsyncIterator[World]:
    """On PostgreSQL, where nobody waits for a lock longer than a tenth of a second."""
    name = f"test_noted_{abs(hash(tmp_path))}"
    postgres.run(f"CREATE DATABASE {name}")
    postgres.run(f"ALTER DATABASE {name} SET lock_timeout = '100ms'")
    async with running_world(postgres.url(name), staff=STAFF) as world:
        yield world
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_card_is_not_sent_again_when_the_database_stumbles_after_its_send(world: World) -> None:
    released = asyncio.Event()

    async def hold() -> None:
        async with world.app.db.writing() as conn:
            await conn.execute(text("LOCK TABLE messages IN EXCLUSIVE MODE"))
            held.set()
            await asyncio.sleep(0.25)  # the first tries fail, and not every one
            await conn.rollback()
        released.set()

    async def hook(_number: int, _service: str, method: str, moment: str) -> None:
        if method == "sendMessage" and moment == "after" and not holding:
            holding.append(asyncio.create_task(hold()))
            await held.wait()

    held = asyncio.Event()
    holding: list[asyncio.Task[None]] = []
    world.faults.on_request = hook
    await world.new_lead()
    await released.wait()
    await world.advance(60)
    assert [each.splitlines()[0] for each in world.chat(ALINA).texts] == ["🟢 Олег"]


async def test_a_card_is_noted_down_while_its_lead_is_being_tapped(world: World) -> None:
    """The tap would note the card down itself: each would wait for the other."""
    lead = await world.new_lead()
    async with world.app.db.writing() as tap, world.app.db.writing() as delivery:
        await leads_store.lock(tap, lead)
        await messages_store.add(delivery, lead, messages_store.CARD, ALINA, 999, {}, world.clock.now())

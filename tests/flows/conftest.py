"""A world for each test; `new_world` for those that want it otherwise."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.flows.harness import World, running_world


@pytest.fixture
async def new_world(database_url: str) -> AsyncIterator[Callable[..., Awaitable[World]]]:
    """Begin a world of one's own: `await new_world(language="en")`."""
    async with AsyncExitStack() as stack:
        yield lambda **settings: stack.enter_async_context(running_world(database_url, **settings))


@pytest.fixture
async def world(new_world: Callable[..., Awaitable[World]]) -> World:
    """Everybody is connected, nothing has come in yet."""
    return await new_world()


@pytest.fixture
async def sqlite_world(tmp_path: Path) -> AsyncIterator[World]:
    """The same on SQLite only, for what no database has a say in."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'five-minutes.db'}") as world:
        yield world

"""Loops that never end by themselves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds before a loop that stumbled goes on


async def forever(name: str, step: Callable[[], Awaitable[object]]) -> None:
    """Run `step` again and again; a mistake in one round is logged and costs that round only."""
    while True:
        try:
            await step()
        except Exception:
            log.exception("%s stumbled and goes on", name)
            await asyncio.sleep(PAUSE)

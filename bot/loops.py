"""Loops that never end by themselves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.heartbeat import Pulse

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds before a loop that stumbled goes on


async def forever(name: str, step: Callable[[], Awaitable[object]], pulse: Pulse | None = None) -> None:
    """Run `step` again and again; a mistake in one round is logged and costs that round only.

    `pulse`: hears of every round that did not stumble.
    """
    while True:
        try:
            await step()
            if pulse:
                pulse.beat(name)
        except Exception:
            log.exception("%s stumbled and goes on", name)
            await asyncio.sleep(PAUSE)

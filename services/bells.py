"""Wakes the loops that work rows off. A bell is a hint only: every loop also looks by itself."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum


class Bell(StrEnum):
    """A loop that can be woken."""

    INBOX = "inbox"
    DEADLINES = "deadlines"
    TELEGRAM = "telegram"
    BITRIX24 = "bitrix24"
    AMENDMENTS = "amendments"
    CREATION = "creation"
    BELL = "bell"  # the portal's own
    MIRROR = "mirror"
    DEALS = "deals"  # to be read, and those whose time is over


class Bells:
    """One event a loop; ringing twice before the loop wakes is ringing once."""

    def __init__(self) -> None:
        self._events = {bell: asyncio.Event() for bell in Bell}

    def ring(self, bells: Iterable[Bell]) -> None:
        """Wake these loops."""
        for bell in bells:
            self._events[bell].set()

    async def wait(self, bell: Bell, seconds: float) -> None:
        """Sleep until the bell rings, at most `seconds`."""
        event = self._events[bell]
        with suppress(TimeoutError):  # not `wait_for`: it loses a cancellation that comes with the bell
            async with asyncio.timeout(seconds):
                await event.wait()
        event.clear()

"""Tells somebody outside that all is well: who hears nothing for a while raises the alarm when we cannot."""

import logging
from collections.abc import Callable

import httpx

from services.health import Health

log = logging.getLogger(__name__)

TIMEOUT = 10.0
STILL = 180.0  # seconds; a round of a loop waits for a service a minute at most


class Pulse:
    """When each loop last came round, by time that only goes on."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._rounds: dict[str, float] = {}

    def beat(self, name: str) -> None:
        """A loop came round."""
        self._rounds[name] = self._ticks()

    @property
    def still(self) -> list[str]:
        """Loops that have not come round for too long."""
        now = self._ticks()
        return [name for name, at in self._rounds.items() if now - at > STILL]


class Heartbeat:
    """`url` "": nobody listens. It may hold a secret, so it is in no log."""

    def __init__(self, url: str, health: Health, pulse: Pulse) -> None:
        self._url, self._health, self._pulse = url, health, pulse

    async def beat(self) -> bool:
        """One GET while the loops move and everything was reached lately; whether it was taken."""
        if not self._url:
            return False
        failing = [*self._pulse.still, *(part for part, ok in (await self._health.check()).items() if not ok)]
        if failing:
            log.warning("no heartbeat: %s", ", ".join(failing))
            return False
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT) as client:
                response = await client.get(self._url)
        except httpx.HTTPError as error:
            log.warning("the heartbeat was not taken: %s", type(error).__name__)
            return False
        return response.is_success

"""A stand-in on loopback with a clock that stands still."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from sandbox.faults import Faults
from sandbox.telegram.limits import Limits
from sandbox.telegram.world import Telegram

TOKEN = "4242:SANDBOX-TOKEN-FOR-DEMO-ONLY-0000000"
ALINA, TIMUR, STRANGER = 5012, 5013, 6001
GROUP, BASIC = -1005000000001, -4000000001
NOW = 1_790_000_000.0


@dataclass
class Stand:
    """What a test talks to; `now` is the stand-in's clock."""

    now: float = NOW
    limits: Limits = field(default_factory=lambda: Limits(same_offset_wait=0, same_offset_single=0))

    def __post_init__(self) -> None:
        self.faults = Faults(clock=lambda: self.now)
        self.telegram = Telegram(TOKEN, clock=lambda: self.now, limits=self.limits, faults=self.faults)
        self.telegram.add_user(ALINA, "Алина", "Громова", phone="+79990000012")
        self.telegram.add_user(TIMUR, "Тимур", "Садыков")
        self.telegram.add_user(STRANGER, "Незнакомец")
        self.telegram.add_group(GROUP, "Руководители", [ALINA, TIMUR])
        self.telegram.add_group(BASIC, "Источники", [ALINA])
        self.telegram.start(ALINA)
        self.telegram.updates.drop_all()

    async def call(self, method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
        """A call with a JSON body; the answer's body, whose code is its status."""
        async with self.client.post(f"/bot{token}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """What `getUpdates` gives."""
        result: list[dict[str, Any]] = (await self.call("getUpdates", **params))["result"]
        return result

    async def polling(self) -> None:
        """Wait until somebody polls."""
        while not self.telegram.updates.polling:
            await self.call("getMe")

    client: TestClient[web.Request, web.Application] = field(init=False)

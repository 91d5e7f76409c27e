"""The live stream of the page (server-sent events): what was put and what was dropped since the last look."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.things import Things

GATHER_SECONDS = 0.05  # changes that come together travel together
LOOK_SECONDS = 1.0  # some changes tell nobody: a fault that ran out, a bot that fell silent
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Feed:
    """Every open page gets all things once, then the differences."""

    def __init__(self, look: Callable[[], Things], clock: Callable[[], float]) -> None:
        self._look = look
        self._clock = clock
        self._changed: set[asyncio.Event] = set()
        self._closed = False

    def touch(self, *_what: Any) -> None:
        """Something changed; fits the listeners of both stand-ins."""
        for changed in self._changed:
            changed.set()

    async def close(self, _app: web.Application) -> None:
        """End all streams."""
        self._closed = True
        self.touch()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """GET /api/stream: `data: {"now": …, "put": {key: thing}, "drop": [key]}` until the page is closed."""
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            await self._follow(response, changed)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._changed.discard(changed)
        return response

    async def _follow(self, response: web.StreamResponse, changed: asyncio.Event) -> None:
        seen: Things | None = None
        while not self._closed:
            changed.clear()
            current = self._look()
            # A beat without differences is what tells a page that was closed.
            await response.write(f"data: {self._difference(seen, current)}\n\n".encode())
            seen = current
            await self._wait(changed)

    def _difference(self, seen: Things | None, current: Things) -> str:
        before = seen or {}
        put = {key: thing for key, thing in current.items() if key not in before or before[key] != thing}
        content: dict[str, Any] = {"now": self._clock()}
        if put:
            content["put"] = put
        if drop := [key for key in before if key not in current]:
            content["drop"] = drop
        return json.dumps(content | ({"whole": True} if seen is None else {}), ensure_ascii=False)

    async def _wait(self, changed: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(changed.wait(), LOOK_SECONDS)
        except TimeoutError:
            return
        await asyncio.sleep(GATHER_SECONDS)

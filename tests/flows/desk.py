"""A browser in which somebody has opened the supervisors' pages, without the pages: what they ask for over HTTP."""

from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from services.storage import staff_store
from tests.flows.harness import World

MOSCOW = ZoneInfo("Europe/Moscow")


class Desk:
    """A browser that somebody has opened the pages in."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.world, self._http, self._session = world, http, ""

    async def come_in(self, telegram_id: int) -> None:
        async with self.world.app.db.reading() as conn:
            person = await staff_store.by_telegram(conn, telegram_id)
        assert person is not None
        key = await self.world.app.sessions.give_key(person)
        self._session = (await self.ask("session", {"key": key}))[1]["session"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._session}"}

    async def ask(self, path: str, given: Any = None, **query: str) -> tuple[int, Any]:
        how: dict[str, Any] = {"params": query, "headers": self.headers}
        method = "GET" if given is None else "POST"
        async with self._http.request(method, f"{self.world.address}/app/{path}", json=given, **how) as answer:
            return answer.status, await answer.json()

    async def rows(self, **query: str) -> dict[int, Any]:
        status, told = await self.ask("leads", **query)
        assert (status, told["problems"]) == (200, [])
        return {row["id"]: row for row in told["rows"]}

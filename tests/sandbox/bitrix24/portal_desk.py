"""A portal behind real HTTP on loopback, its clock in the test's hand."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.bitrix24.forms import encode
from sandbox.bitrix24.portal import Portal
from sandbox.faults import Faults

NOON = 1_774_774_800.0  # 2026-03-29T12:00:00+03:00


@dataclass(frozen=True)
class Reply:
    """An answer: HTTP status and parsed body."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def error(self) -> tuple[int, str]:
        """The status and the code; an empty code is a code."""
        return self.status, self.body["error"]


class Desk:
    """The portal, its address and a client."""

    def __init__(self) -> None:
        self.now = NOON
        self.portal = Portal(lambda: self.now)
        self.faults = Faults(lambda: self.now)
        self.portal.add_user(1, "Иван", "Петров", admin=True)
        self.portal.add_webhook(1, "secret")
        for code, name, meaning in STAGES:
            self.portal.add_status("STATUS", code, name, meaning, system=True)
        for code in ("WEB", "CALL", "UC_VK01"):
            self.portal.add_status("SOURCE", code, code.lower())
        self.client: aiohttp.ClientSession
        self.server: TestServer

    async def start(self) -> None:
        app = web.Application()
        app.add_routes(self.portal.routes(self.faults))
        app.cleanup_ctx.append(self.portal.lifespan)
        self.server = TestServer(app)
        await self.server.start_server()
        self.client = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self.client.close()
        await self.server.close()

    def url(self, method: str, path: str = "/rest/1/secret/") -> str:
        return str(self.server.make_url(path)) + method

    async def ask(self, method: str, params: dict[str, Any] | None = None, path: str = "/rest/1/secret/") -> Reply:
        """Call with a JSON body."""
        async with self.client.post(self.url(method, path), json=params or {}) as answer:
            return Reply(answer.status, await answer.json())

    async def ask_form(self, method: str, params: dict[str, Any]) -> Reply:
        """Call with a form body in PHP brackets."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        async with self.client.post(self.url(method), data=encode(params), headers=headers) as answer:
            return Reply(answer.status, await answer.json())

    async def result(self, method: str, **params: Any) -> Any:
        return (await self.ask(method, params)).result

    async def lead(self, lead_id: int) -> dict[str, Any]:
        """The lead as crm.item.get shows it."""
        found: dict[str, Any] = (await self.result("crm.item.get", entityTypeId=1, id=lead_id))["item"]
        return found

    async def update(self, lead_id: int, **fields: Any) -> Reply:
        return await self.ask("crm.item.update", {"entityTypeId": 1, "id": lead_id, "fields": fields})

    async def ids(self, filter_: Any, **more: Any) -> list[int]:
        """The ids of crm.item.list, in the order they came."""
        found = await self.result("crm.item.list", entityTypeId=1, select=["id"], filter=filter_, **more)
        return [item["id"] for item in found["items"]]


STAGES = (
    ("NEW", "Необработанный лид", ""),
    ("IN_PROCESS", "Взят в работу", ""),
    ("CONVERTED", "Качественный лид", "S"),
    ("JUNK", "Отказ", "F"),
)

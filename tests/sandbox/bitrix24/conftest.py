"""The portal and whoever listens to its events."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.bitrix24.forms import parse
from tests.sandbox.bitrix24.portal_desk import Desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    running = Desk()
    await running.start()
    yield running
    await running.stop()


class Listener:
    """A handler of the outgoing webhook: remembers bodies, answers with `status`."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.types: list[str] = []
        self.status = 200

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.text())
        self.types.append(request.content_type)
        return web.Response(status=self.status)

    @property
    def events(self) -> list[tuple[str, str]]:
        """Event names and lead ids, in the order they came."""
        return [(body["event"], body["data"]["FIELDS"]["ID"]) for body in map(parse, self.bodies)]


@pytest.fixture
async def listener(desk: Desk) -> AsyncIterator[Listener]:
    listening = Listener()
    app = web.Application()
    app.router.add_post("/events", listening.take)
    server = TestServer(app)
    await server.start_server()
    desk.portal.events.handler_url = str(server.make_url("/events"))
    desk.portal.events.application_token = "made-up-token"
    yield listening
    await desk.portal.close()
    await server.close()

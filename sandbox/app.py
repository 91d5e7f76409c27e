"""The sandbox put together: one program, one port.

async with running(Config(port=0)) as sandbox:
    sandbox.portal.add_lead(title="Заявка с сайта", phone="+79990000301")
    requests go to sandbox.telegram_url and sandbox.webhook_url, a person opens sandbox.url
"""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.bitrix24.demo import OWNER, SECRET
from sandbox.control import control
from sandbox.feed import Feed
from sandbox.page import add_page
from sandbox.things import things
from sandbox.world import World, demo_world

BODY_BYTES = 64 * 1024 * 1024  # more than the largest upload
GRACE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Config:
    """`port` 0 takes a free one; `product` is the assistant's own address, "" while nobody takes events."""

    host: str = "127.0.0.1"
    port: int = 8090
    product: str = ""
    clock: Callable[[], float] = time.time


@dataclass
class Sandbox(World):
    """The world, and the program that shows it; `url` is known once it runs."""

    app: web.Application = field(default_factory=web.Application)
    url: str = ""

    @property
    def telegram_url(self) -> str:
        """For TELEGRAM_API_URL."""
        return self.url

    @property
    def webhook_url(self) -> str:
        """For BITRIX24_WEBHOOK_URL."""
        return f"{self.url}/rest/{OWNER}/{SECRET}/"

    def send_events_to(self, product: str) -> None:
        """Where the portal posts its events: the address of the assistant, "" for nowhere."""
        self.portal.events.handler_url = f"{product.rstrip('/')}/bitrix24/events" if product else ""


def build(config: Config) -> Sandbox:
    """Everything in its place, not listening yet."""
    world = demo_world(config.clock)
    sandbox = Sandbox(**vars(world), app=web.Application(client_max_size=BODY_BYTES))
    sandbox.send_events_to(config.product)
    feed = Feed(lambda: things(sandbox), config.clock)
    world.telegram.listeners.append(feed.touch)
    world.portal.listeners.append(feed.touch)
    sandbox.app.add_routes([*world.telegram.routes(), *world.portal.routes(world.faults)])
    sandbox.app.add_subapp("/api/", control(sandbox, feed))
    add_page(sandbox.app, world.portal)
    sandbox.app.on_shutdown.append(feed.close)
    sandbox.app.on_shutdown.append(lambda _app: world.telegram.close())
    sandbox.app.cleanup_ctx.append(world.portal.lifespan)
    return sandbox


@asynccontextmanager
async def running(config: Config | None = None) -> AsyncIterator[Sandbox]:
    """The sandbox listening at `sandbox.url` until the end of the block."""
    config = config or Config()
    sandbox = build(config)
    runner = web.AppRunner(sandbox.app, access_log=None, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, config.host, config.port)
        await site.start()
        host, port = runner.addresses[0][:2]
        sandbox.url = f"http://{host}:{port}"
        yield sandbox
    finally:
        await runner.cleanup()

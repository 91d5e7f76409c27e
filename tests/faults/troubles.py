"""What goes wrong for everybody at once, from outside the product: each begins, lasts, and is over."""

import asyncio
import random
import resource
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import asyncpg

from sandbox.app import Sandbox
from sandbox.faults import Fault, Service
from tests.kill.product import Product

GARBAGE: tuple[dict[str, Any], ...] = (
    {"callback_query": {"id": 17, "from": {"id": "nobody"}, "data": ["v"]}},
    {"message": {"message_id": "first", "date": None, "chat": {}, "text": 5}},
    {"message": "a text"},
    {"my_chat_member": {"chat": {"id": 2**70}, "date": -1}},
    {"something_new": {"of": ["another", "year"]}},
)


@dataclass(slots=True)
class Scene:
    """What a trouble may lay its hands on."""

    sandbox: Sandbox
    product: Product
    database_url: str
    chance: random.Random

    @property
    def file(self) -> str:
        """The path of SQLite's file."""
        return self.database_url.removeprefix("sqlite:///")

    @property
    def address(self) -> str:
        """PostgreSQL's, as asyncpg takes it."""
        return self.database_url.replace("+asyncpg", "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """`often`: how often it is drawn; `settles`: seconds after its end until everything that it held up has gone on."""

    name: str
    strike: Callable[[Scene], Awaitable[None]]
    often: int
    settles: float
    on: tuple[str, ...] = ("sqlite", "postgresql")
    webhook: bool = False  # only where updates are posted
    credentials: bool = False  # only where no process starts meanwhile: it would refuse to

    def fits(self, postgres: bool, webhook: bool) -> bool:
        return ("postgresql" if postgres else "sqlite") in self.on and (webhook or not self.webhook)


async def telegram_down(scene: Scene) -> None:
    await _down(scene, "telegram")


async def portal_down(scene: Scene) -> None:
    await _down(scene, "bitrix24")


async def _down(scene: Scene, service: Service) -> None:
    """An hour, scaled as the regulation is: five minutes are five seconds."""
    seconds = scene.chance.uniform(3.0, 6.0)
    until = scene.sandbox.faults.clock() + seconds
    status = scene.chance.choice((500, 502))  # 503 is the portal's limit of requests: it has a wait of its own
    scene.sandbox.faults.add(Fault(service, "down", times=None, status=status, until=until))
    await asyncio.sleep(seconds)


async def file_locked(scene: Scene) -> None:
    """Another program has SQLite's write lock."""
    conn = await asyncio.to_thread(_locked, scene.file)
    await asyncio.sleep(scene.chance.uniform(0.5, 3.0))
    conn.rollback()
    conn.close()


def _locked(path: str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    conn.execute("BEGIN IMMEDIATE")
    return conn


async def table_locked(scene: Scene) -> None:
    """Somebody at work in the database holds a table."""
    conn = await asyncpg.connect(scene.address)
    with suppress(asyncpg.InterfaceError, asyncpg.PostgresError):  # restarted meanwhile
        async with conn.transaction():
            await conn.execute(f"LOCK TABLE {scene.chance.choice(('outbox', 'updates', 'leads'))} IN EXCLUSIVE MODE")
            await asyncio.sleep(scene.chance.uniform(0.5, 3.0))
    await conn.close()


async def database_restarted(scene: Scene) -> None:
    """Every connection is cut, once and again."""
    conn = await asyncpg.connect(scene.address)
    for _ in range(3):
        await conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await asyncio.sleep(0.3)
    await conn.close()


async def disk_full(scene: Scene) -> None:
    """No file of the process grows: RLIMIT_FSIZE, set from outside, as a full disk refuses every write."""
    pid, limits = scene.product.pid, (1, resource.RLIM_INFINITY)
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
        await asyncio.sleep(scene.chance.uniform(0.5, 3.0))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def garbage(scene: Scene) -> None:
    """Updates that aiogram cannot parse."""
    for update in scene.chance.sample(GARBAGE, 3):
        scene.sandbox.telegram.inject(dict(update))


async def events_shuffled(scene: Scene) -> None:
    """Events are late and come in another order."""
    events = scene.sandbox.portal.events
    events.hold()
    await asyncio.sleep(scene.chance.uniform(0.5, 2.5))
    events.release(lambda held: scene.chance.sample(held, len(held)))


async def unknown_events(scene: Scene) -> None:
    """Events of leads that are gone, or never were."""
    for number in (1, 2, 999_999_999):
        scene.sandbox.portal.events.fire("ONCRMLEADDELETE", number)
        scene.sandbox.portal.events.fire("ONCRMLEADUPDATE", number)


async def token_revoked(scene: Scene) -> None:
    """Telegram does not know the bot; cured later."""
    scene.sandbox.telegram.revoked = True
    await asyncio.sleep(scene.chance.uniform(2.0, 5.0))
    scene.sandbox.telegram.revoked = False


async def webhook_deleted(scene: Scene) -> None:
    """Somebody deletes the portal's incoming webhook, and makes the same again."""
    hooks = scene.sandbox.portal.webhooks
    kept = dict(hooks)
    hooks.clear()
    await asyncio.sleep(scene.chance.uniform(2.0, 5.0))
    hooks.update(kept)


async def updates_not_posted(scene: Scene) -> None:
    """Somebody deletes Telegram's webhook."""
    scene.sandbox.telegram.webhook.set(None)


EVERY = (
    Trouble("Telegram is down", telegram_down, 3, 6.0),
    Trouble("the portal is down", portal_down, 3, 6.0),
    Trouble("the database is locked", file_locked, 3, 3.0, on=("sqlite",)),
    Trouble("the disk is full", disk_full, 3, 6.0, on=("sqlite",)),
    Trouble("a table is locked", table_locked, 3, 3.0, on=("postgresql",)),
    Trouble("the database is restarted", database_restarted, 3, 6.0, on=("postgresql",)),
    Trouble("updates that cannot be parsed", garbage, 2, 0.0),
    Trouble("events come late and in disorder", events_shuffled, 2, 1.0),
    Trouble("events of unknown leads", unknown_events, 1, 0.0),
    Trouble("the bot's token is revoked", token_revoked, 1, 35.0, credentials=True),
    Trouble("the portal's webhook is deleted", webhook_deleted, 1, 35.0, credentials=True),
    Trouble("Telegram's webhook is deleted", updates_not_posted, 1, 30.0, webhook=True, credentials=True),
)
TROUBLES = {each.name: each for each in EVERY}

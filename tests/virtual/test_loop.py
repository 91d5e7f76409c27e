"""The virtual machine tells the truth: time jumps, what is killed is dead, and the network and the disk know it."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from contextvars import copy_context
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import text

from bot.steady import keep_ticking
from services.storage.database import Database
from tests.virtual.libraries import follow
from tests.virtual.loop import VirtualLoop
from tests.virtual.process import PROCESS, Process
from tests.virtual.sqlite import Disk

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    loop = VirtualLoop(START)
    follow(loop.time, lambda: datetime.fromtimestamp(loop.wall(), UTC))
    yield loop
    loop.close()


def in_process(loop: VirtualLoop, work: Coroutine[Any, Any, Any]) -> tuple[Process, asyncio.Task[Any]]:
    process, context = Process(), copy_context()
    context.run(PROCESS.set, process)
    return process, loop.create_task(work, context=context)


def kill(loop: VirtualLoop, process: Process) -> None:
    process.die()
    loop.bury(process)


def test_a_day_passes_at_once(loop: VirtualLoop) -> None:
    loop.run_until_complete(asyncio.sleep(86400))
    assert loop.wall() == pytest.approx(START + 86400, abs=0.01)


def test_who_is_killed_never_runs_again_and_its_callers_are_told(loop: VirtualLoop) -> None:
    ran: list[str] = []

    async def serve() -> None:
        async def answer(_request: web.Request) -> web.Response:
            ran.append("asked")
            await asyncio.sleep(5)
            ran.append("answered")
            return web.Response(text="hello")

        app = web.Application()
        app.router.add_get("/", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 80).start()
        try:
            await asyncio.sleep(3600)
        finally:
            ran.append("cleaned up")

    async def main() -> None:
        process, _task = in_process(loop, serve())
        await asyncio.sleep(1)
        async with aiohttp.ClientSession() as session, httpx.AsyncClient(timeout=30) as client:
            assert (await client.get("http://127.0.0.1:80/")).text == "hello"
            asked = loop.create_task(session.get("http://127.0.0.1:80/"))
            await asyncio.sleep(1)
            kill(loop, process)
            with pytest.raises(aiohttp.ClientError):
                await asked
            with pytest.raises(httpx.ConnectError):
                await client.get("http://127.0.0.1:80/")
        await asyncio.sleep(7200)

    loop.run_until_complete(main())
    assert ran == ["asked", "answered", "asked"]


def test_what_was_not_committed_is_gone(loop: VirtualLoop, tmp_path: Path) -> None:
    disk = Disk(tmp_path / "a.db")

    def database() -> Database:
        return Database(f"sqlite:///{disk.path}", disk.file)

    async def work() -> None:
        db = database()
        async with db.writing() as conn:
            await conn.execute(text("create table t (n integer)"))
            await conn.execute(text("insert into t values (1)"))
        async with db.writing() as conn:
            await conn.execute(text("insert into t values (2)"))
            await asyncio.sleep(3600)

    async def main() -> list[int]:
        process, _task = in_process(loop, work())
        await asyncio.sleep(10)
        kill(loop, process)
        db = database()
        async with db.writing() as conn:
            rows = list(await conn.scalars(text("select n from t")))
        await db.close()
        return rows

    assert loop.run_until_complete(main()) == [1]


def test_a_full_disk_takes_nothing_and_goes_on_when_there_is_room(loop: VirtualLoop, tmp_path: Path) -> None:
    disk = Disk(tmp_path / "a.db")

    async def main() -> None:
        db = Database(f"sqlite:///{disk.path}", disk.file)
        async with db.writing() as conn:
            await conn.execute(text("create table t (words text)"))
        disk.fill(full=True)
        with pytest.raises(Exception, match="full"):
            async with db.writing() as conn:
                await conn.execute(text("insert into t values (:words)"), {"words": "x" * 100_000})
        disk.fill(full=False)
        async with db.writing() as conn:
            await conn.execute(text("insert into t values (:words)"), {"words": "x" * 100_000})
        await db.close()

    loop.run_until_complete(main())


def test_ticks_go_on_when_the_clock_is_set_back(loop: VirtualLoop) -> None:
    """The scheduler reads the time of day: it would wait for an hour to come again."""
    skew, ticked = 0.0, 0

    def now() -> datetime:
        return datetime.fromtimestamp(loop.wall() + skew, UTC)

    async def tick() -> None:
        nonlocal ticked
        ticked += 1

    async def main() -> None:
        nonlocal skew
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(tick, "interval", seconds=10)
        scheduler.start()
        steady = loop.create_task(keep_ticking(scheduler, now))
        await asyncio.sleep(60)
        skew = -3600.0
        await asyncio.sleep(60)
        scheduler.shutdown(wait=False)
        steady.cancel()
        with suppress(asyncio.CancelledError):
            await steady

    follow(loop.time, now)
    loop.run_until_complete(main())
    assert ticked >= 10

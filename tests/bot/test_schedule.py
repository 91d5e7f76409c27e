"""Ticks go in an order of their own, not in one that the scheduler draws, and end quietly."""

import asyncio

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr

from bot.app import build
from bot.schedule import every, set_ticks
from bot.settings import Settings


async def test_ticks_that_are_due_at_one_moment_go_in_the_same_order_at_each_start() -> None:
    app = build(
        Settings(
            bot_token=SecretStr("4242:TOKEN"),
            bitrix24_webhook_url=SecretStr("https://portal.example/rest/1/secret/"),
        )
    )
    try:
        starts = []
        for _ in range(2):
            scheduler = AsyncIOScheduler(timezone="UTC")
            set_ticks(scheduler, app)
            starts.append([job.id for job in scheduler.get_jobs()])
    finally:
        await app.close()
    assert starts[0] == starts[1]
    assert "sweep" in starts[0]


async def test_a_tick_that_the_end_of_the_process_breaks_off_is_no_mistake() -> None:
    scheduler, begun = AsyncIOScheduler(timezone="UTC"), asyncio.Event()

    async def step() -> None:
        begun.set()
        await asyncio.Event().wait()

    every(scheduler, 60, "sweep", step)
    tick = asyncio.create_task(scheduler.get_job("sweep").func())
    await begun.wait()
    tick.cancel()
    await tick
    assert not tick.cancelled()

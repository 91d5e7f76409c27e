"""How late due times speak: services.deadlines at work in this process, on a copy of the prepared database."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from bot.app import App
from bot.dictionaries import refresh_terms
from services.domain.regulation import FIRST_TOUCH
from services.storage.tables import deadlines, history, leads
from tests.benchmarks.rows import built
from tests.benchmarks.schedule import Sizes, moments
from tests.benchmarks.stage import Stage

HEAD_START = timedelta(seconds=1)  # from the last row set to the first due time
FAR = timedelta(days=30)
FIRST_LEAD = 1_000_000
RUNGS = 2  # each lead has a reminder and an escalation
SPOKEN_WITHIN = 120  # seconds


async def ours(stage: Stage, sizes: Sizes) -> list[float]:
    """Seconds from each due time to the moment its rung spoke."""
    async with stage.opened() as scene:
        app = built(scene.settings)
        try:
            await refresh_terms(app)
            await fill(app, sizes)
            return await fire(app, sizes.due)
        finally:
            await app.close()


async def bare(sizes: Sizes) -> list[float]:
    """Seconds by which asyncio.sleep alone misses the same times."""
    loop = asyncio.get_running_loop()
    start, late = loop.time(), []
    for moment in moments(sizes.due, sizes.due_seconds):
        await asyncio.sleep(start + moment - loop.time())
        late.append(loop.time() - start - moment)
    return late


async def fill(app: App, sizes: Sizes) -> None:
    """Leads like the prepared ones: first those that fall due, then those that stay open."""
    idle = sizes.open_deadlines // RUNGS
    async with app.db.writing() as conn:
        await conn.execute(delete(deadlines))  # of the prepared leads
        like = (await conn.execute(select(leads).limit(1))).one()._asdict()
        await conn.execute(insert(leads), [{**like, "id": FIRST_LEAD + n} for n in range(sizes.due + idle)])
        await conn.execute(
            insert(deadlines), [row for n in range(idle) for row in _ladder(sizes.due + n, app.now() + FAR)]
        )
        start = app.now() + HEAD_START
        due = moments(sizes.due, sizes.due_seconds)
        times = [start + timedelta(seconds=moment) for moment in due]
        await conn.execute(insert(deadlines), [row for n, at in enumerate(times) for row in _ladder(n, at)])


def _ladder(number: int, first: datetime) -> list[dict[str, Any]]:
    row = {"lead_id": FIRST_LEAD + number, "clock": FIRST_TOUCH, "state": "waiting"}
    return [{**row, "rung": 0, "due_at": first}, {**row, "rung": 1, "due_at": first + FAR}]


async def fire(app: App, count: int) -> list[float]:
    """The loop of `bot run`, until all have spoken."""
    async with asyncio.timeout(SPOKEN_WITHIN):
        while count > 0:
            while spoke := await app.deadlines.fire_due():
                count -= spoke
            seconds = await app.deadlines.seconds_to_next()
            await asyncio.sleep(min(1.0, max(0.0, seconds or 0.0)))
    return await _lateness(app)


async def _lateness(app: App) -> list[float]:
    fired = select(deadlines.c.due_at, history.c.at).where(
        deadlines.c.lead_id == history.c.lead_id, deadlines.c.state == "fired", history.c.kind == "fell_due"
    )
    async with app.db.reading() as conn:
        return [(row.at - row.due_at).total_seconds() for row in await conn.execute(fired)]

"""A month of leads in the database, and what falls due meanwhile: the product at work with all its loops and ticks."""

import asyncio
import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from bot.app import App
from bot.dictionaries import refresh_terms
from services.domain.regulation import FIRST_TOUCH
from services.domain.slots import midnight
from services.storage.database import Database
from services.storage.tables import deadlines, history, lead_keys, leads, listed
from tests.benchmarks import month
from tests.benchmarks.month import FIRST_LEAD
from tests.benchmarks.processes import product
from tests.benchmarks.rows import built
from tests.benchmarks.schedule import moments
from tests.benchmarks.stage import Scene
from tests.benchmarks.world import FIRST_MANAGER, MANAGERS

FAR = timedelta(days=30)
RUNGS = 2  # each lead has a reminder and an escalation
HEAD_START = timedelta(seconds=4)  # from the start of the product to the first due time: its own start is over
PATIENCE = 60.0  # seconds after the last due time


async def lateness(scene: Scene, due: int, seconds: float, open_deadlines: int) -> list[float]:
    """Seconds from each due time to the moment its rung spoke."""
    app = built(scene.settings)
    try:
        await refresh_terms(app)
        await _fill(app, due, open_deadlines // RUNGS)
    finally:
        await app.close()  # and all of it is written to its place: the product need not do it amid the run
    scene.settings.update(month.NO_SWEEP)
    db = Database(scene.settings["DATABASE_URL"])
    try:
        async with product(scene):
            start = datetime.now(UTC) + HEAD_START
            times = [start + timedelta(seconds=moment) for moment in moments(due, seconds)]
            async with db.writing() as conn:
                await conn.execute(insert(deadlines), [row for n, at in enumerate(times) for row in _ladder(n, at)])
            await asyncio.sleep(HEAD_START.total_seconds() + seconds)
            await _spoken(db, due)
        return await _late(db)
    finally:
        await db.close()


def disk(folder: Path, seconds: float) -> list[float]:
    """Seconds that a few kilobytes took to be on the disk, tried now and then for so long: no commit is faster.

    It blocks, and so runs in a thread of its own, after the product has ended.
    """
    took, end = list[float](), time.monotonic() + seconds
    with (folder / "disk").open("wb") as file:
        while time.monotonic() < end:
            since = time.perf_counter()
            file.write(bytes(8192))
            file.flush()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - since)
            time.sleep(0.05)
    return took


async def _fill(app: App, due: int, idle: int) -> None:
    """Leads of different clients, known to the lead list; the first of them are those that fall due."""
    await app.listing.catch_up()
    now = app.now()
    async with app.db.writing() as conn:
        like = (await conn.execute(select(leads).limit(1))).one()._asdict()
        shown = (await conn.execute(select(listed).limit(1))).one()._asdict()
        for first in range(0, due + idle, 10_000):
            numbers = range(first, min(first + 10_000, due + idle))
            await conn.execute(insert(leads), [_lead(like, n, due + idle, now) for n in numbers])
            ids = [FIRST_LEAD + n for n in numbers]
            await conn.execute(insert(listed), [{**shown, "lead_id": each, "client": each} for each in ids])
            await conn.execute(insert(lead_keys), [{"lead_id": each, "key": f"+7{each:010}"} for each in ids])
        far = now + FAR
        await conn.execute(insert(deadlines), [row for n in range(idle) for row in _ladder(due + n, far)])


def _lead(like: dict[str, Any], number: int, count: int, now: datetime) -> dict[str, Any]:
    manager = FIRST_MANAGER + number % MANAGERS
    own = {"id": FIRST_LEAD + number, "phones": [f"+7{FIRST_LEAD + number:010}"], "twins": [], "manager_id": manager}
    return {**like, **month.at(number, count, now), **own, "fields": {**like["fields"], "assignedById": str(manager)}}


def _ladder(number: int, first: datetime) -> list[dict[str, Any]]:
    row = {"lead_id": FIRST_LEAD + number, "clock": FIRST_TOUCH, "state": "waiting"}
    return [{**row, "rung": 0, "due_at": first}, {**row, "rung": 1, "due_at": first + FAR}]


_FELL_DUE = (history.c.kind == "fell_due", history.c.lead_id >= FIRST_LEAD)


async def _spoken(db: Database, count: int) -> None:
    """Until so many have spoken, or for a while."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        async with db.reading() as conn:
            if (await conn.scalar(select(func.count()).where(*_FELL_DUE)) or 0) >= count:
                return
        await asyncio.sleep(0.5)


async def _late(db: Database) -> list[float]:
    fired = select(deadlines.c.due_at, history.c.at).where(
        deadlines.c.lead_id == history.c.lead_id, deadlines.c.state == "fired", *_FELL_DUE
    )
    async with db.reading() as conn:
        return [(row.at - row.due_at).total_seconds() for row in await conn.execute(fired)]


async def supervisor(scene: Scene) -> int:
    """Somebody who looks at the pages; the staff id."""
    app = built(scene.settings)
    try:
        return await month.add_supervisor(app)
    finally:
        await app.close()


async def came_since(scene: Scene, day: str) -> int:
    """Leads that came since the beginning of a day of the company."""
    app = built(scene.settings)
    try:
        await refresh_terms(app)
        since = midnight(date.fromisoformat(day), app.rulebook.rules.zone)
        async with app.db.reading() as conn:
            return await conn.scalar(select(func.count()).where(leads.c.entered_at >= since)) or 0
    finally:
        await app.close()

"""The supervisors' pages over HTTP: how long each takes, and how long a file or a report keeps others waiting."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from services.sessions import Sessions
from services.storage import staff_store
from services.storage.database import Database
from tests.benchmarks.processes import BenchFailed, Program

LOOKS = 15  # at each page
BESIDE = 0.005  # seconds between two questions of somebody else
PAGES = {
    "board": "board",
    "list": "leads?all=1",
    "list, page 100": "leads?all=1&page=100",
    "list, by quality and source": "leads?all=1&quality=target&source=WEB&sort=name",
    "report of the day": "report?span=day",
    "report of the month": "report?span=month",
    "people": "people",
    "audit": "people/deeds",
}


@dataclass
class Looked:
    """Seconds by page, what each told at last; `floor`: who one is, which costs a row by its key."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    floor: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Saved:
    """A file: how long it took, and meanwhile the product's memory and the longest that somebody else waited."""

    seconds: float
    megabytes: float
    beside: float


async def look(program: Program, settings: Mapping[str, str], staff_id: int) -> Looked:
    """Every page some times."""
    looked = Looked()
    async with _came_in(program, settings, staff_id) as http:
        for name, path in {"": "me", **PAGES}.items():
            for _ in range(LOOKS):
                since = time.perf_counter()
                looked.told[name] = await _ask(http, f"{program.address}/app/{path}")
                looked.seconds.setdefault(name, []).append(time.perf_counter() - since)
    looked.floor = looked.seconds.pop("")
    return looked


async def save(program: Program, settings: Mapping[str, str], staff_id: int, form: str) -> Saved:
    """The whole list as a file, with somebody beside who asks for something small all the time."""
    async with _came_in(program, settings, staff_id) as http:
        since = time.perf_counter()
        address = f"{program.address}/app/leads/file.{form}?all=1&nonad=1"
        async with _Beside(program, http) as beside, http.get(address) as answer:
            if answer.status != 200:
                raise BenchFailed(f"file.{form}: {answer.status} {await answer.text()}")
            async for _ in answer.content.iter_any():
                pass
        return Saved(time.perf_counter() - since, beside.megabytes, beside.longest)


class _Beside:
    """Somebody who asks all the time who they are: one row by its key."""

    def __init__(self, program: Program, http: aiohttp.ClientSession) -> None:
        self._program, self._http = program, http
        self.longest, self.megabytes = 0.0, 0.0

    async def __aenter__(self) -> "_Beside":
        self._task = asyncio.create_task(self._ask())
        await asyncio.sleep(0.05)
        return self

    async def __aexit__(self, *_raised: object) -> None:
        self._task.cancel()

    async def _ask(self) -> None:
        while True:
            since = time.perf_counter()
            await _ask(self._http, f"{self._program.address}/app/me")
            self.longest = max(self.longest, time.perf_counter() - since)
            self.megabytes = max(self.megabytes, self._program.megabytes)
            await asyncio.sleep(BESIDE)


async def _ask(http: aiohttp.ClientSession, address: str) -> Any:
    async with http.get(address) as answer:
        if answer.status != 200:
            raise BenchFailed(f"{address}: {answer.status}")
        return await answer.json()


@asynccontextmanager
async def _came_in(
    program: Program, settings: Mapping[str, str], staff_id: int
) -> AsyncIterator[aiohttp.ClientSession]:
    """By a one-time link, as from the chat."""
    db = Database(settings["DATABASE_URL"])
    try:
        async with db.reading() as conn:
            person = await staff_store.find(conn, staff_id)
        if person is None:
            raise BenchFailed("nobody to look at the pages")
        key = await Sessions(db, settings["BOT_TOKEN"], lambda: datetime.now(UTC)).give_key(person)
    finally:
        await db.close()
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{program.address}/app/session", json={"key": key}) as answer:
            http.headers["Authorization"] = f"Bearer {(await answer.json())['session']}"
        yield http

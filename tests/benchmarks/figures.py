"""Which figures there are, and which runs they come from."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.dictionaries import refresh_terms
from tests.benchmarks import cards, lateness, month, pages, taps
from tests.benchmarks.processes import BenchFailed, product, running
from tests.benchmarks.rows import built
from tests.benchmarks.schedule import Sizes, moments
from tests.benchmarks.stage import Scene, Stage
from tests.benchmarks.table import Figure, percentile
from tests.benchmarks.taps import Tapped
from tests.conftest import Postgres

SLOW_PORTAL = 3.0  # seconds
BATCH = 50  # commands that Bitrix24 takes in one request
MS = 1000


class Bench:
    """Every method runs something with the product and with its floor, and gives the figures."""

    def __init__(self, folder: Path, sizes: Sizes, postgres: Postgres | None) -> None:
        """`postgres`: a server of this program, in place of files."""
        self._folder, self._sizes, self._postgres = folder, sizes, postgres
        folder.mkdir()
        self._stage = Stage(folder, max(sizes.taps, sizes.burst), postgres)
        self._starts: list[float] = []
        self.refusals = 0

    async def prepare(self) -> None:
        """Fill the database that every run starts from."""
        await self._stage.prepare()

    async def taps(self) -> AsyncIterator[Figure]:
        """Tap → answer, also while the portal is slow; and what reaches the portal."""
        at = moments(self._sizes.taps, self._sizes.tap_seconds)
        floor = await taps.bare(self._stage, at)
        normal, written = await taps.ours_written(self._stage, at)
        slow = await taps.ours(self._stage, at, slow_portal=SLOW_PORTAL)
        self._note(normal, slow)
        rate = f"{self._sizes.taps_a_second} a second"
        for name, run in ((f"tap → answer, {rate}", normal), (f"… Bitrix24 takes {SLOW_PORTAL:.0f} s", slow)):
            for figure in _percentiles(name, run.waits, floor.waits, p99_ratio=1.5):
                yield figure
        taps_in_all, floor_hits = normal.count, math.ceil(written.writes / BATCH)
        for name, hits in (
            ("write-back: requests that write, a tap", written.write_hits),
            ("… all requests, reading included", written.hits),
        ):
            yield Figure(name, hits / taps_in_all, floor_hits / taps_in_all, "")
        yield Figure("… from the last tap until all is written", written.seconds, written.floor_seconds, "s")

    async def burst(self) -> AsyncIterator[Figure]:
        """Everybody taps at once."""
        at = [0.0] * self._sizes.burst
        floor, run = await taps.bare(self._stage, at), await taps.ours(self._stage, at)
        self._note(run)
        yield Figure(f"{len(at)} taps at once: answered a second", run.rate, floor.rate, "/s", more_is_better=True)
        yield Figure("… stored", run.stored, len(at), "")

    async def cards(self) -> AsyncIterator[Figure]:
        """Event → card."""
        sizes = self._sizes
        floor = await cards.bare(self._stage, _even(sizes.leads_a_second, sizes.floor_lead_seconds))
        run = await cards.ours(self._stage, _even(sizes.leads_a_second, sizes.lead_seconds))
        self.refusals += run.refusals
        name = f"event → card, {sizes.leads_a_second} a second"
        for figure in _percentiles(name, run.waits, floor.waits, p99_at_most=1000):
            yield figure

    async def deadlines(self) -> AsyncIterator[Figure]:
        """Lateness of due times."""
        sizes = self._sizes
        run, floor = await lateness.ours(self._stage, sizes), await lateness.bare(sizes)
        if len(run) != sizes.due:
            raise BenchFailed(f"{len(run)} of {sizes.due} due times spoke")
        name = f"{sizes.due} due in {sizes.due_seconds:.0f} s, {sizes.open_deadlines} open: late by"
        for figure in _percentiles(name, run, floor):
            yield figure

    async def pages(self) -> AsyncIterator[Figure]:
        """The supervisors' pages over a month of leads; files of many, while somebody else asks for something small."""
        count, many = self._sizes.page_leads, self._sizes.file_leads
        async with self._month("pages", count) as (scene, staff_id), product(scene) as program:
            looked = await pages.look(program, scene.settings, staff_id)
        if looked.told["list"]["found"] < count:
            raise BenchFailed(f"the list shows {looked.told['list']['found']} of {count} leads")
        floor = percentile(looked.floor, 0.5) * MS
        for name, seconds in looked.seconds.items():
            aim = 100 if name.startswith("list") else None
            yield Figure(f"page, {count} leads: {name}, p50", percentile(seconds, 0.5) * MS, floor, "ms", aim)
        counted = looked.seconds["report of the month"][0]
        yield Figure("… the report of the month, counted anew", counted * MS, floor, "ms")
        async with self._month("files", many) as (scene, staff_id), product(scene) as program:
            for form in ("csv", "xlsx"):
                saved = await pages.save(program, scene.settings, staff_id, form)
                yield Figure(f"{form}, {many} leads", saved.seconds, None, "s")
                yield Figure("… memory meanwhile", saved.megabytes, None, "MB", 256)
                yield Figure("… somebody else waited at most", saved.beside * MS, floor, "ms", 100)

    @asynccontextmanager
    async def _month(self, name: str, count: int) -> AsyncIterator[tuple[Scene, int]]:
        """So many leads of a month in the database, and somebody who may look."""
        folder = self._folder / name
        folder.mkdir()
        stage = Stage(folder, 1, self._postgres)
        await stage.prepare()
        async with stage.opened() as scene:
            app = built(scene.settings)
            try:
                await refresh_terms(app)
                await month.fill(app, count)
                staff_id = await month.add_supervisor(app)
            finally:
                await app.close()
            scene.settings.update(month.NO_SWEEP)
            yield scene, staff_id

    async def start(self) -> AsyncIterator[Figure]:
        """From `bot run` to «at work», the middle of all starts of these runs."""
        settings = {"DATABASE_URL": "postgresql" if self._postgres else "sqlite"}
        async with running(["tests.benchmarks.imports"], self._folder, settings) as program:
            yield Figure("start: `bot run` → at work", percentile(self._starts, 0.5), program.seconds, "s")

    async def limits(self) -> AsyncIterator[Figure]:
        """What the stand-ins had to refuse, in all runs of the product."""
        yield Figure("429 and 503 provoked, all runs", self.refusals, None, "", at_most=0)

    def _note(self, *runs: Tapped) -> None:
        for run in runs:
            if run.stored != run.count:
                raise BenchFailed(f"{run.stored} of {run.count} taps were stored")
            self._starts.append(run.started)
            self.refusals += run.refusals


def _even(a_second: int, seconds: float) -> list[float]:
    """Even steps: with managers in turn, no chat gets two messages in a second."""
    return [number / a_second for number in range(round(a_second * seconds))]


def _percentiles(
    name: str, ours: list[float], floor: list[float], p99_ratio: float | None = None, p99_at_most: float | None = None
) -> list[Figure]:
    found = [
        (f"{name}, p50", 0.5, None, None),
        ("… p95", 0.95, None, None),
        ("… p99", 0.99, p99_at_most, p99_ratio),
    ]
    return [
        Figure(title, percentile(ours, part) * MS, percentile(floor, part) * MS, "ms", at_most, ratio)
        for title, part, at_most, ratio in found
    ]

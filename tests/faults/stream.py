"""A call centre at work for minutes while everything goes wrong all the time, by one process or by two."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.limits import PLANS, LeakyBucket
from sandbox.faults import Fault, Kind, Service
from services.storage.database import Database
from tests.faults.databases import in_doubt
from tests.faults.fleet import Fleet
from tests.faults.judge import Judge
from tests.faults.names import clients
from tests.faults.stories import OTHERS, deleted, given_back
from tests.faults.troubles import EVERY as TROUBLES
from tests.faults.troubles import Scene
from tests.faults.weather import Spell, Weather
from tests.kill.installation import employed, installed
from tests.kill.leftovers import quiet
from tests.kill.office import MANAGERS, Case, Groups, Missed, Office, people
from tests.kill.oracle import Verdict
from tests.kill.product import Died
from tests.kill.stories import Story
from tests.kill.trace import Trace

PATIENCE, TAPS_AGAIN = 180.0, 15.0  # seconds
WRONG: tuple[tuple[Kind, int], ...] = (
    ("cut_before", 0),
    ("cut_after", 0),
    ("html", 502),
    ("slow", 0),
    ("status", 429),
    ("status", 500),
    ("status", 503),
)


@dataclass(frozen=True, slots=True)
class Course:
    """How long, how much, and what goes wrong: `share` of all requests for each kind of fault; times in seconds."""

    seed: int
    seconds: float
    lead_every: float
    share: float = 0.0
    trouble_every: float = 0.0
    kill_every: float = 0.0
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Streamed:
    """What came of it."""

    verdict: Verdict
    leads: int
    taps: int
    kills: int
    struck: Counter[str]
    again: int
    longest_silence: float  # seconds from a kill until Telegram or the portal was spoken to again
    trace: Trace
    log: str
    seconds: float


async def stream(course: Course, database_url: str, folder: Path) -> Streamed:
    """Play the course to its end, wait until it is quiet, and judge it."""
    async with running(Config(port=0)) as sandbox:
        db = await employed(database_url)
        try:
            return await Stream(course, sandbox, database_url, folder).play(db)
        finally:
            await db.close()


class Stream:
    """Everybody in their places; `play` once."""

    def __init__(self, course: Course, sandbox: Sandbox, database_url: str, folder: Path) -> None:
        self._course, self._sandbox, self._since = course, sandbox, time.time()
        self._chance, self._trace = random.Random(f"stream {course.seed}"), Trace()
        sandbox.portal.bucket = LeakyBucket(*PLANS["enterprise"])
        people(sandbox, self._trace)
        groups = Groups(None, None)
        self._fleet = Fleet()
        for number in range(course.workers):
            place = folder / f"worker-{number}"
            place.mkdir()
            product = installed(sandbox, database_url, place, groups, self._trace, webhook=False, plan="enterprise")
            self._fleet.add(product)
        self._office = Office(sandbox, self._trace, self._chance, groups, patience=PATIENCE, taps_again=TAPS_AGAIN)
        self._scene = Scene(sandbox, self._fleet, database_url, self._chance)
        self._weather = Weather(sandbox.faults, self._fleet)
        self._fleet.may_end(lambda: self._weather.inside(time.time()))
        self._cases: list[Case] = []
        self._in_doubt: Counter[tuple[int, str]] = Counter()
        self._silences: list[float] = []
        self._killed_at: float | None = None
        sandbox.faults.on_request = self._heard
        if course.share:
            sandbox.faults.drawn = self._drawn

    async def play(self, db: Database) -> Streamed:
        """Until the stories are over and it is quiet."""

        async def autopsy() -> None:
            self._in_doubt.update(await in_doubt(db))

        self._fleet.autopsy(autopsy)
        living = self._fleet.live()
        found: list[str] = []
        try:
            await self._office.until("a process is at work", lambda: living.done() or self._fleet.working)
            found = await self._live(living)
            self._sandbox.faults.drawn = None
            self._sandbox.faults.clear()
            found += await quiet(db, PATIENCE, "updates: ('failed'")
            await self._fleet.end(living)
        except (Missed, Died, TimeoutError) as problem:
            found.append(f"{type(problem).__name__}: {problem}")
        finally:
            self._fleet.abandon()
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
        return self._judged(found)

    def _judged(self, found: list[str]) -> Streamed:
        cases = [case for case in self._cases if case.lead_id]
        verdict = Judge(self._sandbox, self._office, self._fleet, cases, self._in_doubt, self._weather).judge()
        verdict.faults = found + verdict.faults
        struck = Counter(each.fault.kind for each in self._sandbox.faults.struck)
        return Streamed(
            verdict=verdict,
            leads=len(cases),
            taps=len(self._sandbox.telegram.queries),
            kills=sum(bool(life.killed) for life in self._fleet.lives),
            struck=struck + Counter(each.name for each in self._weather.spells),
            again=self._office.again,
            longest_silence=max(self._silences, default=0.0),
            trace=self._trace,
            log=self._fleet.said(60),
            seconds=time.time() - self._since,
        )

    async def _live(self, living: asyncio.Task[None]) -> list[str]:
        """Leads come in and things go wrong until the time is over; then the stories end."""
        over, course = time.time() + self._course.seconds, self._course
        wrong = [asyncio.create_task(self._kill()), asyncio.create_task(self._trouble())]
        telling: list[asyncio.Task[None]] = []
        stories = self._stories()
        for number, (name, manager) in enumerate(zip(clients(), cycle(MANAGERS), strict=False)):
            if time.time() > over or living.done():
                break
            telling.append(asyncio.create_task(self._tell(Case(name, manager), next(stories), number)))
            await asyncio.sleep(self._chance.expovariate(1 / course.lead_every))
        for task in wrong:
            task.cancel()
        ended = await asyncio.gather(*telling, *wrong, return_exceptions=True)
        if living.done():
            living.result()
        return [f"{type(each).__name__}: {each}" for each in ended if isinstance(each, Exception)]

    def _stories(self) -> Iterator[Story]:
        menu = (*OTHERS, given_back, deleted)
        while True:
            yield from self._chance.sample(menu, len(menu))

    async def _tell(self, case: Case, story: Story, number: int) -> None:
        self._cases.append(case)
        event = self._chance.choice(("", "", "", "lost", "doubled"))
        self._office.arrive(case, story.__name__, event=event, phone=f"+7999{number:07}")
        await story(self._office, case)
        self._trace.say(f"== the story of {case.name} is over")

    async def _kill(self) -> None:
        while self._course.kill_every:
            await asyncio.sleep(self._course.kill_every)
            if self._fleet.kill(self._chance):
                self._killed_at = time.time()

    async def _trouble(self) -> None:
        kinds = [each for each in TROUBLES if not each.credentials and each.fits(self._course.workers > 1, False)]
        while self._course.trouble_every:
            await asyncio.sleep(self._chance.expovariate(1 / self._course.trouble_every))
            trouble = self._chance.choice(kinds)
            spell = Spell(trouble.name, time.time(), settles=trouble.settles)
            self._weather.spells.append(spell)
            self._trace.say(f"!! {trouble.name}")
            await trouble.strike(self._scene)
            spell.until = time.time()

    def _drawn(self, service: str, method: str) -> Fault | None:
        """A fault of each kind for its share of the requests."""
        number = int(self._chance.random() / self._course.share)
        if number >= len(WRONG):
            return None
        kind, status = WRONG[number]
        named: Service = "telegram" if service == "telegram" else "bitrix24"
        retry_after = 1 if status == 429 else None
        if status == 429 and named == "bitrix24":
            status = 502  # 429 there says that ten minutes of work are used up: not a fault of a moment
        return Fault(named, kind, method, 1, status or 500, retry_after, seconds=self._chance.uniform(0.2, 2.0))

    def _heard(self, _number: int, _service: str, method: str, moment: str) -> None:
        if moment == "before":
            self._fleet.heard(method)
            if self._killed_at is not None:
                self._silences.append(time.time() - self._killed_at)
                self._killed_at = None

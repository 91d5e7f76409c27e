"""One run: a call centre, a process that is killed at its points, and the verdict."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.limits import PLANS, LeakyBucket
from services.storage.database import Database
from tests.kill.installation import employed, installed
from tests.kill.leftovers import quiet
from tests.kill.office import MANAGERS, Case, Groups, Missed, Office, people
from tests.kill.oracle import Oracle, Verdict
from tests.kill.playing import abandoned, ended, told
from tests.kill.points import Killer, draw
from tests.kill.product import Died
from tests.kill.stories import STORIES, Story, added_by_hand
from tests.kill.trace import Trace
from tests.oracle.tables import in_hand

CALLERS = ("Анна", "Борис", "Вадим", "Галина", "Даниил", "Ева", "Жанна", "Захар", "Инна", "Кирилл", "Лев", "Майя")
TOLD = 6  # stories of a run
ARRIVALS = 1.5  # seconds over which the leads come in


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of run it is; everything else is drawn from the seed."""

    seed: int
    kills: int
    early: bool  # the first process may die while it starts
    cold: bool  # by the command line, imports and all
    webhook: bool  # updates are posted, not polled
    bitrix24: str  # the portal's tariff: standard or enterprise
    patience: float  # seconds that people wait for anything
    taps_again: float  # seconds without a sign after which somebody taps once more


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    verdict: Verdict
    points: list[str]
    taps: int
    again: int
    trace: Trace
    seconds: float


async def play(plan: Plan, database_url: str, folder: Path) -> Outcome:
    """Play the run to its end and judge it."""
    async with running(Config(port=0)) as sandbox:
        run = Run(plan, sandbox, database_url, folder)
        db = await employed(database_url)
        try:
            faults = await run.play(db)
        finally:
            await db.close()
        return run.judged(faults)


class Run:
    """Everybody in their places; `play` once."""

    def __init__(self, plan: Plan, sandbox: Sandbox, database_url: str, folder: Path) -> None:
        self._plan, self._sandbox = plan, sandbox
        self._chance, self._trace, self._since = random.Random(plan.seed), Trace(), time.time()
        sandbox.portal.bucket = LeakyBucket(*PLANS[plan.bitrix24])
        people(sandbox, self._trace)
        groups = Groups.drawn(self._chance)
        self._product = installed(
            sandbox, database_url, folder, groups, self._trace, webhook=plan.webhook, plan=plan.bitrix24, cold=plan.cold
        )
        self._in_doubt: Counter[tuple[int, str]] = Counter()
        self._killer = Killer(draw(self._chance, plan.kills), self._product, early=plan.early)
        sandbox.faults.on_request = self._killer.on_request
        self._office = Office(
            sandbox, self._trace, self._chance, groups, patience=plan.patience, taps_again=plan.taps_again
        )
        self._stories = dict(zip(_cases(), self._chance.sample(STORIES, TOLD), strict=False))

    async def play(self, db: Database) -> list[str]:
        """Until the stories are over, every point was struck, and it is quiet; what went wrong on the way."""

        async def autopsy() -> None:
            self._in_doubt.update(await in_hand(db))

        self._product.autopsy = autopsy
        living = asyncio.create_task(self._product.live())
        try:
            faults = await self._live(living)
            return faults or await self._end(living, db)
        except (Missed, Died) as problem:
            return [str(problem)]
        finally:
            await abandoned(self._product, living)

    def judged(self, faults: list[str]) -> Outcome:
        """After the end."""
        cases = [case for case in self._stories if case.lead_id]
        verdict = Oracle(self._sandbox, self._office, self._product, cases, self._in_doubt).judge()
        verdict.faults = faults + verdict.faults
        if len(self._killer.struck) < self._plan.kills:
            verdict.faults.append("not every point was struck")
        taps, seconds = len(self._sandbox.telegram.queries), time.time() - self._since
        return Outcome(verdict, self._killer.struck, taps, self._office.again, self._trace, seconds)

    async def _live(self, living: asyncio.Task[None]) -> list[str]:
        await self._office.until("a process is at work", lambda: living.done() or self._product.working)
        if not self._plan.early:
            self._killer.begin()
        telling = [asyncio.create_task(self._tell(case, story)) for case, story in self._stories.items()]
        return await told(living, telling)

    async def _end(self, living: asyncio.Task[None], db: Database) -> list[str]:
        await self._office.until(
            "every point is struck", lambda: living.done() or (self._killer.over and self._product.working)
        )
        return await quiet(db, self._plan.patience) + await ended(self._product, living, self._trace)

    async def _tell(self, case: Case, story: Story) -> None:
        await asyncio.sleep(self._chance.uniform(0, ARRIVALS))
        case.story = story.__name__
        if story is not added_by_hand:
            self._office.arrive(case, story.__name__)
        await story(self._office, case)
        self._trace.say(f"== the story of {case.name} is over")


def _cases() -> list[Case]:
    return [Case(name, manager) for name, manager in zip(CALLERS, MANAGERS, strict=True)]

"""One world: a call centre, the real process, everything that the plan makes go wrong, and the verdict."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sandbox.app import Config, Sandbox, running
from sandbox.bitrix24.limits import PLANS, LeakyBucket
from sandbox.faults import Fault
from sandbox.world import SOURCES_CHAT, SUPERVISORS_CHAT, VERA
from services.storage.database import Database
from tests.faults.databases import in_doubt
from tests.faults.judge import Judge
from tests.faults.plan import Plan, Run
from tests.faults.stories import blocked
from tests.faults.troubles import TROUBLES, Scene
from tests.faults.weather import Spell, Weather
from tests.kill.installation import employed, installed
from tests.kill.leftovers import quiet
from tests.kill.office import MANAGERS, Case, Groups, Missed, Office, people
from tests.kill.oracle import Verdict
from tests.kill.playing import abandoned, ended, told
from tests.kill.points import Killer
from tests.kill.points import draw as draw_points
from tests.kill.product import Died
from tests.kill.trace import Trace

PATIENCE, TAPS_AGAIN, TAPS_AGAIN_LATE = 240.0, 6.0, 20.0  # seconds
SMALL_GROUP = -700_000_001


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a world."""

    plan: Plan
    verdict: Verdict
    kills: list[str]
    struck: Counter[str]  # requests that a fault met, by its kind
    taps: int
    again: int
    trace: Trace
    log: str
    seconds: float


async def play(plan: Plan, database_url: str, folder: Path, migrating: asyncio.Lock) -> Outcome:
    """Play the world to its end and judge it. `migrating`: alembic does one at a time."""
    async with running(Config(port=0)) as sandbox:
        async with migrating:
            db = await employed(database_url)
        world = World(plan, sandbox, database_url, folder)
        try:
            found = await world.play(db)
        finally:
            await db.close()
        return world.judged(found)


class World:
    """Everybody in their places; `play` once."""

    def __init__(self, plan: Plan, sandbox: Sandbox, database_url: str, folder: Path) -> None:
        self._plan, self._sandbox, self._since = plan, sandbox, time.time()
        self._chance, self._trace = random.Random(f"world {plan.world}"), Trace()
        sandbox.portal.bucket = LeakyBucket(*PLANS[plan.bitrix24])
        people(sandbox, self._trace)
        groups = self._groups()
        self._product = installed(
            sandbox, database_url, folder, groups, self._trace, webhook=plan.webhook, plan=plan.bitrix24
        )
        self._killer = Killer(draw_points(self._chance, plan.kills), self._product, early=False)
        sandbox.faults.on_request = self._killer.on_request
        again = TAPS_AGAIN_LATE if plan.postgres and plan.kills else TAPS_AGAIN
        self._office = Office(sandbox, self._trace, self._chance, groups, patience=PATIENCE, taps_again=again)
        self._scene = Scene(sandbox, self._product, database_url, self._chance)
        self._weather = Weather(sandbox.faults, self._product)
        self._product.may_end = lambda: self._weather.inside(time.time())
        self._cases = {Case(run.name, manager): run for run, manager in zip(plan.runs, MANAGERS, strict=False)}
        self._in_doubt: Counter[tuple[int, str]] = Counter()

    def _groups(self) -> Groups:
        supervisors = {"": None, "upgraded": SMALL_GROUP}.get(self._plan.group, SUPERVISORS_CHAT)
        if supervisors == SMALL_GROUP:
            self._sandbox.telegram.add_group(SMALL_GROUP, "Руководители", [VERA])
        return Groups(supervisors, self._chance.choice((SOURCES_CHAT, None)))

    async def play(self, db: Database) -> list[str]:
        """Until the stories are over and it is quiet; what went wrong on the way."""

        async def autopsy() -> None:
            self._in_doubt.update(await in_doubt(db))

        self._product.autopsy = autopsy
        living = asyncio.create_task(self._product.live())
        try:
            return await self._live(living) or await self._end(living, db)
        except (Missed, Died) as problem:
            return [str(problem)]
        finally:
            await abandoned(self._product, living)

    def judged(self, found: list[str]) -> Outcome:
        """After the end."""
        cases = [case for case in self._cases if case.lead_id]
        judge = Judge(self._sandbox, self._office, self._product, cases, self._in_doubt, self._weather)
        verdict = judge.judge()
        verdict.faults = found + verdict.faults
        struck = Counter(_name(each.fault) for each in self._sandbox.faults.struck)
        struck.update(each.name for each in self._weather.spells)
        return Outcome(
            plan=self._plan,
            verdict=verdict,
            kills=self._killer.struck,
            struck=struck,
            taps=len(self._sandbox.telegram.queries),
            again=self._office.again,
            trace=self._trace,
            log=self._product.said(120),
            seconds=time.time() - self._since,
        )

    async def _live(self, living: asyncio.Task[None]) -> list[str]:
        await self._office.until("a process is at work", lambda: living.done() or self._product.working)
        self._lose_the_group()
        self._killer.begin()
        doing = [asyncio.create_task(self._tell(case, run)) for case, run in self._cases.items()]
        doing += [asyncio.create_task(self._trouble(at, name)) for at, name in self._plan.troubles]
        return await told(living, doing)

    def _lose_the_group(self) -> None:
        telegram = self._sandbox.telegram
        if self._plan.group == "deleted":
            telegram.chats[SUPERVISORS_CHAT].deleted = True
            self._office.supervisors = VERA
        elif self._plan.group == "upgraded":
            self._office.supervisors = telegram.upgrade_group(SMALL_GROUP)

    async def _end(self, living: asyncio.Task[None], db: Database) -> list[str]:
        self._sandbox.faults.clear()
        await self._office.until("a process is at work", lambda: living.done() or self._product.working)
        settled = ["updates: ('failed'"]  # what cannot be parsed
        if self._plan.group == "deleted":
            settled.append("('escalation', 'refused'")  # by the group; the supervisors were told privately
        for case, run in self._cases.items():
            if run.story is blocked:  # by the manager; the supervisors were told
                settled += [f"('{kind}', 'refused', {case.lead_id})" for kind in ("card", "reminder")]
        return await quiet(db, PATIENCE, *settled) + await ended(self._product, living, self._trace)

    async def _tell(self, case: Case, run: Run) -> None:
        await asyncio.sleep(run.arrives)
        if run.story is blocked:
            self._sandbox.telegram.block(case.manager.chat)
        self._office.arrive(case, run.story.__name__, event=run.event, phone=f"+7999{run.number % 10**7:07}")
        for aimed in run.faults:
            self._sandbox.faults.add(aimed.fault(case.name if aimed.service == "telegram" else f"={case.lead_id}"))
        await run.story(self._office, case)
        self._trace.say(f"== the story of {case.name} is over")

    async def _trouble(self, at: float, name: str) -> None:
        await asyncio.sleep(at)
        trouble = TROUBLES[name]
        spell = Spell(name, time.time(), settles=trouble.settles)
        self._weather.spells.append(spell)
        self._trace.say(f"!! {name}")
        try:
            await trouble.strike(self._scene)
        finally:
            spell.until = time.time()
            self._trace.say(f"!! over: {name}")


def _name(fault: Fault) -> str:
    return f"{fault.service}: {fault.kind} {fault.status}" if fault.kind in ("status", "html") else fault.kind

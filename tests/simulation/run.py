"""One run: a call centre for so many days, whatever goes wrong in them, and the verdict."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from services.storage.tables import outbox, updates
from tests.oracle.messages import kind_of
from tests.oracle.tables import leftovers
from tests.simulation import stories
from tests.simulation.cases import Case
from tests.simulation.office import Missed, Office
from tests.simulation.oracle import Oracle, Verdict
from tests.simulation.people import Employee, drawn, employ
from tests.simulation.plan import DAY, HOUR, START, Plan
from tests.simulation.trace import Trace
from tests.simulation.weather import Weather
from tests.simulation.world import Stage, staged
from tests.virtual.loop import VirtualLoop

SETTLES = 1500.0  # seconds of fair weather after which nothing may be left to do
AT_NIGHT = 0.08  # of all leads
OFF_DUTY = 0.12  # leads for whoever is not there
FATES = ("", "", "", "", "", "", "lost", "doubled")
BLOCKS = 0.1  # managers who stop the bot, a day


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    plan: Plan
    verdict: Verdict
    leads: int
    taps: int
    weather: Counter[str]
    messages: int
    trace: Trace
    seconds: float
    oracle: Oracle


def play(plan: Plan, migrated: Path, folder: Path) -> Outcome:
    """Play the run to its end and judge it; always the same for the same plan."""
    random.seed(plan.seed)  # the product's own pauses
    since, loop = time.perf_counter(), VirtualLoop(START)

    async def run() -> Outcome:
        chance = random.Random(plan.seed)
        async with staged(loop, random.Random(plan.seed + 1), migrated, folder) as stage:
            return await Run(plan, stage, chance).play(since)

    with closing(loop):
        return loop.run_until_complete(run())


class Run:
    """Everybody in their places; `play` once."""

    def __init__(self, plan: Plan, stage: Stage, chance: random.Random) -> None:
        self._plan, self._stage, self._chance = plan, stage, chance
        self._sandbox, self._trace = stage.sandbox, stage.trace
        self._managers = drawn(chance, plan.managers, START, plan.days)
        self._office = Office(stage.sandbox, stage.trace, random.Random(chance.random()), min(1.0, plan.days))
        self._weather = Weather(stage.sandbox, stage.machine, stage.disk, stage.trace, random.Random(chance.random()))
        self._weather.autopsy = stage.autopsy
        self._told: set[asyncio.Task[None]] = set()
        self._open: list[Case] = []  # leads in somebody's hands
        self._blocked: set[int] = set()
        self._faults: list[tuple[str, str]] = []
        self._checked: set[int] = set()

    async def play(self, since: float) -> Outcome:
        machine = self._stage.machine
        db = machine.database(f"sqlite:///{self._stage.disk.path}")
        await employ(self._sandbox, db, self._managers)
        self._weather.start()
        await asyncio.sleep(60)
        blowing = asyncio.create_task(self._weather.blow(self._plan.storm))
        coming = [asyncio.create_task(each) for each in (self._arrivals(), self._blocks())]
        checking = asyncio.create_task(self._checkpoints(db))
        await asyncio.sleep(self._plan.seconds)
        await _stop(*coming)
        while self._told:
            await asyncio.wait(self._told)
        await _stop(blowing, checking)
        self._weather.clear()
        await asyncio.sleep(SETTLES)
        await self._check(db)
        for left in await leftovers(db, machine.now()):
            self._faults.append(("left undone", left))
        await db.close()
        await machine.end()
        return self._outcome(since)

    def _outcome(self, since: float) -> Outcome:
        in_doubt = self._stage.in_doubt + self._lost()
        troubles = [*self._weather.troubles, *self._weather.open_trouble]
        oracle = Oracle(self._sandbox, self._office, troubles, in_doubt, self._faults, self._weather.fast)
        verdict = oracle.judge()
        return Outcome(
            self._plan,
            verdict,
            leads=len(self._office.cases),
            taps=len(self._sandbox.telegram.queries),
            weather=self._weather.counts,
            messages=sum(len(chat.messages) for chat in self._sandbox.telegram.chats.values()),
            trace=self._trace,
            seconds=time.perf_counter() - since,
            oracle=oracle,
        )

    def _lost(self) -> Counter[tuple[int, str]]:
        """Messages that were sent, and the answer of whose send reached nobody."""
        found: Counter[tuple[int, str]] = Counter()
        for lost in self._sandbox.faults.lost:
            if lost.service != "telegram" or lost.method.lower() != "sendmessage":
                continue
            result = json.loads(lost.answer.text or "{}").get("result") or {}
            place = dict(result.get("chat") or {}).get("id"), result.get("message_id")
            for case in self._office.place(place):
                message = next(each for each in case.told if (each.chat.id, each.id) == place)
                found[case.lead_id, kind_of(message, case.surname)] += 1
        return found

    # Leads

    async def _arrivals(self) -> None:
        """By day for whoever is there, most of them; some by night."""
        a_day = self._plan.managers * self._plan.leads
        while True:
            await asyncio.sleep(self._chance.expovariate(a_day / DAY) * 0.5)
            now = self._sandbox.clock()
            here = [each for each in self._managers if each.on_duty(now)]
            # Half of all moments belong to the day: at night the other half is passed over.
            if not here and self._chance.random() > AT_NIGHT:
                continue
            away = not here or self._chance.random() < OFF_DUTY
            manager = self._chance.choice(self._managers if away else here)
            self._begin(manager)

    def _begin(self, manager: Employee) -> None:
        chance, now = self._chance, self._sandbox.clock()
        fate = chance.choice(FATES)
        if manager.id in self._blocked:
            case = self._office.arrive(manager, "unreachable", fate=fate)
            story = stories.unreachable(self._office, case, self._staff)
        elif not manager.on_duty(now):
            case = self._office.arrive(manager, "away", fate=fate)
            story = stories.away(self._office, case, self._staff)
        elif chance.random() < 0.08 and len(here := self._staff(now)) > 1:
            case = self._office.arrive(manager, "reassigned", fate=fate)
            to = chance.choice([each for each in here if each is not manager])
            story = stories.reassigned(self._office, case, to)
        else:
            told, weights = zip(*stories.STORIES, strict=True)
            (chosen,) = chance.choices(told, weights)
            case = self._office.arrive(manager, chosen.__name__, fate=fate)
            story = chosen(self._office, case)
        task = asyncio.create_task(self._tell(case, story))
        self._told.add(task)
        task.add_done_callback(self._told.discard)

    def _staff(self, now: float) -> Sequence[Employee]:
        return [each for each in self._managers if each.on_duty(now) and each.id not in self._blocked]

    async def _tell(self, case: Case, story: Coroutine[Any, Any, None]) -> None:
        """To its end; then the lead is closed in the portal, sooner or later."""
        self._open.append(case)
        try:
            await story
            if not case.over:
                await asyncio.sleep(self._chance.uniform(0.05, 20 * self._office.scale**2) * HOUR)
                await stories.close(self._office, case)
            self._trace.say(f"== the story of {case.surname} is over")
        except Missed as missed:
            self._faults.append(("seen in vain", f"lead {case.lead_id} {case.surname} ({case.story}): {missed}"))
        finally:
            self._open.remove(case)

    async def _blocks(self) -> None:
        """Somebody who has no leads in hand stops the bot, and starts it again some hours later."""
        while True:
            await asyncio.sleep(self._chance.expovariate(BLOCKS * self._plan.managers / DAY / 10))
            idle = [each for each in self._managers if not self._busy(each) and each.id not in self._blocked]
            if idle:
                who = self._chance.choice(idle)
                task = asyncio.create_task(self._block(who))
                self._told.add(task)
                task.add_done_callback(self._told.discard)

    def _busy(self, manager: Employee) -> bool:
        """Whether a lead that is not over is, or was, somebody's."""
        return any(case.manager is manager or manager.chat in case.cards for case in self._open)

    async def _block(self, who: Employee) -> None:
        self._blocked.add(who.id)
        self._trace.say(f"-> {who.name} {who.id} stops the bot")
        self._sandbox.telegram.block(who.chat)
        await asyncio.sleep(self._chance.uniform(0.1, 6 * self._office.scale) * HOUR)
        while True:
            if not self._busy(who):
                break
            await asyncio.sleep(600)
        self._trace.say(f"-> {who.name} {who.id} starts the bot again")
        self._sandbox.telegram.start(who.chat)
        await asyncio.sleep(600)
        self._blocked.discard(who.id)

    # The product's own tables

    async def _checkpoints(self, db: Any) -> None:
        while True:
            await asyncio.sleep(DAY / 4)
            await self._check(db)

    async def _check(self, db: Any) -> None:
        """What was taken from Telegram is there and was worked off; what goes to the portal was not refused."""
        self._office.forget_calls()
        async with db.reading() as conn:
            failed = await conn.scalar(select(func.count()).where(updates.c.state == "failed"))
            known = set(await conn.scalars(select(updates.c.update_id)))
            refused = (
                await conn.execute(
                    select(outbox.c.id, outbox.c.kind, outbox.c.lead_id, outbox.c.error).where(
                        outbox.c.state == "refused", outbox.c.channel != "telegram"
                    )
                )
            ).all()
        if failed:
            self._faults.append(("taps lost", f"{failed} updates failed"))
        taken = self._sandbox.telegram.updates.taken
        for number in [each for each in taken if each not in self._checked]:
            self._checked.add(number)
            if number not in known:
                self._faults.append(("taps lost", f"update {number} was confirmed, and is not in the table"))
        for row in refused:
            self._faults.append(("writes lost", f"refused: {tuple(row)}"))


async def _stop(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome

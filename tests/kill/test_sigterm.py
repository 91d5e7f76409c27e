"""SIGTERM in the middle of a burst of taps: the process ends by itself, soon, and nothing is lost or doubled."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from sandbox.app import Config, Sandbox, running
from tests.kill.installation import employed, installed
from tests.kill.leftovers import quiet
from tests.kill.office import MANAGERS, Case, Groups, Office, people
from tests.kill.oracle import Oracle
from tests.kill.playing import abandoned
from tests.kill.product import ENDS_WITHIN
from tests.kill.run import CALLERS
from tests.kill.stories import IN_WORK, REFERRAL, SOURCE, TAKE, said
from tests.kill.trace import Trace

PATIENCE = 60.0
SPREAD = 40  # requests that a burst makes at least: the signal comes with one of them


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed-{seed}") for seed in (1, 2, 3)])
async def test_the_process_ends_by_itself_and_the_next_one_goes_on(seed: int, tmp_path: Path) -> None:
    async with running(Config(port=0)) as sandbox:
        burst = Burst(sandbox, f"sqlite:///{tmp_path / 'five-minutes.db'}", tmp_path, random.Random(seed))
        faults = await burst.play()
    if faults:
        pytest.fail("\n".join([*faults, str(burst.trace), burst.product.said()]), pytrace=False)


class Burst:
    """Twelve managers tap two buttons each at once, and the process is told to end amid that."""

    def __init__(self, sandbox: Sandbox, database_url: str, folder: Path, chance: random.Random) -> None:
        self._sandbox, self._database_url, self._at = sandbox, database_url, chance.randrange(SPREAD)
        self.trace, groups = Trace(), Groups.drawn(chance)
        people(sandbox, self.trace)
        self.product = installed(
            sandbox, database_url, folder, groups, self.trace, webhook=chance.random() < 0.5, plan="standard"
        )
        self._office = Office(sandbox, self.trace, chance, groups, patience=PATIENCE, taps_again=PATIENCE)
        self._cases = [Case(name, manager) for name, manager in zip(CALLERS, MANAGERS, strict=True)]
        self._enough = asyncio.Event()
        self._counted: int | None = None

    async def play(self) -> list[str]:
        """What went wrong."""
        self._sandbox.faults.on_request = self._on_request
        db = await employed(self._database_url)
        living = asyncio.create_task(self.product.live())
        try:
            await self._burst(living)
            living = asyncio.create_task(self.product.live())
            await asyncio.gather(*map(self._done, self._cases))
            faults = await quiet(db, PATIENCE)
            await self.product.end(living)
        finally:
            await abandoned(self.product, living)
            await db.close()
        return faults + Oracle(self._sandbox, self._office, self.product, self._cases, {}).judge().faults

    async def _burst(self, living: asyncio.Task[None]) -> None:
        await self._office.until("the process is at work", lambda: self.product.lives and self.product.life.at_work)
        for case in self._cases:
            self._office.arrive(case, "burst", event="")
        for case in self._cases:
            await self._office.see(case, case.manager.chat, "Заявка с сайта")
        self._counted = 0
        for case in self._cases:
            await self._office.tap(case, case.manager, REFERRAL)
            case.tapped = await self._office.tap(case, case.manager, TAKE)
            case.changes += [(SOURCE, "RECOMMENDATION"), IN_WORK]
            case.comments += [said(REFERRAL, case.manager), said(TAKE, case.manager)]
            case.shows = (case.manager.chat, f"✅ {TAKE}")
        async with asyncio.timeout(PATIENCE):
            await self._enough.wait()
        assert await self.product.end(living) < ENDS_WITHIN

    def _on_request(self, _number: int, _service: str, method: str, moment: str) -> None:
        self.product.heard(method)
        if self._counted is not None and moment == "before":
            self._counted += 1
            if self._counted > self._at:
                self._enough.set()

    async def _done(self, case: Case) -> None:
        await self._office.see(case, case.manager.chat, f"✅ {TAKE}")
        case.seen = time.time()

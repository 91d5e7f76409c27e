"""What goes wrong, drawn from the seed: both services, the network, the machine, the people."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import cast

from sandbox.app import Sandbox
from sandbox.faults import Fault, Kind, Moment, Service
from tests.simulation.cases import Span
from tests.simulation.plan import DAY, HOUR
from tests.simulation.trace import Trace
from tests.virtual.machine import Life, Machine
from tests.virtual.sqlite import Disk

SERVICES: tuple[Service, ...] = ("telegram", "bitrix24")
STATUSES = {"telegram": (429, 500, 502), "bitrix24": (429, 500, 502, 503)}
KINDS = ("status", "status", "html", "cut_before", "cut_after", "cut_after", "slow")
SETTLE, MEND = 90.0, 300.0  # seconds until a short fault, and an outage, have left no trace
WARM = 60.0  # the same after a start
# How often a day, on average.
FAULTS, KILLS, ENDINGS, OUTAGES, DISORDERS, FULL_DISKS, SHUT, CLOCKS = 60, 3, 0.3, 0.4, 6, 0.2, 0.2, 0.5
AT_WORK = ("getUpdates",)  # what a process asks when it is at work


class Weather:
    """`troubles`: when the assistant cannot be held to its minutes. `counts`: what went wrong, how often.

    `fast`: when the machine's clock was ahead, and by how many seconds.
    """

    def __init__(self, sandbox: Sandbox, machine: Machine, disk: Disk, trace: Trace, chance: random.Random) -> None:
        self.troubles: list[Span] = []
        self.fast: list[tuple[Span, float]] = []
        self.counts: Counter[str] = Counter()
        self.autopsy: Callable[[], None] = lambda: None  # after a kill, before the next start
        self.over = False
        self._sandbox, self._machine, self._disk, self._trace, self._chance = sandbox, machine, disk, trace, chance
        self._loop = asyncio.get_running_loop()
        self._hooks = dict(sandbox.portal.webhooks)
        self._requests_left: int | None = None
        self._moment: Moment = "after"
        self._down_since: float | None = None
        sandbox.faults.on_request = self._on_request
        machine.on_end = self._ended

    def start(self) -> None:
        """The first process."""
        self._down_since = self._sandbox.clock()
        self._machine.start()

    async def blow(self, storm: float) -> None:
        """Until it is cancelled; `storm`: so many times what is usual."""
        kinds: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            (FAULTS, self._fault),
            (KILLS, self._kill),
            (ENDINGS, self._end),
            (OUTAGES, self._outage),
            (DISORDERS, self._disorder),
            (FULL_DISKS, self._full_disk),
            (SHUT, self._shut),
            (CLOCKS, self._clock),
        ]
        async with asyncio.TaskGroup() as group:
            for a_day, strike in kinds:
                group.create_task(self._again(DAY / a_day / storm, strike))

    def clear(self) -> None:
        """The end of all troubles."""
        self.over, self._requests_left = True, None
        self._sandbox.faults.clear()
        self._sandbox.portal.webhooks.update(self._hooks)
        self._sandbox.portal.events.release()
        self._sandbox.telegram.revoked = False
        self._machine.skew = 0.0
        self._disk.fill(full=False)

    async def _again(self, mean: float, strike: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(self._chance.expovariate(1 / mean))
            await strike()

    async def _fault(self) -> None:
        service = self._chance.choice(SERVICES)
        kind, status = cast("Kind", self._chance.choice(KINDS)), self._chance.choice(STATUSES[service])
        wait = self._chance.randint(1, 30) if status == 429 else None
        times, seconds = self._chance.randint(1, 4), self._chance.uniform(1, 70)
        self._sandbox.faults.add(Fault(service, kind, "*", times, status, wait, seconds))
        self._note(f"{kind} {status if kind in ('status', 'html') else ''}".strip(), f"{service} ×{times}")
        left = [fault for fault in self._sandbox.faults.active if fault.service == service]
        since = self._sandbox.clock()
        while any(fault in self._sandbox.faults.active for fault in left):
            await asyncio.sleep(10)
            if self._sandbox.clock() > since + 900:
                break
        self._trouble(since, self._sandbox.clock() + seconds + SETTLE + (wait or 0))

    async def _outage(self) -> None:
        service, seconds = self._chance.choice(SERVICES), self._chance.uniform(0.2, 1) * HOUR
        since = self._sandbox.clock()
        self._sandbox.faults.add(Fault(service, "down", times=None, status=502, until=since + seconds))
        self._note("outage", f"{service} {seconds / 60:.0f} min")
        self._trouble(since, since + seconds + MEND)

    async def _disorder(self) -> None:
        """Events are held back, and come in another order."""
        since = self._sandbox.clock()
        self._note("disorder", "events are held")
        self._sandbox.portal.events.hold()
        await asyncio.sleep(self._chance.uniform(5, 120))
        self._sandbox.portal.events.release(lambda held: self._chance.sample(held, len(held)))
        self._trouble(since, self._sandbox.clock() + WARM)

    async def _full_disk(self) -> None:
        since = self._sandbox.clock()
        self._note("disk", "full")
        self._disk.fill(full=True)
        await asyncio.sleep(self._chance.uniform(10, 180))
        self._disk.fill(full=False)
        self._note("", "the disk has room again")
        self._trouble(since, self._sandbox.clock() + SETTLE)

    async def _shut(self) -> None:
        """The webhook is deleted, or the token revoked; somebody cures it."""
        since, portal, telegram = self._sandbox.clock(), self._sandbox.portal, self._sandbox.telegram
        which = self._chance.choice(SERVICES)
        self._note("shut", which)
        if which == "telegram":
            telegram.revoked = True
        else:
            portal.webhooks.clear()
        await asyncio.sleep(self._chance.uniform(60, 1200))
        telegram.revoked = False
        portal.webhooks.update(self._hooks)
        self._note("", f"{which} is cured")
        self._trouble(since, self._sandbox.clock() + MEND)

    async def _clock(self) -> None:
        """The machine's clock is wrong, until it is set right."""
        since = self._sandbox.clock()
        self._machine.skew = self._chance.uniform(-600, 600)
        self._note("clock", f"{self._machine.skew:+.0f} s")
        await asyncio.sleep(self._chance.uniform(10, 1800))
        skew, self._machine.skew = self._machine.skew, 0.0
        self._note("", "the clock is right again")
        self.fast.append((Span(since, self._sandbox.clock()), max(0.0, skew)))
        self._trouble(since, self._sandbox.clock() + abs(skew) + MEND)

    async def _kill(self) -> None:
        """kill -9 at one of the next requests, before or after it was carried out, or at any moment."""
        self._moment = self._chance.choice(("before", "after"))
        self._requests_left = self._chance.randrange(8)
        await asyncio.sleep(self._chance.uniform(0, 600))
        if self._requests_left is not None:
            self._requests_left = None
            self._die("at any moment")

    async def _end(self) -> None:
        """A new version is installed."""
        if self._machine.alive:
            self._note("SIGTERM")
            await self._machine.end()

    def _on_request(self, _number: int, _service: str, method: str, moment: Moment) -> None:
        if method in AT_WORK and self._down_since is not None and self._machine.alive:
            self._trouble(self._down_since, self._sandbox.clock() + WARM)
            self._down_since = None
            self._trace.say("== at work")
        if self._requests_left is None or moment != self._moment:
            return
        if self._requests_left:
            self._requests_left -= 1
            return
        self._requests_left = None
        self._die(f"{moment} {method}")

    def _die(self, where: str) -> None:
        if self._machine.alive:
            self._note("kill -9", where)
            self._machine.kill()

    def _ended(self, life: Life) -> None:
        """Somebody starts it again, sooner or later."""
        if life.failure:
            self._note("start refused", f"{type(life.failure).__name__}: {life.failure}")
        if self._down_since is None:
            self._down_since = (life.died or self._sandbox.clock()) - 30.0
        self.autopsy()
        if not (self.over and not life.killed and not life.failure):
            pause = self._chance.choice((0.5, 5.0, 5.0, 20.0, self._chance.uniform(30, 900)))
            self._loop.call_later(pause, self._restart)

    def _restart(self) -> None:
        if not self._machine.alive:
            self._trace.say("== starts")
            self._machine.start()

    @property
    def open_trouble(self) -> list[Span]:
        """A process that has not come back yet."""
        return [] if self._down_since is None else [Span(self._down_since)]

    def _trouble(self, since: float, until: float) -> None:
        self.troubles.append(Span(since, until))

    def _note(self, what: str, more: str = "") -> None:
        if what:
            self.counts[what] += 1
        self._trace.say(f"XX {what} {more}")

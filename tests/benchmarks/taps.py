"""Tap → answer, a burst of taps, and how what was tapped reaches the portal."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Table, func, select

from sandbox.faults import Fault
from services.storage.database import Database
from services.storage.tables import choices, outbox
from services.telegram.callbacks import ActTap
from tests.benchmarks.processes import BenchFailed, Program, finished, product, running, until
from tests.benchmarks.schedule import play, shuffled
from tests.benchmarks.stage import Scene, Stage

ACTIONS = ("take", "no_answer", "take", "referral", "no_answer")  # of op10, each tap on a lead of its own
ANSWERED_WITHIN, STORED_WITHIN, WRITTEN_WITHIN = 60, 10, 120  # seconds
WRITES = ("crm.item.update", "crm.timeline.comment.add")
WAITING = (outbox.c.channel == "bitrix24", outbox.c.state.in_(("waiting", "leased")))


@dataclass
class Tapped:
    """What came of the taps of a run; times in seconds."""

    count: int
    waits: list[float] = field(default_factory=list)  # from each press to its answer
    span: float = 0.0  # from the first press to the last answer
    started: float = 0.0  # what the program's start took
    stored: int = 0  # choices in the database
    refusals: int = 0

    @property
    def rate(self) -> float:
        """Answered a second."""
        return self.count / self.span


@dataclass
class Written:
    """How the portal learnt of the taps."""

    writes: int  # fields set and comments added, each a command
    hits: int  # requests to the portal from the first tap on
    write_hits: int  # those of them that wrote
    seconds: float  # from the last tap to the last write
    floor_seconds: float = 0.0


async def bare(stage: Stage, at: Sequence[float]) -> Tapped:
    """The same taps, answered by bare aiogram."""
    async with stage.opened() as scene, _bare_bot(scene) as program:
        return await tap(scene, at, program)


async def ours(stage: Stage, at: Sequence[float], *, slow_portal: float = 0.0, profile: str = "") -> Tapped:
    """Tap a card at each of the times; `slow_portal`: seconds that Bitrix24 takes for every answer."""
    async with stage.opened() as scene, product(scene, profile) as program:
        if slow_portal:
            scene.sandbox.faults.add(Fault("bitrix24", "slow", times=None, seconds=slow_portal))
        tapped = await tap(scene, at, program)
        tapped.stored = await _stored(scene, len(at))
        return tapped


async def ours_written(stage: Stage, at: Sequence[float]) -> tuple[Tapped, Written]:
    """The same, until the portal knows everything."""
    async with stage.opened() as scene, product(scene) as program:
        before = len(scene.sandbox.portal.calls)
        tapped = await tap(scene, at, program)
        await _counted(scene, outbox, lambda left: not left, WRITTEN_WITHIN, "the last writes", *WAITING)
        tapped.stored, tapped.refusals = await _stored(scene, len(at)), scene.refusals
        written = _written(scene, before)
    written.floor_seconds = await _write_bare(stage, -(-written.writes // 2))
    return tapped, written


@asynccontextmanager
async def _bare_bot(scene: Scene) -> AsyncIterator[Program]:
    telegram = scene.sandbox.telegram
    async with running(
        ["tests.benchmarks.floors", "answer", scene.sandbox.url, telegram.token], scene.folder
    ) as program:
        await scene.polled()
        yield program


async def tap(scene: Scene, at: Sequence[float], program: Program) -> Tapped:
    """Tap a card at each of the times, and wait for the answers."""
    telegram = scene.sandbox.telegram
    order = shuffled(len(at))
    pressed: list[str] = []

    def press(number: int) -> None:
        card = scene.cards[order[number]]
        data = ActTap(lead=card.lead_id, action=ACTIONS[number % len(ACTIONS)], version=0).pack()
        # Some of these buttons stand behind «Ещё…»: the way there is not measured.
        pressed.append(telegram.press(card.chat_id, card.chat_id, card.message_id, data, forged=True))

    await play(at, press)
    await until(lambda: len(telegram.answers) >= len(at), ANSWERED_WITHIN, "the last answers")
    times = [(telegram.queries[query].at, telegram.answers[query]["at"]) for query in pressed]
    waits = [answered - asked for asked, answered in times]
    span = max(answered for _, answered in times) - min(asked for asked, _ in times)
    return Tapped(len(at), waits, span, program.seconds, refusals=scene.refusals)


def _written(scene: Scene, before: int) -> Written:
    calls = scene.sandbox.portal.calls[before:]
    writes = [call for call in calls if call.batched and call.method in WRITES]
    hits = [call for call in calls if not call.batched]
    write_hits = sum(any(method in str(call.params.get("cmd")) for method in WRITES) for call in hits)
    last_tap = max(query.at for query in scene.sandbox.telegram.queries.values())
    return Written(len(writes), len(hits), write_hits, max(0.0, max(call.at for call in writes) - last_tap))


async def _write_bare(stage: Stage, leads: int) -> float:
    async with stage.opened() as scene:
        scene.sandbox.portal.bucket = None
        command = ["write", scene.sandbox.webhook_url, str(scene.cards[0].lead_id), str(leads)]
        return float(await finished(["tests.benchmarks.floors", *command], scene.folder))


async def _stored(scene: Scene, count: int) -> int:
    """Choices in the database; the last answers may be faster than the last commits."""
    return await _counted(scene, choices, lambda kept: kept >= count, STORED_WITHIN, "the last commits")


async def _counted(
    scene: Scene,
    table: Table,
    enough: Callable[[int], bool],
    seconds: float,
    what: str,
    *which: ColumnElement[bool],
) -> int:
    """Rows of a table, once there are enough; raises BenchFailed after `seconds`."""
    db, deadline = Database(scene.settings["DATABASE_URL"]), time.monotonic() + seconds
    try:
        while True:
            async with db.reading() as conn:
                count = int(await conn.scalar(select(func.count()).select_from(table).where(*which)) or 0)
            if enough(count):
                return count
            if time.monotonic() > deadline:
                raise BenchFailed(f"{what} did not come within {seconds:.0f} s")
            await asyncio.sleep(0.1)
    finally:
        await db.close()

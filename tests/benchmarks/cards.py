"""Event → card: from a lead's creation in the portal to its card in the manager's chat."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.benchmarks.processes import Program, product, running, until
from tests.benchmarks.schedule import play
from tests.benchmarks.stage import Scene, Stage
from tests.benchmarks.world import CHATS_FROM, add_lead

ARRIVED_WITHIN = 60  # seconds
NUMBER = re.compile(r"Заявка № (\d+)")


@dataclass
class Arrived:
    """What came of the leads of a run; times in seconds."""

    waits: list[float]
    refusals: int


async def bare(stage: Stage, at: Sequence[float]) -> Arrived:
    """The same leads, read by bare httpx and sent by bare aiogram; a read a lead is more than a portal allows."""
    async with stage.opened() as scene, _bare_bot(scene):
        return await create(scene, at)


async def ours(stage: Stage, at: Sequence[float]) -> Arrived:
    """A lead appears at each of the times; managers take turns."""
    async with stage.opened() as scene, product(scene):
        return await create(scene, at)


@asynccontextmanager
async def _bare_bot(scene: Scene) -> AsyncIterator[Program]:
    sandbox = scene.sandbox
    sandbox.portal.bucket = None
    command = ["card", sandbox.url, sandbox.telegram.token, sandbox.webhook_url, str(CHATS_FROM)]
    async with running(["tests.benchmarks.floors", *command], scene.folder) as program:
        sandbox.send_events_to(program.address)
        yield program


async def create(scene: Scene, at: Sequence[float]) -> Arrived:
    """A lead appears at each of the times; until the last card is there."""
    sandbox = scene.sandbox
    first = len(scene.cards)
    created: dict[int, float] = {}
    shown: dict[int, float] = {}

    def note(change: dict[str, int | str]) -> None:
        if change["what"] == "message":
            message = sandbox.telegram.chats[int(change["chat_id"])].find(int(change["message_id"]))
            if message and (found := NUMBER.search(message.plain)):
                shown.setdefault(int(found[1]), message.date)

    def add(number: int) -> None:
        created[first + number] = sandbox.clock()
        add_lead(sandbox, first + number)

    sandbox.telegram.listeners.append(note)
    await play(at, add)
    await until(lambda: len(shown) >= len(at), ARRIVED_WITHIN, "the last cards")
    return Arrived([shown[number] - moment for number, moment in created.items()], scene.refusals)

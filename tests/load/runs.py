"""What is measured under load, each on a fresh stage: the product as a process of its own, both stand-ins here."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import func, select

from services.storage import board_store
from services.storage.database import Database
from services.storage.tables import choices, outbox
from services.telegram.callbacks import ActTap
from tests.benchmarks import cards, pages, taps
from tests.benchmarks.processes import product, running, until
from tests.benchmarks.schedule import moments
from tests.benchmarks.stage import Scene, Stage
from tests.benchmarks.table import percentile
from tests.conftest import Postgres
from tests.load import month
from tests.load.sizes import Amounts
from tests.load.table import Figure

KEEPERS = -1005000000002
LISTED = 10  # tickets in one message
WRITES = ("crm.item.update", "crm.timeline.comment.add")
PATIENCE = 600  # seconds

RECOVERS = 30  # seconds until the bucket of 50 requests, two of which leak a second, is ours again
FEW = 6  # hits that a quiet product costs in that time
MS = 1000


class Load:
    """Every method gives figures with what they should be."""

    def __init__(self, folder: Path, amounts: Amounts, postgres: Postgres | None) -> None:
        self._folder, self._amounts, self._postgres = folder, amounts, postgres
        folder.mkdir()

    async def _stage(self, name: str, leads: int) -> Stage:
        place = self._folder / name
        place.mkdir()
        stage = Stage(place, leads, self._postgres)
        await stage.prepare()
        return stage

    async def burst(self) -> AsyncIterator[Figure]:
        """All leads at once; then everybody taps at once, and the portal hears of it."""
        count = self._amounts.leads
        stage = await self._stage("burst", 0)
        async with stage.opened() as scene, product(scene) as program:
            before = await _size(scene.settings["DATABASE_URL"])
            arrived = await cards.create(scene, [0.0] * count)
            ceiling = count / 30
            yield Figure(f"{count} leads at once: the last card", max(arrived.waits), "s", at_most=ceiling * 1.05)
            yield Figure("… 429 and 503 provoked", scene.refusals, "", at_most=0)
            async for figure in _tapped(scene, count):
                yield figure
            grown = (await _size(scene.settings["DATABASE_URL"]) - before) / count / 1024
            yield Figure("database growth a lead, with card, tap and write-back", grown, "KiB")
            yield Figure("memory after that", program.megabytes, "MB", at_most=220)

    async def taps(self) -> AsyncIterator[Figure]:
        """So many taps a second for a minute."""
        amounts = self._amounts
        count = round(amounts.taps_a_second * amounts.tap_seconds)
        stage = await self._stage("taps", count)
        async with stage.opened() as scene, product(scene) as program:
            first = program.megabytes
            tapped = await taps.tap(scene, moments(count, amounts.tap_seconds), program)
            name = f"{amounts.taps_a_second} taps a second for {amounts.tap_seconds:.0f} s"
            stored = await _stored(scene, count)
            yield Figure(f"{name}: answered a second", tapped.rate, "/s", at_least=0.95 * amounts.taps_a_second)
            yield Figure("… tap → answer, p50", percentile(tapped.waits, 0.5) * MS, "ms")
            yield Figure("… p99", percentile(tapped.waits, 0.99) * MS, "ms")
            yield Figure("… taps not stored", count - stored, "", at_most=0)
            yield Figure("… memory before", first, "MB", at_most=220)
            yield Figure("… and after", program.megabytes, "MB", at_most=220)

    async def month(self) -> AsyncIterator[Figure]:
        """A month of leads in the database, and what falls due on an ordinary day, squeezed into seconds."""
        amounts = self._amounts
        stage = await self._stage("month", 1)
        async with stage.opened() as scene:
            name = (
                f"{amounts.due} due in {amounts.due_seconds:.0f} s, {amounts.open_deadlines} open, all at work: late by"
            )
            late = await month.lateness(scene, amounts.due, amounts.due_seconds, amounts.open_deadlines)
            disk = await asyncio.to_thread(month.disk, scene.folder, amounts.due_seconds)
            yield Figure(f"{name}, p50", percentile(late, 0.5) * MS, "ms")
            yield Figure("… p99", percentile(late, 0.99) * MS, "ms", at_most=10)
            yield Figure("… the disk alone, p99", percentile(disk, 0.99) * MS, "ms")
            yield Figure("… missed", amounts.due - len(late), "", at_most=0)
            async for figure in _looked_at(scene, amounts.due + amounts.open_deadlines // month.RUNGS):
                yield figure
            async for figure in self._restarted(scene):
                yield figure

    async def _restarted(self, scene: Scene) -> AsyncIterator[Figure]:
        """Ready again on that database: the middle of five starts, imports taken off."""
        ours, imports, memory = list[float](), list[float](), 0.0
        for _ in range(5):
            async with product(scene) as program:
                ours.append(program.seconds)
            async with running(["tests.benchmarks.imports"], scene.folder, scene.settings) as program:
                imports.append(program.seconds)
                memory = program.megabytes
        beyond = (percentile(ours, 0.5) - percentile(imports, 0.5)) * MS
        yield Figure("restart: at work beyond imports", beyond, "ms", at_most=100)
        yield Figure("… memory of the imports alone", memory, "MB")

    async def storm(self) -> AsyncIterator[Figure]:
        """Everybody asks for the source at once, in one group; a fresh lead meanwhile is not kept waiting."""
        count = self._amounts.tickets
        stage = await self._stage("storm", count)
        async with stage.opened() as scene:
            scene.settings["SOURCES_CHAT_ID"] = str(KEEPERS)
            async with product(scene):
                group = scene.sandbox.telegram.chats[KEEPERS]
                for card in scene.cards:
                    data = ActTap(lead=card.lead_id, action="ask_source", version=0).pack()
                    scene.sandbox.telegram.press(card.chat_id, card.chat_id, card.message_id, data, forged=True)
                arrived = await cards.create(scene, [1.0])
                yield Figure(f"a fresh lead amid {count} tickets: its card", max(arrived.waits), "s", at_most=2)
                since = time.monotonic()
                await _told(scene.settings["DATABASE_URL"])
                yield Figure(f"{count} tickets to one group: all told after", time.monotonic() - since + 1, "s")
                few = count / LISTED + 3  # the first may go before the others are there
                yield Figure("… in so many messages", len(group.messages), "", at_most=few)
                lines = [line for message in group.messages for line in message.plain.splitlines()]
                named = sum(line.startswith("🏷") for line in lines)  # alone, or in a list
                yield Figure("… tickets missed or doubled", abs(count - named), "", at_most=0)
                yield Figure("… 429 provoked", scene.refusals, "", at_most=0)


async def _looked_at(scene: Scene, count: int) -> AsyncIterator[Figure]:
    """The month in the supervisors' pages: nothing of it is missing there."""
    staff_id = await month.supervisor(scene)
    async with product(scene) as program:
        looked = await pages.look(program, scene.settings, staff_id)
    for name, seconds in looked.seconds.items():
        yield Figure(f"page: {name}, p50", percentile(seconds, 0.5) * MS, "ms")
    board, report = looked.told["board"]["leads"], looked.told["report of the month"]
    came = await month.came_since(scene, report["first"])
    yield Figure("… leads that the list does not show", max(0, count - looked.told["list"]["found"]), "", at_most=0)
    yield Figure("… leads that the report of the month does not count", came - report["received"], "", at_most=0)
    yield Figure("… leads on the board", len(board), "", at_least=min(count, board_store.MOST))


async def _tapped(scene: Scene, count: int) -> AsyncIterator[Figure]:
    """Everybody takes a lead, when the portal's limit has recovered: how soon the portal knows."""
    telegram, portal = scene.sandbox.telegram, scene.sandbox.portal
    await until(lambda: _hits(scene, RECOVERS) <= FEW, PATIENCE, "a full bucket", every=0.5)
    buttons = [
        (chat.id, message.id, button["callback_data"])
        for chat in telegram.chats.values()
        for message in chat.messages
        for row in message.rows
        for button in row
        if button.get("callback_data", "").endswith(":take:0:0")
    ]
    before, since = len(portal.writes), time.time()
    for chat_id, message_id, data in buttons:
        telegram.press(chat_id, chat_id, message_id, data)
    await until(lambda: _written(scene, before) >= count, PATIENCE, "the last write", every=0.1)
    yield Figure(f"{len(buttons)} taps at once: all written to the portal", time.time() - since, "s", at_most=25)
    await until(lambda: sum(map(len, portal.timelines.values())) >= count, PATIENCE, "the last comment", every=0.1)
    yield Figure("… and told in the timelines", time.time() - since, "s")
    yield Figure("… taps not answered", count - len(telegram.answers), "", at_most=0)
    answered = [each["at"] for each in telegram.answers.values()]
    asked = min(each.at for each in telegram.queries.values())
    yield Figure("… answered a second", count / (max(answered) - asked), "/s", at_least=800)


def _hits(scene: Scene, seconds: float) -> int:
    """How often the portal was asked lately; twins that were left out in a burst are looked up after it."""
    since = time.time() - seconds
    return sum(not call.batched and call.at > since for call in scene.sandbox.portal.calls)


def _written(scene: Scene, before: int) -> int:
    return sum(write.field == "stageId" for write in scene.sandbox.portal.writes[before:])


async def _told(database_url: str) -> None:
    """Until no ticket waits to be sent."""
    waiting = select(func.count()).where(outbox.c.kind == "ticket", outbox.c.state.in_(("waiting", "leased")))
    db, deadline = Database(database_url), time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline:
            async with db.reading() as conn:
                if not await conn.scalar(waiting):
                    return
            await asyncio.sleep(0.2)
    finally:
        await db.close()


async def _stored(scene: Scene, count: int) -> int:
    db = Database(scene.settings["DATABASE_URL"])
    try:
        deadline = time.monotonic() + 10
        while True:
            async with db.reading() as conn:
                stored = await conn.scalar(select(func.count()).select_from(choices)) or 0
            if stored >= count or time.monotonic() > deadline:
                return int(stored)
    finally:
        await db.close()


async def _size(database_url: str) -> int:
    """Bytes of the database."""
    db = Database(database_url)
    try:
        async with db.reading() as conn:
            query = func.pg_database_size(func.current_database()) if not db.sqlite else None
            if query is not None:
                return int(await conn.scalar(select(query)) or 0)
        path = Path(database_url.removeprefix("sqlite:///"))
        return sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.exists())
    finally:
        await db.close()

"""Reports go out: by themselves at the times of the regulation, once each, and when somebody asks."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services import overseeing
from services.bells import Bell, Bells
from services.domain import access
from services.domain.decision import Refusal
from services.domain.people import Person, Role
from services.domain.register import Span, days_of
from services.domain.report import FURTHEST, PARTS
from services.domain.report_rules import CHAT, Occasion, occasions
from services.domain.slots import day_of
from services.rulebook import Rulebook
from services.storage import history_store, marks_store, outbox_store, staff_store, updates_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.telling import Chats

SHARED = "report_shared"  # in the history
PRIORITY = 5  # behind everything that somebody waits for


class ReportSending:
    """What is to be sent are rows of the outbox, written with the mark that says so."""

    def __init__(
        self, db: Database, rulebook: Rulebook, chats: Chats, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._rulebook, self._chats, self._bells, self._now = db, rulebook, chats, bells, now

    async def work(self) -> int:
        """Send what has become due since the last look, each once, whichever process looks; how many there were."""
        rules, now = self._rulebook.rules, self._now()
        sent = 0
        for occasion in occasions(rules.reports, rules.zone, now):
            async with self._db.writing() as conn:
                sent += await self._send(conn, occasion)
        if sent:
            self._bells.ring([Bell.TELEGRAM])
        return sent

    async def _send(self, conn: AsyncConnection, occasion: Occasion) -> int:
        name = marks_store.reported(occasion.span.value)
        first = await marks_store.get(conn, name) is None
        if not await marks_store.advance(conn, name, occasion.at.isoformat()) or first:
            return 0  # at the very first look: what was due before we came is nobody's
        for to in await self._to(conn):
            await self._queue(conn, occasion.span, occasion.first, to)
        return 1

    async def _to(self, conn: AsyncConnection) -> list[Mapping[str, Any]]:
        """The supervisors' group, and everybody of the roles; without a group its people."""
        rules = self._rulebook.rules.reports
        roles, found = set(rules.roles), list[Mapping[str, Any]]()
        if CHAT in rules.to and self._chats.supervisors is not None:
            found.append({"chat": self._chats.supervisors})
        elif CHAT in rules.to:
            roles |= {Role.SUPERVISOR, Role.ADMIN}
        people = [person for person in await staff_store.everyone(conn) if person.reachable and person.has(*roles)]
        return [*found, *({"staff": person.id} for person in people)]

    async def ask(self, update_id: int, person: Person, words: str) -> Refusal | None:
        """`words`: what stands behind the command – nothing, «week» or «month», and how many of them ago."""
        span, shift = read(words)
        refusal = access.to_report(person) or (None if span else Refusal("report-span"))
        if refusal or span is None:
            return refusal
        first, _ = days_of(span, -shift, day_of(self._now(), self._rulebook.rules.zone))
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            await self._queue(conn, span, first, {"staff": person.id, "asked": person.id})
        self._bells.ring([Bell.TELEGRAM])
        return None

    async def share(self, person: Person, span: Span, shift: int) -> Refusal | None:
        """A supervisor sends a report at once to those who get it by the regulation; without any, to themselves."""
        if refusal := access.to_supervise(person):
            return refusal
        if not -FURTHEST <= shift <= 0:
            return Refusal("stale")
        now = self._now()
        first, last = days_of(span, shift, day_of(now, self._rulebook.rules.zone))
        async with self._db.writing() as conn:
            if await history_store.happened(conn, 0, SHARED, now - overseeing.SAME, person.id):
                return Refusal("report-just-sent")
            for to in await self._to(conn) or [{"staff": person.id}]:
                await self._queue(conn, span, first, to)
            told = {"first": f"{first:%d.%m}", "last": f"{last:%d.%m}"}
            await history_store.record(conn, 0, now, person.id, SHARED, told, person.whence)
        self._bells.ring([Bell.TELEGRAM])
        return None

    async def _queue(self, conn: AsyncConnection, span: Span, first: date, to: Mapping[str, Any]) -> None:
        lane = f"r{to.get('chat', '')}{to.get('staff', '')}:report"
        told = {"span": span.value, "first": first.isoformat(), **to}
        entries = [outbox_store.New(TELEGRAM, lane, "report", {**told, "part": part}, PRIORITY) for part in PARTS]
        await outbox_store.add(conn, entries, self._now())


def read(words: str) -> tuple[Span | None, int]:
    """«week», «неделя 1» (the one before): a span and how many ago; None when it cannot be told."""
    name, _, number = words.strip().lower().partition(" ")
    known = {"": Span.DAY, "day": Span.DAY, "week": Span.WEEK, "month": Span.MONTH}
    spoken = {"день": Span.DAY, "сегодня": Span.DAY, "неделя": Span.WEEK, "месяц": Span.MONTH}
    shift = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0
    return (known | spoken).get(name), shift

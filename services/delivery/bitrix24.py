"""The outbox's way to Bitrix24: up to 50 leads in one hit, looked at before they are written."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.bitrix24.errors import MENDABLE, SCOPE
from services.decisions import Carrier
from services.delivery.backoff import SHUT_OUT, wait
from services.delivery.leasing import Leasing
from services.delivery.refusals import tell_refused
from services.domain.decision import Decision, Record, Redraw
from services.domain.flow.write_back import Plan, plan
from services.domain.gateways import (
    NOT_FOUND,
    UNSURE,
    AddComment,
    Crm,
    CrmWrite,
    PullTrigger,
    Refused,
    TryLater,
    WriteFields,
    WriteOutcome,
)
from services.domain.lead import Change, Lead, PortalLead
from services.storage import inbox_store, leads_store, outbox_store
from services.storage.database import Database
from services.storage.outbox_store import BITRIX24, Entry
from services.telegram.texts import Texts

log = logging.getLogger(__name__)

BUNDLE = 50  # commands in one hit, and leads in one look
TAKEN = 2 * BUNDLE  # a choice is a write of fields and a comment: one look is enough for both bundles
SKEW = timedelta(minutes=5)  # by which the portal's clock may differ from ours


@dataclass(frozen=True, slots=True)
class Job:
    """An entry with the write it came to; no write: `instead` says why, None when it is done or not ours any more."""

    entry: Entry
    write: CrmWrite | None
    plan: Plan | None = None
    instead: Refused | None = None


class Bitrix24Delivery:
    """Writes what people chose. Field writes are absolute and compare first; a comment looks for its twin."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        texts: Texts,
        carrier: Carrier,
        bells: Bells,
        now: Callable[[], datetime],
        worker: str,
        written: Callable[[float], None],
    ) -> None:
        """`written` is told of each write how many seconds after the choice it arrived."""
        self._db, self._crm, self._texts, self._carrier = db, crm, texts, carrier
        self._written = written
        self.refused = 0
        self._bells, self._now = bells, now
        self._leasing = Leasing(db, BITRIX24, now, worker)

    async def step(self) -> float | None:
        """Write what waits, a bundle or two; seconds until something else may go out, None when nothing waits."""
        entries = await self._leasing.take(TAKEN)
        if not entries:
            return await self._leasing.until_next()
        ordered = sorted(entries, key=lambda entry: entry.kind != "fields")  # written right after they were looked at
        for start in range(0, len(ordered), BUNDLE):
            await self._write(ordered[start : start + BUNDLE])
        self._leasing.done()
        return 0.0

    async def _write(self, entries: Sequence[Entry]) -> None:
        try:
            jobs = await self._prepare(entries)
            writes = [job.write for job in jobs if job.write]
            outcomes = iter(await self._crm.write(writes) if writes else [])
        except (TryLater, Refused) as problem:
            await self._settle_all([(Job(entry, None), problem) for entry in entries])
        else:
            await self._settle_all([(job, next(outcomes) if job.write else job.instead) for job in jobs])

    async def _prepare(self, entries: Sequence[Entry]) -> list[Job]:
        """Look before writing: the leads as they are now, and whether a comment is there already."""
        ids = sorted({entry.lead_id for entry in entries if entry.kind == "fields" and entry.lead_id})
        fresh = await self._crm.read_leads(ids) if ids else {}
        return [await self._job(entry, fresh) for entry in entries]

    async def _job(self, entry: Entry, fresh: Mapping[int, PortalLead | None]) -> Job:
        match entry.kind:
            case "fields":
                return await self._fields(entry, fresh)
            case "trigger":
                return _trigger(entry)
        return await self._exact_comment(entry) if entry.payload.get("exact") else await self._comment(entry)

    async def _fields(self, entry: Entry, fresh: Mapping[int, PortalLead | None]) -> Job:
        lead_id = entry.lead_id or 0
        portal = fresh.get(lead_id)
        if portal is None:  # deleted, or hidden from us: the write itself will tell which
            return Job(entry, WriteFields(lead_id, {name: after for name, (_, after) in _changes(entry).items()}))
        async with self._db.reading() as conn:
            kept = await leads_store.find(conn, lead_id)
        changes = {name: Change(*pair) for name, pair in _changes(entry).items()}
        found = plan(portal, changes, kept.lead.pending if kept else {})
        return Job(entry, WriteFields(lead_id, dict(found.values)) if found.values else None, found)

    async def _comment(self, entry: Entry) -> Job:
        lead_id, marker = entry.lead_id or 0, f"5M-{entry.id}."  # the full stop: 5M-1 is a part of 5M-12
        if await self._stands(entry, lambda: self._crm.has_comment(lead_id, marker)):
            return Job(entry, None)
        payload = entry.payload
        words = self._texts.plain(
            payload["key"], title=payload["text"], who=payload["who"] or "Telegram", **payload["args"]
        )
        return Job(entry, AddComment(lead_id, f"{words}\n{marker}", marker))

    async def _exact_comment(self, entry: Entry) -> Job:
        """These words and no number by which to find them: a retry looks for the words, from the choice on."""
        lead_id, words, since = entry.lead_id or 0, entry.payload["text"], entry.created_at - SKEW
        if await self._stands(entry, lambda: self._crm.has_exact_comment(lead_id, words, since)):
            return Job(entry, None)
        return Job(entry, AddComment(lead_id, words, words))

    async def _stands(self, entry: Entry, look: Callable[[], Awaitable[bool]]) -> bool:
        """Whether a comment that may have been written before is there."""
        if not (entry.attempts or entry.maybe_done):
            return False
        try:
            return await look()
        except Refused as refused:
            if refused.code in MENDABLE:
                raise
            return False  # the lead is deleted, or hidden from us: the write itself will tell which

    async def _settle_all(self, done: Sequence[tuple[Job, WriteOutcome]]) -> None:
        bells: set[Bell] = set()
        async with self._db.writing() as conn:
            for job, outcome in done:
                bells |= await self._settle(conn, job, outcome)
        self._bells.ring(bells)

    async def _settle(self, conn: AsyncConnection, job: Job, outcome: WriteOutcome) -> set[Bell]:
        if isinstance(outcome, Refused) and _mendable(job.entry, outcome):
            log.error("the portal lets nobody in, lead %s waits: %s", job.entry.lead_id, outcome)
            await outbox_store.postpone(conn, job.entry.id, self._now() + SHUT_OUT, str(outcome))
            return set()
        if isinstance(outcome, TryLater):
            next_at = self._now() + wait(job.entry.attempts + 1, outcome.after)
            await outbox_store.postpone(conn, job.entry.id, next_at, str(outcome), maybe_done=outcome.maybe_done)
            return set()
        if isinstance(outcome, Refused):
            return await self._refuse(conn, job.entry, outcome)
        await outbox_store.settle(conn, job.entry.id, "done", self._now())
        self._written((self._now() - job.entry.created_at).total_seconds())
        return await self._learn(conn, job, outcome) if job.entry.kind == "fields" else set()

    async def _learn(self, conn: AsyncConnection, job: Job, outcome: PortalLead | None) -> set[Bell]:
        """The lead after its write: our values have arrived; what somebody else changed is read anew."""
        lead = await leads_store.lock(conn, job.entry.lead_id or 0)
        if lead is None:
            return set()
        conflicts = job.plan.conflicts if job.plan else frozenset()
        for name, (_, after) in _changes(job.entry).items():
            lead = _without(lead, name) if name in conflicts else lead.settled(name, after)
        if outcome is not None:
            lead = replace(lead, portal=replace(lead.portal, updated_at=outcome.updated_at))
        lead = replace(lead, settled_at=self._now())
        if not conflicts:
            await leads_store.save_quietly(conn, lead)
            return set()
        await inbox_store.mention(conn, [lead.id], self._now())
        told = Record("conflict", {"fields": sorted(conflicts)})
        return {Bell.INBOX} | await self._carrier.carry_out(conn, Decision(lead, (told, Redraw())), self._now())

    async def _refuse(self, conn: AsyncConnection, entry: Entry, problem: Refused) -> set[Bell]:
        """Kept, shown on the card, told to whoever chose it and to the administrators; retried by hand."""
        if problem.code == NOT_FOUND:  # the lead is gone: the next read says so on its card
            await outbox_store.settle(conn, entry.id, "dropped", self._now(), problem.code)
            await inbox_store.mention(conn, [entry.lead_id or 0], self._now())
            return {Bell.INBOX}
        log.error("Bitrix24 refused to write lead %s: %s", entry.lead_id, problem)
        await outbox_store.settle(conn, entry.id, "refused", self._now(), str(problem))
        self.refused += 1
        lead = await leads_store.lock(conn, entry.lead_id or 0)
        if lead is None:
            return set()
        key = "trigger-unsure" if problem.code == UNSURE else "write-refused"
        await tell_refused(conn, self._carrier, key, entry, lead, problem, self._now())
        return await self._carrier.carry_out(conn, Decision(lead, (Redraw(),)), self._now())


def _mendable(entry: Entry, refused: Refused) -> bool:
    """Whether the webhook was refused, not the write. Only a trigger's method may be missing from a portal for good."""
    return refused.code in MENDABLE and not (entry.kind == "trigger" and refused.code == SCOPE)


def _trigger(entry: Entry) -> Job:
    """Pulled twice it may write to the client twice: whether it was, when the answer was lost, a person looks."""
    if entry.maybe_done:
        return Job(entry, None, instead=Refused(UNSURE))
    return Job(entry, PullTrigger(entry.lead_id or 0, entry.payload["code"]))


def _changes(entry: Entry) -> dict[str, Any]:
    changes: dict[str, Any] = entry.payload["changes"]
    return changes


def _without(lead: Lead, name: str) -> Lead:
    return replace(lead, pending={key: chain for key, chain in lead.pending.items() if key != name})

"""Leads come in: an event or the sweep mentions one, it is read from the portal, and what follows is decided."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.decision import Decision
from services.domain.flow.add_by_hand import added_by_hand
from services.domain.flow.enter_funnel import entered
from services.domain.flow.event_step import followed
from services.domain.flow.note_twins import Twins, note_twins
from services.domain.flow.receive import receive_change, receive_gone, receive_new
from services.domain.flow.repair_source import autofixed
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.lead import Lead, PortalLead
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH
from services.rulebook import Rulebook
from services.storage import (
    deadlines_store,
    inbox_store,
    leads_store,
    manual_store,
    marks_store,
    outbox_store,
    staff_store,
)
from services.storage.database import Database
from services.storage.inbox_store import Mention
from services.twins import TwinSearch

log = logging.getLogger(__name__)

PAGE = 50  # leads read in one hit
# A read that began longer before our last write did not begin before it: somebody set the clock back.
LONGEST_READ = timedelta(minutes=5)
# While the portal's limit is short, what people chose is written first: an echo is looked at again and again after this
# time, and read at last.
ECHO_PAUSE, ECHO_AT_LAST = timedelta(seconds=5), timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=1)
DOUBLINGS = 6  # reach it; a lead that stays hidden is asked for again for months


@dataclass(frozen=True, slots=True)
class Read:
    """A lead as the portal shows it, None when it is deleted; `twins` by lead id, of those that were looked up."""

    lead: PortalLead | None
    asked_at: datetime
    twins: Mapping[int, Twins]


class Intake:
    """Mentions of leads become leads; safe to run twice for the same mention."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        twins: TwinSearch,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._crm, self._twins, self._carrier = db, crm, twins, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now

    async def accept(self, lead_ids: Iterable[int]) -> None:
        """Remember that these leads were mentioned; returns when that is stored."""
        async with self._db.writing() as conn:
            await inbox_store.mention(conn, lead_ids, self._now())
        self._bells.ring([Bell.INBOX])

    async def seconds_to_next(self) -> float | None:
        """How long until a lead that waits for its time is to be read; None when none waits."""
        async with self._db.reading() as conn:
            moment = await inbox_store.next_at(conn)
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

    async def process(self) -> int:
        """Read up to a page of mentioned leads and carry out what follows; how many were taken up."""
        if not await self._unread(1):
            return 0
        await self._crm.ready()
        mentions, put_off = await self._without_echoes(await self._unread(PAGE))
        if not mentions:
            return put_off
        asked_at = self._now()
        try:
            found = await self._crm.read_leads([mention.lead_id for mention in mentions])
        except (TryLater, Refused) as problem:
            log.warning("leads could not be read: %s", problem)
            await self._postpone(mentions, getattr(problem, "after", None))
            return 0
        twins = await self._twins.of([fresh for fresh in found.values() if fresh])
        for mention in mentions:
            if mention.lead_id in found:
                await self._settle_or_postpone(mention, Read(found[mention.lead_id], asked_at, twins))
            else:
                await self._postpone([mention], None)
        return len(mentions) + put_off

    async def _without_echoes(self, mentions: list[Mention]) -> tuple[list[Mention], int]:
        """Those to be read now, and how many were put off: young ones of leads that we write ourselves."""
        now = self._now()
        young = [mention.lead_id for mention in mentions if mention.heard_at + ECHO_AT_LAST > now]
        if not young or not self._crm.short():
            return mentions, 0
        async with self._db.writing() as conn:
            echoes = await outbox_store.written(conn, young, now - ECHO_AT_LAST)
            await inbox_store.put_off(conn, echoes, now + ECHO_PAUSE)
        return [mention for mention in mentions if mention.lead_id not in echoes], len(echoes)

    async def _unread(self, most: int) -> list[Mention]:
        async with self._db.reading() as conn:
            return await inbox_store.unread(conn, self._now(), most)

    async def _settle(self, mention: Mention, found: Read) -> None:
        try:
            bells = await self._receive(mention, found)
        except IntegrityError:  # another worker stored the new lead first: look again, it is known now
            bells = await self._receive(mention, found)
        self._bells.ring(bells)

    async def _settle_or_postpone(self, mention: Mention, found: Read) -> None:
        """Whatever is wrong with one lead is no reason to keep the others waiting."""
        try:
            await self._settle(mention, found)
        except Exception:
            log.exception("lead %s could not be taken in and is tried again later", mention.lead_id)
            await self._postpone([mention], None)

    async def _receive(self, mention: Mention, found: Read) -> set[Bell]:
        async with self._db.writing() as conn:
            known = await leads_store.lock(conn, mention.lead_id)
            if known and known.settled_at and known.settled_at - LONGEST_READ <= found.asked_at <= known.settled_at:
                # Read before our own write came through: it may show what was there before. Read it again.
                await inbox_store.postpone(conn, mention.lead_id, self._now())
                return {Bell.INBOX}
            bells: set[Bell] = set()
            decision = await self._decide(conn, known, found.lead)
            if decision:
                if mention.lead_id in found.twins:
                    decision = note_twins(decision, known, found.twins[mention.lead_id])
                adder = await _adder(conn, decision.lead) if known is None else None
                bells = await self._carrier.carry_out(
                    conn, decision, self._now(), adder, new=known is None, heard_at=mention.heard_at
                )
            await inbox_store.read(conn, {mention.lead_id: mention.wanted})
            return bells

    async def _decide(self, conn: AsyncConnection, known: Lead | None, fresh: PortalLead | None) -> Decision | None:
        if fresh is None:
            return receive_gone(known) if known else None
        manager = await attendance.person_now(conn, fresh.manager_id, self._now())
        rules = self._rulebook.rules
        if known is None:
            since = await marks_store.get_moment(conn, marks_store.SINCE)
            new = receive_new(fresh, manager, rules, since) if since else None
            manual = await manual_store.of_lead(conn, fresh.id) if new else None
            if new is None:
                return None
            seen = autofixed(added_by_hand(new, manual.told, rules) if manual else new, rules, self._now())
            seen = followed(entered(seen, None, rules, self._now()), rules, self._now())
            return await attendance.received(conn, seen, manager, rules, self._now())
        own = self._rulebook.of(known) if known.open else rules  # one that had ended begins anew
        over = await deadlines_store.exhausted(conn, known.id, FIRST_TOUCH)
        changed = receive_change(known, fresh, manager, own, self._now(), ladder_over=over)
        seen = entered(autofixed(changed, own, self._now()), known.phase, own, self._now())
        return await attendance.stood_in(conn, followed(seen, own, self._now()), manager, rules, self._now())

    async def _postpone(self, mentions: Sequence[Mention], after: float | None) -> None:
        async with self._db.writing() as conn:
            for mention in mentions:
                doubled = timedelta(seconds=2 ** min(mention.attempts, DOUBLINGS))
                wait = timedelta(seconds=after) if after else min(doubled, LONGEST_WAIT)
                await inbox_store.postpone(conn, mention.lead_id, self._now() + wait)


async def _adder(conn: AsyncConnection, lead: Lead) -> Person | None:
    """Whoever added the lead in the chat."""
    manual = await manual_store.of_lead(conn, lead.id) if lead.by_hand else None
    return await staff_store.find(conn, manual.staff_id) if manual else None

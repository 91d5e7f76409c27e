"""Deals that are handed to sales managers: read, watched, taken in time, else the head is told (LT-26, LT-27)."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance, deal_rows
from services.bells import Bell, Bells
from services.domain import access
from services.domain.deals import DealRules, End, Handing, PortalDeal, seen
from services.domain.decision import Refusal
from services.domain.gateways import Crm, Refused, TryLater
from services.rulebook import Rulebook
from services.storage import deal_inbox_store, deals_store, marks_store, updates_store
from services.storage.database import Database
from services.storage.deal_inbox_store import DealMention
from services.storage.deals_store import CARD, Place
from services.taps import Done, Outcome, Tap

log = logging.getLogger(__name__)

PAGE = 50  # deals read in one hit
LONGEST_WAIT = timedelta(minutes=1)
DOUBLINGS = 6  # reach it


class Deals:
    """Everything is safe to run twice; without `[deals]` in the regulation nothing is looked at."""

    def __init__(self, db: Database, crm: Crm, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._rulebook, self._bells, self._now = db, crm, rulebook, bells, now

    @property
    def _rules(self) -> DealRules | None:
        return self._rulebook.rules.deals if self._rulebook.ready else None

    async def accept(self, deal_ids: Iterable[int]) -> None:
        """Remember that these deals were mentioned; returns when that is stored."""
        if self._rules is None:
            return
        async with self._db.writing() as conn:
            await deal_inbox_store.mention(conn, deal_ids, self._now())
        self._bells.ring([Bell.DEALS])

    async def process(self) -> int:
        """Read up to a page of mentioned deals and carry out what follows; how many were taken up."""
        rules = self._rules
        if rules is None:
            return 0
        async with self._db.reading() as conn:
            mentions = await deal_inbox_store.unread(conn, self._now(), PAGE)
            since = await marks_store.get_moment(conn, marks_store.DEALS_SINCE)
        if not mentions or since is None:
            return 0
        try:
            found = await self._crm.read_deals([mention.deal_id for mention in mentions])
        except (TryLater, Refused) as problem:
            log.warning("deals could not be read: %s", problem)
            await self._postpone(mentions)
            return 0
        for mention in mentions:
            if mention.deal_id in found:
                await self._settle_or_postpone(mention, found[mention.deal_id], since, rules)
            else:
                await self._postpone([mention])
        return len(mentions)

    async def _settle_or_postpone(
        self, mention: DealMention, fresh: PortalDeal | None, since: datetime, rules: DealRules
    ) -> None:
        """Whatever is wrong with one deal is no reason to keep the others waiting."""
        try:
            async with self._db.writing() as conn:
                bells = await self._look(conn, mention.deal_id, fresh, since, rules)
                await deal_inbox_store.read(conn, mention)
            self._bells.ring(bells)
        except Exception:
            log.exception("deal %s could not be taken in and is tried again later", mention.deal_id)
            await self._postpone([mention])

    async def _postpone(self, mentions: Iterable[DealMention]) -> None:
        async with self._db.writing() as conn:
            for mention in mentions:
                wait = min(timedelta(seconds=2 ** min(mention.attempts, DOUBLINGS)), LONGEST_WAIT)
                await deal_inbox_store.postpone(conn, mention.deal_id, self._now() + wait)

    async def _look(
        self, conn: AsyncConnection, deal_id: int, fresh: PortalDeal | None, since: datetime, rules: DealRules
    ) -> set[Bell]:
        now = self._now()
        known = await deals_store.lock(conn, deal_id)
        if known is None and (fresh is None or not await deals_store.first(conn, fresh, now)):
            # Never heard of, and deleted already; or another process came to know it first.
            known = await deals_store.lock(conn, deal_id)
            if known is None:
                return set()
        if known and fresh and fresh.updated_at < known.updated_at:
            return set()  # read before what another process has read since
        waiting = await deals_store.waiting(conn, deal_id)
        told = seen(known, waiting, fresh, since, now)
        await (deals_store.save(conn, [fresh], now) if fresh else deals_store.gone(conn, deal_id, now))
        bells: set[Bell] = set()
        if waiting and told.end and await deals_store.end(conn, waiting.id, told.end, told.ended_at or now):
            bells |= await deal_rows.redraw(conn, waiting.id, now)
        if fresh and told.given_at:
            bells |= await self._hand(conn, fresh, told.given_at, rules)
        return bells

    async def _hand(self, conn: AsyncConnection, deal: PortalDeal, given_at: datetime, rules: DealRules) -> set[Bell]:
        """Only to those whose deals are watched: somebody else's are nobody's business here."""
        person = await attendance.person_now(conn, deal.manager_id, self._now())
        if person is None or not rules.watches(person):
            return set()
        handing = await deals_store.hand(conn, deal, given_at, rules.due(given_at))
        return {Bell.DEALS} | await deal_rows.handed(conn, handing, person, self._now())

    async def take(self, tap: Tap, handing_id: int) -> Outcome:
        """«Беру в работу»: the clock stops. The update is finished in the same transaction: once, however we die."""
        async with self._db.writing(urgent=True) as conn:
            outcome = await self._take(conn, tap, handing_id)
        await tap.answer(outcome)
        self._bells.ring([Bell.TELEGRAM])
        return outcome

    async def _take(self, conn: AsyncConnection, tap: Tap, handing_id: int) -> Outcome:
        if not await updates_store.finish(conn, tap.update_id):
            return Refusal("repeated")
        handing = await deals_store.find(conn, handing_id)
        if handing is None:
            return Refusal("stale-deal")
        if refusal := access.to_take_deal(tap.person, handing.manager_id):
            return refusal
        if tap.chat_id > 0:  # a copy of the card of which nobody knew is drawn like the other
            await deals_store.place(conn, handing_id, Place(CARD, tap.chat_id, tap.message_id))
        taken = await deals_store.end(conn, handing_id, End.TAKEN, self._now())
        await deal_rows.redraw(conn, handing_id, self._now())
        return Done("deal-taken") if taken else _not_any_more(handing)

    async def fire_due(self) -> int:
        """Deals whose time is over: the head is told, and observes them from now on; how many there were."""
        rules = self._rules
        if rules is None:
            return 0
        async with self._db.reading() as conn:
            due = await deals_store.due(conn, self._now())
        fired = 0
        for handing_id in due:
            try:
                fired += await self._fire(handing_id, rules)
            except Exception:
                log.exception("what is due for handing %s of a deal could not be said; it is tried again", handing_id)
        return fired

    async def _fire(self, handing_id: int, rules: DealRules) -> bool:
        now = self._now()
        async with self._db.writing() as conn:
            handing = await deals_store.claim(conn, handing_id, now)
            if handing is None:
                return False
            told, owners = await attendance.heads_now(conn, rules.heads, self._rulebook.rules, now)
            if not told:
                log.error("nobody is there to be told of deal %s", handing.deal_id)
            observers = [each.bitrix_id for each in (*owners, *told) if each.bitrix_id] if rules.observe else []
            bells = await deal_rows.late(conn, handing, told, observers, now)
        self._bells.ring(bells)
        return True

    async def seconds_to_next(self) -> float | None:
        """How long until a deal is to be read, or somebody's time is over; None when nothing waits."""
        if self._rules is None:
            return None
        async with self._db.reading() as conn:
            moments = [await deal_inbox_store.next_at(conn), await deals_store.next_due(conn)]
        soonest = min((moment for moment in moments if moment), default=None)
        return None if soonest is None else (soonest - self._now()).total_seconds()


def _not_any_more(handing: Handing) -> Refusal:
    return Refusal("deal-taken" if handing.end is End.TAKEN else "stale-deal")

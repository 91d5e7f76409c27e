"""Bonus claims: who is owed what, who found it right, what was paid (OP10-25)."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.bonus import PAGE, BonusState, ClaimDetail, ClaimPage, Referrer
from services.domain.decision import Decision, Refusal
from services.domain.flow.referral import may_list, may_move, move_bonus
from services.domain.lead import Lead
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import bonuses_store, outbox_store, updates_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.taps import Done, Outcome, Tap, Taps

BONUSES = "bonuses"  # the table, as the outbox calls it
_MOVES = {
    BonusState.WAITING: (BonusState.CHECKED, BonusState.WITHDRAWN),
    BonusState.CHECKED: (BonusState.PAID, BonusState.WITHDRAWN),
}
_EXPORT = 2  # priority in the outbox


class Bonuses:
    """The list for those who check and pay; every move is answered once."""

    def __init__(
        self,
        db: Database,
        taps: Taps,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        lead_url: Callable[[int], str],
        client_url: Callable[[Referrer], str],
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._taps, self._carrier, self._rulebook, self._bells = db, taps, carrier, rulebook, bells
        self._lead_url, self._client_url, self._now = lead_url, client_url, now

    async def page(self, person: Person, state: BonusState, number: int = 0) -> ClaimPage | Refusal:
        """Claims in this state, those that wait longest first."""
        if refusal := may_list(person, self._rulebook.rules.bonus):
            return refusal
        async with self._db.reading() as conn:
            sums = await bonuses_store.sums(conn)
            pages = max(1, -(-sum(each.count for each in sums if each.state is state) // PAGE))
            claims = await bonuses_store.listed(conn, [state], limit=PAGE, offset=number % pages * PAGE)
        return ClaimPage(state, number % pages, pages, claims, sums)

    async def detail(self, person: Person, lead_id: int) -> ClaimDetail | Refusal:
        """One claim."""
        rules = self._rulebook.rules
        if refusal := may_list(person, rules.bonus):
            return refusal
        async with self._db.reading() as conn:
            claim = await bonuses_store.claim_of(conn, lead_id)
        if claim is None:
            return Refusal("stale")
        offered = _MOVES.get(claim.bonus.state, ())
        moves = tuple(to for to in offered if may_move(to, person, rules.bonus) is None)
        other = "" if claim.source in rules.referral_sources else self._rulebook.source_name(claim.source)
        referrer = claim.bonus.referrer
        client_url = self._client_url(referrer) if referrer else ""
        return ClaimDetail(claim, moves, self._lead_url(lead_id), client_url, other)

    async def move(self, tap: Tap, lead_id: int, to: BonusState) -> Outcome:
        """Checked, paid or turned down; whoever claimed it hears how it ended."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            bonus = await bonuses_store.of(conn, lead_id)
            moved = move_bonus(lead, bonus, to, tap.person, self._rulebook.rules.bonus)
            if bonus and isinstance(moved, Decision) and to is not BonusState.CHECKED:
                money = {"amount": bonus.amount, "currency": bonus.currency}
                name = bonus.referrer.name if bonus.referrer else ""
                told = {"lead": lead.called, "name": name, "money": money, "who": tap.person.name}
                key = f"bonus-told-{to.value}"
                await self._carrier.notify(conn, bonus.claimed_by, key, told, self._now(), lead.id)
            return moved

        return await self._taps.once(tap, lead_id, decide, Done(f"bonus-{to.value}"), on=None)

    async def export(self, update_id: int, person: Person) -> Refusal | None:
        """All claims as a table, sent to the person."""
        if refusal := may_list(person, self._rulebook.rules.bonus):
            return refusal
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            payload = {"staff": person.id, "what": BONUSES}
            table = outbox_store.New(TELEGRAM, f"s{person.id}:export", "export", payload, _EXPORT)
            await outbox_store.add(conn, [table], self._now())
        self._bells.ring([Bell.TELEGRAM])
        return None

"""Suggestions to the editors: confirmed by one tap, with another source, or turned down (OP10-03)."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.announcing import Announcing
from services.bells import Bell, Bells
from services.domain import access
from services.domain.amendments import Amendment, Kind, State
from services.domain.decision import Decision, Redraw, Refusal
from services.domain.lead import Lead
from services.rulebook import Rulebook
from services.storage import amendments_store, messages_store
from services.storage.database import Database
from services.taps import Done, On, Outcome, Tap, Taps
from services.waiting_leads import WaitingLeads


class Suggestions:
    """Taps on suggestions; each is decided once."""

    def __init__(
        self,
        db: Database,
        taps: Taps,
        announcing: Announcing,
        waiting: WaitingLeads,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._taps, self._announcing, self._waiting = db, taps, announcing, waiting
        self._rulebook, self._bells, self._now = rulebook, bells, now

    async def confirm(self, tap: Tap, amendment_id: int, term_id: int = 0) -> Outcome:
        """An editor agrees, with the source that was suggested or another; from now on it is in force."""

        async def decide(conn: AsyncConnection, lead: Lead, amendment: Amendment) -> Decision | Outcome:
            term = self._rulebook.source_by_id(term_id) if term_id else None
            source = term.code if term else amendment.source
            if not source or (term_id and term is None):
                return Refusal("stale")
            kind = Kind.ALIAS if amendment.kind is Kind.UNLISTED else amendment.kind
            await amendments_store.put_in_force(conn, amendment, kind, source, tap.person.id, self._now())
            await self._announcing.amendment(conn, f"amendment-{kind}", amendment.shown, source, tap.person)
            return Decision(lead, (Redraw(),))

        return await self._once(tap, amendment_id, decide, Done("amended"))

    async def reject(self, tap: Tap, amendment_id: int) -> Outcome:
        """No rule follows; leads that waited for the source keep the one they have."""

        async def decide(conn: AsyncConnection, lead: Lead, amendment: Amendment) -> Decision | Outcome:
            await amendments_store.end(conn, amendment.id, State.REJECTED, tap.person.id, self._now())
            if amendment.kind is Kind.UNLISTED:
                await self._waiting.give_up(conn, amendment, tap.person)
            return Decision(lead, (Redraw(),))

        return await self._once(tap, amendment_id, decide, Done("rejected"))

    async def browse(self, tap: Tap, amendment_id: int, view: str) -> Outcome:
        """Look for another source, or go back."""

        async def decide(conn: AsyncConnection, lead: Lead, amendment: Amendment) -> Decision | Outcome:
            await self._taps.show(conn, tap, lead, view, _on(amendment))
            return Done("shown")

        return await self._once(tap, amendment_id, decide, Done("shown"))

    async def _once(
        self,
        tap: Tap,
        amendment_id: int,
        decide: Callable[[AsyncConnection, Lead, Amendment], Awaitable[Decision | Outcome]],
        done: Done,
    ) -> Outcome:
        """For editors, about a suggestion that nobody has decided yet."""
        async with self._db.reading() as conn:
            suggestion = await amendments_store.find(conn, amendment_id)
        if suggestion is None or suggestion.lead_id is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def allowed(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            fresh = await amendments_store.find(conn, amendment_id)
            refusal = access.to_amend(tap.person, self._rulebook.rules)
            if refusal is None and (fresh is None or fresh.state is not State.SUGGESTED):
                refusal = Refusal("amendment-over")
            return refusal or await decide(conn, lead, fresh or suggestion)

        outcome = await self._taps.once(tap, suggestion.lead_id, allowed, done, _on(suggestion))
        self._bells.ring([Bell.AMENDMENTS])
        return outcome


def _on(amendment: Amendment) -> On:
    return On(messages_store.SUGGESTION, {"amendment": amendment.id})

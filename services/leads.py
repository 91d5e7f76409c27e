"""What people do to leads: act, undo, hand over, take, remind again."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services import overseeing
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.after_call_form import AFTER_CALL
from services.domain.bonus import BonusState
from services.domain.decision import Decision, Record, Redraw, Refusal
from services.domain.flow.act import act, not_now
from services.domain.flow.consult import meets_first
from services.domain.flow.gaps import gaps
from services.domain.flow.hand_off import handed_off
from services.domain.flow.hand_over import take
from services.domain.flow.known_source import needs_source
from services.domain.flow.repair_source import known_already, repair_source
from services.domain.flow.undo import undo
from services.domain.interview import INTERVIEW
from services.domain.lead import Lead, Phase
from services.domain.people import Person
from services.domain.referrer_form import REFERRER
from services.domain.regulation import Action
from services.domain.repair import REPAIR
from services.questions import Questions
from services.rulebook import Rulebook
from services.storage import (
    bonuses_store,
    choices_store,
    consultations_store,
    history_store,
    outbox_store,
    questions_store,
    staff_store,
    tickets_store,
)
from services.storage.database import Database
from services.taps import CARD, ESCALATION, Done, Outcome, Tap, Taps

CARD_SENT = "card_sent"  # in the history
# Views in which an escalation offers the managers to hand over to.
MANAGERS = frozenset({"managers", *(f"managers{page}" for page in range(1, 10))})
CALLS = "calls"  # the view in which an escalation tells of calls
FURTHER = frozenset(f"more{page}" for page in range(1, 10))  # views in which a card offers its further buttons


class Leads:
    """Every method stores its whole effect in one transaction and returns what to tell the tapper."""

    def __init__(
        self,
        db: Database,
        taps: Taps,
        questions: Questions,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._taps, self._questions, self._carrier = db, taps, questions, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now

    async def act(self, tap: Tap, lead_id: int, code: str, version: int, *, confirmed: bool = False) -> Outcome:
        """Carry out an action of the regulation, or ask to confirm it."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            rules = self._rulebook.of(lead)
            action = rules.action(code)
            if action is None:
                return Refusal("stale")
            ticket = await tickets_store.open_of(conn, lead_id)
            refusal = access.to_act(tap.person, lead)
            if refusal is None and await choices_store.repeated(conn, lead_id, code, version):
                return Refusal("already", {"title": action.title, "attempts": lead.attempts})
            refusal = refusal or not_now(lead, action, ticket_open=ticket is not None)
            if refusal is None and action.asks_source:
                refusal = known_already(lead, rules)
            refusal = refusal or needs_source(lead, action, rules)
            refusal = refusal or (gaps(lead, action) if action.asks != INTERVIEW else None)
            refusal = refusal or await _meets_first(conn, lead_id, action)
            if refusal:
                return refusal
            if action.asks:
                opened = self._questions.open(conn, tap.person, tap.chat_id, action.asks, lead_id, action=code)
                return await opened or Done("asked", lead, action)
            if action.confirm and not confirmed:
                await self._taps.show(conn, tap, lead, f"confirm:{code}")
                return Done("confirm", lead, action)
            decision = act(lead, action, tap.person, rules, self._now(), ticket_open=ticket is not None)
            if isinstance(decision, Refusal):
                return decision
            await self._ask_next(conn, tap, action, decision.lead)
            return handed_off(decision, lead, action, rules)

        def done(lead: Lead) -> Done:
            return Done("done", action=self._rulebook.of(lead).action(code))

        return await self._taps.once(tap, lead_id, decide, done)

    async def _ask_next(self, conn: AsyncConnection, tap: Tap, action: Action, lead: Lead) -> None:
        """What is still to be told once the action was chosen."""
        if action.asks_referrer:
            await self._ask_referrer(conn, tap, lead)
        if action.reached:
            await self._ask_after_call(conn, tap, lead)

    async def _ask_referrer(self, conn: AsyncConnection, tap: Tap, lead: Lead) -> None:
        """Who recommended us (OP10-24); what was checked already is not asked anew."""
        bonus = await bonuses_store.of(conn, lead.id)
        if bonus is None or bonus.state in (BonusState.WAITING, BonusState.WITHDRAWN):
            await self._questions.open(conn, tap.person, tap.chat_id, REFERRER, lead.id)

    async def _ask_after_call(self, conn: AsyncConnection, tap: Tap, lead: Lead) -> None:
        """Where did the client hear of us (OP10-20)? No other conversation is broken off for it."""
        naming = self._rulebook.of(lead).naming
        busy = await questions_store.open_in(conn, tap.person.id, tap.chat_id)
        if naming and lead.unconfirmed and tap.chat_id > 0 and busy is None:
            told = {"action": naming.code, "lead": lead.called}
            await self._questions.open(conn, tap.person, tap.chat_id, AFTER_CALL, lead.id, **told)

    async def repair(self, tap: Tap, lead_id: int, term_id: int, version: int) -> Outcome:
        """Put the source that the comment names (`term_id`: its row in the dictionary) in place of one in doubt."""
        source = self._rulebook.source_by_id(term_id)
        if source is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            refusal = access.to_act(tap.person, lead)
            if refusal is None and await choices_store.repeated(conn, lead_id, REPAIR, version):
                return Refusal("already", {"title": source.name, "attempts": lead.attempts})
            return refusal or repair_source(lead, source, tap.person, self._rulebook.of(lead), self._now())

        return await self._taps.once(tap, lead_id, decide, Done("source", name=source.name))

    async def undo(self, tap: Tap, choice_id: int) -> Outcome:
        """Take a choice back (60 seconds by the regulation)."""
        async with self._db.reading() as conn:
            choice = await choices_store.find(conn, choice_id)
        if choice is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            fresh = await choices_store.find(conn, choice_id)
            return undo(lead, fresh or choice, tap.person, self._rulebook.of(lead), self._now())

        return await self._taps.once(tap, choice.lead_id, decide, Done("undone"))

    async def show(self, tap: Tap, lead_id: int, view: str) -> Outcome:
        """Let a message offer something else (a list, a question), or its usual buttons again."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            refusal = self._may_look(tap.person, lead, view)
            if refusal is None:
                on = ESCALATION if view in {CALLS, *MANAGERS} else CARD
                await self._taps.show(conn, tap, lead, view, on)
            return refusal or Done("shown", lead)

        return await self._taps.once(tap, lead_id, decide, Done("shown"))

    async def hand_over(self, tap: Tap, lead_id: int, person_id: int) -> Outcome:
        """Give the lead to a connected manager; Bitrix24 gets the new responsible person."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            return await overseeing.handed_over(conn, lead, person_id, tap.person, self._rulebook.of(lead), self._now())

        async with self._db.reading() as conn:
            to = await staff_store.find(conn, person_id)
        return await self._taps.once(tap, lead_id, decide, Done("handed-over", name=to.name if to else ""), ESCALATION)

    async def take(self, tap: Tap, lead_id: int) -> Outcome:
        """The supervisor takes the lead over."""

        async def decide(_conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            return take(lead, tap.person, self._rulebook.of(lead), self._now())

        return await self._taps.once(tap, lead_id, decide, Done("taken-over"), ESCALATION)

    async def remind(self, tap: Tap, lead_id: int) -> Outcome:
        """Remind the responsible manager once more."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            return await overseeing.reminded(conn, lead, tap.person, self._now())

        return await self._taps.once(tap, lead_id, decide, Done("reminded"), ESCALATION)

    async def send_card(self, tap: Tap, lead_id: int) -> Outcome:
        """A fresh card of a lead that stands open."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            if refusal := access.to_act(tap.person, lead):
                return refusal
            if not lead.open:
                return Refusal("gone" if lead.phase is Phase.GONE else "closed")
            if not await self._asked_just_now(conn, tap, lead_id, CARD_SENT):
                await self._carrier.send_card(conn, lead, tap.person, self._now())
                await history_store.record(conn, lead_id, self._now(), tap.person.id, CARD_SENT, {}, tap.person.whence)
            return Done("card-sent", lead)

        return await self._taps.once(tap, lead_id, decide, Done("card-sent"), on=None)  # on a list of leads

    async def retry_writes(self, tap: Tap, lead_id: int) -> Outcome:
        """Try the writes again that the portal refused."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            if refusal := access.to_act(tap.person, lead):
                return refusal
            refused = await outbox_store.refused_of(conn, lead_id)
            for entry_id in refused:
                await outbox_store.retry(conn, entry_id, self._now())
            if not refused:
                return Refusal("nothing-to-retry")
            return Decision(lead, (Record("retried"), Redraw()))

        outcome = await self._taps.once(tap, lead_id, decide, Done("retrying"))
        self._bells.ring([Bell.BITRIX24, Bell.CREATION, Bell.MIRROR])
        return outcome

    async def _asked_just_now(self, conn: AsyncConnection, tap: Tap, lead_id: int, kind: str) -> bool:
        """A button of which nothing is left in the lead's state may be tapped twice in haste."""
        return await history_store.happened(conn, lead_id, kind, self._now() - overseeing.SAME, tap.person.id)

    def _may_look(self, person: Person, lead: Lead, view: str) -> Refusal | None:
        if view not in {"", CALLS, *MANAGERS, *FURTHER}:
            return Refusal("stale")  # forged: no button of ours asks for it
        return access.to_supervise(person) if view in {CALLS, *MANAGERS} else access.to_act(person, lead)


async def _meets_first(conn: AsyncConnection, lead_id: int, action: Action) -> Refusal | None:
    """While a meeting is coming nobody is chased."""
    return meets_first(action, await consultations_store.open_of(conn, lead_id)) if action.counts_attempt else None

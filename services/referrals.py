"""Referrals: who recommended us is asked, found in the portal or written down; the consultation is proposed."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.bonus import Referrer
from services.domain.decision import ClaimBonus, Decision, Redraw, Refusal
from services.domain.flow.referral import may_name, name_referrer, to_be_named
from services.domain.form import Given
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.referrer_form import REFERRER, asked_for, referrer_form, referrer_of
from services.questions import Conclusion, Kind, Questions
from services.rulebook import Rulebook
from services.sales import Sales
from services.storage import bonuses_store, leads_store
from services.storage.questions_store import Question
from services.taps import Done, Outcome, Tap, Taps

log = logging.getLogger(__name__)


class Referrals:
    """The conversation about a referrer (OP10-24) and what follows from it (OP10-27, OP10-28)."""

    def __init__(self, crm: Crm, taps: Taps, questions: Questions, sales: Sales, rulebook: Rulebook) -> None:
        self._crm, self._taps, self._questions = crm, taps, questions
        self._sales, self._rulebook = sales, rulebook

    def kind(self) -> Kind:
        """The conversation, to be registered."""
        return Kind(referrer_form, self._conclude, look=self._look, inquire=self._inquire)

    async def ask(self, tap: Tap, lead_id: int) -> Outcome:
        """Ask, for a referral whose referrer was to be told later, or that nobody was asked about."""

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            bonus, rules = await bonuses_store.of(conn, lead_id), self._rulebook.of(lead)
            claims = bonus is None and rules.bonus is not None and to_be_named(lead, bonus, rules)
            refusal = access.to_act(tap.person, lead) if claims else may_name(lead, bonus, tap.person)
            if refusal:
                return refusal
            await self._questions.open(conn, tap.person, tap.chat_id, REFERRER, lead_id)
            if claims and rules.bonus:
                return Decision(lead, (ClaimBonus(rules.bonus.amount, rules.bonus.currency), Redraw()))
            return Done("asked", lead)

        return await self._taps.once(tap, lead_id, decide, Done("asked"))

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        return {"lead": kept.lead.called if kept else ""}

    async def _inquire(self, state: Mapping[str, Any], given: Given) -> Given:
        """Who is called so, or who made the contract of the chosen client; None when the portal does not answer."""
        wanted = asked_for(state, given)
        try:
            if isinstance(wanted, Referrer):
                return replace(given, found=await self._crm.contract_manager(wanted))
            return replace(given, found=await self._crm.find_clients(wanted)) if wanted else given
        except (TryLater, Refused) as problem:
            log.warning("clients could not be looked up: %s", problem)
            return given

    async def _conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        if lead is None:
            return Refusal("unknown-lead")
        bonus, referrer = await bonuses_store.of(conn, lead.id), referrer_of(values)
        if referrer is None:
            return Conclusion("referrer-later", {"lead": lead.called})
        decision = name_referrer(lead, bonus, referrer, person)
        if isinstance(decision, Refusal) or bonus is None:
            return decision if isinstance(decision, Refusal) else Refusal("bonus-withdrawn")
        proposal = await self._sales.propose_after(conn, referrer.manager_id)
        money = {"amount": bonus.amount, "currency": bonus.currency}
        told = {"lead": lead.called, "referrer": referrer.name, "money": money, **proposal.told()}
        return Conclusion("referrer-noted", told, decision)

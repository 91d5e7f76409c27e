"""Conversations about consultations: one is booked, gets a new time, or a reason why it is spoiled."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.consultation import (
    CONSULTATION,
    NEW_TIME,
    REASON,
    Consultant,
    Consultation,
    Consulting,
    Status,
    first_names,
)
from services.domain.consultation_desk import Desk
from services.domain.consultation_form import book, give_reason, wrong_slot
from services.domain.decision import Decision, Refusal
from services.domain.flow import consult
from services.domain.flow.known_source import NO_SOURCE, UNCONFIRMED
from services.domain.form import Wrong
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.sales import Because, Proposal, skip
from services.domain.slots import Hours
from services.questions import Conclusion, Kind
from services.rulebook import Rulebook
from services.sales import Sales
from services.storage import consultations_store, leads_store, locks, staff_store
from services.storage.locks import Lock
from services.storage.questions_store import Question
from services.telegram.consultation_words import facts_of

MENDED = frozenset({NO_SOURCE, UNCONFIRMED})  # refusals after which the same answer may be given again

Concluded = Conclusion | Refusal | Wrong


class Booking:
    """What its conversations end with is decided in the transaction of the last answer, from what is true then."""

    def __init__(self, rulebook: Rulebook, sales: Sales, now: Callable[[], datetime]) -> None:
        self._rulebook, self._sales, self._now = rulebook, sales, now

    def kinds(self) -> dict[str, Kind]:
        """The conversations by name."""
        return {
            CONSULTATION: Kind(book, self._book, self._look),
            NEW_TIME: Kind(book, self._move, self._look_again),
            REASON: Kind(give_reason, self._spoil, self._reasons),
        }

    async def _look(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept, proposal = await leads_store.find(conn, lead_id or 0), await self._sales.propose(conn, lead_id)
        return {"desk": await self._desk(conn, kept.lead if kept else None, proposal)}

    async def _look_again(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        """Only a new time: whom the client meets is settled, and the time held so far is free."""
        kept, row = await leads_store.find(conn, lead_id or 0), await consultations_store.latest_of(conn, lead_id or 0)
        return {"desk": await self._desk(conn, kept.lead if kept else None, row=row)}

    async def _desk(
        self,
        conn: AsyncConnection,
        lead: Lead | None,
        proposal: Proposal | None = None,
        row: Consultation | None = None,
    ) -> Desk:
        rules, now = self._rulebook.of(lead), self._now()
        consulting = rules.consulting
        if consulting is None or lead is None:
            return Desk(now, rules.zone, Hours(), "", ())
        people = [Consultant(row.with_id, row.with_name)] if row else await self._people(conn, consulting, proposal)
        return Desk(
            now,
            rules.zone,
            consulting.hours,
            lead.called,
            tuple(people),
            await consultations_store.diary(conn, [each.id for each in people], now, row.id if row else 0),
            consulting.notes,
            [["sales-proposal", proposal.told()]] if proposal else (),
            brief=row is not None,
        )

    async def _people(
        self, conn: AsyncConnection, consulting: Consulting, proposal: Proposal | None
    ) -> list[Consultant]:
        """Whom a client may meet, connected or not: the proposed one, the queue, the others; called as in the table."""
        manager, order = (proposal.manager, proposal.order) if proposal else (None, ())
        staff = [*order, *await staff_store.everyone(conn)]
        there = [person for person in staff if person.has(*consulting.roles) and skip(person) is None]
        first = [(manager.bitrix_id, manager.name)] if manager else []
        people = dict([*first, *((person.bitrix_id, person.name) for person in there if person.bitrix_id)])
        return [Consultant(person, name) for person, name in first_names(list(people.items())).items()]

    async def _reasons(self, conn: AsyncConnection, lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        kept = await leads_store.find(conn, lead_id or 0)
        consulting = self._rulebook.of(kept.lead if kept else None).consulting
        return {"reasons": consulting.reasons if consulting else (), "lead": kept.lead.called if kept else ""}

    async def _book(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Concluded:
        lead = await leads_store.lock(conn, question.lead_id or 0)
        rules = self._rulebook.of(lead)
        action = rules.action(values["action"])
        if lead is None or action is None:
            return Refusal("stale")
        at, who = datetime.fromisoformat(values["at"]), int(values["who"])
        await locks.hold(conn, Lock.DIARY, who)
        proposal = await self._sales.propose(conn, lead.id)
        desk = await self._desk(conn, lead, proposal)
        if wrong := wrong_slot(at, who, desk):
            return wrong
        until = at + desk.hours.lasts
        new = Consultation(0, lead.id, desk.now, person.id, at, until, who, desk.name(who), values["note"])
        held = await consultations_store.open_of(conn, lead.id)
        own = proposal.because in (Because.OWN, Because.OWN_ABSENT) and proposal.own is not None
        turn = not (own and proposal.own and who == proposal.own.bitrix_id)  # own clients come beside the queue
        decided = consult.book(lead, action, new, person, rules, desk.now, held=held, turn=turn)
        return self._said("consultation-booked", new, decided)

    async def _move(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Concluded:
        lead, row = await self._row(conn, question, values)
        if lead is None or row is None:
            return Refusal("stale")
        at = datetime.fromisoformat(values["at"])
        await locks.hold(conn, Lock.DIARY, row.with_id)
        desk = await self._desk(conn, lead, row=row)
        if wrong := wrong_slot(at, row.with_id, desk):
            return wrong
        rules, status = self._rulebook.of(lead), Status(values["status"])
        decided = consult.change(lead, row, status, person, rules, desk.now, at=at)
        return self._said("consultation-moved", replace(row, at=at), decided)

    async def _spoil(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Concluded:
        lead, row = await self._row(conn, question, values)
        if lead is None or row is None:
            return Refusal("stale")
        rules = self._rulebook.of(lead)
        decided = consult.change(lead, row, Status.SPOILED, person, rules, self._now(), reason=values["reason"])
        return self._said("consultation-spoiled", replace(row, note=values["reason"]), decided)

    async def _row(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any]
    ) -> tuple[Lead | None, Consultation | None]:
        """The lead and its consultation, while it is still the one that the question was about."""
        lead = await leads_store.lock(conn, question.lead_id or 0)
        row = await consultations_store.latest_of(conn, question.lead_id or 0)
        return lead, row if row and row.id == values["consultation"] else None

    def _said(self, key: str, row: Consultation, decided: Decision | Refusal) -> Concluded:
        if isinstance(decided, Refusal):
            return Wrong(f"refusal-{decided.code}", decided.args) if decided.code in MENDED else decided
        return Conclusion(key, facts_of(row, self._rulebook.rules), decided)

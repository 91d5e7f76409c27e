"""The register of consultations: statuses by taps (OP10-31), and lists of a day, a week or a month."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.consultation import NEW_TIME, REASON, Consultation, Status, status_code
from services.domain.decision import Decision, Refusal
from services.domain.flow import consult
from services.domain.gateways import Message
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.register import Page, Span, days_of
from services.domain.slots import day_of
from services.questions import Questions
from services.rulebook import Rulebook
from services.storage import choices_store, consultations_store, messages_store, outbox_store, updates_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.taps import Done, On, Outcome, Tap, Taps
from services.telegram.register import listed
from services.telegram.texts import Texts

CONSULTATIONS = "consultations"  # the table, as the outbox calls it
_EXPORT = 2  # priority in the outbox


class Consultations:
    """Taps on consultations, each carried out once."""

    def __init__(
        self,
        db: Database,
        taps: Taps,
        questions: Questions,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        texts: Texts,
        lead_url: Callable[[int], str],
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._taps, self._questions, self._carrier = db, taps, questions, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now
        self._texts, self._lead_url = texts, lead_url

    async def change(self, tap: Tap, row_id: int, wanted: str, version: int) -> Outcome:
        """Give a consultation another status; a new time and a reason are asked for."""
        row = await self._find(row_id)
        if row is None or wanted not in list(Status):
            return await self._taps.refuse(tap, Refusal("stale"))
        status = Status(wanted)

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            rules = self._rulebook.of(lead)
            action = rules.chosen(status_code(status))
            fresh = await consultations_store.latest_of(conn, lead.id)
            if fresh is None or fresh.id != row_id or action is None:
                return Refusal("stale")
            refusal = access.to_consult(tap.person, lead, fresh)
            if refusal is None and await choices_store.repeated(conn, lead.id, action.code, version):
                return Refusal("already", {"title": action.title, "attempts": lead.attempts})
            if refusal:
                return refusal
            if asks := _asks(fresh, status, self._now()):
                state = {"consultation": row_id, "status": status}
                opened = self._questions.open(conn, tap.person, tap.chat_id, asks, lead.id, **state)
                return await opened or Done("asked", lead, action)
            return consult.change(lead, fresh, status, tap.person, rules, self._now())

        def done(lead: Lead) -> Done:
            return Done("done", action=self._rulebook.of(lead).chosen(status_code(status)))

        return await self._taps.once(tap, row.lead_id, decide, done, _on(row))

    async def show(self, tap: Tap, row_id: int) -> Outcome:
        """A consultation with its statuses."""
        row = await self._find(row_id)
        if row is None:
            return await self._taps.refuse(tap, Refusal("stale"))

        async def decide(conn: AsyncConnection, lead: Lead) -> Decision | Outcome:
            if refusal := access.to_consult(tap.person, lead, row):
                return refusal
            await self._carrier.send_consultation(conn, lead, tap.person, row_id, self._now())
            return Done("card-sent", lead)

        return await self._taps.once(tap, row.lead_id, decide, Done("card-sent"), on=None)  # on a list of rows

    async def drawn(self, person: Person, span: Span, shift: int) -> Message:
        """What the person may see of the register, as a message."""
        rules = self._rulebook.rules
        days = days_of(span, shift, day_of(self._now(), rules.zone))
        async with self._db.reading() as conn:
            rows = await consultations_store.of_days(conn, days, rules.zone, person)
        page = Page(span, shift, *days, rows)
        return listed(page, rules, self._texts, self._rulebook.source_name, self._lead_url)

    async def export(self, update_id: int, person: Person, span: Span, shift: int) -> Refusal | None:
        """The same as a table, sent to the person."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            payload = {"staff": person.id, "what": CONSULTATIONS, "span": span, "shift": shift}
            table = outbox_store.New(TELEGRAM, f"s{person.id}:export", "export", payload, _EXPORT)
            await outbox_store.add(conn, [table], self._now())
        self._bells.ring([Bell.TELEGRAM])
        return None

    async def _find(self, row_id: int) -> Consultation | None:
        async with self._db.reading() as conn:
            return await consultations_store.find(conn, row_id)


def _asks(row: Consultation, status: Status, now: datetime) -> str:
    """The conversation that a status needs first: what is set again after its time needs a new one."""
    if status is Status.SPOILED:
        return REASON
    return NEW_TIME if status is Status.MOVED or (status is Status.SET and row.at <= now) else ""


def _on(row: Consultation) -> On:
    return On(messages_store.CONSULTATION, {"consultation": row.id})

"""Managers add leads in the chat: a conversation, then a row that becomes a lead of the portal (OP10-17, NL-19)."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services import manual_rows
from services.bells import Bell, Bells
from services.domain import access
from services.domain.decision import Refusal
from services.domain.form import Given, Wrong
from services.domain.manual_form import Notes, World, begin
from services.domain.manual_lead import Adding, ManualLead, Picture, Stand, Told
from services.domain.people import Person
from services.questions import Conclusion, Questions
from services.rulebook import Rulebook
from services.storage import manual_store, updates_store
from services.storage.database import Database
from services.storage.questions_store import Question

FORM = "manual"
CREATE, CANCEL = "create", "cancel"  # what the buttons below a lead that waits do
KEPT = timedelta(days=7)  # a lead that was added is in the portal; ours is forgotten


class ManualLeads:
    """Begins the conversation, keeps what was told, and lets the manager decide about twins."""

    def __init__(
        self, db: Database, questions: Questions, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._questions, self._rulebook, self._bells, self._now = db, questions, rulebook, bells, now

    @property
    def possible(self) -> bool:
        """Whether the regulation lets managers add leads."""
        return self._rulebook.rules.adding is not None

    async def begin(self, update_id: int, person: Person, chat_id: int, given: Given) -> Refusal | Wrong | None:
        """Ask the first question; why not, when there is a reason."""
        if refusal := access.to_add_leads(person):
            return refusal
        notes = begin(given)
        if isinstance(notes, Wrong):
            return notes
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return None
            await self._questions.open(conn, person, chat_id, FORM, **asdict(notes))
        self._bells.ring([Bell.TELEGRAM])
        return None

    async def look(self, _conn: AsyncConnection, _lead_id: int | None, _person: Person) -> Mapping[str, Any]:
        """What the form has to know."""
        rules = self._rulebook.rules
        adding = rules.adding or Adding(rules.title, min(rules.new_stages))  # it may have gone since the first question
        return {"world": World(adding, self._rulebook.source_list, rules.correctness.region)}

    async def conclude(
        self, conn: AsyncConnection, question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        """Everything was told: from here on the lead is created, however often the process dies."""
        if refusal := access.to_add_leads(person):
            return refusal
        told = _told(Notes.of(values), person)
        origin, now = uuid.uuid4().hex, self._now()
        manual_id = await manual_store.add(conn, question.id, person.id, question.chat_id, told, origin, now)
        await manual_rows.create(conn, manual_id, now)
        return Conclusion("manual-creating", {"name": told.name})

    async def decide(self, update_id: int, person: Person, manual_id: int, deed: str) -> Refusal | None:
        """Create it all the same, or once more, or not at all; why not, when there is a reason."""
        async with self._db.writing() as conn:
            manual = await manual_store.lock(conn, manual_id)
            if manual is None or manual.staff_id != person.id or deed not in (CREATE, CANCEL):
                return Refusal("stale")
            if manual.stand not in (Stand.DOUBLED, Stand.REFUSED):
                return Refusal("manual-decided")
            if not await updates_store.finish(conn, update_id):
                return None
            await self._decided(conn, manual, deed)
        self._bells.ring([Bell.TELEGRAM, Bell.CREATION])
        return None

    async def _decided(self, conn: AsyncConnection, manual: ManualLead, deed: str) -> None:
        await manual_store.stand(conn, manual.id, Stand.SURE if deed == CREATE else Stand.CANCELLED)
        if deed == CREATE:
            await manual_rows.create(conn, manual.id, self._now())
        await manual_rows.show(conn, manual, self._now())

    async def forget(self) -> None:
        """Drop what the portal has for long."""
        async with self._db.writing() as conn:
            await manual_store.forget(conn, self._now() - KEPT)


def _told(notes: Notes, person: Person) -> Told:
    return Told(
        manager_id=person.bitrix_id or 0,
        name=notes.name or "",
        phone=notes.phone or "",
        source=notes.source or "",
        unlisted=notes.unlisted,
        text=notes.text,
        pictures=tuple(Picture(file_id, name) for file_id, name, _ in notes.pictures),
    )

"""The regulation as editors amend it from the chat, on top of the administrator's file (OP10-03, OP10-04)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.announcing import Announcing
from services.bells import Bell, Bells
from services.domain import access
from services.domain.amendments import Book, Kind, State, outcome_of
from services.domain.decision import Refusal
from services.domain.people import Person
from services.questions import Conclusion, Questions
from services.rulebook import Rulebook
from services.storage import amendments_store, history_store, updates_store
from services.storage.amendments_store import Stamp
from services.storage.database import Database
from services.storage.questions_store import Question
from services.waiting_leads import WaitingLeads

FORM = "amend"  # as the conversation is called
LATELY = timedelta(days=30)


class Amendments:
    """The rulebook of every process learns of changes by `work`."""

    def __init__(
        self,
        db: Database,
        questions: Questions,
        announcing: Announcing,
        waiting: WaitingLeads,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._questions, self._announcing, self._waiting = db, questions, announcing, waiting
        self._rulebook, self._bells, self._now = rulebook, bells, now
        self._stamp: Stamp = ()

    async def work(self) -> bool:
        """Let the rulebook follow what is stored; False when nothing has changed."""
        async with self._db.reading() as conn:
            stamp = await amendments_store.stamp(conn)
            if stamp == self._stamp:
                return False
            held = await amendments_store.held(conn)
            number = await amendments_store.number(conn)
        self._rulebook.amend(held, number)
        self._stamp = stamp
        await self._waiting.settle()
        return True

    async def book(self, person: Person) -> Book:
        """What is in force, for whoever asks."""
        async with self._db.reading() as conn:
            held = await amendments_store.held(conn, states=(State.IN_FORCE,))
            rules = replace(self._rulebook.rules, amendment=await amendments_store.number(conn))
            steps = await history_store.hand_offs(conn, self._now() - LATELY)
        named = tuple((each, self._rulebook.source_name(each.source)) for each in held)
        return Book(rules, named, access.to_amend(person, rules) is None, outcome_of(steps))

    async def begin(self, update_id: int, person: Person, chat_id: int, kind: Kind) -> Refusal | None:
        """An editor has something to add: the first question."""
        if refusal := access.to_amend(person, self._rulebook.rules):
            return refusal
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            refusal = await self._questions.open(conn, person, chat_id, FORM, kind=kind)
        self._bells.ring([Bell.TELEGRAM])
        return refusal

    async def conclude(
        self, conn: AsyncConnection, _question: Question, values: Mapping[str, Any], person: Person
    ) -> Conclusion | Refusal:
        """What an editor adds is in force at once, in place of what was held of the same words."""
        if refusal := access.to_amend(person, self._rulebook.rules):
            return refusal
        kind, said, mark, source = Kind(values["kind"]), values["said"], values["mark"], values["source"]
        await amendments_store.clear(conn, kind, mark, person.id, self._now())
        await amendments_store.add(conn, kind, said, mark, source, person.id, self._now(), in_force=True)
        shown = mark if kind is Kind.ORIGIN else said
        await self._announcing.amendment(conn, f"amendment-{kind}", shown, source, person)
        told = {"said": shown, "source": self._rulebook.source_name(source)}
        return Conclusion("amendment-added", {**told, "number": await amendments_store.number(conn)})

    async def withdraw(self, update_id: int, person: Person, amendment_id: int) -> Refusal | None:
        """What was in force is not any more; what the file says holds again."""
        if refusal := access.to_amend(person, self._rulebook.rules):
            return refusal
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            amendment = await amendments_store.find(conn, amendment_id)
            if amendment is None or not await amendments_store.withdraw(conn, amendment_id, person.id, self._now()):
                return Refusal("amendment-over")
            await self._announcing.amendment(conn, "amendment-withdrawn", amendment.shown, amendment.source, person)
        self._bells.ring([Bell.AMENDMENTS, Bell.TELEGRAM])
        return None

"""Conversations: a question is a row, its form decides what comes next, and what is finished takes effect once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.decision import Decision, Refusal
from services.domain.form import Ask, Finished, Form, Given, Reply, Wrong
from services.domain.people import Person
from services.storage import outbox_store, questions_store, updates_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM
from services.storage.questions_store import Question

QUESTION = 1  # priority in the outbox: somebody is waiting


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a finished form leads to: a decision about its lead, if it has one, and words for the person."""

    key: str
    args: Mapping[str, Any]
    decision: Decision | None = None


Conclude = Callable[[AsyncConnection, Question, Mapping[str, Any], Person], Awaitable[Conclusion | Refusal]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A form with what becomes of it; both run in the transaction of the last answer."""

    form: Form
    conclude: Conclude


class Questions:
    """Asks, takes answers, and concludes. Kinds are registered by the composition root."""

    def __init__(self, db: Database, carrier: Carrier, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._carrier, self._bells, self._now = db, carrier, bells, now
        self._kinds: dict[str, Kind] = {}

    def register(self, name: str, kind: Kind) -> None:
        """Make a form known by its name."""
        self._kinds[name] = kind

    async def open(
        self, conn: AsyncConnection, person: Person, chat_id: int, form: str, lead_id: int | None = None, **state: Any
    ) -> None:
        """Begin a conversation, in the caller's transaction; the caller rings `Bell.TELEGRAM`."""
        reply = self._kinds[form].form(state, None)
        if not isinstance(reply, Ask):
            raise ValueError(f"the form {form} has no first question")
        question_id = await questions_store.ask(conn, person.id, chat_id, lead_id, form, reply.state, self._now())
        await self._show(conn, question_id, chat_id, reply)

    async def answer(
        self, update_id: int, person: Person, chat_id: int, given: Given, question_id: int = 0
    ) -> Reply | None:
        """Take an answer by words or file (`question_id` 0) or by a tap; None when nothing was asked."""
        async with self._db.writing() as conn:
            if question_id:
                question = await questions_store.lock(conn, question_id)
            else:
                question = await questions_store.open_in(conn, person.id, chat_id)
            if question is None or question.staff_id != person.id:
                return None
            if not await updates_store.finish(conn, update_id):
                return None
            reply = await self._take(conn, question, person, given)
        self._bells.ring(Bell)
        return reply

    async def cancel(self, update_id: int, person: Person, chat_id: int) -> bool:
        """Give the open question up; False when there was none."""
        async with self._db.writing() as conn:
            question = await questions_store.open_in(conn, person.id, chat_id)
            if question is None or not await updates_store.finish(conn, update_id):
                return False
            await questions_store.close(conn, question.id, self._now())
            await self._say(conn, chat_id, question, "question-cancelled", {})
        self._bells.ring([Bell.TELEGRAM])
        return True

    async def _take(self, conn: AsyncConnection, question: Question, person: Person, given: Given) -> Reply:
        kind = self._kinds[question.form]
        reply = kind.form(question.state, given)
        match reply:
            case Ask():
                await questions_store.go_on(conn, question.id, reply.state)
                place = question.message_id if given.choice else None
                await questions_store.place(conn, question.id, place)
                await self._show(conn, question.id, question.chat_id, reply)
            case Wrong():
                if not given.choice:  # a tap is answered by a toast
                    await self._say(conn, question.chat_id, question, reply.key, reply.args)
            case Finished():
                await self._conclude(conn, kind, question, reply, person)
        return reply

    async def _conclude(
        self, conn: AsyncConnection, kind: Kind, question: Question, finished: Finished, person: Person
    ) -> None:
        concluded = await kind.conclude(conn, question, finished.values, person)
        await questions_store.close(conn, question.id, self._now())
        if isinstance(concluded, Refusal):
            await self._say(conn, question.chat_id, question, f"refusal-{concluded.code}", concluded.args)
            return
        if concluded.decision:
            await self._carrier.carry_out(conn, concluded.decision, self._now(), person)
        await self._say(conn, question.chat_id, question, concluded.key, concluded.args)

    async def _show(self, conn: AsyncConnection, question_id: int, chat_id: int, ask: Ask) -> None:
        options = [[[option.code, option.title, option.style] for option in row] for row in ask.options]
        payload = {
            "chat": chat_id,
            "question": question_id,
            "key": ask.key,
            "args": dict(ask.args),
            "options": options,
        }
        await self._queue(conn, chat_id, "question", payload)

    async def _say(
        self, conn: AsyncConnection, chat_id: int, question: Question, key: str, args: Mapping[str, Any]
    ) -> None:
        payload = {"chat": chat_id, "key": key, "args": dict(args), "closes": question.id}
        await self._queue(conn, chat_id, "notice", payload)

    async def _queue(self, conn: AsyncConnection, chat_id: int, kind: str, payload: Mapping[str, Any]) -> None:
        lane = f"q{chat_id}"
        await outbox_store.add(conn, [outbox_store.New(TELEGRAM, lane, kind, payload, QUESTION)], self._now())

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


Conclude = Callable[
    [AsyncConnection, Question, Mapping[str, Any], Person], Awaitable[Conclusion | Refusal | Ask | Wrong]
]
Inquire = Callable[[Mapping[str, Any], Given], Awaitable[Given]]
Look = Callable[[AsyncConnection, int | None, Person], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A form with what becomes of it, all in the transaction of the answer.

    `conclude` may say what is wrong, or ask on: then the question stays open. `look` gathers what the form has to know
    of the world (of its lead, for its person): it lies beside the state when the form is called, and is not kept.
    `inquire` asks the portal about an answer, and puts what it says into `Given.found`: before the transaction, since
    nobody else could write while it waits. It may be asked again after a restart.
    """

    form: Form
    conclude: Conclude
    look: Look | None = None
    inquire: Inquire | None = None


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
    ) -> Refusal | None:
        """Begin a conversation, in the caller's transaction; the caller rings `Bell.TELEGRAM`.

        A form that finds something wrong before its first question is not begun: why not, as a refusal.
        """
        kind = self._kinds[form]
        reply = kind.form({**state, **await _seen(conn, kind, lead_id, person)}, None)
        if isinstance(reply, Wrong):
            return Refusal(reply.key.removeprefix("refusal-"), reply.args)
        if not isinstance(reply, Ask):
            raise ValueError(f"the form {form} has no first question")
        question_id = await questions_store.ask(conn, person.id, chat_id, lead_id, form, reply.state, self._now())
        await self._show(conn, question_id, chat_id, reply)
        return None

    async def answer(
        self, update_id: int, person: Person, chat_id: int, given: Given, question_id: int = 0
    ) -> Reply | None:
        """Take an answer by words or file (`question_id` 0) or by a tap; None when nothing was asked."""
        async with self._db.reading() as conn:
            question = await _asked(conn, person, chat_id, question_id)
        inquire = self._kinds[question.form].inquire if question else None
        if question and inquire:
            given = await inquire(question.state, given)
        async with self._db.writing() as conn:
            question = await _asked(conn, person, chat_id, question_id)
            if question is None:
                return None
            if not await updates_store.finish(conn, update_id):
                return None
            reply = await self._take(conn, question, person, given)
        self._bells.ring(Bell)
        return reply

    async def cancel(self, update_id: int, person: Person, chat_id: int, question_id: int = 0) -> bool:
        """Give the open question up, by its button only that one; False when there was none."""
        async with self._db.writing() as conn:
            question = await questions_store.open_in(conn, person.id, chat_id)
            if question is None or question_id not in (0, question.id):
                return False
            if not await updates_store.finish(conn, update_id):
                return False
            await questions_store.close(conn, question.id, self._now())
            await self._end(conn, question, "question-cancelled", {}, in_place=True)
        self._bells.ring([Bell.TELEGRAM])
        return True

    async def _take(self, conn: AsyncConnection, question: Question, person: Person, given: Given) -> Reply:
        kind = self._kinds[question.form]
        if given.odd:
            await self._say(conn, question, "question-odd", {})
            return Wrong("question-odd")
        reply = kind.form({**question.state, **await _seen(conn, kind, question.lead_id, person)}, given)
        if isinstance(reply, Finished):
            concluded = await kind.conclude(conn, question, reply.values, person)
            if isinstance(concluded, Conclusion | Refusal):
                await self._conclude(conn, question, concluded, person, in_place=bool(given.choice))
                return reply
            reply = concluded
        if isinstance(reply, Ask):
            await questions_store.go_on(conn, question.id, reply.state)
            if not given.choice:  # an answer in words stands below the question: so does the next one
                await self._mark_answered(conn, question)
                await questions_store.place(conn, question.id, None)
            await self._show(conn, question.id, question.chat_id, reply)
        elif isinstance(reply, Wrong) and not given.choice:  # a tap is answered by a toast
            await self._say(conn, question, reply.key, reply.args)
        return reply

    async def _conclude(
        self,
        conn: AsyncConnection,
        question: Question,
        concluded: Conclusion | Refusal,
        person: Person,
        *,
        in_place: bool,
    ) -> None:
        await questions_store.close(conn, question.id, self._now())
        if isinstance(concluded, Refusal):
            await self._end(conn, question, f"refusal-{concluded.code}", concluded.args, in_place=in_place)
            return
        if concluded.decision:
            await self._carrier.carry_out(conn, concluded.decision, self._now(), person)
        await self._end(conn, question, concluded.key, concluded.args, in_place=in_place)

    async def _end(
        self, conn: AsyncConnection, question: Question, key: str, args: Mapping[str, Any], *, in_place: bool
    ) -> None:
        """The last words: after a tap where the question stood, after an answer in words below it."""
        if not in_place:
            await self._mark_answered(conn, question)
            await questions_store.place(conn, question.id, None)
        await self._say(conn, question, key, args, ends=question.id)

    async def _mark_answered(self, conn: AsyncConnection, question: Question) -> None:
        """Its buttons go."""
        if question.message_id:
            payload = {"chat": question.chat_id, "message_id": question.message_id}
            await self._queue(conn, question.chat_id, "answered", payload)

    async def _show(self, conn: AsyncConnection, question_id: int, chat_id: int, ask: Ask) -> None:
        options = [[[option.code, option.title, option.style] for option in row] for row in ask.options]
        payload = {
            "chat": chat_id,
            "question": question_id,
            "key": ask.key,
            "args": dict(ask.args),
            "options": options,
            "cancel": ask.cancel,
        }
        await self._queue(conn, chat_id, "question", payload)

    async def _say(
        self, conn: AsyncConnection, question: Question, key: str, args: Mapping[str, Any], ends: int = 0
    ) -> None:
        """Words below the question, or in its place: those of the question that they end."""
        payload = {"chat": question.chat_id, "key": key, "args": dict(args), **({"ends": ends} if ends else {})}
        await self._queue(conn, question.chat_id, "notice", payload)

    async def _queue(self, conn: AsyncConnection, chat_id: int, kind: str, payload: Mapping[str, Any]) -> None:
        lane = f"q{chat_id}"
        await outbox_store.add(conn, [outbox_store.New(TELEGRAM, lane, kind, payload, QUESTION)], self._now())


async def _asked(conn: AsyncConnection, person: Person, chat_id: int, question_id: int) -> Question | None:
    """The open question that an answer is for, held until the transaction ends."""
    if not question_id:
        return await questions_store.open_in(conn, person.id, chat_id)
    question = await questions_store.lock(conn, question_id)
    return question if question and question.staff_id == person.id else None


async def _seen(conn: AsyncConnection, kind: Kind, lead_id: int | None, person: Person) -> Mapping[str, Any]:
    return await kind.look(conn, lead_id, person) if kind.look else {}

"""Open conversations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import questions


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a person in a chat; `message_id` None: it is not on the screen yet."""

    id: int
    staff_id: int
    chat_id: int
    lead_id: int | None
    form: str
    state: Mapping[str, Any]
    message_id: int | None


_IN_CHAT = (questions.c.staff_id == bindparam("of_staff"), questions.c.chat_id == bindparam("in_chat"))
_BY_ID = questions.c.id == bindparam("question")
_OPEN = questions.c.closed_at.is_(None)
_NEWEST = select(questions).where(_OPEN).order_by(questions.c.id.desc()).limit(1).with_for_update()
_LOCK = _NEWEST.where(_BY_ID)
_OPEN_IN = _NEWEST.where(*_IN_CHAT)
_CLOSE = update(questions).where(_BY_ID, _OPEN)
_CLOSE_IN = update(questions).where(*_IN_CHAT, _OPEN)
_CLOSE_OF = (
    update(questions)
    .where(questions.c.lead_id == bindparam("of_lead"), questions.c.form == bindparam("of_form"), _OPEN)
    .returning(questions)
)
_CHANGE = update(questions).where(_BY_ID)
_ASK = insert(questions).returning(questions.c.id)


async def ask(
    conn: AsyncConnection,
    staff_id: int,
    chat_id: int,
    lead_id: int | None,
    form: str,
    state: Mapping[str, Any],
    now: datetime,
) -> int:
    """Open a question; the one that was open in this chat is closed. Its id."""
    await conn.execute(_CLOSE_IN, {"of_staff": staff_id, "in_chat": chat_id, "closed_at": now})
    row = {"staff_id": staff_id, "chat_id": chat_id, "lead_id": lead_id, "form": form, "asked_at": now}
    return int(await conn.scalar(_ASK, {**row, "state": dict(state)}) or 0)


async def lock(conn: AsyncConnection, question_id: int) -> Question | None:
    """An open question, held until the transaction ends."""
    return await _one(conn, _LOCK, question=question_id)


async def open_in(conn: AsyncConnection, staff_id: int, chat_id: int) -> Question | None:
    """What this person is asked in this chat, held until the transaction ends."""
    return await _one(conn, _OPEN_IN, of_staff=staff_id, in_chat=chat_id)


async def go_on(conn: AsyncConnection, question_id: int, state: Mapping[str, Any]) -> None:
    """The conversation moved on."""
    await conn.execute(_CHANGE, {"question": question_id, "state": dict(state)})


async def place(conn: AsyncConnection, question_id: int, message_id: int | None) -> None:
    """Where the question stands now."""
    await conn.execute(_CHANGE, {"question": question_id, "message_id": message_id})


async def place_of(conn: AsyncConnection, question_id: int) -> int | None:
    """Where a question stands or stood, None when it never reached the screen."""
    place: int | None = await conn.scalar(select(questions.c.message_id).where(questions.c.id == question_id))
    return place


async def close(conn: AsyncConnection, question_id: int, now: datetime) -> None:
    """Answered, or given up."""
    await conn.execute(_CLOSE, {"question": question_id, "closed_at": now})


async def close_of(conn: AsyncConnection, lead_id: int, form: str, now: datetime) -> list[Question]:
    """Nobody needs to be asked this about a lead any more; the questions that were open."""
    rows = await conn.execute(_CLOSE_OF, {"of_lead": lead_id, "of_form": form, "closed_at": now})
    return [_question(row) for row in rows]


async def _one(conn: AsyncConnection, found: Select[Any], **values: int) -> Question | None:
    row = (await conn.execute(found, values)).one_or_none()
    return _question(row) if row else None


def _question(row: Row[Any]) -> Question:
    return Question(row.id, row.staff_id, row.chat_id, row.lead_id, row.form, row.state, row.message_id)

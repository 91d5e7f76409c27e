"""Open conversations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, insert, select, update
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
    await _close(conn, (questions.c.staff_id == staff_id) & (questions.c.chat_id == chat_id), now)
    row = insert(questions).values(
        staff_id=staff_id, chat_id=chat_id, lead_id=lead_id, form=form, state=dict(state), asked_at=now
    )
    return int(await conn.scalar(row.returning(questions.c.id)) or 0)


async def lock(conn: AsyncConnection, question_id: int) -> Question | None:
    """An open question, held until the transaction ends."""
    return await _one(conn, questions.c.id == question_id)


async def open_in(conn: AsyncConnection, staff_id: int, chat_id: int) -> Question | None:
    """What this person is asked in this chat, held until the transaction ends."""
    return await _one(conn, (questions.c.staff_id == staff_id) & (questions.c.chat_id == chat_id))


async def go_on(conn: AsyncConnection, question_id: int, state: Mapping[str, Any]) -> None:
    """The conversation moved on."""
    await conn.execute(update(questions).where(questions.c.id == question_id).values(state=dict(state)))


async def place(conn: AsyncConnection, question_id: int, message_id: int | None) -> None:
    """Where the question stands now."""
    await conn.execute(update(questions).where(questions.c.id == question_id).values(message_id=message_id))


async def place_of(conn: AsyncConnection, question_id: int) -> int | None:
    """Where a question stands or stood, None when it never reached the screen."""
    place: int | None = await conn.scalar(select(questions.c.message_id).where(questions.c.id == question_id))
    return place


async def close(conn: AsyncConnection, question_id: int, now: datetime) -> None:
    """Answered, or given up."""
    await _close(conn, questions.c.id == question_id, now)


async def close_of(conn: AsyncConnection, lead_id: int, form: str, now: datetime) -> list[Question]:
    """Nobody needs to be asked this about a lead any more; the questions that were open."""
    which = (questions.c.lead_id == lead_id, questions.c.form == form, questions.c.closed_at.is_(None))
    return [_question(row) for row in await conn.execute(_closing(now).where(*which).returning(questions))]


async def _close(conn: AsyncConnection, which: ColumnElement[bool], now: datetime) -> None:
    await conn.execute(_closing(now).where(which, questions.c.closed_at.is_(None)))


def _closing(now: datetime) -> Update:
    return update(questions).values(closed_at=now)


async def _one(conn: AsyncConnection, which: ColumnElement[bool]) -> Question | None:
    row = (
        await conn.execute(
            select(questions)
            .where(which, questions.c.closed_at.is_(None))
            .order_by(questions.c.id.desc())
            .limit(1)
            .with_for_update()
        )
    ).one_or_none()
    return _question(row) if row else None


def _question(row: Row[Any]) -> Question:
    return Question(row.id, row.staff_id, row.chat_id, row.lead_id, row.form, row.state, row.message_id)

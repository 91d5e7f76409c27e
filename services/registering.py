"""What becomes of the register of consultations as rows: a booking, a change, an undo; turns of the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.decision import Book, ChangeConsultation, TakeBackConsultation
from services.storage import consultations_store, staff_store

RegisterEffect = Book | ChangeConsultation | TakeBackConsultation


@dataclass(frozen=True, slots=True)
class Registered:
    """A row as it is now, and the portal user who has to know of it (0: nobody)."""

    row_id: int
    tells: int = 0


async def carry(conn: AsyncConnection, effect: RegisterEffect, choice_id: int | None, now: datetime) -> Registered:
    """Store the effect; whose booking was taken back sees it on the message that told of it."""
    match effect:
        case Book(new, turn=turn):
            before = await _take_turn(conn, new.with_id, now) if turn else {}
            return Registered(await consultations_store.add(conn, new, choice_id, before), new.with_id)
        case ChangeConsultation(row, before=kept, tell=tell):
            await consultations_store.change(conn, row, kept, choice_id)
            return Registered(row.id, row.with_id if tell else 0)
        case TakeBackConsultation(undone):
            return Registered(await _take_back(conn, undone))


async def _take_turn(conn: AsyncConnection, bitrix_id: int, now: datetime) -> Mapping[str, Any]:
    """Whoever is met waits longest of all from now on; the last turn, for an undo (OP10-28)."""
    person = await staff_store.by_bitrix(conn, bitrix_id)
    if person is None:
        return {}
    await staff_store.change(conn, person.id, turn_at=now)
    return {"turn_at": person.turn_at.isoformat() if person.turn_at else ""}


async def _take_back(conn: AsyncConnection, choice_id: int) -> int:
    taken = await consultations_store.take_back(conn, choice_id)
    if taken is None:
        return 0
    person = await staff_store.by_bitrix(conn, taken.with_id) if "turn_at" in taken.before else None
    if person:
        turn = taken.before["turn_at"]
        await staff_store.change(conn, person.id, turn_at=datetime.fromisoformat(turn) if turn else None)
    return taken.id

"""Leads that managers add in the chat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.manual_lead import ManualLead, Stand, Told
from services.domain.twins import Twin, TwinKind
from services.storage.tables import manual_leads

ENDED = (Stand.CREATED, Stand.CANCELLED)


async def add(
    conn: AsyncConnection, question_id: int, staff_id: int, chat_id: int, told: Told, origin: str, now: datetime
) -> int:
    """Store what is to be created; its id."""
    row = insert(manual_leads).values(
        question_id=question_id,
        staff_id=staff_id,
        chat_id=chat_id,
        state=Stand.WAITING,
        told=told.as_json(),
        twins=[],
        origin=origin,
        created_at=now,
    )
    return int(await conn.scalar(row.returning(manual_leads.c.id)) or 0)


async def lock(conn: AsyncConnection, manual_id: int) -> ManualLead | None:
    """Held until the transaction ends."""
    row = await conn.execute(select(manual_leads).where(manual_leads.c.id == manual_id).with_for_update())
    return _manual(row.one_or_none())


_FIND = select(manual_leads).where(manual_leads.c.id == bindparam("value"))
_OF_LEAD = select(manual_leads).where(manual_leads.c.lead_id == bindparam("value")).limit(1)


async def find(conn: AsyncConnection, manual_id: int) -> ManualLead | None:
    """To look at."""
    return await _one(conn, _FIND, manual_id)


async def of_lead(conn: AsyncConnection, lead_id: int) -> ManualLead | None:
    """How this lead came into the portal, when it was added in the chat."""
    return await _one(conn, _OF_LEAD, lead_id)


async def pictures(conn: AsyncConnection, lead_id: int) -> list[str]:
    """The pictures that came with a lead, by their Telegram ids."""
    manual = await of_lead(conn, lead_id)
    return [each.file_id for each in manual.told.pictures] if manual else []


async def stand(conn: AsyncConnection, manual_id: int, now_stands: Stand, reason: str = "") -> None:
    """Where its creation stands now."""
    await _set(conn, manual_id, state=now_stands, reason=reason)


async def doubled(conn: AsyncConnection, manual_id: int, twins: Sequence[Twin]) -> None:
    """Somebody has the phone already."""
    rows = [[twin.kind, twin.id, twin.name] for twin in twins]
    await _set(conn, manual_id, state=Stand.DOUBLED, twins=rows)


async def created(conn: AsyncConnection, manual_id: int, lead_id: int) -> None:
    """The portal has it; nothing of it is on its way any more."""
    await _set(conn, manual_id, state=Stand.CREATED, lead_id=lead_id, sent_at=None)


async def sent(conn: AsyncConnection, manual_id: int, at: datetime | None) -> None:
    """A request goes out, and from now on may have arrived; None: it certainly did not."""
    await _set(conn, manual_id, sent_at=at)


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Drop what ended and was begun before this time: the portal has it now."""
    await conn.execute(delete(manual_leads).where(manual_leads.c.state.in_(ENDED), manual_leads.c.created_at < before))


async def _set(conn: AsyncConnection, manual_id: int, **values: Any) -> None:
    await conn.execute(update(manual_leads).where(manual_leads.c.id == manual_id).values(**values))


async def _one(conn: AsyncConnection, found: Select[Any], value: int) -> ManualLead | None:
    return _manual((await conn.execute(found, {"value": value})).one_or_none())


def _manual(row: Row[Any] | None) -> ManualLead | None:
    if row is None:
        return None
    return ManualLead(
        id=row.id,
        question_id=row.question_id,
        staff_id=row.staff_id,
        chat_id=row.chat_id,
        stand=Stand(row.state),
        told=Told.of_json(row.told),
        origin=row.origin,
        twins=tuple(Twin(TwinKind(kind), twin_id, name) for kind, twin_id, name in row.twins),
        sent_at=row.sent_at,
        lead_id=row.lead_id,
        reason=row.reason,
    )

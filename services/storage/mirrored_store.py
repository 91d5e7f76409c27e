"""Rows of the register as they stand in the portal."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.mirror import Mirrored
from services.storage.tables import mirrored
from services.storage.upsert import Upsert

_FIND = select(mirrored).where(mirrored.c.consultation_id == bindparam("row_id"), mirrored.c.place == bindparam("key"))
_SET = Upsert(
    mirrored,
    lambda row: row.on_conflict_do_update(
        index_elements=[mirrored.c.consultation_id, mirrored.c.place],
        set_={name: row.excluded[name] for name in ("number", "at", "sent_at")},
    ),
)


async def find(conn: AsyncConnection, row_id: int, place: str) -> Mirrored:
    """What is known of the row there; nothing, when it was never sent."""
    row = (await conn.execute(_FIND, {"row_id": row_id, "key": place})).one_or_none()
    return Mirrored(row_id, place, row.number, row.at, row.sent_at) if row else Mirrored(row_id, place)


async def sending(conn: AsyncConnection, row_id: int, place: str, at: datetime, sent_at: datetime | None) -> None:
    """A creation goes out, and from now on may have arrived; None: it certainly did not."""
    await _set(conn, row_id, place, 0, at, sent_at)


async def stands(conn: AsyncConnection, row_id: int, place: str, number: int, at: datetime) -> None:
    """The portal has the row, under this number."""
    await _set(conn, row_id, place, number, at, None)


async def forget(conn: AsyncConnection, row_id: int, place: str) -> None:
    """The portal has it no more."""
    await conn.execute(delete(mirrored).where(mirrored.c.consultation_id == row_id, mirrored.c.place == place))


async def _set(
    conn: AsyncConnection, row_id: int, place: str, number: int, at: datetime, sent_at: datetime | None
) -> None:
    values = {"consultation_id": row_id, "place": place, "number": number, "at": at, "sent_at": sent_at}
    await conn.execute(_SET.on(conn), values)

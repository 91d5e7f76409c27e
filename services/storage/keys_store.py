"""Keys to the pages: each opens one session. Only hashes are kept."""

from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import page_keys
from services.storage.upsert import upsert


async def give(conn: AsyncConnection, key_hash: str, staff_id: int, expires_at: datetime) -> None:
    """A key for a person, good until then."""
    await conn.execute(insert(page_keys).values(key_hash=key_hash, staff_id=staff_id, expires_at=expires_at))


async def use(conn: AsyncConnection, key_hash: str, now: datetime) -> int | None:
    """Use a key up; whose it is, None when it is unknown, used or expired."""
    used = await conn.execute(
        update(page_keys)
        .where(page_keys.c.key_hash == key_hash, page_keys.c.used_at.is_(None), page_keys.c.expires_at > now)
        .values(used_at=now)
        .returning(page_keys.c.staff_id)
    )
    staff_id: int | None = used.scalar_one_or_none()
    return staff_id


async def use_first(conn: AsyncConnection, key_hash: str, staff_id: int, expires_at: datetime, now: datetime) -> bool:
    """Note a key that somebody else made (Telegram's own) as used; False when it was used before."""
    statement = (
        upsert(conn, page_keys)
        .values(key_hash=key_hash, staff_id=staff_id, expires_at=expires_at, used_at=now)
        .on_conflict_do_nothing(index_elements=[page_keys.c.key_hash])
        .returning(page_keys.c.key_hash)
    )
    return (await conn.execute(statement)).scalar_one_or_none() is not None


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Drop what expired."""
    await conn.execute(delete(page_keys).where(page_keys.c.expires_at <= now))

"""The people the assistant works for, and the start links that invite them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.people import Person, Role
from services.storage.tables import invitations, staff


async def add(
    conn: AsyncConnection,
    *,
    roles: Iterable[Role],
    name: str = "",
    bitrix_id: int | None = None,
    telegram_id: int | None = None,
) -> int:
    """Add a person; the id."""
    added = await conn.scalar(
        insert(staff)
        .values(name=name, bitrix_id=bitrix_id, telegram_id=telegram_id, roles=sorted(roles))
        .returning(staff.c.id)
    )
    return int(added or 0)


async def change(conn: AsyncConnection, person_id: int, **values: Any) -> None:
    """Set columns of a person: name, telegram_id, active, blocked, absent, turn_at, workday, roles."""
    if "roles" in values:
        values["roles"] = sorted(values["roles"])
    await conn.execute(update(staff).where(staff.c.id == person_id).values(**values))


async def remove(conn: AsyncConnection, person_id: int) -> None:
    """Forget a person; what the person did stays in the history."""
    await conn.execute(delete(staff).where(staff.c.id == person_id))


_FIND = select(staff).where(staff.c.id == bindparam("value"))
_BY_BITRIX = select(staff).where(staff.c.bitrix_id == bindparam("value"))
_BY_TELEGRAM = select(staff).where(staff.c.telegram_id == bindparam("value"))
_EVERYONE = select(staff).order_by(staff.c.name, staff.c.id)


async def find(conn: AsyncConnection, person_id: int) -> Person | None:
    """A person by row id."""
    return await _one(conn, _FIND, person_id)


async def by_bitrix(conn: AsyncConnection, bitrix_id: int) -> Person | None:
    """A person by portal user id."""
    return await _one(conn, _BY_BITRIX, bitrix_id)


async def by_telegram(conn: AsyncConnection, telegram_id: int) -> Person | None:
    """A person by Telegram user id."""
    return await _one(conn, _BY_TELEGRAM, telegram_id)


async def everyone(conn: AsyncConnection) -> list[Person]:
    """All people, by name."""
    return [_person(row) for row in await conn.execute(_EVERYONE)]


async def workdays(conn: AsyncConnection) -> dict[int, str]:
    """How each one's working day stood in the portal when last asked; "" when never."""
    rows = await conn.execute(select(staff.c.id, staff.c.workday))
    return {row.id: row.workday for row in rows}


async def invite(
    conn: AsyncConnection, code_hash: str, person_id: int, invited_by: int | None, expires_at: datetime
) -> None:
    """Keep a start link; earlier unused links of the person stop working."""
    await conn.execute(delete(invitations).where(invitations.c.staff_id == person_id, invitations.c.used_at.is_(None)))
    await conn.execute(
        insert(invitations).values(
            code_hash=code_hash, staff_id=person_id, invited_by=invited_by, expires_at=expires_at
        )
    )


async def use_invitation(conn: AsyncConnection, code_hash: str, now: datetime) -> int | None:
    """Use a start link up; the person it invites, None when it is unknown, used or expired."""
    result = await conn.execute(
        update(invitations)
        .where(invitations.c.code_hash == code_hash, invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .values(used_at=now)
        .returning(invitations.c.staff_id)
    )
    person_id: int | None = result.scalar_one_or_none()
    return person_id


async def _one(conn: AsyncConnection, found: Select[Any], value: int) -> Person | None:
    row = (await conn.execute(found, {"value": value})).one_or_none()
    return _person(row) if row else None


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        bitrix_id=row.bitrix_id,
        telegram_id=row.telegram_id,
        roles=frozenset(Role(role) for role in row.roles),
        active=row.active,
        blocked=row.blocked,
        absent=row.absent,
        turn_at=row.turn_at,
    )

"""When people are away, and who is on duty."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.absence import Absence, Away
from services.domain.people import Person
from services.storage.tables import absences, duty
from services.storage.upsert import upsert

_RUNNING = (
    select(absences)
    .where(absences.c.since <= bindparam("now"), absences.c.until > bindparam("now"))
    .order_by(absences.c.until.desc())
)
_ON_DUTY = select(duty.c.staff_id).where(duty.c.day == bindparam("day_of"))


async def add(conn: AsyncConnection, staff_id: int, kind: Away, since: datetime, until: datetime) -> int:
    """Somebody will be away, or is from now on; its number."""
    values = {"staff_id": staff_id, "kind": kind, "since": since, "until": until}
    return int(await conn.scalar(insert(absences).values(values).returning(absences.c.id)) or 0)


async def running(conn: AsyncConnection, now: datetime) -> list[Absence]:
    """Those of this moment, the longest first."""
    rows = await conn.execute(_RUNNING, {"now": now})
    return [_absence(row) for row in rows]


async def coming(conn: AsyncConnection, staff_id: int, now: datetime) -> list[Absence]:
    """Those of somebody that are not over, by time."""
    mine = select(absences).where(absences.c.staff_id == staff_id, absences.c.until > now)
    return [_absence(row) for row in await conn.execute(mine.order_by(absences.c.since))]


async def find(conn: AsyncConnection, absence_id: int) -> Absence | None:
    """An absence by its number, held until the transaction ends."""
    found = select(absences).where(absences.c.id == absence_id).with_for_update()
    row = (await conn.execute(found)).one_or_none()
    return _absence(row) if row else None


async def cover(conn: AsyncConnection, absence_id: int, staff_id: int) -> None:
    """Somebody stands in."""
    await conn.execute(update(absences).where(absences.c.id == absence_id).values(cover_id=staff_id))


async def come_back(conn: AsyncConnection, staff_id: int, now: datetime) -> None:
    """Whatever this person is away for now is over; what was planned for later stays."""
    mine = update(absences).where(absences.c.staff_id == staff_id, absences.c.since <= now, absences.c.until > now)
    await conn.execute(mine.values(until=now))


async def withdraw(conn: AsyncConnection, absence_id: int) -> None:
    """It does not take place."""
    await conn.execute(delete(absences).where(absences.c.id == absence_id))


async def not_over(conn: AsyncConnection, now: datetime) -> list[Absence]:
    """Everybody's that are not over, by time."""
    rows = await conn.execute(select(absences).where(absences.c.until > now).order_by(absences.c.since))
    return [_absence(row) for row in rows]


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Absences and days of the roster that ended before this moment."""
    await conn.execute(delete(absences).where(absences.c.until < before))
    await conn.execute(delete(duty).where(duty.c.day < before.date().isoformat()))


async def on_duty(conn: AsyncConnection, day: date) -> int | None:
    """Who stands in for others that day."""
    staff_id: int | None = await conn.scalar(_ON_DUTY, {"day_of": day.isoformat()})
    return staff_id


async def roster(conn: AsyncConnection, since: date) -> Mapping[date, int]:
    """Who is on duty, from that day on."""
    rows = await conn.execute(select(duty).where(duty.c.day >= since.isoformat()).order_by(duty.c.day))
    return {date.fromisoformat(row.day): row.staff_id for row in rows}


async def set_duty(conn: AsyncConnection, day: date, person: Person, by: Person) -> None:
    """From now on it is this person's day."""
    row = upsert(conn, duty).values(day=day.isoformat(), staff_id=person.id, set_by=by.id)
    set_ = {"staff_id": row.excluded.staff_id, "set_by": row.excluded.set_by}
    await conn.execute(row.on_conflict_do_update(index_elements=[duty.c.day], set_=set_))


def _absence(row: Row[Any]) -> Absence:
    return Absence(row.id, row.staff_id, Away(row.kind), row.since, row.until, row.cover_id)

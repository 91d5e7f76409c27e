"""The register of consultations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain import access
from services.domain.consultation import COMING, OPEN, Consultation, Status
from services.domain.lead import SOURCE
from services.domain.people import Person
from services.domain.register import Row as RegisterRow
from services.domain.slots import Diary, Taken, Zone, midnight
from services.storage.columns import among
from services.storage.tables import consultations, leads

_OPEN_OF = (
    select(consultations)
    .where(
        consultations.c.lead_id == bindparam("lead_of"),
        among(consultations.c.status, *sorted(OPEN)),
        ~consultations.c.taken_back,
    )
    .order_by(consultations.c.id.desc())
    .limit(bindparam("most", 1, Integer))
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A row of which something was undone; `before`: what was kept of the time before."""

    id: int
    with_id: int
    before: Mapping[str, Any]


async def add(
    conn: AsyncConnection, new: Consultation, choice_id: int | None, before: Mapping[str, Any] | None = None
) -> int:
    """A row for a booking that this choice made; its id. `before`: what an undo will want to know."""
    row = insert(consultations).values(
        lead_id=new.lead_id,
        booked_at=new.booked_at,
        booked_by=new.booked_by,
        with_id=new.with_id,
        with_name=new.with_name,
        choice_id=choice_id,
        before=dict(before or {}),
        **_changing(new),
    )
    return int(await conn.scalar(row.returning(consultations.c.id)) or 0)


async def change(conn: AsyncConnection, row: Consultation, before: Consultation, choice_id: int | None) -> None:
    """What this choice made of a row; what it was before is kept for an undo."""
    kept = {**_changing(before), "at": before.at.isoformat(), "until": before.until.isoformat()}
    await conn.execute(
        update(consultations)
        .where(consultations.c.id == row.id)
        .values(**_changing(row), choice_id=choice_id, before=kept)
    )


async def take_back(conn: AsyncConnection, choice_id: int) -> TakenBack | None:
    """Undo what a choice made: the row as it was before, or no booking at all."""
    row = (await conn.execute(select(consultations).where(consultations.c.choice_id == choice_id))).one_or_none()
    if row is None:
        return None
    values: dict[str, Any] = {"taken_back": True}
    if "status" in row.before:
        times = {name: datetime.fromisoformat(row.before[name]) for name in ("at", "until")}
        values = {**row.before, **times}
    undone = {**values, "choice_id": None, "before": {}}
    await conn.execute(update(consultations).where(consultations.c.id == row.id).values(**undone))
    return TakenBack(row.id, row.with_id, row.before)


async def find(conn: AsyncConnection, row_id: int) -> Consultation | None:
    """A row by its id."""
    row = (await conn.execute(select(consultations).where(consultations.c.id == row_id))).one_or_none()
    return _consultation(row) if row else None


async def open_of(conn: AsyncConnection, lead_id: int) -> Consultation | None:
    """The consultation of a lead that has not ended yet: there is one at most."""
    row = (await conn.execute(_OPEN_OF, {"lead_of": lead_id})).one_or_none()
    return _consultation(row) if row else None


async def latest_of(conn: AsyncConnection, lead_id: int) -> Consultation | None:
    """The newest consultation of a lead: the only one that can still change."""
    rows = await conn.execute(
        select(consultations)
        .where(consultations.c.lead_id == lead_id, ~consultations.c.taken_back)
        .order_by(consultations.c.id.desc())
        .limit(1)
    )
    row = rows.one_or_none()
    return _consultation(row) if row else None


async def diary(conn: AsyncConnection, people: Sequence[int], since: datetime, without: int = 0) -> Diary:
    """What is taken of these people's time after `since`; `without`: a row that does not count."""
    rows = await conn.execute(
        select(consultations.c.with_id, consultations.c.at, consultations.c.until)
        .where(
            consultations.c.with_id.in_(people),
            consultations.c.until > since,
            consultations.c.status.in_(COMING),
            ~consultations.c.taken_back,
            consultations.c.id != without,
        )
        .order_by(consultations.c.at)
    )
    found: dict[int, tuple[Taken, ...]] = {}
    for row in rows:
        found[row.with_id] = (*found.get(row.with_id, ()), Taken(row.at, row.until))
    return found


async def between(
    conn: AsyncConnection,
    start: datetime,
    end: datetime,
    bitrix_id: int | None = None,
    staff_id: int | None = None,
) -> list[RegisterRow]:
    """Rows whose time falls in [start, end), by time; of one person: held, booked, or of this person's leads."""
    where: list[ColumnElement[bool]] = [consultations.c.at >= start, consultations.c.at < end]
    if staff_id is not None:
        mine = consultations.c.booked_by == staff_id
        where.append(or_(mine, consultations.c.with_id == bitrix_id, leads.c.manager_id == bitrix_id))
    rows = await conn.execute(
        select(consultations, leads.c.name, leads.c.title, leads.c.fields)
        .join(leads, leads.c.id == consultations.c.lead_id)
        .where(*where, ~consultations.c.taken_back)
        .order_by(consultations.c.at, consultations.c.id)
    )
    return [RegisterRow(_consultation(row), row.name or row.title, row.fields.get(SOURCE, "")) for row in rows]


async def of_days(conn: AsyncConnection, days: tuple[date, date], zone: Zone, person: Person) -> list[RegisterRow]:
    """What the person may see of these days: a supervisor all, others what they booked, hold, or have the lead of."""
    start, end = midnight(days[0], zone), midnight(days[1] + timedelta(days=1), zone)
    if access.to_supervise(person) is None:
        return await between(conn, start, end)
    return await between(conn, start, end, person.bitrix_id, person.id)


def _changing(row: Consultation) -> dict[str, Any]:
    return {"at": row.at, "until": row.until, "status": row.status, "note": row.note}


def _consultation(row: Row[Any]) -> Consultation:
    return Consultation(
        id=row.id,
        lead_id=row.lead_id,
        booked_at=row.booked_at,
        booked_by=row.booked_by,
        at=row.at,
        until=row.until,
        with_id=row.with_id,
        with_name=row.with_name,
        note=row.note,
        status=Status(row.status),
        taken_back=row.taken_back,
    )

"""Due times. A rung is claimed in the transaction that carries out what it says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, bindparam, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.columns import among
from services.storage.tables import deadlines


@dataclass(frozen=True, slots=True)
class Due:
    """A rung whose time has come."""

    id: int
    lead_id: int
    clock: str
    rung: int
    due_at: datetime


_OF_CLOCK = (deadlines.c.lead_id == bindparam("lead_of"), deadlines.c.clock == bindparam("clock_of"))
_WAITING = deadlines.c.state == "waiting"
# The rungs of a clock as last started: the first of them has the highest id of all first rungs.
_FIRST = select(func.max(deadlines.c.id)).where(*_OF_CLOCK, deadlines.c.rung == 0).scalar_subquery()
_OF_LAST_START = (*_OF_CLOCK, deadlines.c.id >= _FIRST)

_START = insert(deadlines)
_DROP_ALL = update(deadlines).where(deadlines.c.lead_id == bindparam("lead_of"), _WAITING).values(state="dropped")
_DROP = update(deadlines).where(*_OF_CLOCK, _WAITING).values(state="dropped")


async def start(
    conn: AsyncConnection,
    lead_id: int,
    clock: str,
    moments: Sequence[datetime],
    choice_id: int | None = None,
    missed: Collection[int] = (),
) -> None:
    """Set the moment of every rung of a clock; the rungs it had are dropped, by this choice if there is one.

    `missed`: rungs that have nothing to say any more.
    """
    await _drop(conn, lead_id, {clock}, choice_id)
    await conn.execute(
        _START,
        [
            {
                "lead_id": lead_id,
                "clock": clock,
                "rung": rung,
                "due_at": due_at,
                "state": "skipped" if rung in missed else "waiting",
            }
            for rung, due_at in enumerate(moments)
        ],
    )


async def stop(
    conn: AsyncConnection, lead_id: int, clocks: Collection[str] | None = None, choice_id: int | None = None
) -> None:
    """Drop the waiting rungs of these clocks of a lead (None: of all), remembering the choice that did it."""
    await _drop(conn, lead_id, clocks, choice_id)


async def hold(conn: AsyncConnection, lead_id: int, clock: str, by: timedelta) -> None:
    """Move the waiting rungs of a clock; back, when `by` is below zero."""
    mine = (deadlines.c.lead_id == lead_id, deadlines.c.clock == clock, deadlines.c.state == "waiting")
    for row in (await conn.execute(select(deadlines.c.id, deadlines.c.due_at).where(*mine))).all():
        await conn.execute(update(deadlines).where(deadlines.c.id == row.id).values(due_at=row.due_at + by))


async def restore(conn: AsyncConnection, choice_id: int) -> None:
    """Bring back what a choice had dropped."""
    await conn.execute(
        update(deadlines)
        .where(deadlines.c.dropped_by == choice_id, deadlines.c.state == "dropped")
        .values(state="waiting", dropped_by=None)
    )


async def hand_on(conn: AsyncConnection, lead_id: int, heir_id: int, clock: str, now: datetime) -> None:
    """Another lead goes on with the rungs of a lead's clock that are still to come."""
    left = await conn.execute(
        select(deadlines.c.rung, deadlines.c.due_at).where(*_OF_LAST_START, deadlines.c.due_at > now),
        {"lead_of": lead_id, "clock_of": clock},
    )
    rows = [{"lead_id": heir_id, "clock": clock, "state": "waiting", **row._mapping} for row in left]
    if rows:
        await conn.execute(insert(deadlines), rows)


_DUE = (
    select(deadlines)
    .where(among(deadlines.c.state, "waiting"), deadlines.c.due_at <= bindparam("now"))
    .order_by(deadlines.c.due_at)
    .limit(bindparam("most", type_=Integer))
)
_HIGHEST_DUE = (
    select(func.max(deadlines.c.rung))
    .where(*_OF_CLOCK, _WAITING, deadlines.c.due_at <= bindparam("now"))
    .scalar_subquery()
)
_CLAIM = (
    update(deadlines)
    .where(*_OF_CLOCK, _WAITING, deadlines.c.rung <= _HIGHEST_DUE)
    .values(state=case((deadlines.c.rung == _HIGHEST_DUE, "fired"), else_="skipped"))
    .returning(deadlines.c.rung)
)


async def due(conn: AsyncConnection, now: datetime, limit: int = 200) -> list[Due]:
    """Waiting rungs whose time has come, the oldest first."""
    rows = await conn.execute(_DUE, {"now": now, "most": limit})
    return [Due(row.id, row.lead_id, row.clock, row.rung, row.due_at) for row in rows]


async def claim(conn: AsyncConnection, lead_id: int, clock: str, now: datetime) -> int | None:
    """Take the due rungs of a lead's clock, which is locked: the highest speaks and is returned, lower are skipped.

    None: another worker was faster, or somebody acted meanwhile.
    """
    claimed = await conn.scalars(_CLAIM, {"lead_of": lead_id, "clock_of": clock, "now": now})
    return max(claimed, default=None)


_NEXT_DUE = select(deadlines.c.due_at).where(among(deadlines.c.state, "waiting")).order_by(deadlines.c.due_at).limit(1)
_WAITING_OF = (
    select(deadlines).where(deadlines.c.lead_id == bindparam("lead_of"), _WAITING).order_by(deadlines.c.due_at.desc())
)
_STATES = select(deadlines.c.state).where(*_OF_LAST_START)
_LAST_FIRED = (
    select(deadlines).where(*_OF_LAST_START, deadlines.c.state == "fired").order_by(deadlines.c.rung.desc()).limit(1)
)


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next rung of any lead falls due."""
    moment: datetime | None = await conn.scalar(_NEXT_DUE)
    return moment


async def waiting(conn: AsyncConnection, lead_id: int) -> dict[str, Due]:
    """The next waiting rung of each clock of a lead, the soonest first."""
    rows = await conn.execute(_WAITING_OF, {"lead_of": lead_id})
    soonest = {row.clock: Due(row.id, row.lead_id, row.clock, row.rung, row.due_at) for row in rows}
    return dict(sorted(soonest.items(), key=lambda each: each[1].due_at))


async def exhausted(conn: AsyncConnection, lead_id: int, clock: str) -> bool:
    """Whether every rung of the clock has spoken, or let a higher one speak for it, since it was last started."""
    states = set(await conn.scalars(_STATES, {"lead_of": lead_id, "clock_of": clock}))
    return bool(states) and states <= {"fired", "skipped"}


async def fired_since(conn: AsyncConnection, lead_id: int, clock: str, rung: int, due: datetime) -> bool:
    """Whether a higher rung than this one has spoken after this one fell due."""
    found = await conn.scalar(
        select(deadlines.c.id)
        .where(
            deadlines.c.lead_id == lead_id,
            deadlines.c.clock == clock,
            deadlines.c.rung > rung,
            deadlines.c.state == "fired",
            deadlines.c.due_at >= due,
        )
        .limit(1)
    )
    return found is not None


async def fired_after(conn: AsyncConnection, lead_id: int, clock: str, moment: datetime) -> bool:
    """Whether a rung of the clock that fell due after this moment has spoken."""
    mine = (deadlines.c.lead_id == lead_id, deadlines.c.clock == clock, deadlines.c.state == "fired")
    found = await conn.scalar(select(deadlines.c.id).where(*mine, deadlines.c.due_at > moment).limit(1))
    return found is not None


async def due_at(conn: AsyncConnection, lead_id: int, clock: str, rung: int) -> datetime | None:
    """When a rung of a lead falls or fell due, by the clock as last started."""
    moment: datetime | None = await conn.scalar(
        select(deadlines.c.due_at)
        .where(deadlines.c.lead_id == lead_id, deadlines.c.clock == clock, deadlines.c.rung == rung)
        .order_by(deadlines.c.id.desc())
        .limit(1)
    )
    return moment


async def last_fired(conn: AsyncConnection, lead_id: int, clock: str) -> Due | None:
    """The rung that spoke last, since the clock was last started."""
    row = (await conn.execute(_LAST_FIRED, {"lead_of": lead_id, "clock_of": clock})).one_or_none()
    return Due(row.id, row.lead_id, row.clock, row.rung, row.due_at) if row else None


async def _drop(conn: AsyncConnection, lead_id: int, clocks: Collection[str] | None, choice_id: int | None) -> None:
    values = {"lead_of": lead_id, "dropped_by": choice_id}
    if clocks is None:
        await conn.execute(_DROP_ALL, values)
    for clock in clocks or ():
        await conn.execute(_DROP, {**values, "clock_of": clock})

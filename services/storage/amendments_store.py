"""Amendments of the regulation: what editors changed, and what waits for their word."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.amendments import Amendment, Kind, State
from services.storage.tables import amendments

HELD = (State.SUGGESTED, State.IN_FORCE)
Stamp = tuple[int, ...]  # differs when anything has changed


async def add(
    conn: AsyncConnection,
    kind: Kind,
    said: str,
    mark: str,
    source: str,
    by: int,
    now: datetime,
    *,
    instead_of: str = "",
    line: str = "",
    lead_id: int | None = None,
    in_force: bool = False,
) -> int:
    """A new amendment, suggested or in force at once; its id."""
    row = insert(amendments).values(
        kind=kind,
        said=said,
        mark=mark,
        source=source,
        instead_of=instead_of,
        line=line,
        lead_id=lead_id,
        state=State.IN_FORCE if in_force else State.SUGGESTED,
        suggested_by=by,
        suggested_at=now,
        decided_by=by if in_force else None,
        decided_at=now if in_force else None,
    )
    return int(await conn.scalar(row.returning(amendments.c.id)) or 0)


async def find(conn: AsyncConnection, amendment_id: int) -> Amendment | None:
    """An amendment by its id."""
    row = (await conn.execute(select(amendments).where(amendments.c.id == amendment_id))).one_or_none()
    return _amendment(row) if row else None


async def held(conn: AsyncConnection, *, states: tuple[State, ...] = HELD) -> list[Amendment]:
    """Those that are suggested or in force, the oldest first."""
    rows = await conn.execute(select(amendments).where(amendments.c.state.in_(states)).order_by(amendments.c.id))
    return [_amendment(row) for row in rows]


async def about(conn: AsyncConnection, kind: Kind, mark: str) -> list[Amendment]:
    """What is held of these words: one in force, one suggested, or both."""
    found = select(amendments).where(amendments.c.kind == kind, amendments.c.mark == mark, amendments.c.state.in_(HELD))
    return [_amendment(row) for row in await conn.execute(found)]


async def put_in_force(
    conn: AsyncConnection, amendment: Amendment, kind: Kind, source: str, by: int, now: datetime
) -> bool:
    """A suggestion is confirmed, as this kind and with this source; False when it is none any more.

    What was in force of the same words is withdrawn.
    """
    others = _about(kind, amendment.mark) & (amendments.c.id != amendment.id)
    waits = await conn.scalar(select(amendments.c.id).where(amendments.c.id == amendment.id, _is(State.SUGGESTED)))
    if waits is None:
        return False
    await _withdraw(conn, others, by, now)
    confirmed = {"state": State.IN_FORCE, "kind": kind, "source": source, "decided_by": by, "decided_at": now}
    return await _change(conn, (amendments.c.id == amendment.id) & _is(State.SUGGESTED), **confirmed)


async def end(conn: AsyncConnection, amendment_id: int, state: State, by: int | None, now: datetime) -> bool:
    """A suggestion is rejected, or settled by the portal itself; False when it is none any more."""
    ended = {"state": state, "decided_by": by, "decided_at": now}
    return await _change(conn, (amendments.c.id == amendment_id) & _is(State.SUGGESTED), **ended)


async def withdraw(conn: AsyncConnection, amendment_id: int, by: int, now: datetime) -> bool:
    """What was in force is not any more; False when it was not."""
    return await _withdraw(conn, amendments.c.id == amendment_id, by, now)


async def clear(conn: AsyncConnection, kind: Kind, mark: str, by: int, now: datetime) -> None:
    """Nothing is held of these words any more: an editor says something else of them."""
    await _withdraw(conn, _about(kind, mark), by, now)
    rejected = {"state": State.REJECTED, "decided_by": by, "decided_at": now}
    await _change(conn, _about(kind, mark) & _is(State.SUGGESTED), **rejected)


async def number(conn: AsyncConnection) -> int:
    """How often the regulation was changed from the chat: each that came into force, and each that was withdrawn."""
    weight = case((amendments.c.state == State.WITHDRAWN, 2), (amendments.c.state == State.IN_FORCE, 1), else_=0)
    return int(await conn.scalar(select(func.coalesce(func.sum(weight), 0))) or 0)


_STAMP = select(*map(func.count, (amendments.c.id, amendments.c.decided_at, amendments.c.withdrawn_at)))


async def stamp(conn: AsyncConnection) -> Stamp:
    """What a look at all of them would find changed."""
    return tuple((await conn.execute(_STAMP)).one())


async def _withdraw(conn: AsyncConnection, which: ColumnElement[bool], by: int, now: datetime) -> bool:
    withdrawn = {"state": State.WITHDRAWN, "withdrawn_by": by, "withdrawn_at": now}
    return await _change(conn, which & _is(State.IN_FORCE), **withdrawn)


def _about(kind: Kind, mark: str) -> ColumnElement[bool]:
    return (amendments.c.kind == kind) & (amendments.c.mark == mark)


def _is(state: State) -> ColumnElement[bool]:
    return amendments.c.state == state


async def _change(conn: AsyncConnection, which: ColumnElement[bool], **values: Any) -> bool:
    return bool((await conn.execute(update(amendments).where(which).values(**values))).rowcount)


def _amendment(row: Row[Any]) -> Amendment:
    return Amendment(
        id=row.id,
        kind=Kind(row.kind),
        said=row.said,
        mark=row.mark,
        source=row.source,
        state=State(row.state),
        suggested_by=row.suggested_by,
        suggested_at=row.suggested_at,
        instead_of=row.instead_of,
        line=row.line,
        lead_id=row.lead_id,
        decided_by=row.decided_by,
    )

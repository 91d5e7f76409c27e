"""Open leads with what burns: read whole in two queries, however many there are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.board import OpenLead
from services.domain.history import Line
from services.domain.lead import SOURCE, STAGE, Phase
from services.domain.regulation import FIRST_TOUCH
from services.storage.columns import among
from services.storage.tables import deadlines, history, leads, listed

MOST = 500  # a board is looked at; what is longer is a list


async def open_leads(conn: AsyncConnection, kinds: Sequence[str], manager_id: int | None = None) -> list[OpenLead]:
    """Open leads (of one responsible person), the oldest first; `kinds`: what counts as the last line of each."""
    mine: list[ColumnElement[bool]] = [among(leads.c.phase, Phase.NEW, Phase.TAKEN)]
    if manager_id is not None:
        mine.append(leads.c.manager_id == manager_id)
    waiting, fired = _first_touch("waiting", latest=False), _first_touch("fired", latest=True)
    found = (
        await conn.execute(
            select(leads, waiting.c.at.label("due_at"), fired.c.at.label("spoken_at"))
            .outerjoin(waiting, waiting.c.lead_id == leads.c.id)
            .outerjoin(fired, fired.c.lead_id == leads.c.id)
            .where(*mine)
            .order_by(leads.c.entered_at)
            .limit(MOST)
        )
    ).all()
    ids = [row.id for row in found]
    last, history_of = await _last_lines(conn, ids, kinds), await _history(conn, ids)
    return [_open(row, last.get(row.id), history_of.get(row.id, 1)) for row in found]


async def waiting_for(conn: AsyncConnection) -> dict[int, int]:
    """How many open leads each person of the portal is responsible for."""
    counted = select(leads.c.manager_id, func.count()).where(among(leads.c.phase, Phase.NEW, Phase.TAKEN))
    return dict((await conn.execute(counted.group_by(leads.c.manager_id))).all())


def _first_touch(state: str, *, latest: bool) -> Subquery:
    at = func.max(deadlines.c.due_at) if latest else func.min(deadlines.c.due_at)
    return (
        select(deadlines.c.lead_id, at.label("at"))
        .where(deadlines.c.clock == FIRST_TOUCH, among(deadlines.c.state, state))
        .group_by(deadlines.c.lead_id)
        .subquery()
    )


async def _last_lines(conn: AsyncConnection, ids: Sequence[int], kinds: Sequence[str]) -> dict[int, Line]:
    newest = (
        select(func.max(history.c.id))
        .where(history.c.lead_id.in_(ids), history.c.kind.in_(kinds))
        .group_by(history.c.lead_id)
    )
    rows = await conn.execute(select(history).where(history.c.id.in_(newest)))
    return {row.lead_id: Line(row.at, row.who, row.kind, row.data) for row in rows}


async def _history(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, int]:
    """How many leads the client of each has."""
    all_of_them = listed.alias()
    counted = (
        select(listed.c.lead_id, func.count())
        .join(all_of_them, all_of_them.c.client == listed.c.client)
        .where(listed.c.lead_id.in_(ids))
        .group_by(listed.c.lead_id)
    )
    return dict((await conn.execute(counted)).all())


def _open(row: Row[Any], last: Line | None, history_: int) -> OpenLead:
    return OpenLead(
        id=row.id,
        name=row.name,
        title=row.title,
        source=row.fields.get(SOURCE, ""),
        stage=row.fields.get(STAGE, ""),
        manager_id=row.manager_id,
        phase=Phase(row.phase),
        attempts=row.attempts,
        entered_at=row.entered_at,
        taken_at=row.taken_at,
        due_at=row.due_at,
        spoken_at=row.spoken_at,
        last=last,
        history=history_,
    )

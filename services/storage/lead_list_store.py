"""Pages of the lead list. First the page's ids are found, then all else is read, of these alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import Phase
from services.domain.lead_list import Day, ListedLead, Quality
from services.domain.list_rules import Direction, Kind, ListRules
from services.storage import list_conditions
from services.storage.list_conditions import Asked
from services.storage.tables import leads, listed

BOTH = leads.join(listed, listed.c.lead_id == leads.c.id)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many leads a filter finds; `silent`: those beside them that are hidden as no advertising."""

    found: int
    silent: int


async def count(conn: AsyncConnection, asked: Asked) -> Counts:
    shown = func.sum(case((list_conditions.advertising(asked.rules), 1), else_=0))
    everything = select(func.count(), shown).select_from(BOTH).where(*list_conditions.conditions(asked))
    total, counted = (await conn.execute(everything)).one()
    counted = int(counted or 0)
    return Counts(total, 0) if asked.wanted.silent_too else Counts(counted, total - counted)


async def page(conn: AsyncConnection, asked: Asked) -> list[ListedLead]:
    """The rows of one page, in order."""
    wanted = asked.wanted
    ids = _ids(asked).order_by(*list_conditions.order(asked)).limit(wanted.size).offset((wanted.page - 1) * wanted.size)
    return await _read(conn, list(await conn.scalars(ids)), asked.rules)


async def below(conn: AsyncConnection, asked: Asked, lead_id: int | None, limit: int) -> list[ListedLead]:
    """Rows for a file, newest first; `lead_id`: the last one told so far."""
    ids = _ids(asked).order_by(leads.c.id.desc()).limit(limit)
    if lead_id is not None:
        ids = ids.where(leads.c.id < lead_id)
    return await _read(conn, list(await conn.scalars(ids)), asked.rules)


async def by_month(conn: AsyncConnection, asked: Asked) -> dict[str, int]:
    """How many leads arrived, or were taken, in each month, «2026-11»."""
    at = leads.c.taken_at if asked.wanted.day is Day.TAKEN else leads.c.created_at
    month = func.substr(cast(at, Text), 1, 7)
    rows = await conn.execute(_ids(asked).with_only_columns(month, func.count()).group_by(month).order_by(month))
    return dict(rows.all())


async def words_used(conn: AsyncConnection, column: str) -> list[str]:
    """The channels or tags that there are."""
    found = await conn.scalars(select(listed.c[column]).distinct().order_by(listed.c[column]).limit(200))
    return [word for word in found if word]


async def people_named(conn: AsyncConnection) -> set[int]:
    """Portal ids of everybody who ever took or was responsible for a lead."""
    rows = await conn.scalars(select(leads.c.manager_id).union(select(leads.c.taken_by)))
    return {each for each in rows if each}


def _ids(asked: Asked) -> Any:
    found = select(leads.c.id).select_from(BOTH).where(*list_conditions.conditions(asked))
    return found if asked.wanted.silent_too else found.where(list_conditions.advertising(asked.rules))


async def _read(conn: AsyncConnection, ids: Sequence[int], rules: ListRules) -> list[ListedLead]:
    if not ids:
        return []
    told = (
        select(
            *leads.c["id", "created_at", "taken_at", "name", "title", "phones", "manager_id", "taken_by"],
            *leads.c["phase", "version"],
            listed,
            list_conditions.quality(rules).label("quality"),
            list_conditions.advertising(rules).label("advertising"),
        )
        .select_from(BOTH)
        .where(leads.c.id.in_(ids))
    )
    rows = {row.id: row for row in await conn.execute(told)}
    history = await _history(conn, list({row.client for row in rows.values()}))
    return [_row(rows[each], history) for each in ids if each in rows]


async def _history(conn: AsyncConnection, clients: list[int]) -> dict[int, int]:
    counted = select(listed.c.client, func.count()).where(listed.c.client.in_(clients)).group_by(listed.c.client)
    return dict((await conn.execute(counted)).all())


def _row(row: Any, history: dict[int, int]) -> ListedLead:
    phase = Phase(row.phase)
    state = (Quality.UNSORTED if row.version else Quality.UNCHECKED) if phase is Phase.NEW else None
    return ListedLead(
        id=row.id,
        at=row.created_at,
        taken_at=row.taken_at,
        name=row.name,
        title=row.title,
        phone=next(iter(row.phones), ""),
        stage=row.stage,
        source=row.source,
        manager_id=row.manager_id,
        taken_by=row.taken_by or 0,
        kind=Kind(row.kind),
        direction=Direction(row.direction),
        channel=row.channel,
        object=row.object,
        quality=Quality(row.quality) if row.quality else None,
        state=state,
        advertising=bool(row.advertising),
        saved=row.saved,
        junk=row.junk,
        phase=phase,
        history=history.get(row.client, 1),
        seconds=row.seconds,
        result=row.result,
        record=row.record,
    )

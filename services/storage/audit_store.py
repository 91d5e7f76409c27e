"""What the auditor looks at: whether every lead that waits is watched, and everything that fell due was said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import Phase
from services.domain.regulation import FIRST_TOUCH, SOURCE_TICKET
from services.storage.columns import among
from services.storage.tables import deadlines, history, inbox, leads, outbox

PAGE = 1000  # rows in one look: taps do not wait behind it
SHOWN = 50  # ids of a finding


@dataclass(frozen=True, slots=True)
class Fallen:
    """A rung that fell due: the line of history that tells of it, and whether anything went out with it."""

    id: int
    lead_id: int
    at: datetime
    said: bool


# The last rung of the clock as last started.
_LAST_STATE = (
    select(deadlines.c.state)
    .where(deadlines.c.lead_id == leads.c.id, deadlines.c.clock == FIRST_TOUCH)
    .order_by(deadlines.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_NEW = (
    select(leads.c.id, _LAST_STATE.label("state"))
    .where(among(leads.c.phase, Phase.NEW), leads.c.id > bindparam("after"))
    .order_by(leads.c.id)
    .limit(PAGE)
)
_OVERDUE = (
    select(deadlines.c.lead_id)
    .where(among(deadlines.c.state, "waiting"), deadlines.c.due_at <= bindparam("before"))
    .order_by(deadlines.c.due_at)
    .limit(SHOWN)
)
_UNREAD = (
    select(inbox.c.lead_id)
    .where(inbox.c.wanted > inbox.c.done, inbox.c.heard_at <= bindparam("before"))
    .order_by(inbox.c.heard_at)
    .limit(SHOWN)
)
_SAID = (
    select(outbox.c.id)
    .where(outbox.c.lead_id == history.c.lead_id, outbox.c.created_at == history.c.at)
    .where(outbox.c.kind.in_(("card", "reminder", "escalation", "ticket", "consultation")))
    .exists()
)
_TOLD = (
    select(history.c.id, history.c.lead_id, history.c.at, history.c.kind, history.c.data, _SAID.label("said"))
    .where(history.c.id > bindparam("after"))
    .order_by(history.c.id)
    .limit(bindparam("most", type_=Integer))
)


async def unwatched(conn: AsyncConnection, after: int) -> tuple[list[int], int | None]:
    """Of the next page of leads that wait for their first touch those without a clock; where to go on, None: no more.

    A clock watches as long as its last rung waits, or has spoken.
    """
    rows = (await conn.execute(_NEW, {"after": after})).all()
    bare = [row.id for row in rows if row.state not in ("waiting", "fired", "skipped")]
    return bare, rows[-1].id if len(rows) == PAGE else None


async def overdue(conn: AsyncConnection, before: datetime) -> list[int]:
    """Leads with a rung that fell due before this time and has not been worked off."""
    return list(dict.fromkeys(await conn.scalars(_OVERDUE, {"before": before})))


async def unread(conn: AsyncConnection, before: datetime) -> list[int]:
    """Leads that were mentioned before this time and not read since."""
    return list(await conn.scalars(_UNREAD, {"before": before}))


async def fallen(conn: AsyncConnection, after: int, before: datetime) -> tuple[list[Fallen], int]:
    """Rungs that spoke, told in the lines of history behind `after` up to this time; and the last line looked at.

    The question where a lead comes from is left out: it may have been answered meanwhile.
    """
    found: list[Fallen] = []
    for row in await conn.execute(_TOLD, {"after": after, "most": PAGE}):
        if row.at > before:
            break
        after = row.id
        if row.kind == "fell_due" and row.data.get("clock") != SOURCE_TICKET:
            found.append(Fallen(row.id, row.lead_id, row.at, bool(row.said)))
    return found, after


async def newest_line(conn: AsyncConnection) -> int:
    """The last line of history, 0 when there is none."""
    return await conn.scalar(select(func.max(history.c.id))) or 0

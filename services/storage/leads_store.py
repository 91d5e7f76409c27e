"""Leads in the assistant's care."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import SOURCE, Lead, Phase, PortalLead, Semantics
from services.domain.twins import Twin, TwinKind
from services.storage.columns import among
from services.storage.tables import leads

BUNDLE = 1000  # ids in one statement: both databases limit the number of values


@dataclass(frozen=True, slots=True)
class Kept:
    """A lead as stored; `revision` grows with every save."""

    lead: Lead
    revision: int


LATEST = 5_000  # leads: what was usual years ago says little, and counting all would take a second
_FIND = select(leads).where(leads.c.id == bindparam("lead_id"))
_LOCK = _FIND.with_for_update(key_share=True)
_SEVERAL = select(leads).where(leads.c.id.in_(bindparam("ids", expanding=True)))
_KNOWN = select(leads.c.id).where(leads.c.id.in_(bindparam("ids", expanding=True)))
_ADD = insert(leads)
_SAVE_QUIETLY = update(leads).where(leads.c.id == bindparam("lead_id"))
_SAVE = _SAVE_QUIETLY.values(revision=leads.c.revision + 1, unlisted=True)
_LATEST = select(leads).order_by(leads.c.id.desc()).limit(LATEST).subquery()
_SOURCE = _LATEST.c.fields[SOURCE].as_string()
_SOURCES_USED = (
    select(_SOURCE, func.count()).where(or_(~_LATEST.c.by_hand, _LATEST.c.source_said == _SOURCE)).group_by(_SOURCE)
)
_WITHOUT_TWINS = (
    select(leads)
    .where(leads.c.twins.is_(None), among(leads.c.phase, Phase.NEW, Phase.TAKEN))
    .order_by(leads.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


async def add(conn: AsyncConnection, lead: Lead, received_at: datetime) -> None:
    """Store a lead seen for the first time."""
    await conn.execute(_ADD, {"id": lead.id, "received_at": received_at, "revision": 1, **_values(lead)})


async def save(conn: AsyncConnection, lead: Lead) -> None:
    """Store a lead that was locked with `lock`."""
    await conn.execute(_SAVE, {"lead_id": lead.id, **_values(lead)})


async def lock(conn: AsyncConnection, lead_id: int) -> Lead | None:
    """The lead, held until the transaction ends."""
    row = (await conn.execute(_LOCK, {"lead_id": lead_id})).one_or_none()
    return lead_of(row) if row else None


async def save_quietly(conn: AsyncConnection, lead: Lead) -> None:
    """Store what no message shows: nothing needs to be redrawn."""
    await conn.execute(_SAVE_QUIETLY, {"lead_id": lead.id, **_values(lead)})


async def find(conn: AsyncConnection, lead_id: int) -> Kept | None:
    """The lead to look at."""
    row = (await conn.execute(_FIND, {"lead_id": lead_id})).one_or_none()
    return Kept(lead_of(row), row.revision) if row else None


async def several(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, Lead]:
    """Those of these leads that are known; a page of ids at most."""
    rows = await conn.execute(_SEVERAL, {"ids": list(ids)})
    return {row.id: lead_of(row) for row in rows}


async def known(conn: AsyncConnection, ids: Collection[int]) -> set[int]:
    """Those of these ids that are leads in our care."""
    found: set[int] = set()
    ordered = sorted(ids)
    for start in range(0, len(ordered), BUNDLE):
        found |= set(await conn.scalars(_KNOWN, {"ids": ordered[start : start + BUNDLE]}))
    return found


async def without_twins(conn: AsyncConnection, limit: int) -> list[Lead]:
    """Open leads whose twins are not known, newest first."""
    rows = await conn.execute(_WITHOUT_TWINS, {"most": limit})
    return [lead_of(row) for row in rows]


async def updated_at(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, datetime]:
    """When each known lead was last changed in the portal, as far as we have read."""
    known: dict[int, datetime] = {}
    for start in range(0, len(ids), BUNDLE):
        bundle = ids[start : start + BUNDLE]
        rows = await conn.execute(select(leads.c.id, leads.c.updated_at).where(leads.c.id.in_(bundle)))
        known |= {row.id: row.updated_at for row in rows}
    return known


async def of_manager(conn: AsyncConnection, manager_id: int, phases: Sequence[Phase]) -> list[Lead]:
    """Leads of a responsible person in these phases, oldest first."""
    rows = await conn.execute(
        select(leads).where(leads.c.manager_id == manager_id, leads.c.phase.in_(phases)).order_by(leads.c.entered_at)
    )
    return [lead_of(row) for row in rows]


async def in_hand(conn: AsyncConnection) -> dict[int, int]:
    """How many leads wait at each responsible person for somebody to act."""
    found = select(leads.c.manager_id, func.count()).where(leads.c.phase == Phase.NEW).group_by(leads.c.manager_id)
    return {row[0]: row[1] for row in await conn.execute(found)}


async def sources_used(conn: AsyncConnection) -> dict[str, int]:
    """How many of the latest leads have each source, by its code.

    What nobody has confirmed does not count (OP10-19).
    """
    rows = await conn.execute(_SOURCES_USED)
    return {code: count for code, count in rows if code}


async def entered_since(conn: AsyncConnection, since: datetime, limit: int = 100_000) -> list[Lead]:
    """Leads that became new since then, the first first."""
    found = select(leads).where(leads.c.entered_at >= since).order_by(leads.c.entered_at, leads.c.id).limit(limit)
    return [lead_of(row) for row in await conn.execute(found)]


async def open_ids(conn: AsyncConnection, after: int, limit: int) -> list[int]:
    """Leads that are new or taken, by id from `after` on."""
    found = select(leads.c.id).where(leads.c.id > after, leads.c.phase.in_((Phase.NEW, Phase.TAKEN)))
    return list(await conn.scalars(found.order_by(leads.c.id).limit(limit)))


def _values(lead: Lead) -> dict[str, Any]:
    portal = lead.portal
    return {
        "title": portal.title,
        "name": portal.name,
        "phones": list(portal.phones),
        "emails": list(portal.emails),
        "comments": portal.comments,
        "semantics": portal.semantics,
        "fields": dict(portal.fields),
        "manager_id": portal.manager_id,
        "created_at": portal.created_at,
        "updated_at": portal.updated_at,
        "moved_at": portal.moved_at,
        "entered_at": lead.entered_at,
        "edition": lead.edition,
        "digest": lead.digest,
        "phase": lead.phase,
        "version": lead.version,
        "attempts": lead.attempts,
        "taken_by": lead.taken_by,
        "taken_at": lead.taken_at,
        "pending": {name: list(chain) for name, chain in lead.pending.items()},
        "settled_at": lead.settled_at,
        "source_said": lead.source_said,
        "done": sorted(lead.done),
        "reached": lead.reached,
        "twins": None if lead.twins is None else [[twin.kind, twin.id, twin.name, twin.company] for twin in lead.twins],
        "by_hand": lead.by_hand,
        "funnel": lead.funnel,
    }


def lead_of(row: Row[Any]) -> Lead:
    """A row of `leads`."""
    portal = PortalLead(
        id=row.id,
        title=row.title,
        name=row.name,
        phones=tuple(row.phones),
        emails=tuple(row.emails),
        comments=row.comments,
        semantics=Semantics(row.semantics),
        created_at=row.created_at,
        updated_at=row.updated_at,
        moved_at=row.moved_at,
        fields=row.fields,
    )
    return Lead(
        portal=portal,
        entered_at=row.entered_at,
        edition=row.edition,
        digest=row.digest,
        phase=Phase(row.phase),
        version=row.version,
        attempts=row.attempts,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        pending={name: tuple(chain) for name, chain in row.pending.items()},
        settled_at=row.settled_at,
        source_said=row.source_said,
        done=frozenset(row.done),
        reached=row.reached,
        twins=None if row.twins is None else tuple(Twin(TwinKind(kind), *rest) for kind, *rest in row.twins),
        by_hand=row.by_hand,
        funnel=row.funnel,
    )

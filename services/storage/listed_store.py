"""What the lead list knows of leads beside the leads themselves; each save of a lead makes it read the lead again."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.gateways import PhoneCall
from services.domain.lead import Lead
from services.storage import leads_store
from services.storage.tables import lead_keys, leads, listed
from services.storage.upsert import upsert

BUNDLE = 5000  # values in one statement


_CHANGED = select(leads).where(leads.c.unlisted).order_by(leads.c.id).limit(bindparam("most", type_=Integer))
# Not «<>»: two ranges are found by the index.
_BY_OTHER_RULES = (
    select(leads)
    .join(listed, listed.c.lead_id == leads.c.id)
    .where(or_(listed.c.rules < bindparam("stamp"), listed.c.rules > bindparam("stamp")))
    .limit(bindparam("most", type_=Integer))
)
# Who is about to change a lead is not waited for: it is read again then.
_FREE = select(leads.c.id).where(leads.c.id == bindparam("lead")).with_for_update(skip_locked=True)
_READ = (
    update(leads)
    .where(leads.c.id.in_(_FREE), leads.c.revision == bindparam("as_of"), leads.c.unlisted)
    .values(unlisted=False)
)


async def stale(conn: AsyncConnection, stamp: str, limit: int) -> list[tuple[Lead, int]]:
    """Leads that changed since they were listed, oldest first, with their revision; `stamp`: of the rules in force."""
    found = (await conn.execute(_CHANGED, {"most": limit})).all()
    found = found or (await conn.execute(_BY_OTHER_RULES, {"stamp": stamp, "most": limit})).all()
    return [(leads_store.lead_of(row), row.revision) for row in found]


async def keep(conn: AsyncConnection, rows: Sequence[Mapping[str, Any]], keys: Mapping[int, Collection[str]]) -> None:
    """List these leads, as of their revisions; what was marked by hand and what is known of calls stays."""
    insert = upsert(conn, listed)
    kept = {"lead_id", "client"}
    changed = {name: insert.excluded[name] for name in rows[0] if name not in kept}
    newest = listed.c.revision <= insert.excluded.revision  # of two processes the slower may have read it before
    kept_now = insert.on_conflict_do_update(index_elements=["lead_id"], set_=changed, where=newest)
    await conn.execute(kept_now, list(rows))
    as_of = {row["lead_id"]: row["revision"] for row in rows}
    await conn.execute(_READ, [{"lead": lead, "as_of": revision} for lead, revision in as_of.items()])
    stand = await conn.execute(select(listed.c.lead_id, listed.c.revision).where(listed.c.lead_id.in_(list(keys))))
    mine = [row.lead_id for row in stand if row.revision == as_of[row.lead_id]]
    await conn.execute(delete(lead_keys).where(lead_keys.c.lead_id.in_(mine)))
    held = [{"lead_id": lead, "key": key} for lead in mine for key in sorted(keys[lead])]
    if held:
        await conn.execute(lead_keys.insert(), held)


async def relatives(conn: AsyncConnection, ids: Collection[int]) -> dict[int, set[str]]:
    """Keys of these leads, of all that share one with them, and of all that counted as the same client."""
    shared = select(lead_keys.c.key).where(lead_keys.c.lead_id.in_(ids))
    found = set(ids) | set(await conn.scalars(select(lead_keys.c.lead_id).where(lead_keys.c.key.in_(shared))))
    clients = await _all(conn, lambda some: select(listed.c.client).where(listed.c.lead_id.in_(some)), found)
    found |= await _all(conn, lambda some: select(listed.c.lead_id).where(listed.c.client.in_(some)), clients)
    keys: dict[int, set[str]] = {lead: set() for lead in found}
    for some in _bundles(found):
        for row in await conn.execute(select(lead_keys).where(lead_keys.c.lead_id.in_(some))):
            keys[row.lead_id].add(row.key)
    return keys


async def set_clients(conn: AsyncConnection, clients: Mapping[int, int]) -> None:
    """By lead id the first lead of the same client."""
    known: dict[int, int] = {}
    for some in _bundles(clients):
        rows = await conn.execute(select(listed.c.lead_id, listed.c.client).where(listed.c.lead_id.in_(some)))
        known |= {row.lead_id: row.client for row in rows}
    changed = [{"lead": lead, "to": clients[lead]} for lead, client in sorted(known.items()) if clients[lead] != client]
    if changed:
        named = update(listed).where(listed.c.lead_id == bindparam("lead")).values(client=bindparam("to"))
        await conn.execute(named, changed)


async def of_client(conn: AsyncConnection, lead_id: int) -> list[int]:
    """All leads of this lead's client, oldest first; itself at least."""
    client = select(listed.c.client).where(listed.c.lead_id == lead_id).scalar_subquery()
    found = await conn.scalars(select(listed.c.lead_id).where(listed.c.client == client).order_by(listed.c.lead_id))
    return list(found) or [lead_id]


async def mark(conn: AsyncConnection, lead_id: int, *, junk: bool) -> bool:
    """Say by hand whether a lead is no target; False when that is said already, or the lead is not listed."""
    marked = update(listed).where(listed.c.lead_id == lead_id, listed.c.junk != junk).values(junk=junk)
    return bool((await conn.execute(marked)).rowcount)


async def note_call(conn: AsyncConnection, call: PhoneCall) -> bool:
    """The lead had this call, unless a longer one is known; False when nothing changes."""
    longer = or_(listed.c.seconds.is_(None), listed.c.seconds < call.seconds)
    told = update(listed).where(listed.c.lead_id == call.lead_id, longer)
    values = {"seconds": call.seconds, "result": call.result, "record": call.record}
    return bool((await conn.execute(told.values(values))).rowcount)


async def note_first_call(conn: AsyncConnection, lead_id: int, at: datetime) -> None:
    """The client was called then, unless an earlier call is known."""
    earlier = or_(listed.c.called_at.is_(None), listed.c.called_at > at)
    await conn.execute(update(listed).where(listed.c.lead_id == lead_id, earlier).values(called_at=at))


async def _all(conn: AsyncConnection, query: Any, values: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in _bundles(values):
        statement: Select[tuple[int]] = query(some)
        found |= set(await conn.scalars(statement))
    return found


def _bundles(values: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(values)
    return (ordered[start : start + BUNDLE] for start in range(0, len(ordered), BUNDLE))

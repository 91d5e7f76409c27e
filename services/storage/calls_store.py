"""Calls about a lead: those that the portal's telephony knows, and those that people told of by a tap."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.call_history import LeadCall, newest_first
from services.domain.gateways import PhoneCall
from services.domain.regulation import Regulation
from services.storage import leads_store, terms_store
from services.storage.tables import calls, choices, staff, terms
from services.storage.upsert import upsert

MOST = 100  # of a lead, the newest

_HEARD = (
    select(calls, staff.c.name, terms.c.name.label("called"))
    .outerjoin(staff, staff.c.bitrix_id == calls.c.by_id)
    .outerjoin(terms, (terms.c.entity == terms_store.EMPLOYEE) & (terms.c.id == calls.c.by_id))
    .where(calls.c.lead_id == bindparam("lead"))
    .order_by(calls.c.at.desc(), calls.c.id.desc())
    .limit(MOST)
)
_CHOSEN = (
    select(choices.c.at, choices.c.action, staff.c.name)
    .outerjoin(staff, staff.c.id == choices.c.staff_id)
    .where(choices.c.lead_id == bindparam("lead"), choices.c.undone_at.is_(None))
    .order_by(choices.c.id.desc())
)


async def keep(conn: AsyncConnection, heard: Sequence[PhoneCall]) -> None:
    """Each once, as it was told last; those of leads that we do not know are left out."""
    known = await leads_store.known(conn, {call.lead_id for call in heard})
    rows = {
        call.id: {
            "id": call.id,
            "lead_id": call.lead_id,
            "at": call.at,
            "by_id": call.by,
            "outgoing": call.outgoing,
            "seconds": call.seconds,
            "result": call.result,
            "record": call.record,
        }
        for call in heard
        if call.lead_id in known and call.id
    }
    if rows:
        insert = upsert(conn, calls)
        later = {name: insert.excluded[name] for name in ("seconds", "result", "record")}  # a record comes late
        await conn.execute(insert.on_conflict_do_update(index_elements=["id"], set_=later), list(rows.values()))


async def of(conn: AsyncConnection, lead_id: int, rules: Regulation) -> list[LeadCall]:
    """The newest first: buttons that tell of a call and were not taken back, and what the telephony knows."""
    told = [
        LeadCall(row.at, row.name or "", action.title)
        for row in await conn.execute(_CHOSEN, {"lead": lead_id})
        if (action := rules.chosen(row.action)) and (action.counts_attempt or action.reached)
    ]
    return newest_first(told, [_heard(row) for row in await conn.execute(_HEARD, {"lead": lead_id})])


def _heard(row: Row[Any]) -> LeadCall:
    who = row.name or row.called or (f"№ {row.by_id}" if row.by_id else "")
    return LeadCall(row.at, who, outgoing=row.outgoing, seconds=row.seconds, result=row.result, record=row.record)

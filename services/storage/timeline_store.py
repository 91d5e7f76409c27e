"""How a lead came through, put together from what is kept of it anyway."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import Lead
from services.domain.timeline import Timeline
from services.storage.messages_store import CARD
from services.storage.outbox_store import BITRIX24
from services.storage.tables import history, leads, messages, outbox

TAKEN = ("handled_in_portal", "closed_in_portal")

_RECEIVED = select(leads.c.received_at).where(leads.c.id == bindparam("lead"))
# A lead that was put back among the new begins anew.
_ANEW = select(func.max(history.c.at)).where(history.c.lead_id == bindparam("lead"), history.c.kind == "back_to_new")
_SENT = select(func.min(messages.c.sent_at)).where(
    messages.c.lead_id == bindparam("lead"), messages.c.role == CARD, messages.c.sent_at >= bindparam("since")
)
_HAPPENED = (
    select(history.c.kind, func.min(history.c.at).label("at"))
    .where(history.c.lead_id == bindparam("lead"), history.c.at >= bindparam("since"))
    .where(history.c.kind.in_(("acted", *TAKEN)))
    .group_by(history.c.kind)
)
_WRITTEN = select(func.min(outbox.c.settled_at)).where(
    outbox.c.lead_id == bindparam("lead"),
    outbox.c.channel == BITRIX24,
    outbox.c.state == "done",
    outbox.c.created_at >= bindparam("since"),
)


async def of(conn: AsyncConnection, lead: Lead) -> Timeline | None:
    """Since the lead last became new; None when it is not known."""
    received: datetime | None = await conn.scalar(_RECEIVED, {"lead": lead.id})
    if received is None:
        return None
    since = await conn.scalar(_ANEW, {"lead": lead.id}) or received
    mine = {"lead": lead.id, "since": since}
    happened = {row.kind: row.at for row in await conn.execute(_HAPPENED, mine)}
    elsewhere = [happened[kind] for kind in TAKEN if kind in happened]
    return Timeline(
        created=lead.entered_at,
        received=since,
        sent=await conn.scalar(_SENT, mine),
        tapped=happened.get("acted"),
        taken=min([*([lead.taken_at] if lead.taken_at else []), *elsewhere], default=None),
        written=await conn.scalar(_WRITTEN, mine),
    )

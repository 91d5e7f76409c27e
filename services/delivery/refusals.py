"""Who hears that the portal has refused what somebody chose."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.decisions import Carrier
from services.domain.gateways import Refused
from services.domain.lead import Lead
from services.domain.people import Role
from services.storage import staff_store
from services.storage.outbox_store import Entry


async def tell_refused(
    conn: AsyncConnection, carrier: Carrier, key: str, entry: Entry, lead: Lead, refused: Refused, now: datetime
) -> None:
    """The administrators, and whoever chose it."""
    told = {"lead": lead.called, "id": lead.id, "reason": refused.detail or refused.code}
    people = {person.id for person in await staff_store.everyone(conn) if person.has(Role.ADMIN)}
    for person_id in sorted(people | set(filter(None, [entry.payload.get("staff")]))):
        await carrier.notify(conn, person_id, key, told, now, lead.id)

"""After a silence longer than a tap lives, what stands open is offered again.

A tap that Telegram could not deliver within 150 seconds is gone without a trace (Bot API server, CallbackQuery).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.lead import Phase
from services.domain.people import Role
from services.storage import leads_store, marks_store, staff_store
from services.storage.database import Database

TAP_LIFE = timedelta(seconds=150)
REMEMBER = timedelta(seconds=15)
OFFERED = 20  # leads in one message


class Outage:
    """Knows when Telegram last answered, across restarts."""

    def __init__(self, db: Database, carrier: Carrier, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._carrier, self._bells, self._now = db, carrier, bells, now
        self._written: datetime | None = None

    async def heard(self) -> None:
        """Telegram answers now. The first time after a long silence, people hear what stands open."""
        now = self._now()
        if self._written and now - self._written < REMEMBER:
            return
        async with self._db.writing() as conn:
            before = await marks_store.get_moment(conn, marks_store.HEARD_AT)
            await marks_store.put(conn, marks_store.HEARD_AT, now.isoformat())
            if before and now - before > TAP_LIFE:
                await self._offer(conn, before)
        self._written = now
        self._bells.ring([Bell.TELEGRAM])

    async def _offer(self, conn: AsyncConnection, before: datetime) -> None:
        now = self._now()
        minutes = int((now - before).total_seconds() // 60)
        for person in await staff_store.everyone(conn):
            if not (person.reachable and person.has(Role.MANAGER) and person.bitrix_id):
                continue
            leads = await leads_store.of_manager(conn, person.bitrix_id, [Phase.NEW, Phase.TAKEN])
            shown = [lead for lead in leads if lead.phase is Phase.NEW or _touched(lead.taken_at, before)]
            if shown:
                names = [[lead.id, lead.called] for lead in shown[-OFFERED:]]
                args = {"minutes": minutes, "count": len(shown), "leads": names}
                await self._carrier.notify(conn, person.id, "outage", args, now)


def _touched(at: datetime | None, since: datetime) -> bool:
    """A lead taken in hand shortly before the silence may have had another tap coming."""
    return at is not None and at > since - timedelta(hours=1)

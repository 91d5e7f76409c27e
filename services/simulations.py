"""Regulations held against the leads that the database remembers: nothing is sent, nothing is changed."""

from datetime import datetime

from services.domain.simulation import Said, simulate
from services.regulations import Draft, bind
from services.storage import leads_store, terms_store
from services.storage.database import Database


class Simulations:
    """With the portal's dictionaries of the last time that the assistant read them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, drafts: list[Draft], since: datetime, now: datetime) -> list[Said] | None:
        """What each would have said of the leads since then; None when the assistant has never met the portal.

        Raises RegulationError when one does not fit it.
        """
        async with self._db.reading() as conn:
            sources = await terms_store.all_of(conn, "SOURCE")
            stages = await terms_store.all_of(conn, "STATUS")
            leads = await leads_store.entered_since(conn, since)
        if not stages:
            return None
        bound = [bind(draft, sources, stages) for draft in drafts]
        return [simulate(leads, rules, now, rules.zone) for rules in bound]

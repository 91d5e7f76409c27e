"""The calls of a lead, told on request: in the chat and on the pages."""

from services.domain import access
from services.domain.call_history import CallHistory
from services.domain.decision import Refusal
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import calls_store, leads_store
from services.storage.database import Database


class CallHistories:
    """Looks only; for those who may act on the lead."""

    def __init__(self, db: Database, rulebook: Rulebook) -> None:
        self._db, self._rulebook = db, rulebook

    async def of(self, person: Person, lead_id: int) -> CallHistory | Refusal:
        """Everything that is known of calls about a lead."""
        async with self._db.reading() as conn:
            kept = await leads_store.find(conn, lead_id)
            if kept is None:
                return access.to_report(person) or Refusal("unknown-lead")
            if refusal := access.to_act(person, kept.lead):
                return refusal
            calls = await calls_store.of(conn, lead_id, self._rulebook.of(kept.lead))
        return CallHistory(lead_id, kept.lead.called, kept.lead.attempts, calls)

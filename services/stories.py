"""How a lead came through, told on request."""

from dataclasses import dataclass
from datetime import datetime

from services.domain import access
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH, Audience
from services.domain.timeline import Timeline
from services.domain.working_hours import WorkingHours
from services.rulebook import Rulebook
from services.storage import deadlines_store, leads_store, timeline_store
from services.storage.database import Database


@dataclass(frozen=True, slots=True)
class Story:
    """`due`: when supervisors had to hear of the lead, None when it has no such time."""

    called: str
    line: Timeline
    due: datetime | None
    hours: WorkingHours | None


class Stories:
    """Looks only; for those who supervise."""

    def __init__(self, db: Database, rulebook: Rulebook) -> None:
        self._db, self._rulebook = db, rulebook

    async def of(self, person: Person, lead_id: int) -> Story | Refusal:
        """The timeline of a lead since it last became new."""
        if refusal := access.to_supervise(person):
            return refusal
        async with self._db.reading() as conn:
            kept = await leads_store.find(conn, lead_id)
            clock = self._rulebook.of(kept.lead if kept else None).clock(FIRST_TOUCH)
            ladder = clock.ladder if clock else ()
            rungs = [number for number, rung in enumerate(ladder) if rung.audience is Audience.SUPERVISORS]
            line = await timeline_store.of(conn, kept.lead) if kept else None
            due = await deadlines_store.due_at(conn, lead_id, FIRST_TOUCH, rungs[0]) if rungs else None
        if kept is None or line is None:
            return Refusal("unknown-lead")
        return Story(kept.lead.called, line, due, clock.hours if clock else None)

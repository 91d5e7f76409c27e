"""The duty roster: who stands in for others, day by day; set by the head of sales in the chat (LT-23)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services import attendance
from services.domain import access
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.slots import day_of
from services.rulebook import Rulebook
from services.storage import absences_store, updates_store
from services.storage.database import Database

DAYS = 7


@dataclass(frozen=True, slots=True)
class Roster:
    """The next days with whose they are, and who may be chosen."""

    days: Mapping[date, Person | None]
    candidates: Sequence[Person]


class Duty:
    """Days are those of the company's calendar."""

    def __init__(self, db: Database, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._db, self._rulebook, self._now = db, rulebook, now

    async def roster(self) -> Roster | Refusal:
        """From today on."""
        rules = self._rulebook.rules
        if not rules.duty:
            return Refusal("no-duty")
        today = day_of(self._now(), rules.zone)
        async with self._db.reading() as conn:
            people = await attendance.people_now(conn, self._now())
            kept = await absences_store.roster(conn, today)
        days = [today + timedelta(days=number) for number in range(DAYS)]
        able = [each for each in people.values() if each.has(*rules.duty) and each.active and each.bitrix_id]
        return Roster({day: people.get(kept.get(day, 0)) for day in days}, able)

    def may_put(self, person: Person) -> Refusal | None:
        """Why the person may not set it."""
        return access.to_set_duty(person, self._rulebook.rules)

    async def put(self, update_id: int, by: Person, day: date, person_id: int) -> Refusal | None:
        """It is this person's day from now on."""
        if refusal := self.may_put(by):
            return refusal
        roster = await self.roster()
        if isinstance(roster, Refusal):
            return roster
        person = next((each for each in roster.candidates if each.id == person_id), None)
        if person is None or day not in roster.days:
            return Refusal("stale")
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            await absences_store.set_duty(conn, day, person, by)
        return None

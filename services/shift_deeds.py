"""What supervisors say of other people's shifts on the people page: on, off, away for days."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.absence import Away
from services.domain.away_words import Planned, possible
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.slots import day_of, midnight
from services.releasing import come_on
from services.rulebook import Rulebook
from services.storage import absences_store, history_store, staff_store
from services.storage.database import Database

Told = dict[str, str]  # what the audit and the person hear of it
Change = Callable[[AsyncConnection, Person], Awaitable[tuple[set[Bell], Told] | Refusal | None]]  # None: it is so


class ShiftDeeds:
    """Each is judged on the server, stands in the audit, and is told to the person whom it is about."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def on(self, by: Person, staff_id: int) -> Refusal | None:
        """The person is at work; leads that waited for somebody are released."""

        async def change(conn: AsyncConnection, person: Person) -> tuple[set[Bell], Told]:
            return await come_on(conn, person, self._carrier, self._rulebook, self._now()), {}

        return await self._do(by, staff_id, "shift_on", change)

    async def off(self, by: Person, staff_id: int) -> Refusal | None:
        """The person is away until somebody says otherwise."""

        async def change(conn: AsyncConnection, person: Person) -> tuple[set[Bell], Told]:
            await staff_store.change(conn, person.id, absent=True)
            return set(), {}

        return await self._do(by, staff_id, "shift_off", change)

    async def plan(self, by: Person, staff_id: int, days: Planned) -> Refusal | None:
        """A vacation or an illness, both days included."""
        zone = self._rulebook.rules.zone

        async def change(conn: AsyncConnection, person: Person) -> tuple[set[Bell], Told] | Refusal | None:
            if days.kind is Away.PAUSE or not possible(days, day_of(self._now(), zone)):
                return Refusal("days-impossible")
            since, until = midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone)
            known = await absences_store.coming(conn, person.id, self._now())
            if any((each.kind, each.since, each.until) == (days.kind, since, until) for each in known):
                return None  # tapped twice
            await absences_store.add(conn, person.id, days.kind, since, until)
            return set(), {"first": f"{days.first:%d.%m}", "last": f"{days.last:%d.%m}"}

        return await self._do(by, staff_id, "away_planned", change)

    async def withdraw(self, by: Person, absence_id: int) -> Refusal | None:
        """An absence does not take place, or is over now."""
        async with self._db.reading() as conn:
            known = await absences_store.find(conn, absence_id)
        if known is None:
            return access.to_supervise(by) or Refusal("stale")

        async def change(conn: AsyncConnection, person: Person) -> tuple[set[Bell], Told] | Refusal:
            absence = await absences_store.find(conn, absence_id)
            if absence is None or absence.until <= self._now():
                return Refusal("stale")
            if absence.now(self._now()):
                return await come_on(conn, person, self._carrier, self._rulebook, self._now()), {}
            await absences_store.withdraw(conn, absence_id)
            return set(), {}

        return await self._do(by, known.staff_id, "away_withdrawn", change)

    async def _do(self, by: Person, staff_id: int, kind: str, change: Change) -> Refusal | None:
        async with self._db.writing() as conn:
            person = await staff_store.find(conn, staff_id)
            if person is None:
                return access.to_supervise(by) or Refusal("stale")
            if refused := access.to_say_absent(by, person):
                return refused
            changed = await change(conn, person)
            if changed is None or isinstance(changed, Refusal):
                return changed
            bells, told = changed
            data = {"name": person.name, **told}
            await history_store.record(conn, 0, self._now(), by.id, kind, data, by.whence)
            if person.id != by.id and person.reachable:
                said = {"by": by.name, **told}
                await self._carrier.notify(conn, person.id, f"said-{kind.replace('_', '-')}", said, self._now())
        self._bells.ring(bells | {Bell.TELEGRAM})
        return None

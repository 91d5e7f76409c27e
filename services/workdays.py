"""Who ended or paused the working day in the portal is away; who began it is back (regulation: from_timeman)."""

from collections.abc import Callable
from datetime import datetime

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.gateways import Crm, Workday
from services.domain.people import Person, Role
from services.releasing import come_on
from services.rulebook import Rulebook
from services.storage import staff_store
from services.storage.database import Database


class Workdays:
    """Only a change counts: who never clocks in says so in the chat, and the last word holds, wherever it was said."""

    def __init__(
        self, db: Database, crm: Crm, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._crm, self._carrier = db, crm, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now

    async def look(self) -> int:
        """A tick: how many people came or left."""
        if not self._rulebook.rules.from_timeman:
            return 0
        async with self._db.reading() as conn:
            known = await staff_store.workdays(conn)
            people = [each for each in await staff_store.everyone(conn) if _asked(each)]
        found = await self._crm.workdays([each.bitrix_id for each in people if each.bitrix_id])
        changed = 0
        for person in people:
            day, before = found.get(person.bitrix_id or 0), known.get(person.id, "")
            if day and day != before:
                await self._note(person, day, first=not before)
                changed += bool(before)
        return changed

    async def _note(self, person: Person, day: Workday, *, first: bool) -> None:
        async with self._db.writing() as conn:
            bells: set[Bell] = set()
            await staff_store.change(conn, person.id, workday=day)
            if not first and day is Workday.OPENED:
                bells = await come_on(conn, person, self._carrier, self._rulebook, self._now())
            elif not first:
                await staff_store.change(conn, person.id, absent=True)
        self._bells.ring(bells)


def _asked(person: Person) -> bool:
    return person.active and person.bitrix_id is not None and person.has(Role.MANAGER, Role.SALES)

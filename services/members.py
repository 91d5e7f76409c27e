"""The people page: who is connected, who is not, and who did what."""

from collections.abc import Callable, Sequence
from datetime import datetime

from services import attendance
from services.domain.members import Deed, Link, Member, link_of
from services.domain.people import Person
from services.storage import audit_lines_store, board_store, terms_store
from services.storage.database import Database

DEEDS = 50  # lines of the history at once
_ORDER = (Link.MISSING, Link.BLOCKED, Link.ABSENT, Link.CONNECTED, Link.LEFT)


class Members:
    """Looks only; who may look is decided at the door."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    async def all(self) -> list[Member]:
        """Staff, and employees of the portal who work there; those first for whom leads wait in vain."""
        async with self._db.reading() as conn:
            people = (await attendance.people_now(conn, self._now())).values()
            employees = await terms_store.all_of(conn, terms_store.EMPLOYEE)
            departments = {each.id: each.name for each in await terms_store.all_of(conn, terms_store.DEPARTMENT_OF)}
            waiting = await board_store.waiting_for(conn)
        known = {person.bitrix_id for person in people}

        def member(person: Person | None, employee_id: int, name: str) -> Member:
            return Member(
                staff_id=person.id if person else 0,
                employee_id=employee_id,
                name=name,
                department=departments.get(employee_id, ""),
                roles=person.roles if person else frozenset(),
                link=link_of(person),
                waiting=waiting.get(employee_id, 0),
            )

        found = [member(person, person.bitrix_id or 0, person.name) for person in people]
        others = [each for each in employees if each.semantics == "P" and each.id not in known]
        found += [member(None, each.id, each.name) for each in others]
        return sorted(found, key=lambda each: (_ORDER.index(each.link), -each.waiting, each.name))

    async def deeds(self, who: int = 0, lead: int = 0, before: int = 0) -> Sequence[Deed]:
        """What people did, the newest first; of one person, of one lead, before a line (0: of all, the last)."""
        async with self._db.reading() as conn:
            return await audit_lines_store.lines(conn, who, lead, before, DEEDS)

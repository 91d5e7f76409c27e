"""The people page: who is connected, who is not, and who did what."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from services import attendance
from services.domain.absence import Absence
from services.domain.members import Deed, Link, Member, Search, link_of
from services.domain.people import Person
from services.domain.slots import Zone, midnight
from services.rulebook import Rulebook
from services.storage import absences_store, audit_lines_store, board_store, terms_store
from services.storage.database import Database

DEEDS = 50  # lines of the history at once
PORTIONS = 100  # of the history that one search looks at
_ORDER = (Link.ABSENT, Link.CONNECTED, Link.BLOCKED, Link.MISSING, Link.LEFT)


class Members:
    """Looks only; who may look is decided at the door."""

    def __init__(self, db: Database, rulebook: Rulebook, now: Callable[[], datetime]) -> None:
        self._db, self._rulebook, self._now = db, rulebook, now

    @property
    def zone(self) -> Zone:
        """The company's time."""
        return self._rulebook.rules.zone

    async def all(self) -> list[Member]:
        """Staff, and employees of the portal who work there; those first who hear nothing of their leads."""
        async with self._db.studying() as conn:
            people = (await attendance.people_now(conn, self._now())).values()
            employees = await terms_store.all_of(conn, terms_store.EMPLOYEE)
            departments = {each.id: each.name for each in await terms_store.all_of(conn, terms_store.DEPARTMENT_OF)}
            waiting = await board_store.waiting_for(conn)
            absences: dict[int, list[Absence]] = {}
            for absence in await absences_store.not_over(conn, self._now()):
                absences.setdefault(absence.staff_id, []).append(absence)
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
                away=person.absent if person else False,
                absences=absences.get(person.id, ()) if person else (),
            )

        found = [member(person, person.bitrix_id or 0, person.name) for person in people]
        others = [each for each in employees if each.semantics == "P" and each.id not in known]
        found += [member(None, each.id, each.name) for each in others]
        return sorted(found, key=lambda each: (not each.matters, _ORDER.index(each.link), -each.waiting, each.name))

    async def deeds(self, asked: Search, matches: Callable[[Deed], bool]) -> tuple[Sequence[Deed], int]:
        """What people did and `matches` finds, the newest first; before which line to go on, 0: that was all.

        A search without an end goes back so far at most, and says where it stopped.
        """
        zone = self._rulebook.rules.zone
        since = midnight(asked.first, zone) if asked.first else None
        found: list[Deed] = []
        async with self._db.studying() as conn:
            until = midnight(asked.last + timedelta(days=1), zone) if asked.last else None
            before = asked.before or await audit_lines_store.behind(conn, until)
        for _ in range(PORTIONS):
            async with self._db.studying() as conn:
                deeds, before = await audit_lines_store.portion(conn, asked, before)
            found += [deed for deed in deeds if (since is None or deed.at >= since) and matches(deed)]
            if len(found) >= DEEDS:
                return found[:DEEDS], found[DEEDS - 1].id if before or len(found) > DEEDS else 0
            if not before or (since and deeds and deeds[-1].at < since):
                return found, 0
        return found, before

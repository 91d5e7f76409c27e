"""People in time: shifts, pauses, vacations, covers; and leads that waited until somebody was at work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.absence import Absence, Away, Waiting, in_turn, may_stand_in
from services.domain.away_words import Planned
from services.domain.decision import Refusal
from services.domain.flow.hold import ranked
from services.domain.flow.pass_on import pass_on
from services.domain.lead import Lead, Phase
from services.domain.people import Person, Role
from services.domain.slots import day_of, midnight
from services.releasing import SHOWN, come_on, release
from services.rulebook import Rulebook
from services.storage import absences_store, held_store, history_store, leads_store, staff_store, updates_store
from services.storage.database import Database

HELP = (Role.MANAGER, Role.SALES)  # who may cover for a colleague


@dataclass(frozen=True, slots=True)
class Shift:
    """Where somebody stands; `covers`: names by absence, `leads`: what is in hand, ranked."""

    person: Person
    absences: Sequence[Absence]
    covers: dict[int, str]
    leads: Sequence[Lead]
    colleagues: Sequence[Person]


class Shifts:
    """What people say of themselves; it takes effect once, since each change finishes its update."""

    def __init__(
        self, db: Database, carrier: Carrier, rulebook: Rulebook, bells: Bells, now: Callable[[], datetime]
    ) -> None:
        self._db, self._carrier, self._rulebook, self._bells, self._now = db, carrier, rulebook, bells, now

    async def of(self, person: Person) -> Shift:
        """Where the person stands now."""
        async with self._db.reading() as conn:
            people = await attendance.people_now(conn, self._now())
            coming = await absences_store.coming(conn, person.id, self._now())
            leads = await self._in_hand(conn, person)
        colleagues = [
            each for each in people.values() if each.id != person.id and each.has(Role.MANAGER) and may_stand_in(each)
        ]
        covers = {each.id: people[each.cover_id].name for each in coming if each.cover_id in people}
        return Shift(people.get(person.id, person), coming, covers, leads, colleagues)

    async def come_on(self, update_id: int, person: Person) -> Refusal | None:
        """The person is at work; leads that waited for somebody are released."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            bells = await come_on(conn, person, self._carrier, self._rulebook, self._now())
            await self._note(conn, person, "shift_on")
        self._bells.ring(bells)
        return None

    async def leave(self, update_id: int, person: Person) -> Refusal | None:
        """The shift is over, until the person says otherwise."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            await staff_store.change(conn, person.id, absent=True)
            await self._note(conn, person, "shift_off")
        return None

    async def pause(self, update_id: int, person: Person, lasts: timedelta, *, cover: bool) -> Refusal | None:
        """Away for a while; with `cover` the colleagues at work are asked to stand in."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            now = self._now()
            await absences_store.come_back(conn, person.id, now)
            absence_id = await absences_store.add(conn, person.id, Away.PAUSE, now, now + lasts)
            await self._note(conn, person, "shift_pause", until=self.hour(now + lasts))
            asked = await self._may_cover(conn, person) if cover else []
            for each in asked:
                told = {"name": person.name, "until": self.hour(now + lasts), "cover": absence_id}
                await self._carrier.notify(conn, each.id, "cover-asked", told, now)
        self._bells.ring([Bell.TELEGRAM])
        return None if asked or not cover else Refusal("nobody-to-cover")

    async def cover(self, update_id: int, person: Person, absence_id: int) -> tuple[Person, Absence] | Refusal:
        """A colleague agrees to stand in: the first who does."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            now = self._now()
            absence = await absences_store.find(conn, absence_id)
            people = await attendance.people_now(conn, now)
            me = people.get(person.id)
            if absence is None or not absence.now(now) or absence.staff_id not in people:
                return Refusal("cover-over")
            if absence.staff_id == person.id or me is None or not me.has(*HELP) or not may_stand_in(me):
                return Refusal("not-here", {"name": person.name})
            if absence.cover_id is not None:
                other = people.get(absence.cover_id)
                return Refusal("covered", {"name": other.name if other else ""})
            await absences_store.cover(conn, absence_id, person.id)
            told = {"name": person.name, "until": self.hour(absence.until)}
            await self._carrier.notify(conn, absence.staff_id, "cover-found", told, now)
        self._bells.ring([Bell.TELEGRAM])
        return people[absence.staff_id], absence

    async def plan(self, update_id: int, person: Person, days: Planned) -> Refusal | None:
        """A vacation or an illness, from the beginning of its first day to the end of its last."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            zone = self._rulebook.rules.zone
            since, until = midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone)
            await absences_store.add(conn, person.id, days.kind, since, until)
            await self._note(conn, person, "away_planned", first=f"{days.first:%d.%m}", last=f"{days.last:%d.%m}")
        return None

    async def pass_on(self, update_id: int, person: Person, to_id: int) -> int | Refusal:
        """Everything in hand goes to a colleague, as one list; how many leads."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            now, bells = self._now(), {Bell.TELEGRAM}
            to = (await attendance.people_now(conn, now)).get(to_id)
            if to is None or not to.has(Role.MANAGER):
                return Refusal("stale")
            given: list[Lead] = []
            for lead in await self._in_hand(conn, person):
                locked = await leads_store.lock(conn, lead.id)
                decided = pass_on(locked, person, to) if locked else Refusal("stale")
                if isinstance(decided, Refusal):
                    if decided.code == "not-here":
                        return decided
                    continue
                bells |= await self._carrier.carry_out(conn, decided, now, person)
                given.append(decided.lead)
            if given:
                told = {
                    "name": person.name,
                    "count": len(given),
                    "leads": [[each.id, each.called] for each in given[:SHOWN]],
                }
                await self._carrier.notify(conn, to.id, "shift-given", told, now)
        self._bells.ring(bells)
        return len(given)

    async def release_due(self) -> int:
        """Leads whose waiting is over go out, one list for each manager; how many they were."""
        async with self._db.reading() as conn:
            waits = await held_store.due(conn, self._now())
        if not waits:
            return 0
        async with self._db.writing() as conn:
            due = await held_store.due(conn, self._now())
            bells = await release(conn, due, self._carrier, self._rulebook, self._now())
        self._bells.ring(bells)
        return len(due)

    async def seconds_to_release(self) -> float | None:
        """How long until leads are released; None when none wait for a time."""
        async with self._db.reading() as conn:
            moment = await held_store.next_at(conn)
        return None if moment is None else (moment - self._now()).total_seconds()

    async def queue(self) -> list[Waiting] | None:
        """Managers in the order in which they get leads that nobody has taken; None where no clock gives them out."""
        rules = self._rulebook.rules
        if not rules.queues:
            return None
        async with self._db.reading() as conn:
            people = await attendance.people_now(conn, self._now())
            return in_turn(people.values(), await leads_store.in_hand(conn), rules.weights)

    async def forget(self) -> None:
        """What ended a year ago."""
        async with self._db.writing() as conn:
            await absences_store.forget(conn, self._now() - timedelta(days=365))

    def today(self) -> date:
        """The day it is in the company."""
        return day_of(self._now(), self._rulebook.rules.zone)

    def hour(self, moment: datetime) -> str:
        """«18:30» by the company's clock."""
        return f"{moment.astimezone(self._rulebook.rules.zone):%H:%M}"

    def last_day(self, absence: Absence) -> str:
        """«08.01»: the last day of an absence."""
        return f"{(absence.until - timedelta(minutes=1)).astimezone(self._rulebook.rules.zone):%d.%m}"

    def first_day(self, absence: Absence) -> str:
        return f"{absence.since.astimezone(self._rulebook.rules.zone):%d.%m}"

    async def _note(self, conn: AsyncConnection, person: Person, kind: str, **told: str) -> None:
        """For the audit."""
        data = {"name": person.name, **told}
        await history_store.record(conn, 0, self._now(), person.id, kind, data, person.whence)

    async def _in_hand(self, conn: AsyncConnection, person: Person) -> list[Lead]:
        if person.bitrix_id is None:
            return []
        open_leads = await leads_store.of_manager(conn, person.bitrix_id, [Phase.NEW, Phase.TAKEN])
        return ranked(open_leads, self._rulebook.rules)

    async def _may_cover(self, conn: AsyncConnection, person: Person) -> list[Person]:
        people = (await attendance.people_now(conn, self._now())).values()
        return [each for each in people if each.id != person.id and each.has(*HELP) and may_stand_in(each)]

"""The supervisors' lead list: looking, marking, handing over, saved views; for supervisors only (LL-02)."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.absence import may_stand_in
from services.domain.decision import Refusal
from services.domain.flow.hand_along import hand_along
from services.domain.flow.hand_over import hand_over
from services.domain.lead_list import COLUMNS, Cells, Filter, Known, ListedLead, Problem, View, parse
from services.domain.list_rules import Shown
from services.domain.members import names_of
from services.domain.names import fold
from services.domain.people import Person, Role
from services.domain.regulation import FIRST_TOUCH
from services.domain.slots import day_of, midnight
from services.listing import Listing
from services.rulebook import Rulebook
from services.storage import (
    deadlines_store,
    history_store,
    lead_list_store,
    leads_store,
    listed_store,
    staff_store,
    terms_store,
    views_store,
)
from services.storage.database import Database
from services.storage.list_conditions import Asked

MOST_ROWS = 100_000  # of a file
FILE_PAGE = 100  # rows of a file read at once: nobody who taps waits while they are put into words
CATCH_UP = 400  # leads that a look lists itself; a tick does the rest
SEMANTICS = {"process": "P", "success": "S", "failure": "F"}  # groups of stages that every portal has (LL-24)
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Names:
    """The portal's words, by number and code."""

    people: Mapping[int, str]
    dismissed: frozenset[int]
    departments: Mapping[int, str]  # by portal id of the employee
    stages: Mapping[str, str]
    sources: Mapping[str, str]
    offices: Mapping[str, str]  # by folded name of the department


@dataclass(frozen=True, slots=True)
class Look:
    """A page of the list; `problems`: why nothing can be found; `columns`: those that have anything to say."""

    at: datetime
    wanted: Filter
    problems: Sequence[Problem]
    rows: Sequence[Cells]
    found: int
    silent: int
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen: code and words, by filter; `hidden`: those of `manager` who left (LL-22)."""

    offered: Mapping[str, Sequence[tuple[str, str]]]
    dismissed: Sequence[tuple[str, str]]
    hands: Sequence[Person]
    views: Sequence[View]
    shows: Shown
    may_export: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the list, «2026-11», by its first and last day, and how many leads it holds."""

    name: str
    count: int

    @property
    def days(self) -> tuple[date, date]:
        first = date.fromisoformat(f"{self.name}-01")
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TooLarge:
    """More leads than a file takes; what each month holds, so that it can be saved by parts."""

    found: int
    months: Sequence[Month]


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be written, row by row."""

    rows: AsyncIterator[Sequence[Cells]]
    columns: Sequence[str]
    found: int


class LeadLists:
    """What supervisors see and do in the list."""

    def __init__(
        self,
        db: Database,
        listing: Listing,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._listing, self._carrier = db, listing, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now

    @property
    def zone(self) -> tzinfo | None:
        """The company's time; None: the machine's own."""
        return self._rulebook.rules.zone

    async def look(self, query: Query) -> Look:
        """The page that a query asks for."""
        await self._listing.catch_up(CATCH_UP)
        async with self._db.studying() as conn:
            names = await self._names(conn)
            wanted, problems = parse(query, await self._known(conn, names))
            asked = self._asked(wanted, names)
            if asked.people is not None and not asked.people:
                problems.append(Problem("nobody"))
            if problems:
                return Look(self._now(), wanted, problems, (), 0, 0, self._columns(names, ()))
            counts = await lead_list_store.count(conn, asked)
            last = max(1, -(-counts.found // wanted.size))
            if wanted.page > last:
                wanted = replace(wanted, page=last)
                asked = replace(asked, wanted=wanted)
            rows = await lead_list_store.page(conn, asked)
        told = [self._cells(row, wanted, names) for row in rows]
        return Look(self._now(), wanted, (), told, counts.found, counts.silent, self._columns(names, rows))

    async def choices(self, person: Person) -> Choices:
        """What the filters offer, and how the person likes to look."""
        async with self._db.studying() as conn:
            names = await self._names(conn)
            known = (await self._known(conn, names)).values
            people = (await attendance.people_now(conn, self._now())).values()
            views = await views_store.of(conn, person.id)
        words: dict[str, Mapping[str, str]] = {"stage": names.stages, "source": names.sources}
        words["manager"] = {str(each): name for each, name in names.people.items()}
        offered = {
            name: sorted(((code, words.get(name, {}).get(code, code)) for code in codes), key=lambda each: each[1])
            for name, codes in known.items()
        }
        gone = {str(each) for each in names.dismissed}
        managers = offered["manager"]
        offered["manager"] = [each for each in managers if each[0] not in gone]
        for name, ordered in (("stage", names.stages), ("source", names.sources)):
            offered[name] = [(code, words) for code, words in ordered.items() if code in known[name]]
        return Choices(
            offered=offered,
            dismissed=[each for each in managers if each[0] in gone],
            hands=[each for each in people if each.has(Role.MANAGER) and may_stand_in(each)],
            views=views,
            shows=self._rulebook.rules.lists.shows,
            may_export=self.may_export(person) is None,
        )

    async def save_view(self, person: Person, view: View) -> Refusal | None:
        """Keep how the person looks now."""
        async with self._db.writing() as conn:
            return None if await views_store.save(conn, person.id, view) else Refusal("views-enough")

    async def drop_view(self, person: Person, name: str) -> None:
        """Forget a view."""
        async with self._db.writing() as conn:
            await views_store.drop(conn, person.id, name)

    async def mark(self, person: Person, lead_id: int, *, junk: bool) -> Refusal | None:
        """Say by hand that a lead is no target, or that it is one after all (LL-08)."""
        async with self._db.writing() as conn:
            if await leads_store.find(conn, lead_id) is None:
                return Refusal("gone")
            if await listed_store.mark(conn, lead_id, junk=junk):
                kind = "marked_junk" if junk else "marked_target"
                await history_store.record(conn, lead_id, self._now(), person.id, kind, {}, person.whence)
        return None

    async def hand_over(self, person: Person, lead_id: int, to_id: int, *, all_of_client: bool) -> int | Refusal:
        """Give a lead to a manager, alone or with all others of its client (LL-29); how many changed hands."""
        await self._listing.catch_up(CATCH_UP)
        async with self._db.writing() as conn:
            to = (await attendance.people_now(conn, self._now())).get(to_id)
            if to is None or not to.has(Role.MANAGER):
                return access.to_supervise(person) or Refusal("stale")
            if not may_stand_in(to):
                return Refusal("not-here" if to.reachable else "not-connected", {"name": to.name})
            ids = await listed_store.of_client(conn, lead_id) if all_of_client else [lead_id]
            bells: set[Bell] = set()
            given = 0
            for each in ids:
                lead = await leads_store.lock(conn, each)
                if lead is None:
                    continue
                over = await deadlines_store.exhausted(conn, each, FIRST_TOUCH)
                decide = hand_along if all_of_client else hand_over
                decision = decide(lead, to, person, self._rulebook.of(lead), self._now(), ladder_over=over)
                if isinstance(decision, Refusal):
                    await conn.rollback()
                    return decision
                if decision:
                    bells |= await self._carrier.carry_out(conn, decision, self._now(), person)
                    given += 1
        self._bells.ring(bells)
        return given or Refusal("theirs-already", {"name": to.name})

    def may_export(self, person: Person) -> Refusal | None:
        """Whether the regulation lets the person save the list to a file (LL-28)."""
        refusal = access.to_supervise(person)
        return refusal or (None if person.has(*self._rulebook.rules.lists.exporters) else Refusal("export-forbidden"))

    async def export(self, person: Person, query: Query, form: str) -> Export | TooLarge | Refusal:
        """Everything that the query finds, noted down; too much is refused with what each month holds."""
        if refusal := self.may_export(person):
            return refusal
        await self._listing.catch_up()
        async with self._db.studying() as conn:
            names = await self._names(conn)
            wanted, problems = parse(query, await self._known(conn, names))
            asked = self._asked(wanted, names)
            if problems or (asked.people is not None and not asked.people):
                return Refusal("filter-impossible")
            found = (await lead_list_store.count(conn, asked)).found
            if found > MOST_ROWS:
                months = await lead_list_store.by_month(conn, asked)
                return TooLarge(found, [Month(month, many) for month, many in months.items()])
        async with self._db.writing() as conn:
            told = {"form": form, "rows": found, "query": {name: list(values) for name, values in query.items()}}
            await history_store.record(conn, 0, self._now(), person.id, "exported", told, person.whence)
        return Export(self._rows(asked, names), self._columns(names, None), found)

    async def _rows(self, asked: Asked, names: Names) -> AsyncIterator[Sequence[Cells]]:
        last: int | None = None
        told = 0
        while told < MOST_ROWS:
            async with self._db.studying() as conn:
                rows = await lead_list_store.below(conn, asked, last, min(FILE_PAGE, MOST_ROWS - told))
            if not rows:
                return
            last, told = rows[-1].id, told + len(rows)
            yield [self._cells(row, asked.wanted, names) for row in rows]

    async def _names(self, conn: AsyncConnection) -> Names:
        employees = await terms_store.all_of(conn, terms_store.EMPLOYEE)
        departments = await terms_store.all_of(conn, terms_store.DEPARTMENT_OF)
        offices = self._rulebook.rules.lists.offices
        return Names(
            people=names_of(employees, await staff_store.everyone(conn)),
            dismissed=frozenset(int(each.code) for each in employees if each.semantics == "F"),
            departments={int(each.code): each.name for each in departments},
            stages={each.code: each.name for each in await terms_store.all_of(conn, "STATUS")},
            sources={each.code: each.name for each in await terms_store.all_of(conn, "SOURCE")},
            offices={department: title for title, folded in offices.items() for department in folded},
        )

    async def _known(self, conn: AsyncConnection, names: Names) -> Known:
        rules = self._rulebook.rules
        values: dict[str, Iterable[object]] = {
            "manager": await lead_list_store.people_named(conn) | set(names.people),
            "department": set(names.departments.values()),
            "source": set(names.sources) - rules.no_source,
            "group": set(rules.lists.groups),
            "stage": set(names.stages),
            "stages": {*SEMANTICS, *rules.lists.stage_groups},
            "channel": set(await lead_list_store.words_used(conn, "channel")),
            "tag": set(await lead_list_store.words_used(conn, "tag")),
        }
        today = day_of(self._now(), rules.zone)
        told = {name: frozenset(map(str, each)) for name, each in values.items()}
        return Known(today, told, rules.lists.shows)

    def _asked(self, wanted: Filter, names: Names) -> Asked:
        lists, zone = self._rulebook.rules.lists, self._rulebook.rules.zone
        named = wanted.of("stages")
        groups = [lists.groups.get(title, frozenset()) for title in wanted.of("group")]
        by_name = sorted(names.people, key=lambda each: names.people[each])
        return Asked(
            wanted=wanted,
            rules=lists,
            since=midnight(wanted.first, zone) if wanted.first else None,
            until=midnight(wanted.last + timedelta(days=1), zone) if wanted.last else None,
            people=_people(wanted, names),
            sources=wanted.of("source").union(*groups) if wanted.of("source") or groups else None,
            stages=wanted.of("stage").union(*(lists.stage_groups.get(title, frozenset()) for title in named)),
            semantics=frozenset(SEMANTICS[name] for name in named if name in SEMANTICS),
            ranks={"stage": list(names.stages), "source": list(names.sources), "manager": by_name},
        )

    def _cells(self, row: ListedLead, wanted: Filter, names: Names) -> Cells:
        shown = row.taken_by if wanted.shows is Shown.TAKER else row.manager_id
        department = names.departments.get(row.taken_by or row.manager_id, "")
        told = {
            "name": row.name or row.phone or row.title,
            "stage": names.stages.get(row.stage, row.stage),
            "source": names.sources.get(row.source, row.source),
            "manager": names.people.get(shown, f"№ {shown}") if shown else "",
            "taker": names.people.get(row.taken_by, f"№ {row.taken_by}") if row.taken_by else "",
            "department": department,
            "office": names.offices.get(fold(department), ""),
        }
        return Cells(row, told)

    def _columns(self, names: Names, rows: Sequence[ListedLead] | None) -> list[str]:
        """All but those that have nothing to say here: calls without telephony, offices where there are none."""
        empty: set[str] = set()
        if not names.offices:
            empty.add("office")
        if not names.departments:
            empty.add("department")
        if not self._rulebook.rules.lists.object_field:
            empty.add("object")
        if rows is not None and not any(row.seconds is not None for row in rows):
            empty |= {"duration", "result"}
        return [column for column in COLUMNS if column not in empty]


def _people(wanted: Filter, names: Names) -> frozenset[int] | None:
    """Who is asked for: by name, by department, by both at once."""
    named = frozenset(int(each) for each in wanted.of("manager") if each.isdigit()) if wanted.of("manager") else None
    departments = wanted.of("department")
    if not departments:
        return named
    inside = frozenset(each for each, department in names.departments.items() if department in departments)
    return inside if named is None else named & inside

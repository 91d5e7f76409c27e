"""Who the assistant works for: connecting, inviting, staying in step with the portal."""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Escalate, Record, Refusal, Why
from services.domain.gateways import Crm, Refused, Term
from services.domain.lead import Phase
from services.domain.people import Employee, Person, Role, Whence
from services.storage import history_store, leads_store, messages_store, staff_store, terms_store, updates_store
from services.storage.database import Database

log = logging.getLogger(__name__)

INVITATION = timedelta(days=7)
_FOR_ADMINS = (Role.ADMIN, Role.SUPERVISOR, Role.HEAD, Role.EDITOR)  # only administrators give these roles
REDRAWN = 50  # messages at most, the newest, of whoever comes back
SAME_DIGITS = 10  # of a phone: with and without +7 or 8 it is the same number


@dataclass(frozen=True, slots=True)
class Connected:
    """The person is connected now; `again` when that was so before."""

    person: Person
    again: bool = False


class People:
    """Connects Telegram users to employees of the portal."""

    def __init__(self, db: Database, crm: Crm, carrier: Carrier, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._carrier, self._bells, self._now = db, crm, carrier, bells, now

    async def by_telegram(self, telegram_id: int) -> Person | None:
        """Whoever this Telegram user is."""
        async with self._db.reading() as conn:
            return await staff_store.by_telegram(conn, telegram_id)

    async def everyone(self) -> list[Person]:
        """All people, by name."""
        async with self._db.reading() as conn:
            return await staff_store.everyone(conn)

    async def accept_invitation(self, update_id: int, telegram_id: int, code: str) -> Connected | Refusal:
        """Connect by a start link; a link works once. Whoever is refused has not used it up."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return await self._known(conn, telegram_id) or Refusal("repeated")
            person_id = await staff_store.use_invitation(conn, _hash(code), self._now())
            if person_id is None:
                return await self._known(conn, telegram_id) or Refusal("invitation")
            outcome = await self._connect(conn, person_id, telegram_id)
            if isinstance(outcome, Refusal):
                await conn.rollback()
        return outcome

    async def share_contact(self, update_id: int, telegram_id: int, phone: str) -> Connected | Refusal:
        """Connect by the person's own number, matched by digits with the portal's users."""
        digits = re.sub(r"\D", "", phone)[-SAME_DIGITS:]
        employees = await self._crm.employees()
        mine = [
            employee
            for employee in employees
            if employee.active and len(digits) == SAME_DIGITS and any(p.endswith(digits) for p in employee.phones)
        ]
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return await self._known(conn, telegram_id) or Refusal("repeated")
            if len(mine) != 1:
                return Refusal("contact-unknown" if not mine else "contact-several")
            person = await staff_store.by_bitrix(conn, mine[0].bitrix_id)
            person_id = person.id if person else await self._add(conn, mine[0], Role.MANAGER)
            return await self._connect(conn, person_id, telegram_id)

    async def come_back(self, update_id: int, person: Person) -> Connected | Refusal:
        """Somebody known pressed Start: whatever we heard, the bot is not stopped."""
        if not person.active:
            return Refusal("inactive")
        if person.blocked and person.telegram_id:
            await self.set_blocked(update_id, person.telegram_id, blocked=False)
        return Connected(person, again=True)

    async def invitable(self, by: Person) -> list[Employee] | Refusal:
        """Active employees of the portal who are not connected yet, by name."""
        if refusal := access.to_supervise(by):
            return refusal
        employees = await self._crm.employees()
        connected = {person.bitrix_id for person in await self.everyone() if person.telegram_id}
        return sorted(
            (each for each in employees if each.active and each.bitrix_id not in connected), key=lambda each: each.name
        )

    async def invite(self, by: Person, bitrix_id: int, role: Role) -> tuple[Person, str] | Refusal:
        """A single-use code for a start link. Roles above their own are given by administrators only."""
        if refusal := self.may_invite(by, role):
            return refusal
        employee = next((each for each in await self._crm.employees() if each.bitrix_id == bitrix_id), None)
        if employee is None or not employee.active:
            return Refusal("stale")
        code = secrets.token_urlsafe(16)
        async with self._db.writing() as conn:
            person = await staff_store.by_bitrix(conn, bitrix_id)
            if person and not by.has(Role.ADMIN) and (person.telegram_id or person.has(*_FOR_ADMINS)):
                return Refusal("admins-only")  # the link would hand that person's rights to whoever opens it
            person_id = person.id if person else await self._add(conn, employee, role)
            if person:
                await staff_store.change(conn, person_id, roles=person.roles | {role})
            await staff_store.invite(conn, _hash(code), person_id, by.id, self._now() + INVITATION)
            told = {"name": employee.name, "role": role.value}
            await history_store.record(conn, 0, self._now(), by.id, "invited", told, by.whence)
            invited = await staff_store.find(conn, person_id)
        if invited is None:
            return Refusal("stale")
        return invited, code

    def may_invite(self, by: Person, role: Role | None = None) -> Refusal | None:
        """Why not, without asking the portal."""
        if refusal := access.to_supervise(by):
            return refusal
        return Refusal("admins-only") if role in _FOR_ADMINS and not by.has(Role.ADMIN) else None

    async def set_role(self, by: Person, staff_id: int, role: Role, *, has: bool) -> Refusal | None:
        """Give somebody a role, or take it; nobody takes the own one, so that somebody is always left."""
        if refusal := self.may_invite(by, role):
            return refusal
        if by.id == staff_id and not has:
            return Refusal("own-role")
        async with self._db.writing() as conn:
            person = await staff_store.find(conn, staff_id)
            if person is None:
                return Refusal("stale")
            if person.has(role) is has:
                return None
            await staff_store.change(conn, staff_id, roles=person.roles | {role} if has else person.roles - {role})
            told = {"name": person.name, "role": role.value}
            kind = "role_given" if has else "role_taken"
            await history_store.record(conn, 0, self._now(), by.id, kind, told, by.whence)
        return None

    async def start_code(self, person: Person) -> str:
        """A single-use code for a start link, asked for in the terminal; earlier unused ones stop working."""
        code = secrets.token_urlsafe(16)
        async with self._db.writing() as conn:
            await staff_store.invite(conn, _hash(code), person.id, None, self._now() + INVITATION)
        return code

    async def set_blocked(self, update_id: int, telegram_id: int, blocked: bool) -> None:
        """The person stopped the bot, or started it again."""
        bells: set[Bell] = set()
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return
            person = await staff_store.by_telegram(conn, telegram_id)
            if person is None or person.blocked == blocked:
                return
            await staff_store.change(conn, person.id, blocked=blocked)
            if blocked:
                bells = await self._escalate_open(conn, person, Why.BLOCKED)
            else:
                bells = await self._bring_up_to_date(conn, person)
        self._bells.ring(bells)

    async def ensure_admins(self, telegram_ids: Iterable[int]) -> None:
        """Administrators of the settings may always come in."""
        async with self._db.writing() as conn:
            for telegram_id in telegram_ids:
                person = await staff_store.by_telegram(conn, telegram_id)
                if person is None:
                    await staff_store.add(conn, roles=[Role.ADMIN], name="", telegram_id=telegram_id)
                elif not person.has(Role.ADMIN):
                    await staff_store.change(conn, person.id, roles=person.roles | {Role.ADMIN})

    async def add(self, bitrix_id: int, telegram_id: int | None, role: Role, name: str = "") -> Person:
        """Add a person, or give one more role; a Telegram id given anew replaces the old one."""
        async with self._db.writing() as conn:
            person = await staff_store.by_bitrix(conn, bitrix_id)
            other = await staff_store.by_telegram(conn, telegram_id) if telegram_id else None
            if other and (person is None or other.id != person.id):
                if other.bitrix_id is not None:
                    await staff_store.change(conn, other.id, telegram_id=None)
                else:
                    person = await self._join(conn, other, person, bitrix_id)
            if person is None:
                person_id = await staff_store.add(
                    conn, roles=[role], name=name, bitrix_id=bitrix_id, telegram_id=telegram_id
                )
            else:
                person_id = person.id
                values: dict[str, object] = {"roles": person.roles | {role}}
                if telegram_id:
                    values |= {"telegram_id": telegram_id, "blocked": False}
                if name:
                    values["name"] = name
                await staff_store.change(conn, person_id, **values)
            await self._noted(conn, "staff_added", name or f"№ {bitrix_id}", role)
            added = await staff_store.find(conn, person_id)
        if added is None:
            raise LookupError(person_id)
        return added

    async def remove(self, bitrix_id: int) -> bool:
        """Forget a person; False when nobody has this portal id."""
        async with self._db.writing() as conn:
            person = await staff_store.by_bitrix(conn, bitrix_id)
            if person:
                await staff_store.remove(conn, person.id)
                await self._noted(conn, "staff_removed", person.name or f"№ {bitrix_id}")
        return person is not None

    async def ever_refreshed(self) -> bool:
        """Whether the portal's employees have been read before: until then nobody has a name."""
        async with self._db.reading() as conn:
            return bool(await terms_store.all_of(conn, terms_store.EMPLOYEE))

    async def refresh(self) -> None:
        """Names and ACTIVE as the portal has them: who left the company loses access. Raises TryLater, Refused."""
        employees = {employee.bitrix_id: employee for employee in await self._crm.employees()}
        departments = await self._departments()
        bells: set[Bell] = set()
        async with self._db.writing() as conn:
            if departments is not None:
                named = [_within(each, departments) for each in employees.values()]
                await terms_store.replace(conn, terms_store.DEPARTMENT_OF, [each for each in named if each.name])
            await terms_store.replace(conn, terms_store.EMPLOYEE, [_named(each) for each in employees.values()])
            for person in await staff_store.everyone(conn):
                employee = employees.get(person.bitrix_id or 0)
                if employee is None:
                    continue
                if (employee.name, employee.active) != (person.name, person.active):
                    await staff_store.change(conn, person.id, name=employee.name, active=employee.active)
                if person.active and not employee.active:
                    bells |= await self._escalate_open(conn, person, Why.INACTIVE)
        self._bells.ring(bells)

    async def _noted(self, conn: AsyncConnection, kind: str, name: str, role: Role | None = None) -> None:
        """What an administrator did at the command line."""
        told = {"name": name, **({"role": role.value} if role else {})}
        await history_store.record(conn, 0, self._now(), None, kind, told, Whence.CONSOLE)

    async def _departments(self) -> Mapping[int, str] | None:
        """None: the webhook may not read them, and nobody needs them to work."""
        try:
            return await self._crm.departments()
        except Refused as refused:
            log.info("departments cannot be read: %s", refused)
            return None

    async def _known(self, conn: AsyncConnection, telegram_id: int) -> Connected | None:
        person = await staff_store.by_telegram(conn, telegram_id)
        return Connected(person, again=True) if person else None

    async def _join(self, conn: AsyncConnection, admin: Person, person: Person | None, bitrix_id: int) -> Person | None:
        """An administrator of the settings turns out to be an employee: one row for both."""
        if person is None:
            await staff_store.change(conn, admin.id, bitrix_id=bitrix_id)
            return await staff_store.find(conn, admin.id)
        await staff_store.remove(conn, admin.id)
        await staff_store.change(conn, person.id, roles=person.roles | admin.roles)
        return await staff_store.find(conn, person.id)

    async def _connect(self, conn: AsyncConnection, person_id: int, telegram_id: int) -> Connected | Refusal:
        person = await staff_store.find(conn, person_id)
        if person is None:
            return Refusal("invitation")
        if not person.active:
            return Refusal("inactive")
        other = await staff_store.by_telegram(conn, telegram_id)
        if other and other.id != person.id:
            if other.bitrix_id is not None:
                return Refusal("somebody-else", {"name": other.name})
            person = await self._join(conn, other, person, person.bitrix_id or 0) or person
        await staff_store.change(conn, person.id, telegram_id=telegram_id, blocked=False)
        await history_store.record(conn, 0, self._now(), person.id, "connected", {}, Whence.CHAT)
        connected = await staff_store.find(conn, person.id) or person
        self._bells.ring(await self._bring_up_to_date(conn, connected))
        return Connected(connected, again=person.telegram_id == telegram_id)

    async def _bring_up_to_date(self, conn: AsyncConnection, person: Person) -> set[Bell]:
        """Cards of the leads that waited for this person; what stands in the chat shows how things are now."""
        for message in await messages_store.newest_in(conn, person.telegram_id or 0, REDRAWN):
            if kept := await leads_store.find(conn, message.lead_id):
                await self._carrier.redraw(conn, kept.lead, message, self._now())
        if person.bitrix_id is not None and person.has(Role.MANAGER):
            for lead in await leads_store.of_manager(conn, person.bitrix_id, [Phase.NEW]):
                await self._carrier.send_card(conn, lead, person, self._now())
        return {Bell.TELEGRAM}

    async def _escalate_open(self, conn: AsyncConnection, person: Person, why: Why) -> set[Bell]:
        bells: set[Bell] = set()
        if person.bitrix_id is None:
            return bells
        for lead in await leads_store.of_manager(conn, person.bitrix_id, [Phase.NEW]):
            decision = Decision(lead, (Escalate(why), Record("unreachable", {"why": why})))
            bells |= await self._carrier.carry_out(conn, decision, self._now())
        return bells

    async def _add(self, conn: AsyncConnection, employee: Employee, role: Role) -> int:
        return await staff_store.add(conn, roles=[role], name=employee.name, bitrix_id=employee.bitrix_id)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _within(employee: Employee, departments: Mapping[int, str]) -> Term:
    """The main department of an employee, by the employee's number."""
    name = next((departments[each] for each in employee.departments if each in departments), "")
    return Term(employee.bitrix_id, str(employee.bitrix_id), name, 0)


def _named(employee: Employee) -> Term:
    """Leads and deals name people by number: this is how those are known who never connected."""
    works = "P" if employee.active else "F"
    return Term(employee.bitrix_id, str(employee.bitrix_id), employee.name, 0, works)

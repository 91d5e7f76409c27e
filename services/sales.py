"""The queue of sales managers: who holds the next consultation, and who is away (OP10-27, OP10-28)."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services import attendance
from services.domain import access
from services.domain.decision import Refusal
from services.domain.people import Employee, Person, Role
from services.domain.sales import Proposal, in_order, propose_sales_manager
from services.storage import absences_store, bonuses_store, staff_store, terms_store, updates_store
from services.storage.database import Database


class Sales:
    """A row of staff is a place in the queue; a booking takes a turn. `propose` runs in the caller's transaction."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    async def propose(self, conn: AsyncConnection, lead_id: int | None) -> Proposal:
        """With whom to hold the consultation of this lead: its referrer's own sales manager, else the queue."""
        bonus = await bonuses_store.of(conn, lead_id) if lead_id else None
        return await self.propose_after(conn, bonus.referrer.manager_id if bonus and bonus.referrer else 0)

    async def propose_after(self, conn: AsyncConnection, own_id: int) -> Proposal:
        """The same when this employee of the portal (0: nobody) made the referrer's contract."""
        own = await _employee(conn, own_id) if own_id else None
        return propose_sales_manager(own, await attendance.sales_now(conn, self._now()))

    async def queue(self) -> tuple[Person, ...]:
        """All sales managers, the next one first."""
        async with self._db.reading() as conn:
            return in_order(await attendance.sales_now(conn, self._now()))

    async def set_absent(self, update_id: int, by: Person, person_id: int, *, absent: bool) -> Refusal | None:
        """Somebody is away, or back; said by the person or by an overseer."""
        async with self._db.writing() as conn:
            if not await updates_store.finish(conn, update_id):
                return Refusal("repeated")
            person = await staff_store.find(conn, person_id)
            if person is None or not person.has(Role.SALES):
                return Refusal("stale")
            if refusal := access.to_say_absent(by, person):
                return refusal
            await staff_store.change(conn, person_id, absent=absent)
            if not absent:
                await absences_store.come_back(conn, person_id, self._now())
        return None


async def _employee(conn: AsyncConnection, bitrix_id: int) -> Employee:
    """Whoever has this number in the portal, also without a place in the queue; somebody unknown has left."""
    term = await terms_store.find(conn, terms_store.EMPLOYEE, str(bitrix_id))
    if term is None:
        return Employee(bitrix_id, f"№ {bitrix_id}", active=False)
    return Employee(bitrix_id, term.name, active=term.semantics == "P")

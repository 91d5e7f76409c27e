"""The board: what burns now."""

from collections.abc import Callable
from datetime import datetime

from services import attendance
from services.domain import access
from services.domain.absence import may_stand_in
from services.domain.board import Board, BoardLead, OpenLead, ordered
from services.domain.members import names_of
from services.domain.people import Person, Role
from services.rulebook import Rulebook
from services.storage import board_store, terms_store
from services.storage.database import Database

# What of a lead's history counts as a step.
STEPS = (
    "received",
    "acted",
    "undone",
    "handed_over",
    "reassigned",
    "handled_in_portal",
    "back_to_new",
    "reminded_again",
)


class Boards:
    """Looks only."""

    def __init__(
        self, db: Database, rulebook: Rulebook, lead_url: Callable[[int], str], now: Callable[[], datetime]
    ) -> None:
        self._db, self._rulebook, self._lead_url, self._now = db, rulebook, lead_url, now

    async def of(self, person: Person) -> Board:
        """All leads for those who supervise, one's own for a manager."""
        return await self._board(person, everybodys=access.to_supervise(person) is None)

    async def own(self, person: Person) -> Board:
        """Those that the person is responsible for."""
        return await self._board(person, everybodys=False)

    async def _board(self, person: Person, *, everybodys: bool) -> Board:
        async with self._db.studying() as conn:
            found = await board_store.open_leads(conn, STEPS, None if everybodys else person.bitrix_id or 0)
            people = list((await attendance.people_now(conn, self._now())).values())
            names = names_of(await terms_store.all_of(conn, terms_store.EMPLOYEE), people)
        managers = [each for each in people if each.has(Role.MANAGER) and may_stand_in(each)] if everybodys else []
        return Board(self._now(), [self._line(lead, names) for lead in ordered(found)], managers)

    def _line(self, lead: OpenLead, names: dict[int, str]) -> BoardLead:
        return BoardLead(
            lead=lead,
            manager=names.get(lead.manager_id, f"№ {lead.manager_id}") if lead.manager_id else "",
            source=self._rulebook.source_name(lead.source) if lead.source else "",
            stage=self._rulebook.stage_name(lead.stage),
            url=self._lead_url(lead.id),
        )

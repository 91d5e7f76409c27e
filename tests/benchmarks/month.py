"""A month of leads as rows: what a call centre has behind it when somebody opens the pages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.app import App
from services.domain.lead import Phase
from services.domain.people import Role
from services.storage import staff_store
from services.storage.tables import choices, history, lead_keys, leads, listed
from tests.benchmarks.world import FIRST_MANAGER, MANAGERS

FIRST_LEAD = 1_000_000
SUPERVISOR_CHAT = 5_900
DAYS = 30
OPEN = 200  # of the newest leads, those that nobody has finished
BUNDLE = 10_000
# The made leads are none of the stand-in's: a sweep would find them deleted.
NO_SWEEP = {"BITRIX24_SWEEP_SECONDS": "3600"}
SOURCES = ("WEB", "UC_VK01", "CALL", "UC_NONE01")

Row = dict[str, Any]


async def fill(app: App, count: int) -> None:
    """So many leads of different clients, spread over a month until now, most of them called, taken and ended."""
    await app.listing.catch_up()
    now = app.now()
    async with app.db.writing() as conn:
        like = (await conn.execute(select(leads).limit(1))).one()._asdict()
        shown = (await conn.execute(select(listed).limit(1))).one()._asdict()
        for some in bundles(count):
            made = [_lead(like, number, count, now) for number in some]
            await conn.execute(insert(leads), made)
            await conn.execute(insert(listed), [_listed(shown, lead) for lead in made])
            await conn.execute(insert(lead_keys), [{"lead_id": each["id"], "key": each["phones"][0]} for each in made])
            called = [lead for lead in made if lead["taken_at"]]
            await conn.execute(insert(choices), [_choice(lead) for lead in called])
            await conn.execute(insert(history), [_line(lead) for lead in called])


async def add_supervisor(app: App) -> int:
    """Somebody who looks at the pages; the staff id."""
    async with app.db.writing() as conn:
        return await staff_store.add(
            conn, roles=[Role.SUPERVISOR], name="Вера Климова", bitrix_id=14, telegram_id=SUPERVISOR_CHAT
        )


def bundles(count: int) -> Iterator[Sequence[int]]:
    """Numbers for one statement each."""
    return (range(first, min(first + BUNDLE, count)) for first in range(0, count, BUNDLE))


def spread(number: int, count: int, now: datetime) -> datetime:
    """When a lead of so many came: evenly, the last one now."""
    return now - timedelta(days=DAYS) * ((count - number) / count) + timedelta(minutes=1)


def at(number: int, count: int, now: datetime) -> Row:
    """The times of such a lead."""
    came = min(spread(number, count, now), now)
    return dict.fromkeys(("created_at", "updated_at", "moved_at", "entered_at", "received_at"), came)


def _lead(like: Mapping[str, Any], number: int, count: int, now: datetime) -> Row:
    came = at(number, count, now)
    manager = FIRST_MANAGER + number % MANAGERS
    open_ = number >= count - OPEN
    taken = None if open_ and number % 2 else came["entered_at"] + timedelta(seconds=30 + number * 7 % 900)
    fields = {"assignedById": str(manager), "sourceId": SOURCES[number % len(SOURCES)], "stageId": "IN_PROCESS"}
    return {
        **like,
        **came,
        "id": FIRST_LEAD + number,
        "name": f"Клиент № {number}",
        "phones": [f"+7{FIRST_LEAD + number:010}"],
        "twins": [],
        "manager_id": manager,
        "fields": {**like["fields"], **fields},
        "phase": (Phase.TAKEN if taken else Phase.NEW) if open_ else Phase.CLOSED,
        "taken_by": manager if taken else None,
        "taken_at": taken,
        "version": int(taken is not None),
    }


def _listed(like: Mapping[str, Any], lead: Row) -> Row:
    of_lead = {"source": lead["fields"]["sourceId"], "stage": lead["fields"]["stageId"]}
    return {**like, **of_lead, "lead_id": lead["id"], "client": lead["id"], "revision": lead["revision"]}


def _choice(lead: Row) -> Row:
    """A call without an answer."""
    at_ = lead["taken_at"]
    chosen = {"lead_id": lead["id"], "staff_id": 1 + lead["id"] % MANAGERS, "action": "no_answer", "version": 0}
    return {**chosen, "at": at_, "undo_until": at_, "before": {}, "changes": {}}


def _line(lead: Row) -> Row:
    told = {"lead_id": lead["id"], "at": lead["taken_at"], "staff_id": 1 + lead["id"] % MANAGERS}
    return {**told, "kind": "acted", "data": {"title": "Недозвон", "left": "NEW", "called_after": 60.0}}

"""What is forgotten, and what is kept."""

from datetime import timedelta

from sqlalchemy import func, insert, select, update

from services.domain.lead import Phase
from services.manual import FORM
from services.retention import Retention
from services.storage import history_store, leads_store, manual_store, questions_store
from services.storage.database import Database
from services.storage.tables import bonuses, history, leads, manual_leads, questions
from tests.domain.examples import NOW
from tests.storage.rows import keep_lead
from tests.storage.test_manual_store import TOLD

DAY = timedelta(days=1)


async def _end(db: Database, lead_id: int, days_ago: int, phase: Phase = Phase.CLOSED) -> None:
    await keep_lead(db, lead_id)
    async with db.writing() as conn:
        await conn.execute(
            update(leads).where(leads.c.id == lead_id).values(phase=phase, updated_at=NOW - days_ago * DAY)
        )
        await history_store.record(conn, lead_id, NOW, None, "received", {})


async def _kept(db: Database) -> list[int]:
    async with db.reading() as conn:
        of_leads = select(func.count(func.distinct(history.c.lead_id))).where(history.c.lead_id != 0)
        assert await conn.scalar(of_leads) == await conn.scalar(select(func.count()).select_from(leads)), (
            "nothing is left of what was forgotten"
        )
        return list(await conn.scalars(select(leads.c.id).order_by(leads.c.id)))


async def test_leads_that_ended_long_ago_are_forgotten_whole(db: Database) -> None:
    for lead_id, days, phase in (
        (1, 400, Phase.CLOSED),
        (2, 300, Phase.CLOSED),
        (3, 400, Phase.TAKEN),
        (4, 400, Phase.GONE),
    ):
        await _end(db, lead_id, days, phase)
    await _end(db, 5, 400)
    async with db.writing() as conn:
        owed = {"lead_id": 5, "state": "checked", "amount": 5000, "currency": "RUB", "claimed_by": 1, "claimed_at": NOW}
        await conn.execute(insert(bonuses).values(owed))
    retention = Retention(db, 365 * DAY, lambda: NOW)
    assert await retention.tidy() == 2
    assert await _kept(db) == [2, 3, 5], "an open lead stays, and one whose bonus is owed"


async def test_a_client_is_forgotten_on_demand(db: Database) -> None:
    await keep_lead(db, 1)
    await _end(db, 2, 0)
    retention = Retention(db, 365 * DAY, lambda: NOW)
    async with db.reading() as conn:
        kept = await leads_store.find(conn, 2)
    assert kept is not None
    assert await retention.erase(lead_id=99) == 0
    assert await retention.erase(lead_id=1) == 1
    assert await retention.erase(digits=kept.lead.portal.phones[0][-10:]) == 1
    assert await _kept(db) == []


async def test_what_a_manager_told_of_a_client_is_forgotten_with_the_lead(db: Database) -> None:
    for lead_id in (1, 2):
        await keep_lead(db, lead_id)
        async with db.writing() as conn:
            asked = await questions_store.ask(conn, 1, 5012, None, FORM, {"phone": TOLD.phone}, NOW)
            manual_id = await manual_store.add(conn, asked, 1, 5012, TOLD, f"mark-{lead_id}", NOW)
            await manual_store.created(conn, manual_id, lead_id)
    assert await Retention(db, 365 * DAY, lambda: NOW).erase(lead_id=1) == 1
    async with db.reading() as conn:
        assert list(await conn.scalars(select(manual_leads.c.lead_id))) == [2]
        assert list(await conn.scalars(select(questions.c.id))) == [asked]

"""What the auditor asks the database."""

from services.domain.regulation import FIRST_TOUCH
from services.storage import audit_store, deadlines_store, history_store, outbox_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM, New
from tests.storage.rows import MINUTE, NOW, keep_lead


async def test_a_lead_is_watched_while_its_last_rung_waits_or_has_spoken(db: Database) -> None:
    for lead in (1, 2, 3, 4):
        await keep_lead(db, lead)
    async with db.writing() as conn:
        for lead in (1, 2, 3):
            await deadlines_store.start(conn, lead, FIRST_TOUCH, [NOW, NOW + MINUTE])
        await deadlines_store.stop(conn, 2)
        await deadlines_store.claim(conn, 3, FIRST_TOUCH, NOW + MINUTE)
        assert await audit_store.unwatched(conn, 0) == ([2, 4], None)
        assert await audit_store.unwatched(conn, 2) == ([4], None)


async def test_what_fell_due_is_followed_line_by_line(db: Database) -> None:
    for lead in (1, 2):
        await keep_lead(db, lead)
    async with db.writing() as conn:
        for lead in (1, 2):
            await history_store.record(conn, lead, NOW, None, "fell_due", {"clock": FIRST_TOUCH, "rung": 0})
        await history_store.record(conn, 1, NOW, None, "fell_due", {"clock": "source_ticket", "rung": 0})
        await history_store.record(conn, 2, NOW + MINUTE, None, "fell_due", {"clock": FIRST_TOUCH, "rung": 1})
        await outbox_store.add(conn, [New(TELEGRAM, "b12:1", "reminder", {"rung": 0}, 1, 1)], NOW)
        found, upto = await audit_store.fallen(conn, 0, NOW)
        assert [(each.lead_id, each.said) for each in found] == [(1, True), (2, False)]
        found, upto = await audit_store.fallen(conn, upto, NOW + MINUTE)
        assert [(each.lead_id, each.said) for each in found] == [(2, False)]
        assert upto == await audit_store.newest_line(conn)

"""Leads that managers add in the chat, as rows."""

from services.domain.manual_lead import ManualLead, Picture, Stand, Told
from services.domain.twins import Twin, TwinKind
from services.storage import manual_store
from services.storage.database import Database
from tests.storage.rows import MINUTE, NOW

TOLD = Told(12, "Света", "+79990000407", "UC_VK01", "изибокс", "Хочу", (Picture("p", "a.png"),))
TWINS = (Twin(TwinKind.CONTACT, 5, "Света"), Twin(TwinKind.LEAD, 6))


async def test_a_lead_goes_its_way_and_is_forgotten(db: Database) -> None:
    async with db.writing() as conn:
        first = await manual_store.add(conn, 3, 1, 5012, TOLD, "mark", NOW)
        other = await manual_store.add(conn, 4, 1, 5012, TOLD, "other", NOW)
        assert await manual_store.lock(conn, first) == ManualLead(first, 3, 1, 5012, Stand.WAITING, TOLD, "mark")
        await manual_store.sent(conn, first, NOW)
        await manual_store.doubled(conn, first, TWINS)
    async with db.writing() as conn:
        kept = await manual_store.find(conn, first)
        assert kept
        assert (kept.stand, kept.twins, kept.sent_at, kept.wanted) == (Stand.DOUBLED, TWINS, NOW, False)
        await manual_store.stand(conn, first, Stand.REFUSED, "почему")
        assert (await manual_store.find(conn, first)).reason == "почему"  # type: ignore[union-attr]
        await manual_store.created(conn, first, 70)
    async with db.writing() as conn:
        arrived = await manual_store.of_lead(conn, 70)
        assert arrived
        assert (arrived.id, arrived.stand, arrived.sent_at) == (first, Stand.CREATED, None)
        assert await manual_store.of_lead(conn, 71) is None
        await manual_store.forget(conn, NOW)
        assert await manual_store.find(conn, first)
        await manual_store.forget(conn, NOW + MINUTE)
        assert await manual_store.find(conn, first) is None
        assert await manual_store.find(conn, other)  # still to be created

"""Rows that storage tests need, and their times."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import MANAGER, SOURCE, STAGE, Lead, PortalLead, Semantics
from services.storage import leads_store, outbox_store
from services.storage.database import Database
from services.storage.outbox_store import BITRIX24, New

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def make_lead(lead_id: int = 7, **portal: Any) -> Lead:
    """A new lead of manager 12; the keywords are of `PortalLead`."""
    usual: dict[str, Any] = {
        "id": lead_id,
        "title": "Заявка с сайта",
        "name": "Иван Образцов",
        "phones": ("+79990000001",),
        "emails": ("ivan@example.org",),
        "comments": "",
        "semantics": Semantics.PROCESS,
        "created_at": NOW,
        "updated_at": NOW,
        "moved_at": NOW,
        "fields": {STAGE: "NEW", SOURCE: "WEB", MANAGER: "12"},
    }
    return Lead(portal=PortalLead(**{**usual, **portal}), entered_at=NOW, edition="test@2026-01-01")


async def keep_lead(db: Database, lead_id: int = 7, **portal: Any) -> Lead:
    """Store such a lead."""
    lead = make_lead(lead_id, **portal)
    async with db.writing() as conn:
        await leads_store.add(conn, lead, NOW)
    return lead


async def queue(conn: AsyncConnection, *lanes: str, channel: str = BITRIX24, **values: Any) -> None:
    """Queue an entry in each of these lanes."""
    usual = {"kind": "fields", "payload": {}, "priority": 0, **values}
    await outbox_store.add(conn, [New(channel=channel, lane=lane, **usual) for lane in lanes], NOW)

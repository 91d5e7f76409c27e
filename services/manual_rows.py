"""What a lead that is added in the chat sets off, as rows of the outbox."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.manual_lead import ManualLead
from services.storage import outbox_store
from services.storage.outbox_store import CREATION, TELEGRAM

SOMEBODY_WAITS = 1  # priority


async def create(conn: AsyncConnection, manual_id: int, now: datetime) -> None:
    """The portal is asked for the lead."""
    await _to_portal(conn, "create", manual_id, now)


async def attach(conn: AsyncConnection, manual: ManualLead, lead_id: int, now: datetime) -> None:
    """What was told, and the pictures, go to the timeline of the lead that was created."""
    await _to_portal(conn, "attach", manual.id, now, lead_id)


async def show(conn: AsyncConnection, manual: ManualLead, now: datetime) -> None:
    """The manager sees where it stands: in the conversation's last message, behind whatever that still has to say."""
    payload = {"chat": manual.chat_id, "manual": manual.id}
    entry = outbox_store.New(TELEGRAM, f"q{manual.chat_id}", "manual", payload, SOMEBODY_WAITS)
    await outbox_store.add(conn, [entry], now)


async def _to_portal(
    conn: AsyncConnection, kind: str, manual_id: int, now: datetime, lead_id: int | None = None
) -> None:
    entry = outbox_store.New(CREATION, f"manual:{manual_id}", kind, {"manual": manual_id}, SOMEBODY_WAITS, lead_id)
    await outbox_store.add(conn, [entry], now)

"""The product's side of a run: its database and its cards, made by its own parts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from bot.app import App, build
from bot.settings import Settings
from services.decisions import Carrier
from services.domain.flow.receive import receive_new
from services.domain.lead import PortalLead
from services.domain.people import Person, Role
from services.storage import messages_store, staff_store
from services.storage.tables import outbox
from services.telegram import cards
from services.telegram.markup import inline
from services.telegram.views import LeadView
from services.telling import Chats
from tests.benchmarks.world import CHATS_FROM, FIRST_CHAT, FIRST_MANAGER, MANAGERS


def built(settings: dict[str, str]) -> App:
    """The product's parts in this process."""
    return build(Settings.model_validate({key.lower(): value for key, value in settings.items()}))


def draw(app: App, lead: PortalLead) -> dict[str, Any]:
    """The card of a new lead, as `sendMessage` takes it."""
    rules, rulebook = app.rulebook.rules, app.rulebook
    decision = receive_new(lead, None, rules, lead.created_at)
    if decision is None:
        raise LookupError(f"lead {lead.id} is none for the regulation")
    stage, source = rulebook.stage_name(lead.stage), rulebook.source_name(lead.source)
    view = LeadView(decision.lead, rules, "Менеджер", stage, source, app.crm.lead_url(lead.id), app.now())
    message = cards.card(view, app.texts)
    keyboard = inline(message.keyboard)
    markup = keyboard.model_dump(exclude_none=True, mode="json") if keyboard else None
    return {"chat_id": lead.manager_id + CHATS_FROM, "text": message.html, "parse_mode": "HTML", "reply_markup": markup}


async def store(app: App, placed: Sequence[tuple[PortalLead, int]]) -> None:
    """Managers, leads with their clocks, and the ids of the messages that show them."""
    now, carrier = app.now(), Carrier(Chats())
    async with app.db.writing() as conn:
        managers: dict[int, Person | None] = {}
        for number in range(MANAGERS):
            name, roles = f"Менеджер № {number}", [Role.MANAGER]
            portal_id, chat_id = FIRST_MANAGER + number, FIRST_CHAT + number
            added = await staff_store.add(conn, roles=roles, name=name, bitrix_id=portal_id, telegram_id=chat_id)
            managers[portal_id] = await staff_store.find(conn, added)
        for lead, message_id in placed:
            decision = receive_new(lead, managers[lead.manager_id], app.rulebook.rules, lead.created_at)
            if decision:
                await carrier.carry_out(conn, decision, now, new=True)
            chat_id = lead.manager_id + CHATS_FROM
            await messages_store.add(conn, lead.id, messages_store.CARD, chat_id, message_id, {}, now)
        await conn.execute(update(outbox).values(state="done", settled_at=now))

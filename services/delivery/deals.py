"""Messages about deals, and observers on their way to the portal."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain.conversion import Part
from services.domain.deals import Handing
from services.domain.gateways import NOT_FOUND, Crm, Message, Refused, TryLater
from services.domain.members import names_of
from services.domain.people import Role
from services.rulebook import Rulebook
from services.storage import deal_inbox_store, deals_store, outbox_store, staff_store, terms_store
from services.storage.database import Database
from services.storage.deals_store import CARD
from services.storage.outbox_store import Entry
from services.telegram.deals import DealView, bell, card, late
from services.telegram.texts import Texts

log = logging.getLogger(__name__)


class DealMessages:
    """Drawn from the handing as it is when it goes out."""

    def __init__(self, rulebook: Rulebook, texts: Texts, item_url: Callable[[Part, int], str]) -> None:
        self._rulebook, self._texts, self._item_url = rulebook, texts, item_url

    async def draw(
        self, conn: AsyncConnection, payload: Mapping[str, Any], chat_id: int
    ) -> tuple[Handing, Message] | None:
        """A card or a message to the head; None when nobody needs it any more: a card that was late itself."""
        handing = await deals_store.find(conn, payload["handing"])
        if handing is None or (handing.end and "place" not in payload and payload["role"] == CARD):
            return None
        view = await self._view(conn, handing, chat_id)
        return handing, (card if payload["role"] == CARD else late)(view, self._texts)

    async def bell_words(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> str | None:
        """The same for the bell of the portal, in plain words."""
        handing = await deals_store.find(conn, payload["handing"])
        if handing is None or handing.end:
            return None
        view = await self._view(conn, handing, 0)
        if payload["role"] == CARD:
            return bell(view, self._texts)
        return self._texts.plain("deal-late-bell", deal=handing.title, manager=view.manager, url=view.url)

    async def _view(self, conn: AsyncConnection, handing: Handing, chat_id: int) -> DealView:
        people = await staff_store.everyone(conn)
        names = names_of(await terms_store.all_of(conn, terms_store.EMPLOYEE), people)
        rules = self._rulebook.rules
        reader = next((each for each in people if chat_id and each.telegram_id == chat_id), None)
        return DealView(
            handing,
            names.get(handing.manager_id, ""),
            self._item_url(Part.DEAL, handing.deal_id),
            rules.zone,
            observed=bool(rules.deals and rules.deals.observe and reader and reader.bitrix_id),
        )


class ObserverDelivery:
    """Carries observers for the channel of creations; raises what the portal raises."""

    def __init__(self, db: Database, crm: Crm, carrier: Carrier, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._crm, self._carrier, self._bells, self._now = db, crm, carrier, bells, now

    async def carry(self, entry: Entry) -> None:
        """Looked at first: whoever observes the deal already goes on to. What is there is not written again."""
        deal_id, wanted = entry.payload["deal"], set(entry.payload["observers"])
        found = await self._crm.read_deals([deal_id])
        if deal_id not in found:
            raise TryLater("the deal could not be read")
        deal = found[deal_id]
        if deal is None:
            raise Refused(NOT_FOUND)
        if not wanted <= set(deal.observers):
            await self._crm.observe_deal(deal_id, [*deal.observers, *sorted(wanted)])
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "done", self._now())

    async def refuse(self, entry: Entry, refused: Refused) -> None:
        """A deal that is deleted is read once more; else the administrators hear why."""
        deal_id, now = entry.payload["deal"], self._now()
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "dropped", now, str(refused))
            if refused.code == NOT_FOUND:
                await deal_inbox_store.mention(conn, [deal_id], now)
            else:
                log.error("Bitrix24 refused the observers of deal %s: %s", deal_id, refused)
                told = {"deal": deal_id, "reason": refused.detail or refused.code}
                for person in await staff_store.everyone(conn):
                    if person.has(Role.ADMIN):
                        await self._carrier.notify(conn, person.id, "observers-refused", told, now)
        self._bells.ring([Bell.TELEGRAM, Bell.DEALS])

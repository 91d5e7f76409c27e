"""A lead is converted in the portal, part by part; each is created once, whatever becomes of us meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.delivery.verified import Verified
from services.domain.conversion import Conversion, Converting, Part, Stand, new_item
from services.domain.flow.convert import converted
from services.domain.gateways import Crm
from services.domain.lead import Lead
from services.rulebook import Rulebook
from services.storage import conversions_store, leads_store, outbox_store, staff_store
from services.storage.database import Database
from services.storage.outbox_store import Entry


class ConversionDelivery:
    """Carries conversions for the channel of creations; raises what the portal raises."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        item_url: Callable[[Part, int], str],
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._crm, self._carrier, self._rulebook = db, crm, carrier, rulebook
        self._bells, self._item_url, self._now = bells, item_url, now
        self._verified = Verified(self._note, now)

    async def carry(self, entry: Entry) -> None:
        """Create what is missing, then end the lead; a portal that died half way is asked first."""
        async with self._db.reading() as conn:
            row = await conversions_store.find(conn, entry.lead_id or 0)
            kept = await leads_store.find(conn, entry.lead_id or 0)
        rules = self._rulebook.of(kept.lead).conversion if kept else None
        if row is None or row.stand is Stand.DONE or kept is None or rules is None:
            async with self._db.writing() as conn:
                await outbox_store.settle(
                    conn, entry.id, "dropped", self._now(), "there is nothing to convert any more"
                )
            return
        while row.missing:
            row = await self._create(row, kept.lead, rules)
        await self._finish(entry, row, rules)

    async def _create(self, row: Converting, lead: Lead, rules: Conversion) -> Converting:
        """The next part, looked up before it is asked for once more."""
        part = row.missing[0]
        item_id = await self._verified.arrived(row, lambda: self._crm.find_item(part, row.mark))
        if item_id is None:
            new = new_item(part, row, lead, rules)
            item_id = await self._verified.once(row, lambda: self._crm.create_item(new))
        made = {**row.made, part: item_id}
        async with self._db.writing() as conn:
            await conversions_store.made(conn, row.id, made)
        return replace(row, made=made, sent_at=None)

    async def _finish(self, entry: Entry, row: Converting, rules: Conversion) -> None:
        """The lead's stage goes the ordinary way; the manager gets the deal (RB-31)."""
        bells = {Bell.TELEGRAM}
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "done", self._now())
            await conversions_store.stand(conn, row.id, Stand.DONE)
            lead = await leads_store.lock(conn, row.id)
            person = await staff_store.find(conn, row.staff_id)
            if lead:
                decision = converted(lead, row, rules, self._rulebook.of(lead), self._now())
                bells |= await self._carrier.carry_out(conn, decision, self._now(), person)
                told = {"lines": list(self._told(row, lead))}
                await self._carrier.notify(conn, row.staff_id, "conversion-done", told, self._now(), lead.id)
        self._bells.ring(bells)

    def _told(self, row: Converting, lead: Lead) -> Iterator[list[Any]]:
        """The deal, and where the phone landed (RB-29)."""
        if deal := row.made.get(Part.DEAL):
            yield ["conversion-made", {"lead": lead.called, "id": deal, "url": self._item_url(Part.DEAL, deal)}]
        else:
            yield ["conversion-kept", {"lead": lead.called, "title": row.title}]
        for part in (Part.CONTACT, Part.COMPANY):
            if made := row.made.get(part):
                told = {"id": made, "url": self._item_url(part, made)}
                phone = "yes" if part is row.phone_to and lead.portal.phones else "no"
                yield [f"conversion-{part}", {**told, "phone": phone}]
        if client := row.client:
            url = self._item_url(Part(client.kind), client.id)
            yield ["conversion-of-client", {"name": client.name or f"№ {client.id}", "url": url}]

    async def refuse(self, entry: Entry, reason: str) -> None:
        """The manager hears why, and may begin again with what is there: the entry itself is not to be retried."""
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "dropped", self._now(), reason)
            row = await conversions_store.find(conn, entry.lead_id or 0)
            lead = await leads_store.lock(conn, entry.lead_id or 0)
            if row and lead:
                await conversions_store.stand(conn, row.id, Stand.REFUSED)
                told = {"lead": lead.called, "reason": reason}
                await self._carrier.notify(conn, row.staff_id, "conversion-refused", told, self._now(), lead.id)
        self._bells.ring([Bell.TELEGRAM])

    async def _note(self, lead_id: int, sent_at: datetime | None) -> None:
        async with self._db.writing() as conn:
            await conversions_store.sent(conn, lead_id, sent_at)

"""Leads that managers add, what leads become and who observes a deal go to the portal, never twice."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from services import manual_rows
from services.bells import Bell, Bells
from services.deal_rows import OBSERVE
from services.decisions import Carrier
from services.delivery.conversion import ConversionDelivery
from services.delivery.deals import ObserverDelivery
from services.delivery.leasing import Leasing
from services.delivery.pictures import Pictures
from services.delivery.verified import LOOK_AGAIN, manual_leads
from services.domain.conversion import CONVERT
from services.domain.decision import Decision, Redraw
from services.domain.flow.add_by_hand import added_by_hand, new_lead
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.manual_lead import ManualLead, Stand
from services.domain.twins import Twin, before, keys_of
from services.rulebook import Rulebook
from services.storage import inbox_store, leads_store, manual_store, outbox_store, staff_store
from services.storage.database import Database
from services.storage.outbox_store import CREATION, Entry

log = logging.getLogger(__name__)

NAMED = 5  # twins whose names are shown
NEXT_LEAD = 2**53  # a lead that is not there yet comes after all others


class CreationDelivery:
    """One entry a step: a lead to be created, what goes to its timeline then, or what other channels would wait for."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        pictures: Pictures,
        conversions: ConversionDelivery,
        observers: ObserverDelivery,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
        worker: str,
    ) -> None:
        self._db, self._crm, self._pictures, self._carrier = db, crm, pictures, carrier
        self._rulebook, self._bells, self._now = rulebook, bells, now
        self._conversions, self._observers = conversions, observers
        self._leasing, self._verified = Leasing(db, CREATION, now, worker), manual_leads(db, now)

    async def step(self) -> float | None:
        """Deliver one entry; seconds until another may go out, None when none waits."""
        return await self._leasing.one(self._deliver, self._refuse)

    async def _deliver(self, entry: Entry) -> None:
        carry = {CONVERT: self._conversions.carry, OBSERVE: self._observers.carry}.get(entry.kind, self._by_hand)
        await carry(entry)

    async def _by_hand(self, entry: Entry) -> None:
        async with self._db.reading() as conn:
            manual = await manual_store.find(conn, entry.payload["manual"])
        if manual is None or (entry.kind == "create" and not manual.wanted):
            await self._settle(entry, "dropped", "it is not wanted any more")
        elif entry.kind == "create":
            await self._create(entry, manual)
        else:
            await self._pictures.attach(manual, entry.lead_id or 0, f"5M-{entry.id}.")
            await self._settle(entry, "done", "")

    async def _create(self, entry: Entry, manual: ManualLead) -> None:
        lead_id = await self._verified.arrived(manual, lambda: self._crm.find_created(manual.origin))
        if lead_id is None:
            if manual.stand is Stand.WAITING and (twins := await self._twins(manual)):
                await self._ask(entry, manual, twins)
                return
            new = new_lead(manual, self._rulebook.rules)
            lead_id = await self._verified.once(manual, lambda: self._crm.create_lead(new))
        await self._created(entry, manual, lead_id)

    async def _twins(self, manual: ManualLead) -> Sequence[Twin]:
        """Who has the phone already (NL-07)."""
        keys = keys_of([manual.told.phone], (), self._rulebook.rules.correctness.region)
        if not keys:
            return ()
        found = (await self._crm.find_twins({0: keys})).get(0)
        if found is None:
            raise TryLater("there is no room to look for twins", after=LOOK_AGAIN)
        twins = before(found, NEXT_LEAD)
        names = await self._crm.name_twins(twins[:NAMED])
        return [names.get(twin, twin) for twin in twins]

    async def _ask(self, entry: Entry, manual: ManualLead, twins: Sequence[Twin]) -> None:
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "dropped", self._now(), "somebody has the phone already")
            await manual_store.doubled(conn, manual.id, twins)
            await manual_rows.show(conn, manual, self._now())
        self._bells.ring([Bell.TELEGRAM])

    async def _created(self, entry: Entry, manual: ManualLead, lead_id: int) -> None:
        """From here on it is a lead as any other, read and sent by the ordinary way."""
        bells = {Bell.TELEGRAM, Bell.CREATION, Bell.INBOX}
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "done", self._now())
            await manual_store.created(conn, manual.id, lead_id)
            await manual_rows.attach(conn, manual, lead_id, self._now())
            await manual_rows.show(conn, manual, self._now())
            lead = await leads_store.lock(conn, lead_id)
            if lead is None:
                await inbox_store.mention(conn, [lead_id], self._now())
            else:  # its event was faster than the answer
                known = added_by_hand(Decision(lead, (Redraw(),)), manual.told, self._rulebook.of(lead))
                person = await staff_store.find(conn, manual.staff_id)
                bells |= await self._carrier.carry_out(conn, known, self._now(), person)
        self._bells.ring(bells)

    async def _refuse(self, entry: Entry, refused: Refused) -> None:
        """The manager sees why, and may try again: below the conversation, or on the card."""
        if entry.kind == OBSERVE:
            await self._observers.refuse(entry, refused)
            return
        log.error("Bitrix24 refused entry %s (%s): %s", entry.id, entry.kind, refused)
        reason, bells = refused.detail or refused.code, {Bell.TELEGRAM}
        if entry.kind == CONVERT:
            await self._conversions.refuse(entry, reason)
            return
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "refused", self._now(), str(refused))
            manual = await manual_store.lock(conn, entry.payload["manual"])
            lead = await leads_store.lock(conn, entry.lead_id) if entry.lead_id else None
            if manual and entry.kind == "create":
                await manual_store.stand(conn, manual.id, Stand.REFUSED, reason)
                await manual_rows.show(conn, manual, self._now())
            elif manual and lead:
                told = {"lead": lead.called, "id": lead.id, "reason": reason}
                await self._carrier.notify(conn, manual.staff_id, "write-refused", told, self._now(), lead.id)
                bells |= await self._carrier.carry_out(conn, Decision(lead, (Redraw(),)), self._now())
        self._bells.ring(bells)

    async def _settle(self, entry: Entry, state: str, reason: str) -> None:
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, state, self._now(), reason or None)

"""Rows of the register go to the place in the portal that the regulation names, each as one element of its own."""

import logging
from collections.abc import Callable
from datetime import datetime

from services.bells import Bells
from services.decisions import Carrier
from services.delivery.leasing import Leasing
from services.delivery.refusals import tell_refused
from services.delivery.verified import Verified
from services.domain.consultation import Consultation
from services.domain.decision import Decision, Redraw
from services.domain.gateways import Crm, Refused
from services.domain.lead import Lead
from services.domain.mirror import Mirrored, MirrorRow, Place
from services.domain.register import COLUMNS
from services.rulebook import Rulebook
from services.storage import consultations_store, leads_store, mirrored_store, outbox_store
from services.storage.database import Database
from services.storage.outbox_store import MIRROR, Entry
from services.telegram.consultation_words import cells, short_source
from services.telegram.texts import Texts

log = logging.getLogger(__name__)


class MirrorDelivery:
    """One entry a step. A row is written as it is when it goes; its element is looked for before one is created."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        texts: Texts,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        lead_url: Callable[[int], str],
        now: Callable[[], datetime],
        worker: str,
    ) -> None:
        self._db, self._crm, self._texts, self._carrier = db, crm, texts, carrier
        self._rulebook, self._bells, self._lead_url, self._now = rulebook, bells, lead_url, now
        self._leasing = Leasing(db, MIRROR, now, worker)

    async def step(self) -> float | None:
        """Deliver one entry; seconds until another may go out, None when none waits."""
        return await self._leasing.one(self._deliver, self._refuse)

    async def _deliver(self, entry: Entry) -> None:
        consulting = self._rulebook.rules.consulting
        place = consulting.mirror if consulting else None
        async with self._db.reading() as conn:
            row = await consultations_store.find(conn, entry.payload["consultation"])
            lead = await leads_store.find(conn, row.lead_id) if row else None
            newer = await outbox_store.asked_anew(conn, entry)
            known = await mirrored_store.find(conn, row.id, place.key) if row and place else None
        if row is None or lead is None or place is None or known is None:
            await self._drop(entry, "there is nothing to mirror, or nowhere")
        elif newer:
            await self._drop(entry, "the next one writes the same row")
        else:
            await self._mirror(place, row, lead.lead, known)
            await self._done(entry)

    async def _mirror(self, place: Place, row: Consultation, lead: Lead, known: Mirrored) -> None:
        async def look() -> int | None:
            return await self._crm.find_mirrored(place, row.mark, known.number, known.at or row.at)

        async def note(_row_id: int, sent_at: datetime | None) -> None:
            async with self._db.writing() as conn:
                await mirrored_store.sending(conn, row.id, place.key, row.at, sent_at)

        verified = Verified(note, self._now)
        number = await look() if known.number else await verified.arrived(known, look)
        if row.taken_back:
            await self._remove(place, row, number)
            return
        shown = self._shown(row, lead)
        if number:
            await self._crm.update_mirrored(place, number, shown)
        else:
            number = await verified.once(known, lambda: self._crm.add_mirrored(place, shown))
        async with self._db.writing() as conn:
            await mirrored_store.stands(conn, row.id, place.key, number, row.at)

    async def _remove(self, place: Place, row: Consultation, number: int | None) -> None:
        """The booking was undone: the company's table does not know of it."""
        if number:
            await self._crm.remove_mirrored(place, number)
        async with self._db.writing() as conn:
            await mirrored_store.forget(conn, row.id, place.key)

    def _shown(self, row: Consultation, lead: Lead) -> MirrorRow:
        rules, texts = self._rulebook.rules, self._texts
        source = short_source(lead.portal.source, self._rulebook.source_name(lead.portal.source), rules)
        told = cells(row, self._lead_url(lead.id), source, rules, texts)
        lines = [f"{texts.plain(f'register-column-{name}')}: {told[name]}" for name in COLUMNS if told[name]]
        at, until = (moment.astimezone(rules.zone) for moment in (row.at, row.until))
        return MirrorRow(row.mark, lead.called, "\n".join(lines), told, lead.id, at, until)

    async def _done(self, entry: Entry) -> None:
        """What was refused of this row before does not matter any more: it stands there as it is now."""
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "done", self._now())
            mended = await outbox_store.overtake(conn, entry, self._now())
            lead = await leads_store.lock(conn, entry.lead_id or 0) if mended else None
            bells = await self._carrier.carry_out(conn, Decision(lead, (Redraw(),)), self._now()) if lead else set()
        self._bells.ring(bells)

    async def _drop(self, entry: Entry, reason: str) -> None:
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "dropped", self._now(), reason)

    async def _refuse(self, entry: Entry, refused: Refused) -> None:
        """Kept, shown on the card, told to whoever chose it and to the administrators; retried by hand."""
        log.error("Bitrix24 refused row %s of the register: %s", entry.payload["consultation"], refused)
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "refused", self._now(), str(refused))
            lead = await leads_store.lock(conn, entry.lead_id or 0)
            if lead is None:
                return
            await tell_refused(conn, self._carrier, "mirror-refused", entry, lead, refused, self._now())
            bells = await self._carrier.carry_out(conn, Decision(lead, (Redraw(),)), self._now())
        self._bells.ring(bells)

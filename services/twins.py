"""Twins are looked up before a lead goes to people (NL-07); its card never waits long for that."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from services.bells import Bells
from services.decisions import Carrier
from services.domain.client import lookup_keys
from services.domain.decision import Decision
from services.domain.flow.note_twins import Twins, note_twins, wants_twins
from services.domain.gateways import Crm, Refused, TryLater
from services.domain.lead import Lead, PortalLead
from services.domain.twins import NAMED, Keys, Twin, before
from services.rulebook import Rulebook
from services.storage import leads_store, marks_store
from services.storage.database import Database

log = logging.getLogger(__name__)

PATIENCE = 0.6  # seconds that a card waits for the portal to answer: it is promised within one
PAGE = 50  # leads looked up in one hit


class TwinSearch:
    """Looks up who else has a lead's phones and e-mails, when reading leads leaves room for it."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._crm, self._carrier, self._rulebook = db, crm, carrier, rulebook
        self._bells, self._now = bells, now

    async def of(self, leads: Collection[PortalLead]) -> Mapping[int, Twins]:
        """By lead id, those of these leads that are to be looked up; None: not told in time, `catch_up` asks again."""
        async with self._db.reading() as conn:
            known = await leads_store.several(conn, [lead.id for lead in leads])
            since = await marks_store.get_moment(conn, marks_store.SINCE)
        rules = self._rulebook.rules
        wanted = [lead for lead in leads if wants_twins(lead, known.get(lead.id), rules, since)]
        found: dict[int, Twins] = dict.fromkeys(lead.id for lead in wanted)
        try:
            async with asyncio.timeout(PATIENCE):
                found |= await self._find({lead.id: lookup_keys(lead, rules) for lead in wanted})
        except TimeoutError:
            log.info("cards of %d leads go out before their twins are known", len(wanted))
        return found

    async def catch_up(self) -> int:
        """Look up open leads that went to people without; how many are known now."""
        async with self._db.reading() as conn:
            waiting = {lead.id: lead for lead in await leads_store.without_twins(conn, PAGE)}
        rules = self._rulebook.rules
        keys = {lead_id: lookup_keys(lead.portal, rules) for lead_id, lead in waiting.items()}
        found = await self._find(keys)
        for lead_id, twins in found.items():
            await self._note(waiting[lead_id], twins)
        return len(found)

    async def _note(self, asked: Lead, twins: tuple[Twin, ...]) -> None:
        async with self._db.writing() as conn:
            lead = await leads_store.lock(conn, asked.id)
            if lead is None or lead.twins is not None or lead.portal != asked.portal:
                return
            bells = await self._carrier.carry_out(conn, note_twins(Decision(lead), lead, twins), self._now())
        self._bells.ring(bells)

    async def _find(self, keys: Mapping[int, Keys]) -> Mapping[int, tuple[Twin, ...]]:
        """Those that could be told now."""
        if not keys:
            return {}
        try:
            found = await self._crm.find_twins(keys)
            twins = {lead_id: before(each, lead_id) for lead_id, each in found.items()}
            names = await self._crm.name_twins({twin for each in twins.values() for twin in each[:NAMED]})
        except (TryLater, Refused) as problem:
            log.warning("twins of %d leads are not known yet: %s", len(keys), problem)
            return {}
        return {lead_id: tuple(names.get(twin, twin) for twin in each) for lead_id, each in twins.items()}

"""Keeps the lead list in step with the leads: how each came, whose it is, which are of one client."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from services.domain import client_groups
from services.domain.client import client_keys, company_keys
from services.domain.contact_hints import read_contacts
from services.domain.lead import COMPANY, CONTACT, ORIGINATOR, Lead, Semantics
from services.domain.list_rules import origin_of
from services.domain.regulation import Regulation
from services.domain.twins import TwinKind
from services.rulebook import Rulebook
from services.storage import leads_store, listed_store
from services.storage.database import Database

PORTION = 20  # leads in one transaction: a few milliseconds, and a tap that comes meanwhile goes next


class Listing:
    """Reads leads that changed; nothing that answers a tap waits for it."""

    def __init__(self, db: Database, rulebook: Rulebook) -> None:
        self._db, self._rulebook = db, rulebook

    async def catch_up(self, most: int = 1_000_000) -> int:
        """List leads that changed, so many at most; how many there were."""
        done, before = 0, list[int]()
        while done < most and (some := await self._some()) and some != before:  # who is being changed waits
            done, before = done + len(some), some
        return done

    async def _some(self) -> list[int]:
        """Read and worked out first, so that the turn to write is short; who changes meanwhile is behind again."""
        rules = self._rulebook.rules
        async with self._db.reading() as conn:
            behind = await listed_store.stale(conn, rules.lists.stamp, PORTION)
            others = {twin.id for lead, _ in behind for twin in lead.twins or () if twin.kind is TwinKind.LEAD}
            ours = await leads_store.known(conn, others)
        rows, keys = [], {}
        for lead, revision in behind:
            rows.append(self._row(lead, revision, ours))
            keys[lead.id] = client_keys(lead.portal, rules)
            if rules.lists.by_company:
                keys[lead.id] |= company_keys(lead)
            await asyncio.sleep(0)
        if rows:
            async with self._db.writing() as conn:
                await listed_store.keep(conn, rows, keys)
                await listed_store.set_clients(conn, client_groups.group(await listed_store.relatives(conn, keys)))
        return [lead.id for lead, _ in behind]

    def _row(self, lead: Lead, revision: int, ours: Collection[int]) -> Mapping[str, Any]:
        rules, portal = self._rulebook.rules, lead.portal
        originator = portal.fields.get(ORIGINATOR, "")
        origin = origin_of(portal.title, self._rulebook.source_name(portal.source), originator, rules.lists)
        return {
            "lead_id": lead.id,
            "revision": revision,
            "rules": rules.lists.stamp,
            "client": lead.id,
            "known": _known_before(lead, ours),
            "kind": origin.kind,
            "direction": origin.direction,
            "channel": origin.channel,
            "tag": read_contacts(portal.comments, rules.repair).tag,
            "source": "" if portal.source in rules.no_source else portal.source,
            "stage": portal.stage,
            "saved": bool(portal.fields.get(CONTACT) or portal.fields.get(COMPANY))
            or portal.semantics is Semantics.SUCCESS,
            "object": _object(portal.fields, rules),
        }


def _known_before(lead: Lead, ours: Collection[int]) -> bool:
    """Whether the portal knew the client before this lead; our own leads are counted by themselves."""
    return any(twin.kind is not TwinKind.LEAD or twin.id not in ours for twin in lead.twins or ())


def _object(fields: Mapping[str, str], rules: Regulation) -> str:
    return fields.get(rules.lists.object_field, "") if rules.lists.object_field else ""

"""Leads that we create, found again by a mark of ours; and comments with files."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from services.bitrix24.client import Client
from services.bitrix24.lead_fields import LEAD
from services.bitrix24.limiter import Priority
from services.bitrix24.sweep import listing
from services.bitrix24.values import number, row, rows
from services.domain.gateways import File, NewLead, TryLater

ORIGINATOR = "five-minutes"  # ORIGINATOR_ID: «external source»; nothing keeps two leads from having the same


async def create(client: Client, new: NewLead) -> int:
    """The id of the lead created."""
    fields: dict[str, Any] = {
        "title": new.title,
        "name": new.name,
        "stageId": new.stage,
        "sourceId": new.source,
        "assignedById": new.manager_id,
        "comments": new.comments,
        "originatorId": ORIGINATOR,
        "originId": new.origin,
    }
    if new.phone:
        fields["fm"] = [{"typeId": "PHONE", "valueType": "MOBILE", "value": new.phone}]
    answer = await client.call("crm.item.add", {**LEAD, "fields": fields}, priority=Priority.WRITE)
    lead_id = number(row(row(answer).get("item")).get("id"))
    if not lead_id:
        raise TryLater("crm.item.add: no lead in the answer", maybe_done=True)
    return lead_id


async def find(client: Client, origin: str) -> int | None:
    """The lead with this mark; the first, should there be two."""
    wanted = {"originatorId": ORIGINATOR, "originId": origin}
    found = await client.call(*listing(wanted, select=("id",)), priority=Priority.WRITE)
    return min((number(item.get("id")) for item in rows(found, "items")), default=None)


async def attach(client: Client, lead_id: int, text: str, files: Sequence[File]) -> None:
    """A timeline comment with files; on its own, since a batch takes no files."""
    encoded = [[file.name, b64encode(file.content).decode("ascii")] for file in files]
    fields = {"ENTITY_ID": lead_id, "ENTITY_TYPE": "lead", "COMMENT": text, **({"FILES": encoded} if encoded else {})}
    await client.call("crm.timeline.comment.add", {"fields": fields}, priority=Priority.WRITE)

"""What we create – leads, and what they become –, found again by a mark of ours; and comments with files."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from services.bitrix24.client import Client
from services.bitrix24.clients import COMPANY, CONTACT, DEAL
from services.bitrix24.lead_fields import LEAD
from services.bitrix24.limiter import Priority
from services.bitrix24.values import number, row, rows, text
from services.domain.conversion import NewItem, Part
from services.domain.gateways import File, NewLead, TryLater

ORIGINATOR = "five-minutes"  # ORIGINATOR_ID: «external source»; nothing keeps two leads from having the same
NAME = 50  # characters of a name
_TYPES = {Part.DEAL: DEAL, Part.CONTACT: CONTACT, Part.COMPANY: COMPANY}


async def create(client: Client, new: NewLead) -> int:
    """The id of the lead created."""
    fields: dict[str, Any] = {
        "title": new.title,
        "name": new.name,
        "stageId": new.stage,
        "sourceId": new.source,
        "assignedById": new.manager_id,
        "comments": new.comments,
        **_marked(new.origin),
    }
    if new.phone:
        fields["fm"] = [{"typeId": "PHONE", "valueType": "MOBILE", "value": new.phone}]
    return await _add(client, LEAD["entityTypeId"], fields)


async def find(client: Client, origin: str) -> int | None:
    """The lead with this mark; the first, should there be two."""
    return await _find(client, LEAD["entityTypeId"], origin)


async def create_item(client: Client, new: NewItem) -> int:
    """The id of the deal, contact or company created; what is not told is left to the portal."""
    contacts = {"PHONE": new.phones, "EMAIL": new.emails}
    told: dict[str, Any] = {
        "title": new.name if new.part is not Part.CONTACT else "",
        "leadId": new.lead_id,
        "assignedById": new.manager_id,
        "sourceId": new.source,
        "companyId": new.company_id,
        "contactIds": [new.contact_id] if new.contact_id else [],
        "categoryId": new.category,
        "stageId": new.stage,
        "fm": [
            {"typeId": kind, "valueType": "WORK", "value": value}
            for kind, values in contacts.items()
            for value in values
        ],
    }
    fields = {name: value for name, value in told.items() if value}
    if new.part is Part.CONTACT:
        fields |= await _name(client, new)
    return await _add(client, _TYPES[new.part], {**fields, **_marked(new.mark)})


async def _name(client: Client, new: NewItem) -> dict[str, str]:
    """A contact is called as its lead is, part by part; one without a surname is given none by the portal."""
    told = row(await client.call("crm.item.get", {**LEAD, "id": new.lead_id}, priority=Priority.WRITE))
    parts = {part: text(row(told.get("item")).get(part)).strip() for part in ("name", "secondName", "lastName")}
    return parts if any(parts.values()) else {**parts, "name": new.name[:NAME]}


async def find_item(client: Client, part: Part, mark: str) -> int | None:
    """The one with this mark; the first, should there be two."""
    return await _find(client, _TYPES[part], mark)


def _marked(origin: str) -> dict[str, str]:
    return {"originatorId": ORIGINATOR, "originId": origin}


async def _add(client: Client, type_id: int, fields: dict[str, Any]) -> int:
    answer = await client.call("crm.item.add", {"entityTypeId": type_id, "fields": fields}, priority=Priority.WRITE)
    item_id = number(row(row(answer).get("item")).get("id"))
    if not item_id:
        raise TryLater("crm.item.add: no item in the answer", maybe_done=True)
    return item_id


async def _find(client: Client, type_id: int, origin: str) -> int | None:
    params = {"entityTypeId": type_id, "filter": _marked(origin), "order": {"id": "ASC"}, "start": -1}
    found = await client.call("crm.item.list", {**params, "select": ["id"]}, priority=Priority.WRITE)
    return min((number(item.get("id")) for item in rows(found, "items")), default=None)


async def attach(client: Client, lead_id: int, text: str, files: Sequence[File]) -> None:
    """A timeline comment with files; on its own, since a batch takes no files."""
    encoded = [[file.name, b64encode(file.content).decode("ascii")] for file in files]
    fields = {"ENTITY_ID": lead_id, "ENTITY_TYPE": "lead", "COMMENT": text, **({"FILES": encoded} if encoded else {})}
    await client.call("crm.timeline.comment.add", {"fields": fields}, priority=Priority.WRITE)

"""A lead as `crm.item.*` (entityTypeId 1) shows it, and as the services know it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from services.bitrix24.values import Row, moment, number, rows, text
from services.domain.lead import COMPANY, CONTACT, EMAIL, MANAGER, SOURCE, STAGE, PortalLead, Semantics

LEAD = {"entityTypeId": 1}
ALWAYS_WATCHED = frozenset({STAGE, SOURCE, MANAGER, CONTACT, COMPANY, "statusDescription"})
IDS = frozenset({MANAGER, CONTACT, COMPANY})  # numbers; nobody is 0
_FLAT = {"PHONE": ("phone", "phoneMobile", "phoneWork"), "EMAIL": ("email", "emailWork", "emailHome")}


def portal_lead(item: Row, watched: Iterable[str], read_at: datetime) -> PortalLead:
    """The lead in `item`; a lead that does not tell its age counts as new at `read_at`."""
    created = moment(item.get("createdTime")) or read_at
    return PortalLead(
        id=number(item.get("id")),
        title=text(item.get("title")),
        name=" ".join(filter(None, (text(item.get(part)).strip() for part in ("name", "secondName", "lastName")))),
        phones=_contacts(item, "PHONE"),
        emails=_contacts(item, "EMAIL"),
        comments=text(item.get("comments")),
        semantics=_semantics(item.get("stageSemanticId")),
        created_at=created,
        updated_at=moment(item.get("updatedTime")) or created,
        moved_at=moment(item.get("movedTime")) or created,
        fields={name: _field(item, name) for name in sorted(ALWAYS_WATCHED.union(watched))},
    )


def written_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """The `fields` of crm.item.update; an e-mail is added to those that are there, as an object with a key of ours."""
    plain = {name: int(value or 0) if name in IDS else value for name, value in fields.items() if name != EMAIL}
    if email := fields.get(EMAIL):
        return {**plain, "fm": {"n0": {"typeId": "EMAIL", "valueType": "WORK", "value": email}}}
    return plain


def ignored_field(item: Row, asked: Mapping[str, str]) -> str:
    """The first asked field that the returned item does not hold, "" when all took effect."""
    return next((name for name, value in asked.items() if not _same(_field(item, name), value)), "")


def _field(item: Row, name: str) -> str:
    if name in IDS:
        return str(number(item.get(name)) or "")
    if name == EMAIL:
        return next(iter(_contacts(item, "EMAIL")), "")
    return text(item.get(name))


def _same(found: str, asked: str) -> bool:
    found, asked = (" ".join(value.split()) for value in (found, asked))
    return found == asked or (asked in ("", "0") and found in ("", "0"))


def _contacts(item: Row, kind: str) -> tuple[str, ...]:
    """All values of a multifield, each once; the flat fields hold the first value only."""
    multi = [text(row.get("value")) for row in rows(item, "fm") if text(row.get("typeId")).upper() == kind]
    found = multi if any(multi) else [text(item.get(name)) for name in _FLAT[kind]]
    return tuple(dict.fromkeys(value.strip() for value in found if value.strip()))


def _semantics(value: Any) -> Semantics:
    return Semantics(value) if value in ("P", "S", "F") else Semantics.PROCESS

"""crm.item.fields and crm.lead.fields: the description of fields."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.multifields import KINDS
from sandbox.bitrix24.schema import LEAD, TYPES, Field
from sandbox.bitrix24.state import Item
from sandbox.bitrix24.views import FROZEN_ONLY, ITEM_ONLY

COMMON = {
    "int": "integer",
    "user": "user",
    "number": "double",
    "text": "string",
    "time": "datetime",
    "date": "date",
    "status": "crm_status",
    "enumeration": "enumeration",
    "file": "file",
    "off": "string",
}
LINKS = {
    "companyId": "crm_company",
    "companyIds": "crm_company",
    "contactId": "crm_contact",
    "contactIds": "crm_contact",
    "leadId": "crm_lead",
    "currencyId": "crm_currency",
    "categoryId": "crm_category",
}


def item_fields(command: Command) -> Any:
    type_id = int(command.need("entityTypeId"))
    if type_id not in TYPES:
        raise RestError("NOT_FOUND", "Smart process not found")
    original = command.params.get("useOriginalUfNames") == "Y"
    fields = command.state.schemas[type_id].fields.values()
    return {
        "fields": {
            field.upper if original and field.custom else field.name: {
                **_described(field, _type(field, flag="boolean")),
                "upperName": field.upper,
            }
            for field in fields
        }
    }


def lead_fields(command: Command) -> Any:
    fields = command.state.schemas[LEAD].fields.values()
    described = {
        field.frozen: _described(field, _type(field, flag="char"))
        for field in fields
        if field.kind != "off" and (field.name == "contactIds" or field.name not in ITEM_ONLY)
    }
    extra = {name: _flags(_plain_type(name), name) for name in FROZEN_ONLY}
    return {**described, **extra, **{kind: _flags("crm_multifield", kind, multiple=True) for kind in KINDS}}


def _plain_type(name: str) -> str:
    return "integer" if name.endswith("_ID") else "string"


def _type(field: Field, flag: str) -> str:
    return LINKS.get(field.name) or (flag if field.kind == "flag" else COMMON[field.kind])


def _flags(kind: str, title: str, *, read_only: bool = False, multiple: bool = False, dynamic: bool = False) -> Item:
    return {
        "type": kind,
        "isRequired": False,
        "isReadOnly": read_only,
        "isImmutable": False,
        "isMultiple": multiple,
        "isDynamic": dynamic,
        "title": title,
    }


def _described(field: Field, kind: str) -> Item:
    described = _flags(kind, field.title, read_only=field.read_only, multiple=field.multiple, dynamic=field.custom)
    if field.dictionary:
        described["statusType"] = field.dictionary
    if field.items:
        described["items"] = [{"ID": str(key), "VALUE": value} for key, value in field.items.items()]
    if field.custom:
        described |= dict.fromkeys(("listLabel", "formLabel", "filterLabel"), field.title)
    if field.name == "companyId":
        described["settings"] = {"parentEntityTypeId": 4}
    if field.name == "contactId":
        described["isDeprecated"] = True
    return described

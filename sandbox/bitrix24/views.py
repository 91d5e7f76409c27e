"""How an item looks in each family: numbers in crm.item.*, strings in crm.lead.*."""

from typing import Any

from sandbox.bitrix24.multifields import FLAT, KINDS, first, to_frozen
from sandbox.bitrix24.schema import LEAD, Field, Schema
from sandbox.bitrix24.state import Item

MESSENGERS = {"skype": None, "icq": None}
# crm.lead.get prints these, crm.item.get does not have them.
FROZEN_ONLY = (
    "ADDRESS_2",
    "ADDRESS_CITY",
    "ADDRESS_POSTAL_CODE",
    "ADDRESS_REGION",
    "ADDRESS_PROVINCE",
    "ADDRESS_COUNTRY",
    "ADDRESS_COUNTRY_CODE",
    "ADDRESS_LOC_ADDR_ID",
)
# crm.item.get prints these, crm.lead.get does not.
ITEM_ONLY = frozenset({"isConvert", "shortName", "webformId", "login", "searchContent", "contactIds", "observers"})
EMPTY_TEXT = frozenset({"BIRTHDATE", "DATE_CLOSED"})


def item_view(schema: Schema, item: Item, select: list[str] | None = None, *, original: bool = False) -> Item:
    """An item of crm.item.*; `select` None or with "*" is everything, `fm` included."""
    if select and "*" not in select:
        chosen = _chosen(schema, item, select, original=original)
    else:
        flat = {name: first(item["fm"], *kind) for name, kind in FLAT.items()} if "hasPhone" in item else {}
        chosen = {**item, **(MESSENGERS if flat else {}), **flat}
        if not flat:
            del chosen["fm"]
    for field in schema.fields.values():
        if field.custom and field.name in chosen:
            value = chosen[field.name] if field.kind != "file" else _files(field, item)
            del chosen[field.name]
            chosen[field.upper if original else field.name] = value
    return chosen


def _chosen(schema: Schema, item: Item, select: list[str], *, original: bool) -> Item:
    """The named fields and the id; `fm` cannot be named."""
    chosen: Item = {"id": item["id"]}
    for name in select:
        if original and name in schema.by_upper and schema.by_upper[name].custom:
            name = schema.by_upper[name].name
        if name in schema.fields:
            chosen[name] = item.get(name)
        elif name in FLAT:
            chosen[name] = first(item["fm"], *FLAT[name])
    return chosen


def _files(field: Field, item: Item) -> Any:
    """Files as links; the name and the size stay with the portal."""
    shown = [
        {"id": each["id"], "url": f"/crm/file/{each['id']}/", "urlMachine": f"/rest/file/{each['id']}/"}
        for each in item.get(field.name) or []
    ]
    return shown if field.multiple else (shown[0] if shown else None)


def frozen_view(schema: Schema, item: Item, select: list[str] | None = None) -> Item:
    """An item of crm.lead.*; without `select` (crm.lead.get) multifields that have values are there too."""
    everything = select is None or "*" in select
    customs = select is None or "UF_*" in select
    names = set(select or ())
    view = {
        field.frozen: _frozen(field, item.get(field.name))
        for field in schema.fields.values()
        if field.frozen in names or (_printed(schema, field) and (customs if field.custom else everything))
    }
    if everything:
        view |= dict.fromkeys(FROZEN_ONLY)
    view["ID"] = str(item["id"])
    for kind in KINDS:
        if (kind in names or select is None) and (values := to_frozen(item["fm"], kind)):
            view[kind] = values
    return view


def _printed(schema: Schema, field: Field) -> bool:
    return field.kind != "off" and not (schema.type_id == LEAD and field.name in ITEM_ONLY)


def _frozen(field: Field, value: Any) -> Any:
    if field.kind == "file":
        return [{"id": each["id"]} for each in value or []] or None
    if isinstance(value, list):
        return [str(each) for each in value]
    if field.custom and field.kind == "flag":
        return value == "Y"
    if value in (None, ""):
        return "" if field.frozen in EMPTY_TEXT else value
    return f"{value:.2f}" if field.kind == "number" else str(value)

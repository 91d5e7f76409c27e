"""What a request may write: names resolved, values brought to form, codes and required fields checked."""

from typing import Any

from sandbox.bitrix24 import multifields
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.forms import pairs
from sandbox.bitrix24.records import stage_dictionary
from sandbox.bitrix24.schema import TYPES, Field
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import coerce, files, invalid


def read(state: State, type_id: int, given: Any, names: dict[str, Field], item: Item) -> Item:
    """The writable values of `given`, keyed as in crm.item.*; names that mean nothing are skipped in silence."""
    values: Item = {}
    for name, value in pairs(given):
        field = names.get(name)
        if field is None or field.read_only:
            continue
        if field.kind == "file":
            stored = files(value, item.get(field.name) or [], lambda: state.next_id("file"))
            values |= {} if stored is None else {field.name: stored}
        else:
            values[field.name] = coerce(field, value, state.zone)
    _check_codes(state, type_id, values, item)
    return values


def read_item(state: State, type_id: int, given: Any, item: Item, *, original: bool) -> Item:
    """The values of a crm.item.* request; `original`: custom fields go by UF_CRM_… names."""
    values = read(state, type_id, given, item_names(state, type_id, original=original), item)
    changes = dict(pairs(given)).get("fm")
    if changes:
        values["fm"] = multifields.merge(item.get("fm", []), changes, lambda: state.next_id("fm"))
    return values


def read_frozen(state: State, type_id: int, given: Any, item: Item) -> Item:
    """The values of a crm.lead.* request."""
    values = read(state, type_id, given, state.schemas[type_id].by_frozen, item)
    changes: dict[str, Any] = {}
    for kind, value in pairs(given):
        if kind in multifields.KINDS:
            changes.update(multifields.from_frozen(kind, value))
    if changes:
        values["fm"] = multifields.merge(item.get("fm", []), changes, lambda: state.next_id("fm"))
    return values


def item_names(state: State, type_id: int, *, original: bool) -> dict[str, Field]:
    """The fields by the names that a crm.item.* request uses."""
    fields = state.schemas[type_id].fields
    if not original:
        return fields
    return {field.upper if field.custom else field.name: field for field in fields.values()}


def _check_codes(state: State, type_id: int, values: Item, item: Item) -> None:
    """Codes of dictionaries and list items that do not exist are refused."""
    target = {"entityTypeId": type_id, **item, **values}
    for name, value in values.items():
        field = state.schemas[type_id].fields[name]
        if not value or field.multiple:
            continue
        dictionary = stage_dictionary(state, target) if name == "stageId" else field.dictionary
        known = state.statuses.get(dictionary)
        if known is not None and all(row["STATUS_ID"] != value for row in known):
            raise invalid(field)
        if field.kind == "enumeration" and value not in field.items:
            raise invalid(field)


def check_required(state: State, item: Item, values: Item) -> None:
    """A move to a stage needs the fields that the portal's settings ask for there."""
    stage = values.get("stageId")
    if not stage or stage == item.get("stageId"):
        return
    for name in state.required.get(stage, ()):
        if not values.get(name, item.get(name)):
            title = state.schemas[item["entityTypeId"]].fields[name].title
            raise RestError("CRM_FIELD_ERROR_REQUIRED", f'Field "{title}" is required')


def find(state: State, type_id: int, item_id: int) -> Item | None:
    """The item, None when there is no such."""
    return state.items[type_id].get(item_id) if type_id in TYPES else None

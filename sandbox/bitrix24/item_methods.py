"""crm.item.*: leads, deals, contacts and companies in numbers and camel case."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.filters import Column
from sandbox.bitrix24.inputs import check_required, item_names, read_item
from sandbox.bitrix24.listing import field_column, items_page
from sandbox.bitrix24.multifields import FLAT
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.records import change, create, remove
from sandbox.bitrix24.schema import TYPES
from sandbox.bitrix24.state import Item
from sandbox.bitrix24.views import item_view


def get_item(command: Command) -> Any:
    return _shown(command, _item(command, "read"))


def list_items(command: Command) -> Listed:
    type_id = _type(command)
    shown, total, following = items_page(
        command,
        type_id,
        lambda name: _column(command, type_id, name, "filter"),
        lambda name: _column(command, type_id, name, "order"),
        strict=True,
    )
    schema, select, original = command.state.schemas[type_id], command.select(), _original(command)
    items = [item_view(schema, item, select, original=original) for item in shown]
    return Listed({"items": items}, total, following)


def add_item(command: Command) -> Any:
    state, type_id = command.state, _type(command)
    values = read_item(state, type_id, command.need("fields"), {}, original=_original(command))
    if not state.may(command.by, "add", values):
        raise _denied()
    check_required(state, {"entityTypeId": type_id}, values)
    return _shown(command, create(state, type_id, values, command.by))


def update_item(command: Command) -> Any:
    state, item = command.state, _item(command, "update")
    values = read_item(state, item["entityTypeId"], command.need("fields"), item, original=_original(command))
    check_required(state, item, values)
    change(state, item, values, command.by)
    return _shown(command, item)


def delete_item(command: Command) -> Any:
    remove(command.state, _item(command, "delete"))
    return []


def _shown(command: Command, item: Item) -> Any:
    schema = command.state.schemas[item["entityTypeId"]]
    return {"item": item_view(schema, item, original=_original(command))}


def _original(command: Command) -> bool:
    return str(command.params.get("useOriginalUfNames", "N")) in ("Y", "1", "True")


def _type(command: Command) -> int:
    """The entity type; one that does not exist is NOT_FOUND."""
    try:
        type_id = int(command.need("entityTypeId"))
    except (TypeError, ValueError):
        type_id = 0
    if type_id not in TYPES:
        raise RestError("NOT_FOUND", "Smart process not found")
    return type_id


def _item(command: Command, deed: str) -> Item:
    type_id, asked = _type(command), str(command.need("id"))
    item = command.state.items[type_id].get(int(asked)) if asked.isdigit() else None
    if item is None:
        raise RestError("NOT_FOUND", "Item not found" if deed == "delete" else "Element not found")
    if not command.state.may(command.by, deed, item):
        raise _denied()
    return item


def _denied() -> RestError:
    return RestError("ACCESS_DENIED", "Access denied")


def _column(command: Command, type_id: int, name: str, part: str) -> Column:
    field = item_names(command.state, type_id, original=_original(command)).get(name)
    if field is None or field.kind in ("off", "file") or name in FLAT:
        raise RestError("INVALID_ARG_VALUE", f"Invalid {part}: field '{name}' is not allowed in {part}")
    return field_column(command.state, field)

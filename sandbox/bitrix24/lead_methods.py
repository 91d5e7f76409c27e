"""crm.lead.*: the frozen family, in strings and upper case, its errors without codes."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, frozen_error
from sandbox.bitrix24.filters import Column
from sandbox.bitrix24.inputs import read_frozen
from sandbox.bitrix24.listing import field_column, items_page
from sandbox.bitrix24.multifields import KINDS
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.records import change, create, remove
from sandbox.bitrix24.schema import LEAD
from sandbox.bitrix24.state import Item
from sandbox.bitrix24.views import frozen_view

EVERYTHING = ["*"]


def get_lead(command: Command) -> Any:
    return frozen_view(command.state.schemas[LEAD], _lead(command, "read"))


def list_leads(command: Command) -> Listed:
    def column(name: str) -> Column | None:
        return _column(command, name)

    shown, total, following = items_page(command, LEAD, column, column, strict=False)
    schema, select = command.state.schemas[LEAD], command.select() or EVERYTHING
    return Listed([frozen_view(schema, lead, select) for lead in shown], total, following)


def add_lead(command: Command) -> Any:
    state = command.state
    values = _read(command, {})
    if not state.may(command.by, "add", values):
        raise frozen_error("Access denied.")
    return create(state, LEAD, values, command.by)["id"]


def update_lead(command: Command) -> Any:
    lead = _lead(command, "update")
    change(command.state, lead, _read(command, lead), command.by)
    return True


def delete_lead(command: Command) -> Any:
    remove(command.state, _lead(command, "delete"))
    return True


def _read(command: Command, lead: Item) -> Item:
    try:
        return read_frozen(command.state, LEAD, command.get("fields"), lead)
    except RestError as refusal:
        raise frozen_error(refusal.description) from None


def _lead(command: Command, deed: str) -> Item:
    asked = str(command.get("id", ""))
    if not asked.isdigit() or int(asked) == 0:
        raise frozen_error("ID is not defined or invalid.")
    lead = command.state.leads.get(int(asked))
    if lead is None:
        raise frozen_error("Not found")
    if not command.state.may(command.by, deed, lead):
        raise frozen_error("Access denied.")
    return lead


def _column(command: Command, name: str) -> Column | None:
    """A field or a multifield as a column; what is neither is ignored."""
    if name in KINDS:
        return lambda lead: [entry["value"] for entry in lead["fm"] if entry["typeId"] == name], str
    field = command.state.schemas[LEAD].by_frozen.get(name)
    return None if field is None else field_column(command.state, field)

"""Lists of items: filter, order and page over the fields of a type."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.filters import Column, Predicate, Row, compile_filter, sort
from sandbox.bitrix24.paging import UNCOUNTED, page, start_of
from sandbox.bitrix24.schema import PAGE, Field
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import SCALARS, moment

Names = Callable[[str], Column | None]
Page = tuple[list[Item], int, int | None]


def items_page(command: Command, type_id: int, filter_names: Names, order_names: Names, *, strict: bool) -> Page:
    """The rows of one page, the total and the next start; what the user may not read is left out."""
    state = command.state
    wanted = compile_filter(command.get("filter"), filter_names)
    start = start_of(command.get("start"))
    order = command.get("order") or {}
    stored = state.items[type_id]
    floor = _floor(command.get("filter"))
    ids = sorted(item_id for item_id in stored if item_id > floor)
    if start == UNCOUNTED and _by_id(order):
        if str(next(iter(order.values()), "")).upper() == "DESC":
            ids.reverse()
        found = (stored[item_id] for item_id in ids if _matches(command, wanted, stored[item_id]))
        return list(islice(found, PAGE)), 0, None
    rows = [stored[item_id] for item_id in ids if _matches(command, wanted, stored[item_id])]
    shown, total, following = page(sort(rows, order, order_names, strict=strict), start)
    return list(shown), total, following


def _floor(filter_: Any) -> int:
    """Below which id nothing can match: a sweep of a big portal then looks at the new rows only."""
    if not isinstance(filter_, dict) or "logic" in filter_:
        return 0
    return int(filter_.get(">id") or filter_.get(">ID") or 0)


def _by_id(order: Any) -> bool:
    """No order at all, or by id: then the first page needs no look at the rest."""
    return isinstance(order, dict) and all(name.upper() == "ID" for name in order) and len(order) <= 1


def _matches(command: Command, wanted: Predicate, item: Item) -> bool:
    return wanted(item) and command.state.may(command.by, "read", item)


def field_column(state: State, field: Field) -> Column:
    """A field as a column of filters and orders."""

    def read(row: Row) -> Any:
        return row.get(field.name)

    return read, normal_form(state, field)


def normal_form(state: State, field: Field) -> Callable[[Any], Any]:
    """How a filter's value is brought to the stored form."""
    if field.kind in ("time", "date"):
        return lambda value: moment(value, state.zone)
    if field.kind == "flag" and field.custom:
        return lambda value: {"1": "Y", "0": "N"}.get(str(value), "?")
    return SCALARS.get(field.kind, str)


def rows_found(state: State, rows: list[Row], kinds: dict[str, str], filter_: Any, order: Any) -> list[Row]:
    """Filter and order rows that are printed as they are stored; columns that `kinds` does not name are ignored."""

    def column(name: str) -> Column | None:
        kind = kinds.get(name)
        return None if kind is None else _row_column(state, name, kind)

    wanted = compile_filter(filter_, column)
    return sort([row for row in rows if wanted(row)], order, column)


def rows_page(command: Command, rows: list[Row], kinds: dict[str, str], filter_: Any, order: Any) -> Page:
    """One page of such rows."""
    found = rows_found(command.state, rows, kinds, filter_, order)
    shown, total, following = page(found, start_of(command.get("start")))
    return list(shown), total, following


def _row_column(state: State, name: str, kind: str) -> Column:
    normal = normal_form(state, Field(name, kind, name, name))

    def read(row: Row) -> Any:
        value = row.get(name)
        if isinstance(value, list):
            return value
        return normal(value) if value not in (None, "") else value

    return read, normal

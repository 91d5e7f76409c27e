"""lists.*: universal lists, tables that people make in the portal; the code of an element is its own in the list."""

from datetime import datetime
from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError
from sandbox.bitrix24.forms import pairs
from sandbox.bitrix24.listing import rows_page
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.state import Item, State, UniversalList
from sandbox.bitrix24.values import site_time

COLUMNS = {"ID": "int", "NAME": "text", "CODE": "text", "CREATED_BY": "int"}
PROPERTY = "PROPERTY_"
FILE, NUMBER, DATE_TIME = "F", "N", "S:DateTime"


def list_field(name: str, title: str, kind: str) -> Item:
    """A column as lists.field.get prints it."""
    custom = name.startswith(PROPERTY)
    field: Item = {"FIELD_ID": name, "SORT": 10, "NAME": title, "IS_REQUIRED": "N" if custom else "Y", "MULTIPLE": "N"}
    field |= {"DEFAULT_VALUE": "", "TYPE": kind}
    if custom:
        field |= {"PROPERTY_TYPE": kind[0], "PROPERTY_USER_TYPE": False, "CODE": "", "ID": name.removeprefix(PROPERTY)}
    return field


def list_fields(command: Command) -> Any:
    """All fields by their names; a single one goes by its type, as the portal has it."""
    fields, asked = _list(command).fields, command.get("FIELD_ID")
    if not asked:
        return fields
    found = fields.get(str(asked))
    return {found["TYPE"]: found} if found else []


def list_elements(command: Command) -> Listed:
    known = _list(command)
    code, element_id = command.get("ELEMENT_CODE"), command.get("ELEMENT_ID")
    found = [
        _shown(known, element)
        for element in known.elements.values()
        if code in (None, "", element["CODE"]) and str(element_id or element["ID"]) == element["ID"]
    ]
    shown, total, following = rows_page(command, found, COLUMNS, command.get("FILTER"), command.get("ELEMENT_ORDER"))
    select = command.get("SELECT") or ()
    chosen = [{key: value for key, value in row.items() if not select or key in select} for row in shown]
    return Listed(chosen, total, following)


def add_element(command: Command) -> Any:
    known, code, fields = _list(command), str(_need(command, "ELEMENT_CODE")), dict(pairs(_need(command, "FIELDS")))
    if not str(fields.get("NAME") or "").strip():
        raise _lacks("NAME")
    if any(element["CODE"] == code for element in known.elements.values()):
        raise RestError("ERROR_ELEMENT_ALREADY_EXISTS", "Element already exists")
    element_id, state = command.state.next_id("element"), command.state
    known.elements[element_id] = {
        "ID": str(element_id),
        "IBLOCK_ID": str(known.id),
        "NAME": str(fields["NAME"]),
        "IBLOCK_SECTION_ID": None,
        "CREATED_BY": str(command.by),
        "BP_PUBLISHED": "Y",
        "CODE": code,
        **_values(state, known, fields, {}),
    }
    state.tell("element", known.id, element_id)
    return element_id


def update_element(command: Command) -> Any:
    """What the request does not name is emptied, files excepted."""
    known, element, state = _list(command), _element(command), command.state
    fields = dict(pairs(command.get("FIELDS")))
    values = _values(state, known, fields, element)
    kept = {
        name: value
        for name, value in element.items()
        if not name.startswith(PROPERTY) or known.fields.get(name, {}).get("TYPE") == FILE
    }
    element.clear()
    element.update({**kept, **values, "NAME": str(fields.get("NAME") or kept["NAME"])})
    state.tell("element", known.id, int(element["ID"]))
    return True


def delete_element(command: Command) -> Any:
    known, element = _list(command), _element(command)
    del known.elements[int(element["ID"])]
    command.state.tell("element", known.id, int(element["ID"]))
    return True


def _list(command: Command) -> UniversalList:
    kind, list_id, code = str(_need(command, "IBLOCK_TYPE_ID")), command.get("IBLOCK_ID"), command.get("IBLOCK_CODE")
    if not list_id and not code:
        raise _lacks("IBLOCK_ID")
    for known in command.state.lists.values():
        if known.type == kind and (str(list_id) == str(known.id) if list_id else code == known.code):
            return known
    raise RestError("ERROR_IBLOCK_NOT_FOUND", "Iblock not found")


def _element(command: Command) -> Item:
    code, element_id = command.get("ELEMENT_CODE"), command.get("ELEMENT_ID")
    if not code and not element_id:
        raise _lacks("ELEMENT_ID")
    for element in _list(command).elements.values():
        if element["ID"] == str(element_id) if element_id else element["CODE"] == code:
            return element
    raise RestError("ERROR_ELEMENT_NOT_FOUND", "Element not found")


def _values(state: State, known: UniversalList, fields: Item, before: Item) -> Item:
    """Properties as they are stored: value by its own id, which stays while the request names it."""
    found: Item = {}
    for name, given in fields.items():
        kind = known.fields.get(name, {}).get("TYPE")
        if not name.startswith(PROPERTY) or kind is None:
            continue
        held = before.get(name, {})
        numbered = pairs(given) if isinstance(given, dict) else (("n", each) for each in _several(given))
        values = {key if key in held else str(state.next_id("value")): value for key, value in numbered}
        stored = {key: _checked(kind, value) for key, value in values.items() if value not in (None, "")}
        found |= {name: stored} if stored else {}
    return found


def _several(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _checked(kind: str, value: Any) -> str:
    words = str(value)
    try:
        if kind == NUMBER:
            float(words)
        if kind == DATE_TIME:
            datetime.fromisoformat(words)
    except ValueError:
        raise RestError("ERROR_ELEMENT_FIELD_VALUE", f"Wrong value of the field: {words}") from None
    if kind == FILE:
        raise RestError("ERROR_ELEMENT_FIELD_VALUE", "Writing file values by ID is not supported")
    return words


def _shown(known: UniversalList, element: Item) -> Item:
    """Dates are printed as the site spells them."""
    return {
        name: {key: site_time(datetime.fromisoformat(each)) for key, each in value.items()}
        if name.startswith(PROPERTY) and known.fields[name]["TYPE"] == DATE_TIME
        else value
        for name, value in element.items()
    }


def _need(command: Command, name: str) -> Any:
    value = command.get(name)
    if value in (None, "", [], {}):
        raise _lacks(name)
    return value


def _lacks(name: str) -> RestError:
    return RestError("ERROR_REQUIRED_PARAMETERS_MISSING", f"Required parameter `{name}` is missing")

"""Phones, e-mails and the like of an item: one list of entries, written by either family of methods."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox.bitrix24.forms import pairs, rows

Entry = dict[str, Any]
KINDS = ("PHONE", "EMAIL", "WEB", "IM", "LINK")
# The flat fields of crm.item.*: (kind, value type or any). Only the first value shows.
FLAT: dict[str, tuple[str, str]] = {
    "phoneMobile": ("PHONE", "MOBILE"),
    "phoneWork": ("PHONE", "WORK"),
    "phoneMailing": ("PHONE", "MAILING"),
    "emailHome": ("EMAIL", "HOME"),
    "emailWork": ("EMAIL", "WORK"),
    "emailMailing": ("EMAIL", "MAILING"),
    "imol": ("IM", "OPENLINE"),
    "email": ("EMAIL", ""),
    "phone": ("PHONE", ""),
}


def merge(current: list[Entry], changes: Any, new_id: Callable[[], int]) -> list[Entry]:
    """The entries after a write of `fm`.

    As an object: a known id changes, with an empty value deletes; any other key adds. As a list: only adds.
    An entry without `typeId` does nothing.
    """
    entries = {entry["id"]: entry for entry in current}
    for key, change in pairs(changes):
        if not isinstance(change, dict) or not change.get("typeId"):
            continue
        known = int(key) if isinstance(changes, dict) and key.isdigit() and int(key) in entries else None
        value = str(change.get("value") or "")
        if known is None:
            if value:
                entry_id = new_id()
                entries[entry_id] = _entry(entry_id, change, value)
        elif value:
            entries[known] = _entry(known, {**entries[known], **change}, value)
        else:
            del entries[known]
    return list(entries.values())


def _entry(entry_id: int, source: Entry, value: str) -> Entry:
    kind = source.get("valueType") or "WORK"
    return {"id": entry_id, "valueType": kind, "value": value, "typeId": source["typeId"]}


def from_frozen(kind: str, values: Any) -> Iterable[tuple[str, Entry]]:
    """`PHONE: [{ID, VALUE, VALUE_TYPE, DELETE}]` as changes of `fm`: an element without ID adds."""
    for index, each in enumerate(rows(values)):
        if isinstance(each, str):
            each = {"VALUE": each}
        value = "" if each.get("DELETE") == "Y" else each.get("VALUE") or ""
        change = {"typeId": kind, "value": value}
        if each.get("VALUE_TYPE"):
            change["valueType"] = each["VALUE_TYPE"]
        yield str(each.get("ID") or f"{kind}{index}"), change


def to_frozen(entries: list[Entry], kind: str) -> list[dict[str, str]]:
    """The entries of one kind as crm.lead.* prints them."""
    return [
        {"ID": str(entry["id"]), "VALUE_TYPE": entry["valueType"], "VALUE": entry["value"], "TYPE_ID": kind}
        for entry in entries
        if entry["typeId"] == kind
    ]


def first(entries: list[Entry], kind: str, value_type: str = "") -> str:
    """The first value of a kind, "" when there is none."""
    for entry in entries:
        if entry["typeId"] == kind and value_type in ("", entry["valueType"]):
            return str(entry["value"])
    return ""


def has(entries: list[Entry], kind: str) -> str:
    return "Y" if any(entry["typeId"] == kind for entry in entries) else "N"

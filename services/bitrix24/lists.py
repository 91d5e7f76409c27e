"""Rows of the register in a universal list: an element each, found by its code (ELEMENT_CODE)."""

import logging
from collections.abc import Mapping
from typing import Any

from services.bitrix24.client import Client
from services.bitrix24.limiter import Priority
from services.bitrix24.values import Row, number, row, rows, text
from services.domain.gateways import Refused, TryLater
from services.domain.mirror import ListPlace, MirrorRow

log = logging.getLogger(__name__)

EXISTS, GONE = "error_element_already_exists", "error_element_not_found"
LOOK_AGAIN = 3.0
TEXT, FILE = "S", "F"
LONGEST = 255  # characters of a name

Params = dict[str, Any]


async def find(client: Client, place: ListPlace, mark: str) -> int | None:
    """The element with this code."""
    return number(element.get("ID")) or None if (element := await _read(client, place, mark)) else None


async def add(client: Client, place: ListPlace, new: MirrorRow) -> int:
    """The id of the element; one that is there already is for the next look to find."""
    values = {name: value for name, value in _values(place, new).items() if value}
    fields = {"NAME": new.title[:LONGEST], **values}
    params = {**_at(place), "ELEMENT_CODE": new.mark, "FIELDS": fields}
    try:
        found = number(await client.call("lists.element.add", params, priority=Priority.WRITE))
    except Refused as refused:
        if refused.code == EXISTS:
            raise TryLater("lists.element.add: it is there already", after=LOOK_AGAIN, maybe_done=True) from None
        raise
    if not found:
        raise TryLater("lists.element.add: no id in the answer", maybe_done=True)
    return found


async def update(client: Client, place: ListPlace, new: MirrorRow) -> None:
    """Write our columns; what people wrote into others is sent along, else the portal would empty it."""
    element = await _read(client, place, new.mark)
    theirs = {
        name: element[name]
        for name, kind in (await columns(client, place)).items()
        if name.startswith("PROPERTY_") and kind != FILE and name in element
    }
    ours = {name: {next(iter(row(element.get(name))), "n0"): value} for name, value in _values(place, new).items()}
    params = {**_at(place), "ELEMENT_CODE": new.mark, "FIELDS": {"NAME": new.title[:LONGEST], **theirs, **ours}}
    await client.call("lists.element.update", params, priority=Priority.WRITE)


async def remove(client: Client, place: ListPlace, element_id: int) -> None:
    """One that is gone already is gone."""
    try:
        await client.call("lists.element.delete", {**_at(place), "ELEMENT_ID": element_id}, priority=Priority.WRITE)
    except Refused as refused:
        if refused.code != GONE:
            raise


async def columns(client: Client, place: ListPlace) -> dict[str, str]:
    """Types of the list's columns by their names (PROPERTY_951: S)."""
    told = await client.call("lists.field.get", _at(place), priority=Priority.WRITE)
    return {text(field.get("FIELD_ID")): text(field.get("TYPE")) for field in rows(told)}


async def _read(client: Client, place: ListPlace, mark: str) -> Row:
    found = await client.call("lists.element.get", {**_at(place), "ELEMENT_CODE": mark}, priority=Priority.WRITE)
    return next((element for element in rows(found) if element.get("CODE") == mark), {})


def _at(place: ListPlace) -> Params:
    known = {"IBLOCK_ID": place.id} if place.id else {"IBLOCK_CODE": place.code}
    return {"IBLOCK_TYPE_ID": place.type, **known}


def _values(place: ListPlace, new: MirrorRow) -> Mapping[str, str]:
    return {name: new.cells[column] for column, name in place.fields.items()}

"""Create, change and remove items: stamps, stage moves, history, the journal of writes, events."""

from typing import Any

from sandbox.bitrix24 import multifields
from sandbox.bitrix24.journal import Write
from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL, LEAD, TYPES
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import same

CREATED, MOVED, FINISHED = 1, 2, 3
FINAL = ("S", "F")
CALLED = {LEAD: "Лид", DEAL: "Сделка", CONTACT: "Контакт", COMPANY: "Компания"}


def create(state: State, type_id: int, values: Item, by: int, at: float | None = None, *, silent: bool = False) -> Item:
    """Add an item with the portal's defaults; `at` is Unix time (now when None), `silent` fires no event."""
    item_id = int(values.get("id") or state.next_id(TYPES[type_id]))
    state.reserve_id(TYPES[type_id], item_id)
    now = state.iso(at)
    item = {field.name: _default(field.default, field.multiple) for field in state.schemas[type_id].fields.values()}
    item |= _defaults(state, type_id, item_id, by)
    item |= {name: value for name, value in _stamps(now, by).items() if name in item}
    item |= {"fm": [], **values, "id": item_id, "entityTypeId": type_id}
    state.items[type_id][item_id] = item
    _derive(state, item, values)
    if item.get("stageId"):
        item |= _closing(item, now)
        _remember_stage(state, item, CREATED, now)
    if not silent:
        announce(state, type_id, item_id, "ADD")
    return item


def _default(value: Any, multiple: bool) -> Any:
    return [] if multiple else value


def _defaults(state: State, type_id: int, item_id: int, by: int) -> Item:
    """First stage, first source, the author as the responsible person, a localised title or surname."""
    fields = state.schemas[type_id].fields
    values: Item = {"assignedById": by}
    for name in ("stageId", "sourceId"):
        if name in fields and (rows := state.statuses.get(fields[name].dictionary)):
            values[name] = rows[0]["STATUS_ID"]
    values["lastName" if type_id == CONTACT else "title"] = f"{CALLED[type_id]} #{item_id}"
    return values


def _stamps(now: str, by: int) -> Item:
    times = dict.fromkeys(("createdTime", "updatedTime", "movedTime", "lastActivityTime"), now)
    people = dict.fromkeys(("createdBy", "updatedBy", "movedBy", "lastActivityBy"), by)
    return {**times, **people}


def change(state: State, item: Item, values: Item, by: int) -> bool:
    """Apply values (already in the portal's form); False = nothing differs, so nothing is saved and no event fires."""
    changes = {name: value for name, value in values.items() if not same(item.get(name), value)}
    if not changes:
        return False
    at = state.clock()
    type_id = item["entityTypeId"]
    for name, value in changes.items():
        state.writes.append(Write(type_id, item["id"], name, item.get(name), value, by, at))
    now = state.iso(at)
    item |= {**changes, "updatedTime": now, "updatedBy": by}
    _derive(state, item, changes)
    if "stageId" in changes:
        item |= {"movedTime": now, "movedBy": by, **_closing(item, now)}
        _remember_stage(state, item, FINISHED if item["stageSemanticId"] in FINAL else MOVED, now)
    announce(state, type_id, item["id"], "UPDATE")
    return True


def remove(state: State, item: Item) -> None:
    """Delete an item with its comments."""
    type_id, item_id = item["entityTypeId"], item["id"]
    del state.items[type_id][item_id]
    state.timelines.pop((TYPES[type_id].lower(), item_id), None)
    announce(state, type_id, item_id, "DELETE")


def announce(state: State, type_id: int, item_id: int, deed: str) -> None:
    """Fire the event of a change, whoever made it, and tell the listeners."""
    state.events.fire(f"ONCRM{TYPES[type_id]}{deed}", item_id)
    state.tell(deed.lower(), type_id, item_id)


def semantics(state: State, item: Item) -> str:
    """The meaning of the item's stage: P, S or F."""
    dictionary = stage_dictionary(state, item)
    found = (row for row in state.statuses.get(dictionary, ()) if row["STATUS_ID"] == item["stageId"])
    return str(next(found, {}).get("SEMANTICS") or "P")


def stage_dictionary(state: State, item: Item) -> str:
    """ENTITY_ID of the item's stages: every deal funnel but the first has its own."""
    dictionary = state.schemas[item["entityTypeId"]].fields["stageId"].dictionary
    funnel = item.get("categoryId")
    return f"{dictionary}_{funnel}" if funnel else dictionary


def _derive(state: State, item: Item, values: Item) -> None:
    """Fields that follow from others: of several links the first is the main one."""
    for one, many in (("contactId", "contactIds"), ("companyId", "companyIds")):
        if many in values and one in item and one not in values:
            item[one] = next(iter(item[many]), 0)
        elif one in values and many in item and many not in values:
            item[many] = [item[one]] if item[one] else []
    if "fm" in values:
        item |= {"hasPhone": multifields.has(item["fm"], "PHONE"), "hasEmail": multifields.has(item["fm"], "EMAIL")}
    if "isReturnCustomer" in item and (item.get("contactId") or item.get("companyId")):
        item["isReturnCustomer"] = "Y"
    if "stageId" in item:
        item["stageSemanticId"] = semantics(state, item)


def _closing(item: Item, now: str) -> Item:
    final = item["stageSemanticId"] in FINAL
    if item["entityTypeId"] == LEAD:
        return {"dateClosed": (item.get("dateClosed") or now) if final else None}
    return {"closed": "Y" if final else "N"}


def _remember_stage(state: State, item: Item, kind: int, now: str) -> None:
    """A row of crm.stagehistory.list; leads call the stage STATUS_ID."""
    row = {"ID": state.next_id("history"), "TYPE_ID": kind, "OWNER_ID": item["id"], "CREATED_TIME": now}
    if item["entityTypeId"] == LEAD:
        row |= {"STATUS_SEMANTIC_ID": item["stageSemanticId"], "STATUS_ID": item["stageId"]}
    else:
        row |= {"CATEGORY_ID": item.get("categoryId", 0), "STAGE_SEMANTIC_ID": item["stageSemanticId"]}
        row["STAGE_ID"] = item["stageId"]
    state.history[item["entityTypeId"]].append(row)

"""crm.timeline.comment.*: comments, their author the webhook's owner."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, frozen_error
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.listing import rows_page
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.schema import TYPES
from sandbox.bitrix24.state import Item, State
from sandbox.bitrix24.values import content_of

COLUMNS = {"ID": "int", "CREATED": "time", "AUTHOR_ID": "int", "COMMENT": "text"}
TYPE_IDS = {code.lower(): type_id for type_id, code in TYPES.items()}
PICTURES = (".gif", ".png", ".jpg", ".jpeg", ".webp")


def add_comment(command: Command) -> Any:
    fields = command.need("fields")
    kind, owner = str(fields.get("ENTITY_TYPE", "")).lower(), str(fields.get("ENTITY_ID", ""))
    item = command.state.items[TYPE_IDS[kind]].get(int(owner)) if kind in TYPE_IDS and owner.isdigit() else None
    if item is None:
        raise RestError("OWNER_NOT_FOUND", "Owner of the item not found")
    if not command.state.may(command.by, "update", item):
        raise RestError("ACCESS_DENIED", "Access denied")
    if not str(fields.get("COMMENT") or "").strip():
        raise RestError("INVALID_ARG_VALUE", "Empty comment message")
    return write_comment(command.state, kind, int(owner), fields, command.by)


def write_comment(state: State, kind: str, owner: int, fields: Item, by: int) -> int:
    """Put a comment on a timeline; the item's own fields stay as they are."""
    comment_id, now = state.next_id("comment"), state.iso()
    comment: Item = {
        "ID": str(comment_id),
        "ENTITY_ID": str(owner),
        "ENTITY_TYPE": kind,
        "CREATED": now,
        "COMMENT": str(fields["COMMENT"]),
        "AUTHOR_ID": str(by),
        "FILES": {str(each["id"]): each for each in _files(state, fields.get("FILES"), by, now)},
    }
    state.timelines[kind, owner].append(comment)
    state.items[TYPE_IDS[kind]][owner] |= {"lastActivityBy": by, "lastActivityTime": now}
    state.tell("comment", TYPE_IDS[kind], owner)
    return comment_id


def _files(state: State, given: Any, by: int, now: str) -> list[Item]:
    """Files from `[["name", "base64"], …]`; what is not such a pair is skipped."""
    pairs = [each for each in rows(given) if isinstance(each, list) and len(each) == 2]
    return [_file(state, str(name), str(content), by, now) for name, content in pairs]


def _file(state: State, name: str, content: str, by: int, now: str) -> Item:
    file_id = state.next_id("file")
    state.files[file_id] = content_of(content)
    link = f"https://{state.domain}/disk/{{}}/{file_id}/?&ncc=1&filename={name}"
    stored: Item = {"id": file_id, "date": now, "type": "file", "name": name, "size": len(state.files[file_id])}
    if name.lower().endswith(PICTURES):
        stored |= {"type": "image", "image": {"width": 1, "height": 1}, "urlPreview": link.format("showFile")}
    author = state.users.get(by, {})
    full_name = f"{author.get('NAME', '')} {author.get('LAST_NAME', '')}".strip()
    stored |= {"authorId": by, "authorName": full_name}
    return stored | {"urlShow": link.format("showFile"), "urlDownload": link.format("downloadFile")}


def list_comments(command: Command) -> Listed:
    filter_ = dict(command.get("filter") or {})
    kind, owner = str(filter_.pop("ENTITY_TYPE", "")).lower(), str(filter_.pop("ENTITY_ID", ""))
    item = command.state.items[TYPE_IDS[kind]].get(int(owner)) if kind in TYPE_IDS and owner.isdigit() else None
    if item is None or not command.state.may(command.by, "read", item):
        raise frozen_error("Access denied.")
    comments = command.state.timelines.get((kind, int(owner)), [])
    shown, total, following = rows_page(command, comments, COLUMNS, filter_, command.get("order"))
    select = command.select()
    chosen = [
        {key: value for key, value in row.items() if not select or key in select or "*" in select} for row in shown
    ]
    return Listed(chosen, total, following)


def get_comment(command: Command) -> Any:
    asked = str(command.get("id", ""))
    found = (row for comments in command.state.timelines.values() for row in comments if row["ID"] == asked)
    comment = next(found, None)
    if comment is None:
        raise frozen_error("Not found.")
    return comment

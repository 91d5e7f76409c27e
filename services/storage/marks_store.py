"""Small facts with a name."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import marks
from services.storage.upsert import Upsert

SINCE = "since"  # leads from before this moment are history
LAST_LEAD = "last_lead"  # the highest lead id the sweep has seen
SWEPT_AT = "swept_at"  # portal time of the last sweep
DEALS_SINCE = "deals_since"  # deals from before this moment are history
LAST_DEAL = "last_deal"  # the highest deal id the sweep has seen
DEALS_SWEPT_AT = "deals_swept_at"  # portal time of the last sweep of deals
_MOVED = "moved:"
EDITION = "edition"  # digest of the file's, when it was last announced
HEARD_AT = "heard_at"  # when Telegram last answered
WATCHED_AT = "watched_at"  # when the assistant last looked at itself
CALLS_SEEN = "calls_seen"  # when the calls of the telephony were looked at
AUDITED = "audited"  # the last line of history that the auditor has looked at

_PUT = Upsert(
    marks,
    lambda row: row.on_conflict_do_update(index_elements=[marks.c.name], set_={"value": row.excluded.value}),
)
_BEGIN = Upsert(marks, lambda row: row.on_conflict_do_nothing(index_elements=[marks.c.name]))
_ADVANCE = Upsert(
    marks,
    lambda row: row.on_conflict_do_update(
        index_elements=[marks.c.name], set_={"value": row.excluded.value}, where=marks.c.value < row.excluded.value
    ),
)
_GET = select(marks.c.value).where(marks.c.name == bindparam("name"))
_MOVED_CHATS = select(marks).where(marks.c.name.startswith(_MOVED))


async def get(conn: AsyncConnection, name: str) -> str | None:
    """The value, None when it was never set."""
    value: str | None = await conn.scalar(_GET, {"name": name})
    return value


async def get_moment(conn: AsyncConnection, name: str) -> datetime | None:
    """The value as a time."""
    value = await get(conn, name)
    return datetime.fromisoformat(value) if value else None


async def put(conn: AsyncConnection, name: str, value: str) -> None:
    """Set a value."""
    await conn.execute(_PUT.on(conn), {"name": name, "value": value})


async def begin(conn: AsyncConnection, name: str, value: str) -> bool:
    """Set a value that was never set; False when somebody has done so before."""
    return bool((await conn.execute(_BEGIN.on(conn), {"name": name, "value": value})).rowcount)


async def advance(conn: AsyncConnection, name: str, value: str) -> bool:
    """Set a value that only grows; False when somebody has come as far already."""
    return bool((await conn.execute(_ADVANCE.on(conn), {"name": name, "value": value})).rowcount)


async def swap(conn: AsyncConnection, name: str, before: str, value: str) -> bool:
    """Set a value that is `before`; False when it is another by now."""
    held = update(marks).where(marks.c.name == name, marks.c.value == before).values(value=value)
    return bool((await conn.execute(held)).rowcount)


async def moved_chats(conn: AsyncConnection) -> dict[int, int]:
    """Groups that became supergroups: old id → new id."""
    rows = await conn.execute(_MOVED_CHATS)
    return {int(row.name.removeprefix(_MOVED)): int(row.value) for row in rows}


def reported(span: str) -> str:
    """Name of the mark that tells which report of its kind was sent last."""
    return f"reported:{span}"


def moved_chat(chat_id: int) -> str:
    """Name of the mark that tells where a group has moved."""
    return f"{_MOVED}{chat_id}"

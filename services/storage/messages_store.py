"""Our messages that stand in chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.storage.tables import bundled, leads, messages
from services.storage.upsert import Upsert

CARD, REMINDER, ESCALATION, TICKET, SUGGESTION = "card", "reminder", "escalation", "ticket", "suggestion"
CONSULTATION = "consultation"
BUNDLE = "bundle"  # in the facts of a message that lists several leads, and is of the role that theirs would have


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours; `view` names what it shows instead of its usual buttons."""

    id: int
    lead_id: int
    role: str
    chat_id: int
    message_id: int
    facts: Mapping[str, Any]
    view: str
    sent_at: datetime


_ADD = Upsert(
    messages,
    lambda row: row.on_conflict_do_nothing(index_elements=[messages.c.chat_id, messages.c.message_id]),
)
_LISTED = (
    messages.c.id,
    bundled.c.lead_id,
    *(messages.c[name] for name in ("role", "chat_id", "message_id")),
    bundled.c.facts,
    *(messages.c[name] for name in ("view", "live", "sent_at")),
)
_LIVE = union_all(
    select(messages).where(messages.c.lead_id == bindparam("lead_id"), messages.c.live),
    select(*_LISTED)
    .join(bundled, bundled.c.message_id == messages.c.id)
    .where(bundled.c.lead_id == bindparam("lead_id"), bundled.c.lead_id != messages.c.lead_id, messages.c.live),
).order_by("id")
_PARTS = (
    select(bundled.c.lead_id, bundled.c.facts)
    .where(bundled.c.message_id == bindparam("row_id"))
    .order_by(bundled.c.place)
)
_FIND = select(messages).where(messages.c.id == bindparam("row_id"), messages.c.live)
_CHATS = select(messages.c.id, messages.c.chat_id).where(
    messages.c.id.in_(bindparam("row_ids", expanding=True)), messages.c.live
)
_EVER_AT = select(messages).where(
    messages.c.chat_id == bindparam("chat_id"), messages.c.message_id == bindparam("message_id")
)
_AT = _EVER_AT.where(messages.c.live)
_EVER_NEWEST = (
    select(messages)
    .where(
        messages.c.lead_id == bindparam("lead_id"),
        messages.c.role == bindparam("role"),
        messages.c.chat_id == bindparam("chat_id"),
    )
    .order_by(messages.c.id.desc())
    .limit(1)
)
_NEWEST = _EVER_NEWEST.where(messages.c.live)


async def add(
    conn: AsyncConnection,
    lead_id: int,
    role: str,
    chat_id: int,
    message_id: int,
    facts: Mapping[str, Any],
    sent_at: datetime,
) -> None:
    """Remember where a message stands; safe to repeat."""
    row = {
        "lead_id": lead_id,
        "role": role,
        "chat_id": chat_id,
        "message_id": message_id,
        "facts": dict(facts),
        "sent_at": sent_at,
        "live": True,
    }
    await conn.execute(_ADD.on(conn), row)


async def add_bundle(
    conn: AsyncConnection,
    role: str,
    place: tuple[int, int],
    parts: Sequence[tuple[int, Mapping[str, Any]]],
    sent_at: datetime,
) -> None:
    """Remember a message, by its chat and number, that lists these leads, each with what it was to say of it."""
    known = set(await conn.scalars(select(leads.c.id).where(leads.c.id.in_([lead_id for lead_id, _ in parts]))))
    parts = [part for part in parts if part[0] in known]  # a lead may be forgotten while the message is on its way
    if not parts:
        return
    lead_id, facts = parts[0]
    await add(conn, lead_id, role, *place, {**facts, BUNDLE: True}, sent_at)
    if (standing := await at(conn, *place)) and not await parts_of(conn, standing.id):
        rows = [
            {"message_id": standing.id, "place": number, "lead_id": lead_id, "facts": dict(facts)}
            for number, (lead_id, facts) in enumerate(parts)
        ]
        await conn.execute(insert(bundled), rows)


async def parts_of(conn: AsyncConnection, row_id: int) -> list[tuple[int, Mapping[str, Any]]]:
    """The leads that a message lists, each with what was to be said of it, in order."""
    return [(row.lead_id, row.facts) for row in await conn.execute(_PARTS, {"row_id": row_id})]


_RECEIVED = select(leads.c.received_at).where(
    leads.c.id == bindparam("lead"),
    ~select(messages.c.id).where(messages.c.lead_id == bindparam("lead"), messages.c.role == CARD).exists(),
)


async def received_without_card(conn: AsyncConnection, lead_id: int) -> datetime | None:
    """When a lead that has had no card yet was received."""
    moment: datetime | None = await conn.scalar(_RECEIVED, {"lead": lead_id})
    return moment


async def live(conn: AsyncConnection, lead_id: int) -> list[Standing]:
    """Messages that still show the lead, alone or among others."""
    rows = await conn.execute(_LIVE, {"lead_id": lead_id})
    return [_standing(row) for row in rows]


async def find(conn: AsyncConnection, row_id: int) -> Standing | None:
    """A live message by its row."""
    row = (await conn.execute(_FIND, {"row_id": row_id})).one_or_none()
    return _standing(row) if row else None


async def chats(conn: AsyncConnection, row_ids: Sequence[int]) -> dict[int, int]:
    """In which chat each live message stands."""
    if not row_ids:
        return {}
    rows = await conn.execute(_CHATS, {"row_ids": list(row_ids)})
    return {row.id: row.chat_id for row in rows}


async def at(conn: AsyncConnection, chat_id: int, message_id: int, *, gone_too: bool = False) -> Standing | None:
    """A live message by its place; `gone_too`: also one that has said its last."""
    place = {"chat_id": chat_id, "message_id": message_id}
    row = (await conn.execute(_EVER_AT if gone_too else _AT, place)).one_or_none()
    return _standing(row) if row else None


async def newest(
    conn: AsyncConnection, lead_id: int, role: str, chat_id: int, *, gone_too: bool = False
) -> Standing | None:
    """The newest live message of a role in a chat; `gone_too`: also one that has said its last."""
    wanted = {"lead_id": lead_id, "role": role, "chat_id": chat_id}
    row = (await conn.execute(_EVER_NEWEST if gone_too else _NEWEST, wanted)).one_or_none()
    return _standing(row) if row else None


async def newest_in(conn: AsyncConnection, chat_id: int, limit: int) -> list[Standing]:
    """The newest live messages of a chat, the newest first."""
    found = select(messages).where(messages.c.chat_id == chat_id, messages.c.live)
    rows = await conn.execute(found.order_by(messages.c.message_id.desc()).limit(limit))
    return [_standing(row) for row in rows]


async def show(conn: AsyncConnection, row_id: int, view: str) -> None:
    """Let a message show something else."""
    await conn.execute(update(messages).where(messages.c.id == row_id).values(view=view))


async def reset_views(conn: AsyncConnection, lead_id: int) -> None:
    """Every message of the lead shows its usual buttons again."""
    await conn.execute(update(messages).where(messages.c.lead_id == lead_id, messages.c.view != "").values(view=""))


async def retire(conn: AsyncConnection, row_id: int) -> None:
    """The message is gone or says its last: it is not redrawn any more."""
    await conn.execute(update(messages).where(messages.c.id == row_id).values(live=False))


async def retire_chat(conn: AsyncConnection, chat_id: int) -> None:
    """A group became a supergroup: its old messages cannot be edited."""
    await conn.execute(update(messages).where(messages.c.chat_id == chat_id).values(live=False))


def _standing(row: Row[Any]) -> Standing:
    return Standing(row.id, row.lead_id, row.role, row.chat_id, row.message_id, row.facts, row.view, row.sent_at)

"""What people chose on a lead, with what an undo needs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.flow.undo import Choice
from services.domain.lead import Change, Lead, Phase
from services.storage.tables import choices

_ADD = insert(choices).returning(choices.c.id)
_FIND = select(choices).where(choices.c.id == bindparam("choice_id"))
_UNDOABLE = select(choices).where(
    choices.c.lead_id == bindparam("lead_id"),
    choices.c.version == bindparam("version"),
    choices.c.undone_at.is_(None),
    choices.c.undo_until > bindparam("now"),
)
_REPEATED = (
    select(choices.c.id)
    .where(
        choices.c.lead_id == bindparam("lead_id"),
        choices.c.action == bindparam("action"),
        choices.c.version >= bindparam("version"),
        choices.c.undone_at.is_(None),
    )
    .limit(1)
)


async def add(
    conn: AsyncConnection,
    staff_id: int,
    action: str,
    before: Lead,
    changes: Mapping[str, Change],
    at: datetime,
    undo_until: datetime,
) -> int:
    """Remember a choice; its id."""
    kept = {
        "phase": before.phase,
        "attempts": before.attempts,
        "taken_by": before.taken_by,
        "taken_at": before.taken_at.isoformat() if before.taken_at else None,
        "source_said": before.source_said,
        "done": sorted(before.done),
        "reached": before.reached,
    }
    row = {
        "lead_id": before.id,
        "staff_id": staff_id,
        "action": action,
        "version": before.version,
        "at": at,
        "undo_until": undo_until,
        "before": kept,
        "changes": {name: [change.before, change.after] for name, change in changes.items()},
    }
    return int(await conn.scalar(_ADD, row) or 0)


async def find(conn: AsyncConnection, choice_id: int) -> Choice | None:
    """A choice by its id."""
    row = (await conn.execute(_FIND, {"choice_id": choice_id})).one_or_none()
    return _choice(row) if row else None


async def undoable(conn: AsyncConnection, lead_id: int, version: int, now: datetime) -> Choice | None:
    """The choice that made the lead's present version, while it can still be taken back."""
    row = (await conn.execute(_UNDOABLE, {"lead_id": lead_id, "version": version - 1, "now": now})).first()
    return _choice(row) if row else None


async def repeated(conn: AsyncConnection, lead_id: int, action: str, version: int) -> bool:
    """Whether this action was chosen already on the card as it was drawn, or later: a second tap of one choice."""
    found = await conn.scalar(_REPEATED, {"lead_id": lead_id, "action": action, "version": version})
    return found is not None


async def mark_undone(conn: AsyncConnection, choice_id: int, now: datetime) -> None:
    """The choice was taken back."""
    await conn.execute(update(choices).where(choices.c.id == choice_id).values(undone_at=now))


def _choice(row: Row[Any]) -> Choice:
    before = row.before
    return Choice(
        id=row.id,
        lead_id=row.lead_id,
        staff_id=row.staff_id,
        action=row.action,
        version=row.version,
        undo_until=row.undo_until,
        phase=Phase(before["phase"]),
        attempts=before["attempts"],
        taken_by=before["taken_by"],
        taken_at=datetime.fromisoformat(before["taken_at"]) if before["taken_at"] else None,
        changes={name: Change(*pair) for name, pair in row.changes.items()},
        undone=row.undone_at is not None,
        source_said=before.get("source_said", ""),
        done=frozenset(before.get("done", ())),
        reached=before.get("reached", False),
    )

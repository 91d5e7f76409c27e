"""Deals, whom they were handed to, and where messages about that stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.deal_report import DealFacts
from services.domain.deals import Deal, End, Handing, PortalDeal
from services.domain.lead import Semantics
from services.storage.columns import among
from services.storage.tables import deal_messages, deals, handings
from services.storage.upsert import Upsert

CARD, LATE = "card", "late"  # roles of messages: to whom it was handed, and to who hears that nobody took it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message about a handing stands."""

    role: str
    chat_id: int
    message_id: int


_KEPT = ("title", "manager_id", "stage", "moved_at", "updated_at", "ended_at")
_SAVE = Upsert(
    deals,
    lambda row: row.on_conflict_do_update(
        index_elements=[deals.c.id],
        set_={name: row.excluded[name] for name in _KEPT},
    ),
)
_FIRST = Upsert(deals, lambda row: row.on_conflict_do_nothing(index_elements=[deals.c.id]))
_PLACE = Upsert(
    deal_messages,
    lambda row: row.on_conflict_do_nothing(index_elements=[deal_messages.c.chat_id, deal_messages.c.message_id]),
)
_HANDINGS = select(handings, deals.c.title).join(deals, deals.c.id == handings.c.deal_id)
_WAITS = (handings.c.ended == "", handings.c.late_at.is_(None))
_DUE = (among(handings.c.ended, ""), handings.c.late_at.is_(None))  # as the index spells it


async def lock(conn: AsyncConnection, deal_id: int) -> Deal | None:
    """What is known of a deal, held until the transaction ends."""
    row = (await conn.execute(select(deals).where(deals.c.id == deal_id).with_for_update())).one_or_none()
    return Deal(row.id, row.title, row.manager_id, row.stage, row.moved_at, row.updated_at) if row else None


async def first(conn: AsyncConnection, fresh: PortalDeal, now: datetime) -> bool:
    """It is known now; False when somebody else came to know it first."""
    return bool((await conn.execute(_FIRST.on(conn), _values(fresh, now))).rowcount)


async def save(conn: AsyncConnection, fresh: Sequence[PortalDeal], now: datetime) -> None:
    """These are known now, as they are."""
    if fresh:
        await conn.execute(_SAVE.on(conn), [_values(deal, now) for deal in fresh])


async def gone(conn: AsyncConnection, deal_id: int, now: datetime) -> None:
    """The portal has it no more."""
    await conn.execute(update(deals).where(deals.c.id == deal_id).values(ended_at=now))


async def hand(conn: AsyncConnection, deal: PortalDeal, given_at: datetime, due_at: datetime) -> Handing:
    """It was handed to its responsible person."""
    values = {"deal_id": deal.id, "manager_id": deal.manager_id, "given_at": given_at, "due_at": due_at}
    number = int(await conn.scalar(insert(handings).values(**values).returning(handings.c.id)) or 0)
    return Handing(number, deal.id, deal.title, deal.manager_id, given_at, due_at)


async def find(conn: AsyncConnection, handing_id: int) -> Handing | None:
    """To look at."""
    row = (await conn.execute(_HANDINGS.where(handings.c.id == handing_id))).one_or_none()
    return _handing(row) if row else None


async def held(conn: AsyncConnection, handing_id: int) -> Handing | None:
    """The same, held until the transaction ends: whoever changes it waits, or has done so."""
    found = _HANDINGS.where(handings.c.id == handing_id).with_for_update(of=handings)
    row = (await conn.execute(found)).one_or_none()
    return _handing(row) if row else None


async def waiting(conn: AsyncConnection, deal_id: int) -> Handing | None:
    """The handing of a deal that nobody has taken yet."""
    found = _HANDINGS.where(handings.c.deal_id == deal_id, handings.c.ended == "").order_by(handings.c.id.desc())
    row = (await conn.execute(found.limit(1))).one_or_none()
    return _handing(row) if row else None


async def end(conn: AsyncConnection, handing_id: int, how: End, at: datetime) -> bool:
    """It waits no longer; False when it did not."""
    mine = (handings.c.id == handing_id, handings.c.ended == "")
    return bool((await conn.execute(update(handings).where(*mine).values(ended=how, ended_at=at))).rowcount)


async def due(conn: AsyncConnection, now: datetime, limit: int = 200) -> list[int]:
    """Handings whose time is over, the oldest first."""
    found = select(handings.c.id).where(*_DUE, handings.c.due_at <= now).order_by(handings.c.due_at).limit(limit)
    return list(await conn.scalars(found))


async def next_due(conn: AsyncConnection) -> datetime | None:
    """When the next one's time will be over."""
    found = select(handings.c.due_at).where(*_DUE).order_by(handings.c.due_at).limit(1)
    moment: datetime | None = await conn.scalar(found)
    return moment


async def claim(conn: AsyncConnection, handing_id: int, now: datetime) -> Handing | None:
    """Its time is over, and who hears of it is told in this transaction; None: somebody was faster, or took it."""
    mine = (handings.c.id == handing_id, *_WAITS, handings.c.due_at <= now)
    claimed = await conn.execute(update(handings).where(*mine).values(late_at=now))
    return await find(conn, handing_id) if claimed.rowcount else None


async def place(conn: AsyncConnection, handing_id: int, where: Place) -> None:
    """A message about it stands there; once is enough."""
    values = {"handing_id": handing_id, "role": where.role, "chat_id": where.chat_id, "message_id": where.message_id}
    await conn.execute(_PLACE.on(conn), [values])


async def places(conn: AsyncConnection, handing_id: int) -> list[Place]:
    """Where its messages stand."""
    found = select(deal_messages).where(deal_messages.c.handing_id == handing_id).order_by(deal_messages.c.id)
    return [Place(row.role, row.chat_id, row.message_id) for row in await conn.execute(found)]


async def handed_in(conn: AsyncConnection, since: datetime, until: datetime) -> list[DealFacts]:
    """What was handed over in a period; the end is not part of it."""
    found = _HANDINGS.where(handings.c.given_at >= since, handings.c.given_at < until)
    rows = [_handing(row) for row in await conn.execute(found.order_by(handings.c.given_at, handings.c.id))]
    return [
        DealFacts(each.manager_id, each.title, each.deal_id, each.given_at, each.due_at, each.end, each.ended_at)
        for each in rows
    ]


async def forget(conn: AsyncConnection, before: datetime) -> None:
    """Deals that ended before this time, with all that is known of them."""
    await conn.execute(delete(deals).where(deals.c.ended_at < before))


def _values(deal: PortalDeal, now: datetime) -> dict[str, Any]:
    return {
        "id": deal.id,
        "title": deal.title,
        "manager_id": deal.manager_id,
        "stage": deal.stage,
        "moved_at": deal.moved_at,
        "updated_at": deal.updated_at,
        "ended_at": None if deal.semantics is Semantics.PROCESS else now,
    }


def _handing(row: Row[Any]) -> Handing:
    return Handing(
        id=row.id,
        deal_id=row.deal_id,
        title=row.title,
        manager_id=row.manager_id,
        given_at=row.given_at,
        due_at=row.due_at,
        late_at=row.late_at,
        end=End(row.ended) if row.ended else None,
        ended_at=row.ended_at,
    )

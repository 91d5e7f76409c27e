"""Editions of the regulation that open leads began with, and who has taken note of a new one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.domain.lead import Phase
from services.storage.columns import among
from services.storage.tables import edition_news, edition_readers, editions, leads
from services.storage.upsert import upsert

_DIGESTS = select(editions.c.digest).order_by(editions.c.digest)
_OF_OPEN_LEADS = select(leads.c.digest).where(among(leads.c.phase, Phase.NEW, Phase.TAKEN)).distinct()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was told of a new edition."""

    staff_id: int
    read_at: datetime | None


async def keep(conn: AsyncConnection, digest: str, text: str, now: datetime) -> None:
    """An edition is in force."""
    row = upsert(conn, editions).values(digest=digest, text=text, seen_at=now)
    await conn.execute(row.on_conflict_do_update(index_elements=[editions.c.digest], set_={"seen_at": now}))


async def digests(conn: AsyncConnection) -> tuple[str, ...]:
    """All that are kept."""
    return tuple(await conn.scalars(_DIGESTS))


async def texts(conn: AsyncConnection, wanted: Collection[str]) -> dict[str, str]:
    """Those of these that are kept."""
    rows = await conn.execute(select(editions.c.digest, editions.c.text).where(editions.c.digest.in_(wanted)))
    return {row.digest: row.text for row in rows}


async def of_open_leads(conn: AsyncConnection) -> set[str]:
    """Editions that open leads began with, kept or not."""
    return set(await conn.scalars(_OF_OPEN_LEADS))


async def forget(conn: AsyncConnection, before: datetime, last: str) -> None:
    """Editions that no open lead names and that are in force nowhere; not the one told of last."""
    needed = (await of_open_leads(conn)) | {last}
    await conn.execute(delete(editions).where(editions.c.seen_at < before, editions.c.digest.not_in(needed)))


async def announce(conn: AsyncConnection, told: Mapping[str, Any], to: Collection[int], now: datetime) -> int:
    """A new edition is told to these people; the number of the news."""
    row = insert(edition_news).values(told=dict(told), at=now).returning(edition_news.c.id)
    news_id = int(await conn.scalar(row) or 0)
    if to:
        await conn.execute(insert(edition_readers), [{"news_id": news_id, "staff_id": each} for each in to])
    return news_id


async def told(conn: AsyncConnection, news_id: int) -> Mapping[str, Any] | None:
    """What people were told."""
    found: Mapping[str, Any] | None = await conn.scalar(select(edition_news.c.told).where(edition_news.c.id == news_id))
    return found


async def read(conn: AsyncConnection, news_id: int, staff_id: int, now: datetime) -> bool:
    """Somebody takes note; False when that was so already, or nobody told them."""
    row = (edition_readers.c.news_id == news_id) & (edition_readers.c.staff_id == staff_id)
    noted = update(edition_readers).where(row, edition_readers.c.read_at.is_(None)).values(read_at=now)
    return bool((await conn.execute(noted)).rowcount)


async def readers(conn: AsyncConnection) -> list[Reader]:
    """Of the newest news, everybody who was told; nobody, when there was none."""
    newest = select(func.max(edition_news.c.id)).scalar_subquery()
    rows = await conn.execute(select(edition_readers).where(edition_readers.c.news_id == newest))
    return [Reader(row.staff_id, row.read_at) for row in rows]

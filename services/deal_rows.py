"""What a deal that was handed to somebody sets off, as rows of the outbox."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell
from services.domain.deals import Handing
from services.domain.people import Person
from services.storage import deals_store, outbox_store, staff_store
from services.storage.deals_store import CARD, LATE, Place
from services.storage.outbox_store import BELL, CREATION, TELEGRAM, New

MESSAGE, OBSERVE = "deal", "observe"  # kinds of entries
FIRST, REDRAWN = 1, 3  # priorities


async def handed(conn: AsyncConnection, handing: Handing, person: Person, now: datetime) -> set[Bell]:
    """Its card goes to whoever has it now; the bell of the portal rings for somebody whom Telegram does not reach."""
    payload = {"to": handing.manager_id, "handing": handing.id, "role": CARD}
    channel = TELEGRAM if person.reachable else BELL
    entry = New(channel, f"deal:{handing.id}:{person.id}", MESSAGE, payload, FIRST)
    await outbox_store.add(conn, [entry], now)
    return {Bell.TELEGRAM if person.reachable else Bell.BELL}


async def ring(conn: AsyncConnection, payload: Mapping[str, Any], now: datetime) -> set[Bell]:
    """In place of a message that its reader cannot be sent, unless the bell of the portal has said it already."""
    to = payload.get("to")
    if to is None and (person := await staff_store.find(conn, payload.get("staff", 0))):
        to = person.bitrix_id
    if not to or "bell" in payload or "place" in payload:
        return set()
    what = {"to": to, "handing": payload["handing"], "role": payload["role"]}
    await outbox_store.add(conn, [New(BELL, f"deal:{payload['handing']}:b{to}", MESSAGE, what, FIRST)], now)
    return {Bell.BELL}


async def late(
    conn: AsyncConnection, handing: Handing, people: Sequence[Person], observers: Iterable[int], now: datetime
) -> set[Bell]:
    """Whoever hears of it is told, and observes the deal from now on; the card says that its time is over."""
    what = {"handing": handing.id, "role": LATE}
    entries = [
        New(TELEGRAM, f"deal:{handing.id}:{person.id}", MESSAGE, {"staff": person.id, **what}, FIRST)
        for person in people
    ]
    if wanted := sorted(set(observers)):
        payload: dict[str, Any] = {"deal": handing.deal_id, "observers": wanted}
        entries.append(New(CREATION, f"deal:{handing.deal_id}", OBSERVE, payload, FIRST))
    await outbox_store.add(conn, entries, now)
    return {Bell.TELEGRAM, Bell.CREATION} | await redraw(conn, handing.id, now)


async def redraw(conn: AsyncConnection, handing_id: int, now: datetime) -> set[Bell]:
    """Its messages show it as it is now."""
    for where in await deals_store.places(conn, handing_id):
        await redraw_one(conn, handing_id, where, now)
    return {Bell.TELEGRAM}


async def stands(conn: AsyncConnection, drawn: Handing, where: Place, now: datetime) -> None:
    """A message was sent; what has changed while it was on its way is drawn once more."""
    fresh = await deals_store.held(conn, drawn.id)  # who changes it from now on sees the place
    if fresh:
        await deals_store.place(conn, drawn.id, where)
    if fresh and fresh.state != drawn.state:
        await redraw_one(conn, drawn.id, where, now)


async def redraw_one(conn: AsyncConnection, handing_id: int, where: Place, now: datetime) -> None:
    """The same with one of them."""
    payload = {"chat": where.chat_id, "handing": handing_id, "role": where.role, "place": where.message_id}
    lane = f"deal:{handing_id}:m{where.message_id}"
    await outbox_store.add(conn, [New(TELEGRAM, lane, MESSAGE, payload, REDRAWN)], now)

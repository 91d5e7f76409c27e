"""What people are to see of a lead, as rows of the outbox: cards, reminders, tickets, redraws, and who they are for."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell
from services.domain.lead import Lead
from services.domain.people import Person, Role
from services.domain.regulation import Audience
from services.storage import manual_store, messages_store, outbox_store, staff_store
from services.storage.outbox_store import TELEGRAM

log = logging.getLogger(__name__)

# Who hears of a ticket or an escalation: the holders of the first role that has any.
_ANSWERING = {
    Audience.KEEPER: (Role.KEEPER, Role.DEPUTY, Role.SUPERVISOR, Role.ADMIN),
    Audience.DEPUTY: (Role.DEPUTY, Role.SUPERVISOR, Role.ADMIN),
    Audience.SUPERVISORS: (Role.SUPERVISOR, Role.ADMIN),
    Audience.HEAD: (Role.HEAD, Role.SUPERVISOR, Role.ADMIN),
}

# What goes out first to Telegram.
FIRST_CARD, SPEAK, TICKET, REDRAW = 0, 1, 2, 3
PICTURES = 3  # behind a ticket


@dataclass(frozen=True, slots=True)
class Chats:
    """The groups of the settings; None: each person privately."""

    supervisors: int | None = None
    sources: int | None = None


class Telling:
    """Gathers what goes out about one lead, until it is put into the outbox; `bells`: to ring after the commit."""

    def __init__(self, conn: AsyncConnection, lead: Lead, now: datetime, chats: Chats) -> None:
        self.bells: set[Bell] = set()
        self._conn, self._lead, self._now, self._chats = conn, lead, now, chats
        self._entries: list[outbox_store.New] = []

    async def queue_all(self) -> None:
        """Put everything into the outbox."""
        await outbox_store.add(self._conn, self._entries, self._now)

    def add(self, entry: outbox_store.New, bell: Bell) -> None:
        """Something for any channel."""
        self._entries.append(entry)
        self.bells.add(bell)

    def tell(
        self, to: str, kind: str, payload: Mapping[str, Any], priority: int, next_at: datetime | None = None
    ) -> None:
        """Something for Telegram; `to` and the lead make the lane."""
        lane = lane_of(to, self._lead.id)
        self.add(outbox_store.New(TELEGRAM, lane, kind, payload, priority, self._lead.id, next_at), Bell.TELEGRAM)

    async def tell_holders(
        self, kind: str, payload: Mapping[str, Any], audience: Audience = Audience.SUPERVISORS
    ) -> None:
        """Each of those it is for, privately."""
        asks = kind in ("ticket", "picture")
        people = await answering(self._conn, audience)
        for person in people:
            urgency = TICKET if asks else SPEAK
            self.tell(f"s{person.id}", kind, {"staff": person.id, **payload}, urgency)
        if not people:
            log.error("nobody is there to be told of lead %s (%s)", self._lead.id, kind)

    async def escalate(self, facts: Mapping[str, Any], audience: Audience) -> None:
        """Into the supervisors' group, or to each of those it is for."""
        group = None if audience is Audience.HEAD else self._chats.supervisors
        if group is not None:
            self.tell("supervisors", "escalation", {"chat": group, **facts}, SPEAK)
            return
        await self.tell_holders("escalation", facts, audience)

    async def ask(self, ticket_id: int) -> None:
        """A ticket goes to those who answer first."""
        await self._send_ticket("sources", self._chats.sources, {"ticket": ticket_id}, Audience.KEEPER)

    async def ask_again(self, ticket_id: int, audience: Audience, rung: int) -> None:
        """A ticket that waits goes to those who are next."""
        group = self._chats.supervisors if audience is Audience.SUPERVISORS else None
        await self._send_ticket("supervisors", group, {"ticket": ticket_id, "rung": rung}, audience)

    async def _send_ticket(self, to: str, group: int | None, facts: Mapping[str, Any], audience: Audience) -> None:
        """Into a group, or privately; behind it the pictures that came with the lead (OP10-22)."""
        pictures = await manual_store.pictures(self._conn, self._lead.id)
        for kind, more in (("ticket", {}), *(("picture", {"picture": each}) for each in pictures[:PICTURES])):
            if group is not None:
                self.tell(to, kind, {"chat": group, **facts, **more}, TICKET)
            else:
                await self.tell_holders(kind, {**facts, **more}, audience)

    async def redraw(self, messages: Sequence[messages_store.Standing]) -> None:
        """Draw messages anew; a redraw that waits already will show the newest state."""
        waiting = await outbox_store.waiting_lanes(self._conn, self._lead.id, "redraw") if messages else set()
        for message in messages:
            if lane_of(f"m{message.id}", self._lead.id) not in waiting:
                self.tell(f"m{message.id}", "redraw", {"message": message.id}, REDRAW)

    async def redraw_tickets(self) -> None:
        """Draw the lead's tickets anew."""
        standing = await messages_store.live(self._conn, self._lead.id)
        await self.redraw([each for each in standing if each.role == messages_store.TICKET])

    async def redraw_all(self) -> None:
        """Draw everything of the lead anew, with its usual buttons."""
        messages = await messages_store.live(self._conn, self._lead.id)
        if any(message.view for message in messages):
            await messages_store.reset_views(self._conn, self._lead.id)
        await self.redraw(messages)


def lane_of(to: str, lead_id: int) -> str:
    return f"{to}:{lead_id}"


async def answering(conn: AsyncConnection, audience: Audience) -> list[Person]:
    """Whoever such a message is for."""
    return await holders(conn, *_ANSWERING[audience])


async def holders(conn: AsyncConnection, *preference: Role) -> list[Person]:
    """The reachable holders of the first role that has any."""
    people = [person for person in await staff_store.everyone(conn) if person.reachable]
    for role in preference:
        if found := [person for person in people if person.has(role)]:
            return found
    return []

"""Source tickets answered in words: a reply to the ticket's message, matched against the list and what people say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.answering import Answering
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal
from services.domain.lead import Lead
from services.domain.people import Person
from services.rulebook import Rulebook
from services.storage import leads_store, messages_store, outbox_store, tickets_store, updates_store
from services.storage.database import Database
from services.storage.messages_store import TICKET, Standing
from services.storage.outbox_store import TELEGRAM
from services.storage.tickets_store import Ticket
from services.telling import SPEAK

LONGEST = 60  # characters of a source's name
UNLISTED = "unlisted"  # the view in which a ticket waits for the name of a source that is not in the list


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply to one of our messages; `text` is "" for a voice message, a sticker or a picture."""

    update_id: int
    person: Person
    chat_id: int
    message_id: int
    reply_to: int
    text: str


class SourceWords:
    """Answers by reply work as taps do: once, and only for those who may."""

    def __init__(
        self,
        db: Database,
        answering: Answering,
        carrier: Carrier,
        rulebook: Rulebook,
        bells: Bells,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._answering, self._carrier, self._rulebook = db, answering, carrier, rulebook
        self._bells, self._now = bells, now

    async def hear(self, heard: Heard) -> bool:
        """False when the reply is not to a ticket."""
        async with self._db.writing() as conn:
            standing = await messages_store.at(conn, heard.chat_id, heard.reply_to, gone_too=True)
            if standing is None or standing.role != TICKET:
                return False
            if not await updates_store.finish(conn, heard.update_id):
                return True
            lead = await leads_store.lock(conn, standing.lead_id)
            ticket = await tickets_store.find(conn, standing.facts["ticket"])
            bells = {Bell.TELEGRAM}
            if lead and messages_store.BUNDLE in standing.facts:  # it lists several questions
                refusal = access.to_answer_tickets(heard.person)
                await self._reply(conn, heard, lead, f"refusal-{refusal.code}" if refusal else "bundle-which", {})
            elif lead and ticket:
                bells |= await self._take(conn, heard, standing, lead, ticket)
        self._bells.ring(bells)
        return True

    async def _take(
        self, conn: AsyncConnection, heard: Heard, standing: Standing, lead: Lead, ticket: Ticket
    ) -> set[Bell]:
        outcome, key, args = await self._understand(conn, heard, standing, lead, ticket)
        if isinstance(outcome, Refusal):
            await self._reply(conn, heard, lead, f"refusal-{outcome.code}", outcome.args)
            return set()
        if key:
            await self._reply(conn, heard, lead, key, args)
        return await self._carrier.carry_out(conn, outcome, self._now(), heard.person) if outcome else set()

    async def _understand(
        self, conn: AsyncConnection, heard: Heard, standing: Standing, lead: Lead, ticket: Ticket
    ) -> tuple[Decision | Refusal | None, str, Mapping[str, Any]]:
        """What follows, and what to say; several sources, or none, are offered in a message of their own."""
        said = " ".join(heard.text.split())
        refusal = access.to_answer_tickets(heard.person) or await self._answering.why_not(
            conn, ticket, lead, heard.person
        )
        if refusal:
            return refusal, "", {}
        if not said or len(said) > LONGEST:
            return None, "ticket-words-please", {"length": LONGEST}
        found = self._rulebook.source_list.find(said)
        if found.source:
            answered = await self._answering.answer(conn, ticket, lead, found.source, heard.person)
            return answered, "ticket-noted", {"source": found.source.name}
        if not found.near and (found.unlisted or standing.view == UNLISTED):
            passed = await self._answering.pass_on(conn, ticket, lead, said, heard.person)
            return passed, "ticket-passed-on", {"said": said}
        await self._queue(conn, heard, lead, "ticket", {"ticket": ticket.id, "said": said})
        return None, "", {}

    async def _reply(self, conn: AsyncConnection, heard: Heard, lead: Lead, key: str, args: Mapping[str, Any]) -> None:
        await self._queue(conn, heard, lead, "notice", {"key": key, "args": dict(args)})

    async def _queue(
        self, conn: AsyncConnection, heard: Heard, lead: Lead, kind: str, payload: Mapping[str, Any]
    ) -> None:
        place = {"chat": heard.chat_id, "reply_to": heard.message_id}
        entry = outbox_store.New(TELEGRAM, f"t{heard.chat_id}:{lead.id}", kind, {**place, **payload}, SPEAK, lead.id)
        await outbox_store.add(conn, [entry], self._now())

"""How a tap takes effect: once, whole, and answered at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.domain import access
from services.domain.decision import Decision, Refusal, Why
from services.domain.lead import Lead
from services.domain.people import Person
from services.domain.regulation import Action
from services.storage import leads_store, messages_store, updates_store
from services.storage.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done: what to say (`toast-<key>` in locales/), with the lead as it is now."""

    key: str
    lead: Lead | None = None
    action: Action | None = None
    name: str = ""  # of whoever or whatever the words are about


Outcome = Done | Refusal
Decide = Callable[[AsyncConnection, Lead], Awaitable[Decision | Outcome]]
Told = Done | Callable[[Lead], Done]  # what is said of a decision, perhaps in the words of the lead's own edition


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on one of our messages; `answer` tells the tapper what came of it."""

    update_id: int
    person: Person
    chat_id: int
    message_id: int
    answer: Callable[[Outcome], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class On:
    """What kind of message carries the tapped button, in case its place was never learnt (an answer was lost)."""

    role: str
    facts: Mapping[str, Any] = field(default_factory=dict)


CARD = On(messages_store.CARD)
ESCALATION = On(messages_store.ESCALATION, {"why": Why.LATE})


class Taps:
    """Lock, decide, answer, carry out. The update is finished in the same transaction, so a tap takes effect once."""

    def __init__(self, db: Database, carrier: Carrier, bells: Bells, now: Callable[[], datetime]) -> None:
        self._db, self._carrier, self._bells, self._now = db, carrier, bells, now

    async def once(self, tap: Tap, lead_id: int, decide: Decide, done: Told, on: On | None = CARD) -> Outcome:
        """Carry out what `decide` decides; `done` is said when it is a decision. `on` None: no message of the lead.

        The answer travels while the effects are written. It may: the tap is stored, so that a process that dies here
        leaves it to be worked off again, from the same state to the same end.
        """
        async with asyncio.TaskGroup() as group:
            async with self._db.writing(urgent=True) as conn:
                outcome, decision = await self._decide(conn, tap, lead_id, decide, done, on)
                group.create_task(_say(tap, outcome))
                await asyncio.sleep(0)  # the words leave before the rest is worked out
                bells = {Bell.TELEGRAM}
                if decision:
                    bells |= await self._carrier.carry_out(conn, decision, self._now(), tap.person)
            self._bells.ring(bells)
        return outcome

    async def _decide(
        self, conn: AsyncConnection, tap: Tap, lead_id: int, decide: Decide, done: Told, on: On | None
    ) -> tuple[Outcome, Decision | None]:
        if not await updates_store.finish(conn, tap.update_id):
            return Refusal("repeated"), None
        lead = await leads_store.lock(conn, lead_id)
        if lead is None:
            return Refusal("unknown-lead"), None
        decided = await decide(conn, lead)
        if not isinstance(decided, Decision):
            if on:
                await self._adopt_copy(conn, tap, lead, on)
            return decided, None
        if on:
            await self._adopt(conn, tap, lead, on)
        told = done(decided.lead) if callable(done) else done
        return replace(told, lead=decided.lead), decided

    async def refuse(self, tap: Tap, refusal: Refusal) -> Outcome:
        """Nothing to lock: only words."""
        await tap.answer(refusal)
        return refusal

    async def show(self, conn: AsyncConnection, tap: Tap, lead: Lead, view: str, on: On = CARD) -> None:
        """Let the tapped message offer something else."""
        await self._adopt(conn, tap, lead, on)
        message = await messages_store.at(conn, tap.chat_id, tap.message_id)
        if message and message.lead_id == lead.id:
            await messages_store.show(conn, message.id, view)
            await self._carrier.redraw(conn, lead, message, self._now())

    async def _adopt_copy(self, conn: AsyncConnection, tap: Tap, lead: Lead, on: On) -> None:
        """A copy that nobody knew of, and whose buttons led nowhere, shows how things stand.

        Also to who may not act any more: what such a message says was told in this chat before.
        """
        if await messages_store.at(conn, tap.chat_id, tap.message_id, gone_too=True):
            return
        if known := await messages_store.newest(conn, lead.id, on.role, tap.chat_id, gone_too=True):
            place = (tap.chat_id, tap.message_id)
            await messages_store.add(conn, lead.id, on.role, *place, known.facts, self._now())
        elif on.role == messages_store.CARD or access.to_supervise(tap.person) is None:
            await self._adopt(conn, tap, lead, on)
        if message := await messages_store.at(conn, tap.chat_id, tap.message_id):
            await self._carrier.redraw(conn, lead, message, self._now())

    async def _adopt(self, conn: AsyncConnection, tap: Tap, lead: Lead, on: On) -> None:
        """Now we know where the message stands; a lead's card stands in private chats only."""
        if on.role != messages_store.CARD or (tap.chat_id > 0 and access.may_see(tap.person, lead)):
            await messages_store.add(conn, lead.id, on.role, tap.chat_id, tap.message_id, on.facts, self._now())


async def _say(tap: Tap, outcome: Outcome) -> None:
    """Words that cannot be found must not undo what was done."""
    try:
        await tap.answer(outcome)
    except Exception:
        log.exception("a tap was not answered")

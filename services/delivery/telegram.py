"""The outbox's way to Telegram: leased, paced, sent, settled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services.bells import Bell, Bells
from services.decisions import Carrier
from services.delivery.backoff import SHUT_OUT, wait
from services.delivery.compose import Composer, Moot, Outgoing, Unreachable
from services.domain.decision import Decision, Escalate, Record, Why
from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, UNREACHABLE, ChatMoved, Messenger, Refused, TryLater
from services.domain.lead import Phase
from services.storage import leads_store, marks_store, messages_store, outbox_store, questions_store, staff_store
from services.storage.database import Database
from services.storage.outbox_store import TELEGRAM, Entry
from services.storage.trouble import is_away
from services.telegram.pace import Pace

log = logging.getLogger(__name__)

LOOK = 150  # entries looked at in one step …
DEEPEST = 3000  # … and at most, when those are for chats that have to wait
IN_FLIGHT = 30  # messages on their way at once: about a second's worth
AHEAD = 0.2  # seconds an entry may wait for its turn in memory: longer waits stay in the table
STUMBLED = timedelta(seconds=5)
# Messages that offer to undo a choice.
UNDOABLE = (messages_store.CARD, messages_store.REMINDER, messages_store.CONSULTATION)
NOTED = (0.1, 0.5, 2.0, 5.0)  # seconds between tries to note down what was sent


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an entry goes, and when (Unix time) the pace lets it go."""

    chat_id: int | None
    at: float


class TelegramDelivery:
    """Sends what waits for Telegram. At least once: only a lost answer can double a message, and that is counted."""

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        pace: Pace,
        composer: Composer,
        carrier: Carrier,
        bells: Bells,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        worker: str,
        arrived: Callable[[float], None],
    ) -> None:
        """`arrived` is told of each new lead's first card how many seconds after its mention it came."""
        self._db, self._messenger, self._pace, self._composer = db, messenger, pace, composer
        self._carrier, self._bells, self._now, self._sleep, self._worker = carrier, bells, now, sleep, worker
        self._busy: dict[int, int | None] = {}  # entries on their way, with their chats
        self._held: set[int] = set()  # leased, and stumbled over something unforeseen
        self.redelivered = self.refused = 0
        self._arrived = arrived

    async def step(self) -> float | None:
        """Send what may go out now, to the end; seconds until something else may, None when nothing waits."""
        async with asyncio.TaskGroup() as group:
            return await self.start(group)

    async def start(self, group: asyncio.TaskGroup) -> float | None:
        """The same without waiting: a slow chat holds nobody else up. Rings the bell when a send has ended."""
        room = IN_FLIGHT - len(self._busy)
        if room <= 0:
            return None
        await self._take_back()
        async with self._db.reading() as conn:
            entries, chosen, soonest = await self._look(conn, room)
        if not chosen:
            return soonest if soonest is not None else await self._until_next()
        async with self._db.writing() as conn:
            leased = await outbox_store.lease(conn, list(chosen), self._worker)
        for entry in entries:
            if entry.id in leased:
                self._busy[entry.id] = chosen[entry.id].chat_id
                group.create_task(self._guarded(entry, chosen[entry.id]))
        return 0.0

    async def _take_back(self) -> None:
        """What stumbled is tried again a little later, also when the database itself was what it stumbled over."""
        if held := frozenset(self._held):
            async with self._db.writing() as conn:
                await outbox_store.take_back(conn, held, self._worker, self._now() + STUMBLED)
            self._held -= held

    async def _look(self, conn: AsyncConnection, room: int) -> tuple[list[Entry], dict[int, Slot], float | None]:
        """What waits, those of it that go now, and when the next chat will be free.

        Many entries for one chat, which has to wait, hide nobody else's behind them: then we look further.
        """
        entries: list[Entry] = []
        chosen: dict[int, Slot] = {}
        soonest: float | None = None
        for skip in range(0, DEEPEST, LOOK):
            found = await outbox_store.sendable(conn, TELEGRAM, self._now(), LOOK, skip)
            free = await self._choose(conn, found, room, chosen)
            entries += found
            soonest = min((each for each in (soonest, free) if each is not None), default=None)
            if len(found) < LOOK or len(chosen) >= room:
                break
        return entries, chosen, soonest

    async def _choose(
        self, conn: AsyncConnection, entries: Sequence[Entry], room: int, chosen: dict[int, Slot]
    ) -> float | None:
        """Add entries whose chat is free now, one a chat, to `chosen`; when the next chat will be."""
        now = self._now().timestamp()
        chats = await self._composer.chats_of(conn, entries) if entries else {}
        taken = {chat_id for chat_id in self._busy.values() if chat_id is not None}
        taken |= {slot.chat_id for slot in chosen.values() if slot.chat_id is not None}
        soonest: float | None = None
        for entry in entries:
            if len(chosen) >= room or entry.id in self._busy:
                continue
            chat_id = chats[entry.id]
            if chat_id in taken:
                continue
            delay = self._pace.ready_at(chat_id, now) - now if chat_id is not None else 0.0
            if delay > AHEAD:
                soonest = delay if soonest is None else min(soonest, delay)
                continue
            if chat_id is not None:
                taken.add(chat_id)
            chosen[entry.id] = Slot(chat_id, self._pace.reserve(chat_id, now) if chat_id is not None else now)
        return soonest

    async def _guarded(self, entry: Entry, slot: Slot) -> None:
        try:
            await self._sleep(max(0.0, slot.at - self._now().timestamp()))
            await self._send(entry, slot.chat_id)
        except Exception:
            log.exception("entry %s (%s) of lead %s could not be sent", entry.id, entry.kind, entry.lead_id)
            self._held.add(entry.id)
        finally:
            self._busy.pop(entry.id, None)
            self._bells.ring([Bell.TELEGRAM])

    async def _until_next(self) -> float | None:
        async with self._db.reading() as conn:
            moment = await outbox_store.next_at(conn, TELEGRAM, self._now())
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

    async def _send(self, entry: Entry, chat_id: int | None) -> None:
        if entry.kind == "expire":
            await self._expire(entry)
            return
        async with self._db.reading() as conn:
            composed = await self._composer.compose(conn, entry, chat_id)
        match composed:
            case Moot(reason) if "clock" not in entry.payload:
                await self._settle(entry, "dropped", reason)
            case Moot():
                await self._drop_rung(entry, chat_id)
            case Unreachable(why):
                await self._unreachable(entry, why)
            case Outgoing():
                await self._deliver(entry, composed)

    async def _drop_rung(self, entry: Entry, chat_id: int | None) -> None:
        """Judged once more while the lead stands still: an undo either comes first, or finds the rung dropped."""
        async with self._db.writing() as conn:
            await leads_store.lock(conn, entry.lead_id or 0)
            composed = await self._composer.compose(conn, entry, chat_id)
            if isinstance(composed, Moot):
                await outbox_store.settle(conn, entry.id, "dropped", self._now(), composed.reason)
            else:
                await outbox_store.postpone(conn, entry.id, self._now(), "needed after all")

    async def _deliver(self, entry: Entry, out: Outgoing) -> None:
        try:
            if old := out.edit.message_id if out.edit else out.replaces:
                await self._messenger.edit(out.chat_id, old, out.message)
                message_id = old
            else:
                if entry.attempts and entry.maybe_done:
                    self.redelivered += 1
                    log.warning("sent again, the answer was lost: entry %s, lead %s", entry.id, entry.lead_id)
                message_id = await self._messenger.send(out.chat_id, out.message)
        except TryLater as problem:
            if problem.after is not None:
                self._pace.hold(out.chat_id, self._now().timestamp() + problem.after)
            await self._postpone(entry, wait(entry.attempts + 1, problem.after), str(problem), problem.maybe_done)
        except ChatMoved as moved:
            await self._move(entry, out.chat_id, moved.chat_id)
        except Refused as refused:
            await self._refused(entry, out, refused)
        else:
            await self._insist(entry, out, message_id)

    async def _insist(self, entry: Entry, out: Outgoing, message_id: int) -> None:
        """It is sent: a database that is away for a moment is asked again, or the message would go out again."""
        for pause in NOTED:
            try:
                await self._delivered(entry, out, message_id)
            except Exception as error:
                if not is_away(error):
                    raise
                log.warning("entry %s was sent and waits to be noted down: %s", entry.id, type(error).__name__)
                await self._sleep(pause)
            else:
                return
        await self._delivered(entry, out, message_id)

    async def _delivered(self, entry: Entry, out: Outgoing, message_id: int) -> None:
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "done", self._now())
            if out.question:
                await questions_store.place(conn, out.question, message_id)
            if out.role == messages_store.CARD and entry.lead_id and not out.edit:
                received = await messages_store.received_without_card(conn, entry.lead_id)
                if received:
                    self._arrived((self._now() - received).total_seconds())
            if out.role and entry.lead_id:
                await messages_store.add(conn, entry.lead_id, out.role, out.chat_id, message_id, out.facts, self._now())
            if out.last and out.edit:
                await messages_store.retire(conn, out.edit.id)
            elif out.revision and entry.lead_id and not out.edit:
                await self._catch_up(conn, entry.lead_id, out, message_id)

    async def _catch_up(self, conn: AsyncConnection, lead_id: int, out: Outgoing, message_id: int) -> None:
        """The lead changed while its message was on the way: it had no place yet, so nobody redrew it."""
        kept = await leads_store.find(conn, lead_id)
        standing = await messages_store.at(conn, out.chat_id, message_id)
        if kept and standing and kept.revision != out.revision:
            await self._carrier.redraw(conn, kept.lead, standing, self._now())

    async def _refused(self, entry: Entry, out: Outgoing, refused: Refused) -> None:
        if refused.code == CREDENTIALS:
            await self._postpone(entry, SHUT_OUT, refused.code, maybe_done=False)
        elif out.replaces and not out.question:  # it was deleted: nothing is left to be put in its place
            await self._settle(entry, "dropped", refused.code)
        elif out.replaces:  # the question was deleted: it is asked anew below
            async with self._db.writing() as conn:
                await questions_store.place(conn, out.question, None)
                await outbox_store.postpone(conn, entry.id, self._now(), refused.code)
        elif out.edit:
            async with self._db.writing() as conn:
                await messages_store.retire(conn, out.edit.id)
                await outbox_store.settle(conn, entry.id, "dropped", self._now(), refused.code)
        elif refused.code in (UNREACHABLE, ACCESS_DENIED) and "chat" in entry.payload:
            await self._privately(entry, refused)
        elif refused.code == UNREACHABLE:
            await self._block(out.chat_id)
            await self._unreachable(entry, Why.BLOCKED)
        else:
            log.error("Telegram refused entry %s (%s) of lead %s: %s", entry.id, entry.kind, entry.lead_id, refused)
            await self._send_bare(entry, out, refused)

    async def _send_bare(self, entry: Entry, out: Outgoing, refused: Refused) -> None:
        """Something in the message is not to Telegram's taste: a lead is worth more than its looks."""
        bare = Outgoing(out.chat_id, out.message.bare(), out.role, out.facts, revision=out.revision)
        if bare.message == out.message:
            await self._settle(entry, "refused", str(refused))
        else:
            await self._deliver(entry, bare)

    async def _privately(self, entry: Entry, refused: Refused) -> None:
        """A group that does not let us in: those it is for hear privately."""
        log.error("a group cannot be written to, people are told privately: %s", refused)
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "refused", self._now(), str(refused))
            kept = await leads_store.find(conn, entry.lead_id or 0)
            if kept:
                payload = {name: value for name, value in entry.payload.items() if name != "chat"}
                await self._carrier.tell_privately(conn, kept.lead, entry.kind, payload, self._now())

    async def _block(self, chat_id: int) -> None:
        async with self._db.writing() as conn:
            person = await staff_store.by_telegram(conn, chat_id)
            if person:
                await staff_store.change(conn, person.id, blocked=True)

    async def _unreachable(self, entry: Entry, why: Why) -> None:
        """A card or reminder that cannot reach its manager goes to the supervisors, saying why."""
        bells = {Bell.TELEGRAM}
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "refused", self._now(), f"unreachable: {why}")
            lead = await leads_store.lock(conn, entry.lead_id) if entry.lead_id else None
            mine = lead is not None and entry.payload.get("to") == lead.portal.manager_id
            if lead and mine and lead.phase is Phase.NEW and entry.kind in ("card", "reminder"):
                decision = Decision(lead, (Escalate(why), Record("unreachable", {"why": why})))
                bells |= await self._carrier.carry_out(conn, decision, self._now())
        self._bells.ring(bells)

    async def _move(self, entry: Entry, old: int, new: int) -> None:
        """A group became a supergroup: remember its new id for good."""
        log.warning("a group was upgraded to a supergroup; its new id is kept in the database: %s", new)
        async with self._db.writing() as conn:
            await marks_store.put(conn, marks_store.moved_chat(old), str(new))
            await messages_store.retire_chat(conn, old)
            await outbox_store.postpone(conn, entry.id, self._now(), "the group has moved")

    async def _expire(self, entry: Entry) -> None:
        """The time to undo, or a lock, is over: messages that said so are drawn anew."""
        roles = entry.payload.get("roles", UNDOABLE)
        async with self._db.writing() as conn:
            kept = await leads_store.find(conn, entry.lead_id or 0)
            for message in await messages_store.live(conn, entry.lead_id or 0) if kept else []:
                if kept and message.role in roles:
                    await self._carrier.redraw(conn, kept.lead, message, self._now())
            await outbox_store.settle(conn, entry.id, "done", self._now())

    async def _settle(self, entry: Entry, state: str, reason: str) -> None:
        self.refused += state == "refused"
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, state, self._now(), reason)

    async def _postpone(self, entry: Entry, pause: timedelta, reason: str, maybe_done: bool) -> None:
        log.info("Telegram will be tried again in %.0f s: %s", pause.total_seconds(), reason)
        async with self._db.writing() as conn:
            await outbox_store.postpone(conn, entry.id, self._now() + pause, reason, maybe_done=maybe_done)

"""The outbox's way to Telegram: leased, paced, sent, settled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services import deal_rows
from services.bells import Bell, Bells
from services.decisions import Carrier
from services.delivery.backoff import SHUT_OUT, wait
from services.delivery.choosing import Choosing
from services.delivery.compose import Composer, Moot, Outgoing, Unreachable
from services.delivery.parcels import Parcel, alone
from services.domain.decision import Decision, Escalate, Record, Why
from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, UNREACHABLE, ChatMoved, Messenger, Refused, TryLater
from services.domain.lead import Phase
from services.storage import leads_store, marks_store, messages_store, outbox_store, questions_store, staff_store
from services.storage.database import Database
from services.storage.deals_store import Place
from services.storage.outbox_store import TELEGRAM, Entry
from services.storage.trouble import is_away
from services.telegram.pace import Pace

log = logging.getLogger(__name__)

IN_FLIGHT = 30  # messages on their way at once: about a second's worth
STUMBLED = timedelta(seconds=5)
# Messages that offer to undo a choice.
UNDOABLE = (messages_store.CARD, messages_store.REMINDER, messages_store.CONSULTATION)
NOTED = (0.1, 0.5, 2.0, 5.0)  # seconds between tries to note down what was sent


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
        self._busy: dict[int, int | None] = {}  # entries on their way, with their chats …
        self._flying = 0  # … and the messages that they go in
        self._held: set[int] = set()  # leased, and stumbled over something unforeseen
        self._choosing = Choosing(pace, composer, now)
        self.redelivered = self.refused = 0
        self._arrived = arrived

    async def step(self) -> float | None:
        """Send what may go out now, to the end; seconds until something else may, None when nothing waits."""
        async with asyncio.TaskGroup() as group:
            return await self.start(group)

    async def start(self, group: asyncio.TaskGroup) -> float | None:
        """The same without waiting: a slow chat holds nobody else up. Rings the bell when a send has ended."""
        room = IN_FLIGHT - self._flying
        if room <= 0:
            return None
        await self._take_back()
        async with self._db.reading() as conn:
            parcels, soonest = await self._choosing.look(conn, room, self._busy)
        if not parcels:
            return soonest if soonest is not None else await self._until_next()
        async with self._db.writing() as conn:
            ids = [entry.id for parcel in parcels for entry in parcel.entries]
            leased = await outbox_store.lease(conn, ids, self._worker)
        for parcel in parcels:
            entries = [entry for entry in parcel.entries if entry.id in leased]
            if entries:
                self._busy |= {entry.id: parcel.chat_id for entry in entries}
                self._flying += 1
                group.create_task(self._guarded(entries, parcel))
        return 0.0

    async def _take_back(self) -> None:
        """What stumbled is tried again a little later, also when the database itself was what it stumbled over."""
        if held := frozenset(self._held):
            async with self._db.writing() as conn:
                await outbox_store.take_back(conn, held, self._worker, self._now() + STUMBLED)
            self._held -= held

    async def _guarded(self, entries: Sequence[Entry], parcel: Parcel) -> None:
        try:
            await self._sleep(max(0.0, parcel.at - self._now().timestamp()))
            await self._send(entries, parcel.chat_id)
        except Exception:
            told = ", ".join(f"{entry.id} ({entry.kind}) of lead {entry.lead_id}" for entry in entries)
            log.exception("what could not be sent: entry %s", told)
            self._held |= {entry.id for entry in entries}
            if len(entries) > 1:  # whatever is wrong with one lead is no reason to keep the others waiting
                self._choosing.singly |= {entry.id for entry in entries}
        finally:
            self._flying -= 1
            for entry in entries:
                self._busy.pop(entry.id, None)
            self._bells.ring([Bell.TELEGRAM])

    async def _until_next(self) -> float | None:
        async with self._db.reading() as conn:
            moment = await outbox_store.next_at(conn, TELEGRAM, self._now())
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

    async def _send(self, entries: Sequence[Entry], chat_id: int | None) -> None:
        """One message: of one entry, or a list of what each of them was to say; an edit for all that ask for it."""
        if entries[0].kind == "expire":
            await self._expire(entries[0])
            return
        asked = entries[:1] if entries[0].kind == "redraw" else entries
        async with self._db.reading() as conn:
            composed = [(entry, await self._composer.compose(conn, entry, chat_id)) for entry in asked]
            going = [(entry, out) for entry, out in composed if isinstance(out, Outgoing)]
            together = await self._composer.bundle(conn, going) if len(going) > 1 else None
        for entry, out in composed:
            if not isinstance(out, Outgoing):
                for each in entries if entry.kind == "redraw" else (entry,):
                    await self._left_out(each, out, chat_id)
        if together:
            await self._deliver([entry for entry, _ in going], together)
        elif going:
            await self._deliver(entries if entries[0].kind == "redraw" else [going[0][0]], going[0][1])

    async def _left_out(self, entry: Entry, why: Moot | Unreachable, chat_id: int | None) -> None:
        if isinstance(why, Unreachable):
            await self._unreachable(entry, why.why)
        elif "clock" in entry.payload and not alone(entry.payload):
            await self._drop_rung(entry, chat_id)
        else:
            await self._settle([entry], "dropped", why.reason)

    async def _drop_rung(self, entry: Entry, chat_id: int | None) -> None:
        """Judged once more while the lead stands still: an undo either comes first, or finds the rung dropped."""
        async with self._db.writing() as conn:
            await leads_store.lock(conn, entry.lead_id or 0)
            composed = await self._composer.compose(conn, entry, chat_id)
            if isinstance(composed, Moot):
                await outbox_store.settle(conn, entry.id, "dropped", self._now(), composed.reason)
            else:
                await outbox_store.postpone(conn, entry.id, self._now(), "needed after all")

    async def _deliver(self, entries: Sequence[Entry], out: Outgoing) -> None:
        try:
            if old := out.edit.message_id if out.edit else out.replaces:
                await self._messenger.edit(out.chat_id, old, out.message)
                message_id = old
            else:
                self._note_again(entries)
                message_id = await self._messenger.send(out.chat_id, out.message)
        except TryLater as problem:
            if problem.after is not None:
                self._pace.hold(out.chat_id, self._now().timestamp() + problem.after)
            pause = wait(max(entry.attempts for entry in entries) + 1, problem.after)
            await self._postpone(entries, pause, str(problem), problem.maybe_done)
        except ChatMoved as moved:
            await self._move(entries, out.chat_id, moved.chat_id)
        except Refused as refused:
            await self._refused(entries, out, refused)
        else:
            await self._insist(entries, out, message_id)

    def _note_again(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.attempts and entry.maybe_done:
                self.redelivered += 1
                log.warning("sent again, the answer was lost: entry %s, lead %s", entry.id, entry.lead_id)

    async def _insist(self, entries: Sequence[Entry], out: Outgoing, message_id: int) -> None:
        """It is sent: a database that is away for a moment is asked again, or the message would go out again."""
        for pause in NOTED:
            try:
                await self._delivered(entries, out, message_id)
            except Exception as error:
                if not is_away(error):
                    raise
                ids = [entry.id for entry in entries]
                log.warning("entries %s were sent and wait to be noted down: %s", ids, type(error).__name__)
                await self._sleep(pause)
            else:
                return
        await self._delivered(entries, out, message_id)

    async def _delivered(self, entries: Sequence[Entry], out: Outgoing, message_id: int) -> None:
        async with self._db.writing() as conn:
            if not out.edit:  # whoever changes these leads now either sees the new place, or is seen here
                for lead_id in sorted({entry.lead_id for entry in entries if entry.lead_id}):
                    await leads_store.lock(conn, lead_id)
            for entry in entries:
                await outbox_store.settle(conn, entry.id, "done", self._now())
            if out.listed:
                parts = [(each.seen.view.lead.id, each.facts) for each in out.listed if each.seen]
                await messages_store.add_bundle(conn, out.role, (out.chat_id, message_id), parts, self._now())
                for each, (lead_id, _) in zip(out.listed, parts, strict=True):
                    await self._catch_up(conn, lead_id, each.revision, out.chat_id, message_id)
            else:
                await self._noted(conn, entries[0], out, message_id)

    async def _noted(self, conn: AsyncConnection, entry: Entry, out: Outgoing, message_id: int) -> None:
        """What else is remembered of a message that is about one lead, or none."""
        if out.question:
            await questions_store.place(conn, out.question, message_id)
        if out.handing and not out.replaces:
            await deal_rows.stands(conn, out.handing, Place(out.role, out.chat_id, message_id), self._now())
        if out.role == messages_store.CARD and entry.lead_id and not out.edit:
            received = await messages_store.received_without_card(conn, entry.lead_id)
            if received:
                self._arrived((self._now() - received).total_seconds())
        if out.role and entry.lead_id:
            await messages_store.add(conn, entry.lead_id, out.role, out.chat_id, message_id, out.facts, self._now())
        if out.last and out.edit:
            await messages_store.retire(conn, out.edit.id)
        elif out.revision and entry.lead_id and not out.edit:
            await self._catch_up(conn, entry.lead_id, out.revision, out.chat_id, message_id)

    async def _catch_up(
        self, conn: AsyncConnection, lead_id: int, revision: int, chat_id: int, message_id: int
    ) -> None:
        """The lead changed while its message was on the way: it had no place yet, so nobody redrew it."""
        kept = await leads_store.find(conn, lead_id)
        standing = await messages_store.at(conn, chat_id, message_id)
        if kept and standing and kept.revision != revision:
            await self._carrier.redraw(conn, kept.lead, standing, self._now())

    async def _refused(self, entries: Sequence[Entry], out: Outgoing, refused: Refused) -> None:
        entry = entries[0]
        if refused.code == CREDENTIALS:
            await self._postpone(entries, SHUT_OUT, refused.code, maybe_done=False)
        elif out.replaces and not out.question:  # it was deleted: nothing is left to be put in its place
            await self._settle(entries, "dropped", refused.code)
        elif out.replaces:  # the question was deleted: it is asked anew below
            async with self._db.writing() as conn:
                await questions_store.place(conn, out.question, None)
                await outbox_store.postpone(conn, entry.id, self._now(), refused.code)
        elif out.edit:
            await self._edit_refused(entries, out.edit.id, out.chat_id, refused)
        elif refused.code in (UNREACHABLE, ACCESS_DENIED) and "chat" in entry.payload:
            for each in entries:
                await self._privately(each, refused)
        elif refused.code == UNREACHABLE:
            await self._block(out.chat_id)
            for each in entries:
                await self._unreachable(each, Why.BLOCKED)
        else:
            told = [f"{each.id} ({each.kind}) of lead {each.lead_id}" for each in entries]
            log.error("Telegram refused entry %s: %s", ", ".join(told), refused)
            await self._send_bare(entries, out, refused)

    async def _edit_refused(self, entries: Sequence[Entry], row_id: int, chat_id: int, refused: Refused) -> None:
        """The message is gone; of whoever has stopped the bot it stands, and is drawn anew when they come back."""
        async with self._db.writing() as conn:
            if refused.code != UNREACHABLE or chat_id < 0:
                await messages_store.retire(conn, row_id)
            for entry in entries:
                await outbox_store.settle(conn, entry.id, "dropped", self._now(), refused.code)

    async def _send_bare(self, entries: Sequence[Entry], out: Outgoing, refused: Refused) -> None:
        """Something in the message is not to Telegram's taste: a lead is worth more than its looks."""
        bare = replace(out, message=out.message.bare())
        if out.listed:  # each goes on its own, and one that is refused takes no other with it
            self._choosing.singly |= {entry.id for entry in entries}
            await self._postpone(entries, timedelta(), str(refused), maybe_done=False)
        elif bare.message == out.message:
            await self._settle(entries, "refused", str(refused))
        else:
            await self._deliver(entries, bare)

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
        """A card or reminder that cannot reach its manager goes to the supervisors, saying why; a deal rings."""
        bells = {Bell.TELEGRAM}
        async with self._db.writing() as conn:
            await outbox_store.settle(conn, entry.id, "refused", self._now(), f"unreachable: {why}")
            if entry.kind == deal_rows.MESSAGE:
                bells |= await deal_rows.ring(conn, entry.payload, self._now())
            lead = await leads_store.lock(conn, entry.lead_id) if entry.lead_id else None
            mine = lead is not None and entry.payload.get("to") == lead.portal.manager_id
            if lead and mine and lead.phase is Phase.NEW and entry.kind in ("card", "reminder"):
                decision = Decision(lead, (Escalate(why), Record("unreachable", {"why": why})))
                bells |= await self._carrier.carry_out(conn, decision, self._now())
        self._bells.ring(bells)

    async def _move(self, entries: Sequence[Entry], old: int, new: int) -> None:
        """A group became a supergroup: remember its new id for good."""
        log.warning("a group was upgraded to a supergroup; its new id is kept in the database: %s", new)
        async with self._db.writing() as conn:
            await marks_store.put(conn, marks_store.moved_chat(old), str(new))
            await messages_store.retire_chat(conn, old)
            for entry in entries:
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

    async def _settle(self, entries: Sequence[Entry], state: str, reason: str) -> None:
        self.refused += len(entries) if state == "refused" else 0
        async with self._db.writing() as conn:
            for entry in entries:
                await outbox_store.settle(conn, entry.id, state, self._now(), reason)

    async def _postpone(self, entries: Sequence[Entry], pause: timedelta, reason: str, maybe_done: bool) -> None:
        log.info("Telegram will be tried again in %.0f s: %s", pause.total_seconds(), reason)
        async with self._db.writing() as conn:
            for entry in entries:
                await outbox_store.postpone(conn, entry.id, self._now() + pause, reason, maybe_done=maybe_done)

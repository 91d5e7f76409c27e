"""The one place where effects become rows, all in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services import claiming, registering, ticketing
from services.bells import Bell
from services.domain.decision import (
    HANDED_OFF,
    AskAgain,
    Book,
    ChangeConsultation,
    ClaimBonus,
    Comment,
    Decision,
    Effect,
    Escalate,
    HandOff,
    Hold,
    HoldClock,
    MirrorConsultation,
    MoveBonus,
    NameReferrer,
    OpenTicket,
    PassTicket,
    PullTrigger,
    Record,
    Redraw,
    RememberChoice,
    Remind,
    RemindConsultation,
    RestoreClocks,
    SendCard,
    StartClock,
    StopClocks,
    Suggest,
    TakeBackConsultation,
    WithdrawBonus,
    WithdrawTicket,
    Write,
)
from services.domain.due_times import due_times
from services.domain.history import IN_PORTAL
from services.domain.lead import Lead
from services.domain.people import Person, Whence
from services.domain.regulation import Audience
from services.storage import (
    choices_store,
    consultations_store,
    deadlines_store,
    held_store,
    history_store,
    leads_store,
    messages_store,
    outbox_store,
    silenced_store,
    tickets_store,
)
from services.storage.outbox_store import BITRIX24, MIRROR, TELEGRAM
from services.telling import FIRST_CARD, REDRAW, SPEAK, TICKET, Chats, Telling, answering, holders, lane_of

WRITE = 0  # priority of what goes to Bitrix24


class Carrier:
    """Carries decisions out. Nothing is sent here: what goes out waits in the outbox."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def carry_out(
        self,
        conn: AsyncConnection,
        decision: Decision,
        now: datetime,
        person: Person | None = None,
        *,
        new: bool = False,
        heard_at: datetime | None = None,
    ) -> set[Bell]:
        """Store the lead and its effects; the bells to ring after the commit. `heard_at`: of a new lead."""
        lead = decision.lead
        await (leads_store.add(conn, lead, heard_at or now) if new else leads_store.save(conn, lead))
        step = _Step(conn, lead, now, person, self._chats)
        for effect in decision.effects:
            await step.carry(effect)
        await step.telling.queue_all()
        return step.telling.bells

    async def redraw(self, conn: AsyncConnection, lead: Lead, message: messages_store.Standing, now: datetime) -> None:
        """Redraw one message: what it offers has changed, not the lead."""
        telling = Telling(conn, lead, now, self._chats)
        await telling.redraw([message])
        await telling.queue_all()

    async def redraw_tickets(
        self, conn: AsyncConnection, lead: Lead, now: datetime, at: datetime | None = None
    ) -> None:
        """What a ticket offers has changed, or will have by `at`."""
        telling = Telling(conn, lead, now, self._chats)
        if at:
            telling.tell("lock", "expire", {"roles": [messages_store.TICKET]}, REDRAW, next_at=at)
        else:
            await telling.redraw_tickets()
        await telling.queue_all()

    async def send_card(self, conn: AsyncConnection, lead: Lead, person: Person, now: datetime) -> None:
        """A fresh card to somebody who may see it."""
        telling = Telling(conn, lead, now, self._chats)
        telling.tell(f"s{person.id}", "card", {"staff": person.id}, FIRST_CARD)
        await telling.queue_all()

    async def send_alone(
        self, conn: AsyncConnection, lead: Lead, kind: str, payload: Mapping[str, Any], now: datetime
    ) -> None:
        """What a list of several leads said of this one, to a chat where somebody waits for it."""
        telling = Telling(conn, lead, now, self._chats)
        telling.tell(f"a{payload['chat']}", kind, {**payload, "alone": True}, FIRST_CARD)
        await telling.queue_all()

    async def send_consultation(
        self, conn: AsyncConnection, lead: Lead, person: Person, row_id: int, now: datetime
    ) -> None:
        """A consultation with its statuses, to somebody who may see it."""
        telling = Telling(conn, lead, now, self._chats)
        telling.tell(f"s{person.id}", "consultation", {"staff": person.id, "consultation": row_id}, FIRST_CARD)
        await telling.queue_all()

    async def tell_privately(
        self, conn: AsyncConnection, lead: Lead, kind: str, payload: Mapping[str, Any], now: datetime
    ) -> None:
        """An escalation or a ticket for those whom their group cannot tell."""
        telling = Telling(conn, lead, now, self._chats)
        asks = kind in ("ticket", "picture")
        await telling.tell_holders(kind, payload, Audience.KEEPER if asks else Audience.SUPERVISORS)
        await telling.queue_all()

    async def notify(
        self,
        conn: AsyncConnection,
        staff_id: int,
        key: str,
        args: Mapping[str, Any],
        now: datetime,
        lead_id: int | None = None,
    ) -> None:
        """A line of words to one person."""
        payload = {"staff": staff_id, "key": key, "args": dict(args)}
        notice = outbox_store.New(TELEGRAM, f"s{staff_id}:notice", "notice", payload, SPEAK, lead_id)
        await outbox_store.add(conn, [notice], now)

    async def tell_supervisors(self, conn: AsyncConnection, key: str, args: Mapping[str, Any], now: datetime) -> None:
        """A line of words to the supervisors: in their group, or to each."""
        words = {"key": key, "args": dict(args)}
        if self._chats.supervisors is not None:
            payload = {"chat": self._chats.supervisors, **words}
            await outbox_store.add(
                conn, [outbox_store.New(TELEGRAM, "supervisors:notice", "notice", payload, SPEAK)], now
            )
            return
        for person in await answering(conn, Audience.SUPERVISORS):
            await self.notify(conn, person.id, key, args, now)


class _Step:
    def __init__(self, conn: AsyncConnection, lead: Lead, now: datetime, person: Person | None, chats: Chats) -> None:
        self.telling = Telling(conn, lead, now, chats)
        self._conn, self._lead, self._now, self._person, self._chats = conn, lead, now, person, chats
        self._choice_id: int | None = None
        self._row_id = 0  # of the register, once one was written

    async def carry(self, effect: Effect) -> None:
        match effect:
            case StartClock() | StopClocks() | HoldClock() | RestoreClocks() | Hold():
                await self._clock(effect)
            case RememberChoice():
                await self._remember(effect)
            case OpenTicket() | WithdrawTicket() | PassTicket() | AskAgain():
                await self._ticket(effect)
            case Suggest():
                await self._suggest(effect)
            case ClaimBonus() | WithdrawBonus() | NameReferrer() | MoveBonus():
                await self._bonus(effect)
            case Book() | ChangeConsultation() | TakeBackConsultation():
                await self._register(effect)
            case MirrorConsultation():
                self._mirror()
            case Record() | HandOff():
                await self._record(effect)
            case Write() | Comment() | PullTrigger():
                self._write(effect)
            case _:
                await self._speak(effect)

    async def _clock(self, effect: StartClock | StopClocks | HoldClock | RestoreClocks | Hold) -> None:
        if not isinstance(effect, StopClocks):
            self.telling.bells.add(Bell.DEADLINES)
        match effect:
            case StartClock(clock, zero):
                moments = due_times(clock, zero)
                # A reminder of what is yet to come has nothing to say once its time is over.
                missed = [rung for rung, at in enumerate(moments) if at < zero and at <= self._now]
                await deadlines_store.start(self._conn, self._lead.id, clock.code, moments, self._choice_id, missed)
            case StopClocks(codes):
                await deadlines_store.stop(self._conn, self._lead.id, codes, self._choice_id)
            case Hold(until):
                await held_store.hold(self._conn, self._lead.id, until)
            case HoldClock(code, by):
                await deadlines_store.hold(self._conn, self._lead.id, code, by)
            case RestoreClocks(choice_id):
                await deadlines_store.restore(self._conn, choice_id)
                await choices_store.mark_undone(self._conn, choice_id, self._now)
                await self._speak_again(choice_id)

    async def _speak_again(self, choice_id: int) -> None:
        """A rung that had fired, and was not said because of the choice, is said after all."""
        if await silenced_store.again(self._conn, self._lead.id, choice_id, self._now):
            self.telling.bells.add(Bell.TELEGRAM)

    async def _speak(self, effect: Effect) -> None:
        match effect:
            case SendCard(manager_id):
                self.telling.tell(f"b{manager_id}", "card", {"to": manager_id}, FIRST_CARD)
            case Remind(manager_id, rung, clock):
                self.telling.tell(f"b{manager_id}", "reminder", {"to": manager_id, "rung": rung, "clock": clock}, SPEAK)
            case Escalate(why, rung, clock, audience):
                about = self._lead.portal.manager_id
                await self.telling.escalate({"why": why, "rung": rung, "clock": clock, "about": about}, audience)
            case RemindConsultation(to, rung, clock):
                await self._remind_consultation(to, {"rung": rung, "clock": clock})
            case Redraw():
                await self.telling.redraw_all()

    @property
    def _staff_id(self) -> int | None:
        return self._person.id if self._person else None

    async def _remember(self, choice: RememberChoice) -> None:
        self._choice_id = await choices_store.add(
            self._conn,
            self._staff_id or 0,
            choice.action,
            choice.before,
            choice.changes,
            self._now,
            choice.undo_until,
        )
        # When the time to undo is over the card must say so, in a lane of its own: it holds nothing else up.
        self.telling.tell("undo", "expire", {}, REDRAW, next_at=choice.undo_until)

    async def _ticket(self, effect: OpenTicket | WithdrawTicket | PassTicket | AskAgain) -> None:
        match effect:
            case OpenTicket():
                asked = await ticketing.open_or_join(self._conn, self._lead.id, effect, self._staff_id or 0, self._now)
                await self._ask_or_show(asked)
            case WithdrawTicket():
                for asked in await ticketing.withdraw(self._conn, self._lead.id, self._now):
                    await self._ask_or_show(asked)
            case PassTicket(said):
                await ticketing.pass_on(self._conn, self._lead.id, said, self._staff_id or 0, self._now)
            case AskAgain(audience, rung):
                await self._ask_again(audience, rung)

    async def _ask_or_show(self, asked: ticketing.Asked) -> None:
        """A ticket is sent; one that asks for more leads, or fewer, than it did is drawn anew."""
        kept = await leads_store.find(self._conn, asked.lead_id)
        if kept is None:
            return
        telling = Telling(self._conn, kept.lead, self._now, self._chats)
        if asked.stands:
            await telling.redraw_tickets()
        else:
            await telling.ask(asked.ticket_id)
        await telling.queue_all()
        self.telling.bells |= telling.bells

    async def _ask_again(self, audience: Audience, rung: int) -> None:
        """A ticket that waits goes to those who are next."""
        ticket = await tickets_store.open_of(self._conn, self._lead.id)
        if ticket:
            await self.telling.ask_again(ticket.id, audience, rung)

    async def _record(self, effect: Record | HandOff) -> None:
        if isinstance(effect, HandOff):
            # While a keeper or an editor is still asked, the source is not right, whatever it is (OP10-01).
            waits = await tickets_store.open_of(self._conn, self._lead.id)
            waits = waits or await tickets_store.passed_of(self._conn, self._lead.id)
            effect = Record(HANDED_OFF, {"right": effect.right and waits is None})
        whence = self._person.whence if self._person else Whence.PORTAL if effect.kind in IN_PORTAL else None
        line = (self._lead.id, self._now, self._staff_id, effect.kind, effect.data)
        await history_store.record(self._conn, *line, whence)

    async def _suggest(self, effect: Suggest) -> None:
        amendment_id = await ticketing.suggest(self._conn, self._lead.id, effect, self._staff_id or 0, self._now)
        if amendment_id is None:
            return
        for person in await holders(self._conn, *effect.to):
            self.telling.tell(f"s{person.id}", "suggestion", {"staff": person.id, "amendment": amendment_id}, TICKET)
        self.telling.bells.add(Bell.AMENDMENTS)

    async def _register(self, effect: registering.RegisterEffect) -> None:
        """Whom the client meets is told."""
        done = await registering.carry(self._conn, effect, self._choice_id, self._now)
        self._row_id = done.row_id
        if done.tells and not (self._person and self._person.bitrix_id == done.tells):
            payload = {"to": done.tells, "consultation": done.row_id}
            self.telling.tell(f"b{done.tells}", "consultation", payload, SPEAK)

    def _mirror(self) -> None:
        """A lane for each row; what goes is read when it goes."""
        if self._row_id:
            payload = {"consultation": self._row_id, "staff": self._staff_id}
            lane = f"register:{self._row_id}"
            entry = outbox_store.New(MIRROR, lane, "mirror", payload, WRITE, self._lead.id)
            self.telling.add(entry, Bell.MIRROR)

    async def _remind_consultation(self, to: Sequence[int], facts: Mapping[str, Any]) -> None:
        if row := await consultations_store.open_of(self._conn, self._lead.id):
            for person in to:
                self.telling.tell(f"b{person}", "consultation", {"to": person, "consultation": row.id, **facts}, SPEAK)

    async def _bonus(self, effect: claiming.BonusEffect) -> None:
        """A question that needs no answer any more says so where it stands."""
        for question in await claiming.carry(self._conn, self._lead, effect, self._staff_id or 0, self._now):
            if question.message_id:
                told = {"chat": question.chat_id, "ends": question.id, "args": {"lead": self._lead.called}}
                payload = {**told, "key": "referrer-withdrawn"}
                notice = outbox_store.New(TELEGRAM, f"q{question.chat_id}", "notice", payload, SPEAK)
                self.telling.add(notice, Bell.TELEGRAM)

    def _write(self, effect: Write | Comment | PullTrigger) -> None:
        person = self._person.name if self._person else ""
        staff_id = self._staff_id
        lane = "comment" if isinstance(effect, Comment) else "fields"  # a trigger is pulled after what was written
        if isinstance(effect, Write):
            kind = "fields"
            changes = {name: [change.before, change.after] for name, change in effect.changes.items()}
            payload: dict[str, Any] = {"changes": changes, "staff": staff_id}
        elif isinstance(effect, PullTrigger):
            kind, payload = "trigger", {"code": effect.code, "staff": staff_id}
        else:
            kind = "comment"
            payload = {
                "key": effect.key,
                "text": effect.text,
                "args": dict(effect.args),
                "who": person,
                "staff": staff_id,
                "at": self._now.isoformat(),
                "exact": effect.exact,
            }
        entry = outbox_store.New(BITRIX24, lane_of(lane, self._lead.id), kind, payload, WRITE, self._lead.id)
        self.telling.add(entry, Bell.BITRIX24)

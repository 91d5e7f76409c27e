"""An outbox entry for Telegram becomes a message, drawn from the lead as it is at that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.deal_rows import MESSAGE as DEAL
from services.delivery.consultations import ConsultationMessages
from services.delivery.deals import DealMessages
from services.delivery.exports import Exports
from services.delivery.reports import ReportMessages
from services.delivery.ticket_viewing import TicketViewing
from services.delivery.viewing import Seen, Viewing
from services.domain import access
from services.domain.amendments import State
from services.domain.deals import Handing
from services.domain.decision import Why
from services.domain.flow import fall_due
from services.domain.flow.receive import hand_reason
from services.domain.gateways import Message
from services.domain.lead import Phase
from services.domain.people import Person
from services.domain.regulation import FIRST_TOUCH
from services.storage import (
    deadlines_store,
    manual_store,
    marks_store,
    messages_store,
    outbox_store,
    questions_store,
    staff_store,
)
from services.storage.messages_store import CARD, CONSULTATION, ESCALATION, REMINDER, SUGGESTION, TICKET, Standing
from services.storage.outbox_store import Entry
from services.telegram import bundles, cards, keyboards, suggestions, tickets
from services.telegram.manual_cards import ManualCards
from services.telegram.texts import Texts


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to go. `edit`: the standing message it replaces. `last`: it is not redrawn again."""

    chat_id: int
    message: Message
    role: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    edit: Standing | None = None
    last: bool = False
    revision: int = 0
    replaces: int | None = None  # a message without a lead that is drawn anew
    question: int = 0  # remembers where it stands
    handing: Handing | None = None  # of a deal: the same
    seen: Seen | None = None  # the lead that it was drawn from, if it may go into a list
    listed: Sequence["Outgoing"] = ()  # a list of several leads: what each of them would have been sent alone


@dataclass(frozen=True, slots=True)
class Moot:
    """Nobody needs this entry any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person cannot be written to."""

    why: Why


class Composer:
    """Resolves who an entry is for, and draws it."""

    def __init__(
        self,
        viewing: Viewing,
        tickets: TicketViewing,
        manual: ManualCards,
        consultations: ConsultationMessages,
        exports: Exports,
        reports: ReportMessages,
        deals: DealMessages,
        texts: Texts,
    ) -> None:
        self._viewing, self._tickets, self._manual_cards, self._texts = viewing, tickets, manual, texts
        self._consultations, self._exports, self._reports = consultations, exports, reports
        self._deals = deals
        # What is drawn from rows of its own, by kind of entry and by role of the message that stands then.
        self._rows = {TICKET: self._ticket, SUGGESTION: self._suggestion, CONSULTATION: self._consultation}

    async def chats_of(self, conn: AsyncConnection, entries: Sequence[Entry]) -> dict[int, int | None]:
        """The chat each entry goes to now, None where there is none: three queries, however many entries."""
        people = await staff_store.everyone(conn)
        chats = {person.id: person.telegram_id for person in people if person.reachable}
        employees = {person.bitrix_id: chats.get(person.id) for person in people}
        moved = await marks_store.moved_chats(conn)
        rows = [entry.payload["message"] for entry in entries if "message" in entry.payload]
        places = await messages_store.chats(conn, rows)

        def of(payload: Mapping[str, Any]) -> int | None:
            if "chat" in payload:
                return moved.get(payload["chat"], int(payload["chat"]))
            if "message" in payload:
                return places.get(payload["message"])
            if "to" in payload:
                return employees.get(payload["to"])
            return chats.get(
                payload.get("staff", 0)
            )  # `expire` is for nobody: it only queues messages to be drawn anew

        return {entry.id: of(entry.payload) for entry in entries}

    async def compose(self, conn: AsyncConnection, entry: Entry, chat_id: int | None) -> Outgoing | Moot | Unreachable:
        """Draw the entry, for the chat it goes to, from what is true now."""
        if entry.kind == "redraw":
            return await self._redraw(conn, entry)
        if chat_id is None:
            return await self._nobody(conn, entry)
        if entry.kind in ("notice", "question", "answered", "manual", "export", "report", DEAL):
            return await self._spoken(conn, entry, chat_id)
        seen = await self._viewing.of(conn, entry.lead_id or 0)
        if seen is None:
            return Moot("the lead is not known")
        match entry.kind:
            case "card":
                return self._card(entry, chat_id, seen)
            case "reminder":
                return await self._reminder(conn, entry, chat_id, seen)
            case "escalation":
                return await self._escalation(conn, entry, chat_id, seen)
            case "picture":
                return await self._picture(conn, entry, chat_id, seen)
            case kind if kind in self._rows:
                return await self._rows[kind](conn, chat_id, _facts(entry.payload), seen)
        raise ValueError(f"an outbox entry of an unknown kind: {entry.kind}")

    async def bundle(self, conn: AsyncConnection, going: Sequence[tuple[Entry, Outgoing]]) -> Outgoing:
        """One message in place of these for a chat, all of one role: it lists their leads."""
        outs = [out for _, out in going]
        role, chat_id = outs[0].role, outs[0].chat_id
        lines = [await self._line(conn, role, chat_id, out.facts, out.seen) for out in outs if out.seen]
        told = any("bell" in entry.payload for entry, _ in going)
        return Outgoing(chat_id, bundles.bundle(role, lines, self._texts, told=told), role, listed=outs)

    async def _line(
        self, conn: AsyncConnection, role: str, chat_id: int, facts: Mapping[str, Any], seen: Seen
    ) -> bundles.Line:
        if role == TICKET:
            asked = await self._tickets.of(conn, chat_id, "", facts)
            return bundles.of_ticket(seen.view, self._texts, asked)
        clock = facts.get("clock", FIRST_TOUCH)
        if over(seen, clock) or (role == REMINDER and await self._is_former(conn, chat_id, seen)):
            return bundles.of_acted(seen.view, self._texts, in_group=chat_id < 0)
        if role == REMINDER:
            return bundles.of_reminder(seen.view, self._texts, clock, again=facts.get("rung", 0) < 0)
        about = await self._viewing.about(conn, facts)
        return bundles.of_escalation(seen.view, self._texts, facts["why"], clock, about)

    async def _redrawn_bundle(self, conn: AsyncConnection, standing: Standing) -> Outgoing:
        parts = await messages_store.parts_of(conn, standing.id)
        found = [(await self._viewing.of(conn, lead_id), facts) for lead_id, facts in parts]
        place = standing.role, standing.chat_id
        lines = [await self._line(conn, *place, facts, seen) for seen, facts in found if seen]
        message = bundles.bundle(standing.role, lines, self._texts)
        return Outgoing(standing.chat_id, message, edit=standing, last=all(line.gone for line in lines))

    async def _spoken(self, conn: AsyncConnection, entry: Entry, chat_id: int) -> Outgoing | Moot:
        """What belongs to no lead's message: words, a question, what came of a conversation, a table, a deal."""
        if entry.kind in (DEAL, "manual"):
            drawn = self._deal if entry.kind == DEAL else self._manual
            return await drawn(conn, entry, chat_id)
        if entry.kind == "notice":
            return await self._notice(conn, entry, chat_id)
        if entry.kind == "export":
            return Outgoing(chat_id, await self._exports.draw(conn, entry.payload))
        if entry.kind == "report":
            part = await self._reports.draw(conn, entry.payload)
            return Outgoing(chat_id, part) if part else Moot("there is nothing to show")
        if entry.kind == "answered":
            return Outgoing(chat_id, Message(self._texts("question-answered")), replaces=entry.payload["message_id"])
        return await self._question(conn, entry, chat_id)

    async def _question(self, conn: AsyncConnection, entry: Entry, chat_id: int) -> Outgoing | Moot:
        payload = entry.payload
        question = await questions_store.lock(conn, payload["question"])
        if question is None:
            return Moot("the question is closed")
        if await outbox_store.asked_anew(conn, entry):
            return Moot("the next question stands behind it")
        keyboard = keyboards.of_question(
            question.id, payload["options"], self._texts, cancel=payload.get("cancel", True)
        )
        message = Message(self._texts(payload["key"], **payload["args"]), keyboard)
        return Outgoing(chat_id, message, replaces=question.message_id, question=question.id)

    async def _manual(self, conn: AsyncConnection, entry: Entry, chat_id: int) -> Outgoing | Moot:
        """Where the creation of a lead stands, in place of the last words of the conversation that it came from."""
        manual = await manual_store.find(conn, entry.payload["manual"])
        if manual is None:
            return Moot("the lead is long in the portal")
        place = await questions_store.place_of(conn, manual.question_id)
        return Outgoing(chat_id, self._manual_cards.draw(manual), replaces=place, question=manual.question_id)

    async def _notice(self, conn: AsyncConnection, entry: Entry, chat_id: int) -> Outgoing:
        args = dict(entry.payload["args"])
        leads = args.pop("leads", None)
        cover = args.pop("cover", None)
        keyboard = keyboards.of_open_leads([(lead[0], lead[1]) for lead in leads]) if leads else ()
        if cover:
            keyboard = keyboards.of_cover(cover, self._texts)
        if news := entry.payload.get("news"):
            keyboard = keyboards.of_edition(news, self._texts)
        message = Message(self._texts(entry.payload["key"], **args), keyboard, entry.payload.get("reply_to"))
        question_id = entry.payload.get("ends", 0)
        place = await questions_store.place_of(conn, question_id) if question_id else None
        return Outgoing(chat_id, message, replaces=place, question=question_id)

    async def _deal(self, conn: AsyncConnection, entry: Entry, chat_id: int) -> Outgoing | Moot:
        """A deal that was handed to somebody, in place of what this message showed before."""
        drawn = await self._deals.draw(conn, entry.payload, chat_id)
        if drawn is None:
            return Moot("somebody has it in hand already")
        handing, message = drawn
        place = entry.payload.get("place")
        return Outgoing(chat_id, message, entry.payload["role"], replaces=place, handing=handing)

    def _card(self, entry: Entry, chat_id: int, seen: Seen) -> Outgoing | Moot:
        if not seen.view.lead.open or _of_another(entry, seen):
            return Moot("the lead is closed or somebody else's")
        return Outgoing(chat_id, cards.card(seen.view, self._texts), CARD, revision=seen.revision)

    async def _reminder(self, conn: AsyncConnection, entry: Entry, chat_id: int, seen: Seen) -> Outgoing | Moot:
        lead, rung, clock = seen.view.lead, entry.payload["rung"], entry.payload.get("clock", FIRST_TOUCH)
        if over(seen, clock) or _of_another(entry, seen):
            return Moot("somebody has acted")
        if await _daily_over(conn, seen, clock, entry.created_at):
            return Moot("the clock was stopped, or has spoken once more")
        card = await messages_store.newest(conn, lead.id, CARD, chat_id)
        if rung >= 0 and (due_at := await deadlines_store.due_at(conn, lead.id, clock, rung)):
            if await deadlines_store.fired_since(conn, lead.id, clock, rung, due_at):
                return Moot("a higher rung has spoken")
            if card and card.sent_at >= due_at:
                return Moot("the card itself came after this was due")
        drawn = cards.reminder(seen.view, self._texts, clock, again=rung < 0)
        message = Message(self._told(entry, drawn.html), drawn.keyboard, reply_to=card.message_id if card else None)
        facts = {"rung": rung, "clock": clock}
        return Outgoing(chat_id, message, REMINDER, facts, revision=seen.revision, seen=seen)

    async def _escalation(self, conn: AsyncConnection, entry: Entry, chat_id: int, seen: Seen) -> Outgoing | Moot:
        if over(seen, entry.payload.get("clock", FIRST_TOUCH)):
            return Moot("somebody has acted")
        facts = {name: entry.payload[name] for name in ("why", "clock", "about") if name in entry.payload}
        drawn = await self._drawn_escalation(conn, facts, seen)
        drawn = Message(self._told(entry, drawn.html), drawn.keyboard)
        return Outgoing(chat_id, drawn, ESCALATION, facts, revision=seen.revision, seen=seen)

    async def _drawn_escalation(self, conn: AsyncConnection, facts: Mapping[str, Any], seen: Seen) -> Message:
        clock, about = facts.get("clock", FIRST_TOUCH), await self._viewing.about(conn, facts)
        return cards.escalation(seen.view, self._texts, facts["why"], clock, about)

    def _told(self, entry: Entry, html: str) -> str:
        """What was said in the portal meanwhile is not news: the message says so, and has the buttons."""
        return f"{html}\n{self._texts('bell-told')}" if "bell" in entry.payload else html

    async def _ticket(
        self, conn: AsyncConnection, chat_id: int, facts: Mapping[str, Any], seen: Seen, edit: Standing | None = None
    ) -> Outgoing | Moot:
        asked = await self._tickets.of(conn, chat_id, seen.view.view, facts)
        if asked is None or (edit is None and asked.state != "open"):
            return Moot("the ticket is closed")
        drawn = tickets.ticket(seen.view, self._texts, asked)
        message = Message(drawn.html, drawn.keyboard, reply_to=facts.get("reply_to"))
        last = asked.state in ("answered", "withdrawn")
        return Outgoing(chat_id, message, TICKET, facts, edit, last=last, revision=seen.revision, seen=seen)

    async def _picture(self, conn: AsyncConnection, entry: Entry, chat_id: int, seen: Seen) -> Outgoing | Moot:
        """What came with the lead, behind the ticket that asks where it came from."""
        standing = await messages_store.live(conn, seen.view.lead.id)
        ticket = next((each for each in reversed(standing) if each.role == TICKET and each.chat_id == chat_id), None)
        if ticket is None:
            return Moot("the ticket is closed")
        caption = self._texts("ticket-picture", lead=cards.title(seen.view))
        return Outgoing(chat_id, Message(caption, reply_to=ticket.message_id, picture=entry.payload["picture"]))

    async def _suggestion(
        self, conn: AsyncConnection, chat_id: int, facts: Mapping[str, Any], seen: Seen, edit: Standing | None = None
    ) -> Outgoing | Moot:
        asked = await self._tickets.suggestion(conn, seen.view.view, facts["amendment"])
        over = asked is not None and asked.amendment.state is not State.SUGGESTED
        if asked is None or (over and edit is None):
            return Moot("the suggestion is decided")
        drawn = suggestions.suggestion(seen.view, self._texts, asked)
        return Outgoing(chat_id, drawn, SUGGESTION, facts, edit, last=over, revision=seen.revision)

    async def _consultation(
        self, conn: AsyncConnection, chat_id: int, facts: Mapping[str, Any], seen: Seen, edit: Standing | None = None
    ) -> Outgoing | Moot:
        drawn = await self._consultations.draw(conn, facts, seen, chat_id, standing=edit is not None)
        if drawn is None:
            return Moot("the consultation has ended or moved")
        last = seen.view.lead.phase is Phase.GONE
        return Outgoing(chat_id, drawn, CONSULTATION, facts, edit, last=last, revision=seen.revision)

    async def _redraw(self, conn: AsyncConnection, entry: Entry) -> Outgoing | Moot:
        standing = await messages_store.find(conn, entry.payload["message"])
        seen = await self._viewing.of(conn, standing.lead_id, standing.view) if standing else None
        if standing is None or seen is None:
            return Moot("the message is gone")
        if messages_store.BUNDLE in standing.facts:
            return await self._redrawn_bundle(conn, standing)
        if standing.role in self._rows:
            return await self._rows[standing.role](conn, standing.chat_id, standing.facts, seen, standing)
        last = seen.view.lead.phase is Phase.GONE
        if standing.role == ESCALATION:
            drawn = await self._drawn_escalation(conn, standing.facts, seen)
        elif await self._is_former(conn, standing.chat_id, seen):
            drawn, last = cards.former(seen.view, self._texts), True
        elif standing.role == REMINDER:
            facts = standing.facts
            clock, again = facts.get("clock", FIRST_TOUCH), facts.get("rung", 0) < 0
            drawn = cards.reminder(seen.view, self._texts, clock, again=again)
        else:
            drawn = cards.card(seen.view, self._texts)
        return Outgoing(standing.chat_id, drawn, edit=standing, last=last, revision=seen.revision)

    async def _is_former(self, conn: AsyncConnection, chat_id: int, seen: Seen) -> bool:
        """Whether the chat is of somebody who may not act on the lead any more."""
        holder = await staff_store.by_telegram(conn, chat_id)
        return holder is not None and access.to_act(holder, seen.view.lead) is not None

    async def _person(self, conn: AsyncConnection, entry: Entry) -> Person | None:
        if "to" in entry.payload:
            return await staff_store.by_bitrix(conn, entry.payload["to"])
        return await staff_store.find(conn, entry.payload["staff"])

    async def _nobody(self, conn: AsyncConnection, entry: Entry) -> Moot | Unreachable:
        person = await self._person(conn, entry) if "chat" not in entry.payload else None
        return Unreachable(hand_reason(1, person) or Why.NOT_CONNECTED)


def _facts(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Of an entry what its message is remembered by: all but where it goes."""
    return {name: value for name, value in payload.items() if name not in ("chat", "staff", "to", "alone")}


async def _daily_over(conn: AsyncConnection, seen: Seen, code: str, since: datetime) -> bool:
    """Whether nobody needs to hear what a daily clock said then."""
    clock, lead_id = seen.view.rules.clock(code), seen.view.lead.id
    if clock is None or clock.daily is None:
        return False
    stopped = code not in await deadlines_store.waiting(conn, lead_id)
    return stopped or await deadlines_store.fired_after(conn, lead_id, code, since)


def over(seen: Seen, clock: str) -> bool:
    """Whether nobody needs to hear of this clock any more."""
    return fall_due.over(seen.view.lead, clock, seen.view.rules, consults=seen.view.consultation is not None)


def _of_another(entry: Entry, seen: Seen) -> bool:
    return "to" in entry.payload and entry.payload["to"] != seen.view.lead.portal.manager_id

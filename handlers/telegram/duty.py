"""`/duty`: who stands in for others this week; set by the head of sales (LT-23)."""

from datetime import date

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.words import refusal
from services.domain import access
from services.domain.decision import Refusal
from services.domain.gateways import Button
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.duty import Duty, Roster
from services.telegram.callbacks import DutyTap
from services.telegram.gateway import Telegram
from services.telegram.html import cut, escape, lines
from services.telegram.texts import Texts

router = Router(name="duty")
NAME = 24  # characters of a name on a button


@router.message(Command("duty"), F.chat.type == ChatType.PRIVATE)
async def show(message: Message, person: Person, duty: Duty, texts: Texts, telegram: Telegram) -> None:
    """The roster, for everybody; the buttons are for those who set it."""
    roster = await duty.roster()
    if isinstance(roster, Refusal):
        await telegram.say(message.chat.id, Outgoing(escape(refusal(texts, roster))))
    else:
        await telegram.say(message.chat.id, _drawn(roster, person, texts))


@router.callback_query(DutyTap.filter())
async def put(
    query: CallbackQuery,
    callback_data: DutyTap,
    update_id: int,
    person: Person,
    duty: Duty,
    texts: Texts,
    telegram: Telegram,
) -> None:
    """A day is chosen, then whose it is."""
    day = _day(callback_data.day)
    refused: Refusal | None = None
    if callback_data.person:
        refused = await duty.put(update_id, person, day, callback_data.person) if day else Refusal("stale")
        day = None
    roster = await duty.roster()
    refused = refused or (roster if isinstance(roster, Refusal) else _may(roster, person))
    await telegram.answer(query.id, refusal(texts, refused) if refused else "", alert=refused is not None)
    if query.message and isinstance(roster, Roster) and not refused:
        drawn = _asked(roster, day, texts) if day else _drawn(roster, person, texts)
        await telegram.edit(query.message.chat.id, query.message.message_id, drawn)


def _may(roster: Roster, person: Person) -> Refusal | None:
    if refused := access.to_supervise(person):
        return refused
    return None if roster.candidates else Refusal("nobody-for-duty")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _drawn(roster: Roster, reader: Person, texts: Texts) -> Outgoing:
    days = [
        texts("duty-day", day=_spelled(day, texts), name=person.name if person else "", away=_state(person))
        for day, person in roster.days.items()
    ]
    rows = [
        Button(_spelled(day, texts), data=DutyTap(day=day.isoformat()).pack())
        for day in roster.days
        if access.to_supervise(reader) is None
    ]
    keyboard = tuple(tuple(rows[at : at + 4]) for at in range(0, len(rows), 4))
    return Outgoing(lines(texts("duty-title"), *days), keyboard)


def _asked(roster: Roster, day: date, texts: Texts) -> Outgoing:
    people = [
        (Button(cut(person.name, NAME), data=DutyTap(day=day.isoformat(), person=person.id).pack()),)
        for person in roster.candidates
    ]
    back = (Button(texts.plain("button-back"), data=DutyTap().pack()),)
    return Outgoing(texts("duty-whom", day=_spelled(day, texts)), (*people, back))


def _state(person: Person | None) -> str:
    if person is None:
        return "nobody"
    return "away" if person.absent else "here"


def _spelled(day: date, texts: Texts) -> str:
    return texts.plain("duty-date", weekday=f"d{day.weekday()}", day=f"{day:%d.%m}")

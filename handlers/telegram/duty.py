"""`/duty`: who stands in for others this week; set by the head of sales (LT-23)."""

from datetime import date

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.domain.decision import Refusal
from services.domain.form import in_rows
from services.domain.gateways import Button
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.duty import Duty, Roster
from services.telegram.callbacks import DutyTap
from services.telegram.html import cut, lines
from services.telegram.texts import Texts

router = Router(name="duty")
NAME = 24  # characters of a name on a button


@router.message(Command("duty"), F.chat.type == ChatType.PRIVATE)
async def show(_message: Message, person: Person, duty: Duty, talk: Talk) -> None:
    """The roster, for everybody; the buttons are for those who set it."""
    roster = await duty.roster()
    await talk.say(
        roster if isinstance(roster, Refusal) else _drawn(roster, talk.texts, settable=duty.may_put(person) is None)
    )


@router.callback_query(DutyTap.filter())
async def put(
    _query: CallbackQuery, callback_data: DutyTap, update_id: int, person: Person, duty: Duty, talk: Talk
) -> None:
    """A day is chosen, then whose it is."""
    day = _day(callback_data.day)
    refused: Refusal | None = None
    if callback_data.person:
        refused = await duty.put(update_id, person, day, callback_data.person) if day else Refusal("stale")
        day = None
    roster = await duty.roster()
    refused = refused or (roster if isinstance(roster, Refusal) else _may(roster, duty.may_put(person)))
    await talk.toast(refused)
    if isinstance(roster, Roster) and not refused:
        await talk.redraw(_asked(roster, day, talk.texts) if day else _drawn(roster, talk.texts, settable=True))


def _may(roster: Roster, refused: Refusal | None) -> Refusal | None:
    return refused or (None if roster.candidates else Refusal("nobody-for-duty"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _drawn(roster: Roster, texts: Texts, *, settable: bool) -> Outgoing:
    days = [
        texts("duty-day", day=_spelled(day, texts), name=person.name if person else "", away=_state(person))
        for day, person in roster.days.items()
    ]
    rows = [Button(_spelled(day, texts), data=DutyTap(day=day.isoformat()).pack()) for day in roster.days if settable]
    keyboard = tuple(in_rows(rows, 4))
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

"""`/shift` and `/away`: who is at work, on a pause, on vacation; covers, and what is in hand at the end of a shift."""

import re
from datetime import timedelta

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from handlers.telegram.words import refusal
from services.domain.absence import Away
from services.domain.away_words import leaving, planned
from services.domain.decision import Refusal
from services.domain.gateways import Button, Keyboard
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.shifts import Shift, Shifts
from services.telegram.callbacks import CoverTap, ShiftTap
from services.telegram.html import cut, escape, lines
from services.telegram.texts import Texts

router = Router(name="shift")
private = F.chat.type == ChatType.PRIVATE
NAME = 24  # characters of a name on a button
LISTED = 20
PAUSES = (15, 30, 60)  # minutes
LEAVING = re.compile(r"(?i)^(я\s+)?(ухожу|отойду|отлучусь|away for)\s")


@router.message(Command("shift"), private)
async def show(_message: Message, person: Person, shifts: Shifts, talk: Talk) -> None:
    """Where one stands, with buttons."""
    await talk.say(await _now(person, shifts, talk))


@router.message(Command("away"), private)
async def away(
    _message: Message, command: CommandObject, update_id: int, person: Person, shifts: Shifts, talk: Talk
) -> None:
    """A vacation or an illness, in words."""
    days = planned(command.args or "", shifts.today())
    if days is None:
        await talk.say(Outgoing(talk.texts("away-how")))
        return
    refused = await shifts.plan(update_id, person, days)
    await talk.say(refused or await _now(person, shifts, talk))


@router.message(private, F.text.regexp(LEAVING))
async def leave_for(message: Message, update_id: int, person: Person, shifts: Shifts, talk: Talk) -> None:
    """«Ухожу на 30 минут»: colleagues are asked to stand in."""
    lasts = leaving(message.text or "")
    if lasts is None:
        await talk.say(Outgoing(talk.texts("leaving-how")))
        return
    refused = await shifts.pause(update_id, person, lasts, cover=True)
    drawn = await _now(person, shifts, talk)
    words = (escape(refusal(talk.texts, refused)),) if refused else ()
    await talk.say(Outgoing(lines(*words, drawn.html), drawn.keyboard))


@router.callback_query(ShiftTap.filter(F.do == "give"))
async def give(
    _query: CallbackQuery, callback_data: ShiftTap, update_id: int, person: Person, shifts: Shifts, talk: Talk
) -> None:
    """What is in hand goes to a colleague."""
    given = await shifts.pass_on(update_id, person, callback_data.person)
    await talk.toast(given if isinstance(given, Refusal) else None, talk.texts.plain("toast-shift-given"))
    await talk.redraw(await _now(person, shifts, talk))


@router.callback_query(ShiftTap.filter())
async def say(
    _query: CallbackQuery, callback_data: ShiftTap, update_id: int, person: Person, shifts: Shifts, talk: Talk
) -> None:
    """On, off, a pause, a cover."""
    lasts = timedelta(minutes=callback_data.minutes or PAUSES[1])
    match callback_data.do:
        case "on":
            refused = await shifts.come_on(update_id, person)
        case "off":
            refused = await shifts.leave(update_id, person)
        case "pause" | "cover":
            refused = await shifts.pause(update_id, person, lasts, cover=callback_data.do == "cover")
        case _:
            refused = Refusal("stale")
    await talk.toast(refused)
    await talk.redraw(await _now(person, shifts, talk))


@router.callback_query(CoverTap.filter())
async def cover(
    _query: CallbackQuery, callback_data: CoverTap, update_id: int, person: Person, shifts: Shifts, talk: Talk
) -> None:
    """A colleague agrees to stand in."""
    found = await shifts.cover(update_id, person, callback_data.absence)
    if isinstance(found, Refusal):
        await talk.toast(found)
        return
    absent, absence = found
    await talk.toast(None)
    await talk.redraw(Outgoing(talk.texts("cover-yours", name=absent.name, until=shifts.hour(absence.until))))


async def _now(person: Person, shifts: Shifts, talk: Talk) -> Outgoing:
    return _drawn(await shifts.of(person), shifts, talk.texts)


def _drawn(shift: Shift, shifts: Shifts, texts: Texts) -> Outgoing:
    told = [texts("shift-away" if shift.person.absent else "shift-on")]
    for absence in shift.absences:
        cover_name = shift.covers.get(absence.id, "")
        if absence.kind is Away.PAUSE:
            told.append(texts("shift-pause", until=shifts.hour(absence.until), cover=cover_name or "–"))
        else:
            days = {"first": shifts.first_day(absence), "last": shifts.last_day(absence)}
            told.append(texts("shift-planned", kind=absence.kind.value, **days))
    if not shift.person.absent:
        return Outgoing(lines(*told), _here(texts))
    if shift.leads:
        told.append(texts("shift-in-hand", count=len(shift.leads)))
        told += [texts("shift-lead", lead=cut(lead.called, 60)) for lead in shift.leads[:LISTED]]
    return Outgoing(lines(*told), _gone(shift, texts))


def _here(texts: Texts) -> Keyboard:
    pauses = tuple(
        Button(texts.plain("button-pause", minutes=minutes), data=ShiftTap(do="pause", minutes=minutes).pack())
        for minutes in PAUSES
    )
    ask = Button(texts.plain("button-ask-cover"), data=ShiftTap(do="cover", minutes=PAUSES[1]).pack())
    off = Button(texts.plain("button-shift-off"), data=ShiftTap(do="off").pack(), style="danger")
    return (pauses, (ask,), (off,))


def _gone(shift: Shift, texts: Texts) -> Keyboard:
    """Whom to leave what is in hand to, and the way back."""
    give_to = [
        (
            Button(
                texts.plain("button-shift-give", name=cut(each.name, NAME)),
                data=ShiftTap(do="give", person=each.id).pack(),
            ),
        )
        for each in shift.colleagues
        if shift.leads
    ]
    on = Button(texts.plain("button-shift-on"), data=ShiftTap(do="on").pack(), style="success")
    return (*give_to, (on,))

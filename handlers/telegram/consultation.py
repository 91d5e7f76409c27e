"""Consultations: their statuses by taps, `/consultations` for the register, and its table."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.consultations import Consultations
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.register import Span
from services.taps import Tap
from services.telegram.callbacks import ConsultationTap, RegisterTap

router = Router(name="consultation")
FURTHEST = 600  # spans from now: nobody looks further


@router.message(Command("consultations"), F.chat.type == ChatType.PRIVATE)
async def today(_message: Message, person: Person, consultations: Consultations, talk: Talk) -> None:
    """Those of today."""
    await talk.say(await consultations.drawn(person, Span.DAY, 0))


@router.callback_query(RegisterTap.filter(F.file))
async def export(
    _query: CallbackQuery,
    callback_data: RegisterTap,
    update_id: int,
    person: Person,
    consultations: Consultations,
    talk: Talk,
) -> None:
    """What the message shows as a table, sent to the person."""
    if not _known(callback_data):
        await talk.toast(Refusal("stale"))
        return
    refused = await consultations.export(update_id, person, Span(callback_data.span), callback_data.shift)
    await talk.toast(refused, talk.texts.plain("toast-export"))


@router.callback_query(RegisterTap.filter())
async def turn(
    query: CallbackQuery, callback_data: RegisterTap, person: Person, consultations: Consultations, talk: Talk
) -> None:
    """Another day, week or month."""
    if query.message is None or not _known(callback_data):
        await talk.toast(Refusal("stale"))
        return
    await talk.toast(None)
    await talk.redraw(await consultations.drawn(person, Span(callback_data.span), callback_data.shift))


def _known(data: RegisterTap) -> bool:
    return data.span in list(Span) and abs(data.shift) <= FURTHEST


@router.callback_query(ConsultationTap.filter(F.status == ""))
async def show(_query: CallbackQuery, callback_data: ConsultationTap, tap: Tap, consultations: Consultations) -> None:
    """A consultation with its statuses."""
    await consultations.show(tap, callback_data.row)


@router.callback_query(ConsultationTap.filter())
async def change(_query: CallbackQuery, callback_data: ConsultationTap, tap: Tap, consultations: Consultations) -> None:
    """Another status."""
    await consultations.change(tap, callback_data.row, callback_data.status, callback_data.version)

"""`/queue`: who gets the next lead, who holds the next consultation; who is away, and who is back."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.domain import access
from services.domain.absence import Waiting
from services.domain.gateways import Button, Keyboard
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.domain.sales import queue_lines
from services.sales import Sales
from services.shifts import Shifts
from services.telegram.callbacks import AbsenceTap
from services.telegram.html import cut, lines
from services.telegram.texts import Texts

router = Router(name="queue")
NAME = 24  # characters of a name on a button


@router.message(Command("queue"), F.chat.type == ChatType.PRIVATE)
async def show(_message: Message, person: Person, sales: Sales, shifts: Shifts, talk: Talk) -> None:
    """The order, for everybody; the buttons are for those who may say it."""
    leads, queue = await shifts.queue(), await sales.queue()
    if leads is not None:
        await talk.say(_of_leads(leads, talk.texts))
    if leads is None or queue:
        await talk.say(_drawn(queue, person, talk.texts))


@router.callback_query(AbsenceTap.filter())
async def set_absent(
    _query: CallbackQuery, callback_data: AbsenceTap, update_id: int, person: Person, sales: Sales, talk: Talk
) -> None:
    """Somebody is away, or back."""
    refused = await sales.set_absent(update_id, person, callback_data.person, absent=callback_data.absent)
    await talk.toast(refused)
    if not refused:
        await talk.redraw(_drawn(await sales.queue(), person, talk.texts))


def _of_leads(queue: Sequence[Waiting], texts: Texts) -> Outgoing:
    if not queue:
        return Outgoing(texts("lead-queue-empty"))
    places = (
        texts(
            "lead-queue-place",
            place=0 if each.out else place,
            name=each.person.name,
            leads=each.leads,
            weight=each.weight,
            away="yes" if each.weight else "never",
        )
        for place, each in enumerate(queue, 1)
    )
    return Outgoing(lines(texts("lead-queue-title"), *places))


def _drawn(queue: tuple[Person, ...], reader: Person, texts: Texts) -> Outgoing:
    if not queue:
        return Outgoing(texts("queue-empty"))
    places = [texts(key, **args) for key, args in queue_lines(queue)]
    return Outgoing(lines(texts("queue-title"), *places), _buttons(queue, reader, texts))


def _buttons(queue: tuple[Person, ...], reader: Person, texts: Texts) -> Keyboard:
    """For each of those whom the reader may say it of; who was dismissed does not come back by a button."""
    return tuple(
        (
            Button(
                texts.plain("button-returned" if each.absent else "button-absent", name=cut(each.name, NAME)),
                data=AbsenceTap(person=each.id, absent=not each.absent).pack(),
            ),
        )
        for each in queue
        if each.active and access.to_say_absent(reader, each) is None
    )

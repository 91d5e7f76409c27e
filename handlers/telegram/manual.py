"""A manager adds a lead: by a screenshot, a forwarded message, a contact card, or `/new`."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.telegram.given import given
from handlers.telegram.talk import Talk
from services.domain.decision import Refusal
from services.domain.form import Given, Wrong
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.manual import ManualLeads
from services.telegram.callbacks import ManualTap

router = Router(name="manual")
private = F.chat.type == ChatType.PRIVATE


@router.message(Command("new"), private)
async def new(
    message: Message, command: CommandObject, update_id: int, person: Person, manual: ManualLeads, talk: Talk
) -> None:
    """From nothing, or from the words behind the command."""
    words = Given(text=(command.args or "").strip())
    await _begin(message.chat.id, words, update_id, person, manual, talk)


@router.message(F.photo | F.document | F.forward_origin | F.contact, private)
async def sent(message: Message, update_id: int, person: Person, manual: ManualLeads, talk: Talk) -> None:
    """From what the client wrote."""
    words = given(message)
    if words.odd:
        raise SkipHandler
    await _begin(message.chat.id, words, update_id, person, manual, talk)


@router.callback_query(ManualTap.filter())
async def decide(
    _query: CallbackQuery, callback_data: ManualTap, update_id: int, person: Person, manual: ManualLeads, talk: Talk
) -> None:
    """Somebody has the phone already, or the portal refused: create it all the same, or not."""
    await talk.toast(await manual.decide(update_id, person, callback_data.manual, callback_data.do))


async def _begin(chat_id: int, words: Given, update_id: int, person: Person, manual: ManualLeads, talk: Talk) -> None:
    if not manual.possible:
        raise SkipHandler
    wrong = await manual.begin(update_id, person, chat_id, words)
    if isinstance(wrong, Refusal):
        await talk.say(wrong)
    elif isinstance(wrong, Wrong):
        await talk.say(Outgoing(talk.texts(wrong.key, **wrong.args)))

"""A source ticket: taps on it, and replies in words."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from services.domain.people import Person
from services.source_words import Heard, SourceWords
from services.sources import Sources
from services.taps import Tap
from services.telegram.callbacks import ListTap, LockTap, PassTap, SourceTap

router = Router(name="source")


@router.callback_query(SourceTap.filter())
async def answer(_query: CallbackQuery, callback_data: SourceTap, tap: Tap, sources: Sources) -> None:
    """The keeper picked a source."""
    await sources.answer(tap, callback_data.ticket, callback_data.term)


@router.callback_query(ListTap.filter())
async def browse(_query: CallbackQuery, callback_data: ListTap, tap: Tap, sources: Sources) -> None:
    """Another page of sources, the letters, or a name that is in no list."""
    await sources.browse(tap, callback_data.ticket, callback_data.view)


@router.callback_query(LockTap.filter())
async def lock(_query: CallbackQuery, callback_data: LockTap, tap: Tap, sources: Sources) -> None:
    """Somebody decides now, the others wait."""
    await sources.lock(tap, callback_data.ticket, callback_data.person)


@router.callback_query(PassTap.filter())
async def pass_on(_query: CallbackQuery, callback_data: PassTap, tap: Tap, sources: Sources) -> None:
    """What was said is in no list."""
    await sources.pass_on(tap, callback_data.ticket)


@router.message(F.reply_to_message)
async def reply(message: Message, update_id: int, person: Person | None, source_words: SourceWords) -> None:
    """An answer in words; a reply to anything else is somebody else's."""
    answered, text = message.reply_to_message, (message.text or message.caption or "").strip()
    if person is None or answered is None or text.startswith("/"):
        raise SkipHandler
    heard = Heard(update_id, person, message.chat.id, message.message_id, answered.message_id, text)
    if not await source_words.hear(heard):
        raise SkipHandler

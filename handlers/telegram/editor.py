"""Editors: suggestions, and `/sources`, the regulation as it was amended from the chat."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.amendments import Amendments
from services.domain.amendments import Kind
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.editions import Editions
from services.suggestions import Suggestions
from services.taps import Tap
from services.telegram import rules_page
from services.telegram.callbacks import AmendTap, EditionTap, RulesTap
from services.telegram.html import lines

router = Router(name="editor")


@router.callback_query(AmendTap.filter(F.do == "yes"))
async def confirm(_query: CallbackQuery, callback_data: AmendTap, tap: Tap, suggestions: Suggestions) -> None:
    """In force from now on."""
    await suggestions.confirm(tap, callback_data.amendment, callback_data.term)


@router.callback_query(AmendTap.filter(F.do == "no"))
async def reject(_query: CallbackQuery, callback_data: AmendTap, tap: Tap, suggestions: Suggestions) -> None:
    """No rule follows."""
    await suggestions.reject(tap, callback_data.amendment)


@router.callback_query(AmendTap.filter(F.do == "look"))
async def browse(_query: CallbackQuery, callback_data: AmendTap, tap: Tap, suggestions: Suggestions) -> None:
    """Another source, perhaps."""
    await suggestions.browse(tap, callback_data.amendment, callback_data.view)


@router.message(Command("sources"), F.chat.type == ChatType.PRIVATE)
async def show(_message: Message, person: Person, amendments: Amendments, editions: Editions, talk: Talk) -> None:
    """The edition in force, what was amended, and who has not taken note of a new one yet."""
    await talk.say(rules_page.page(await amendments.book(person), talk.texts, unread=await editions.unread(person)))


@router.callback_query(EditionTap.filter())
async def understood(
    _query: CallbackQuery, callback_data: EditionTap, update_id: int, person: Person, editions: Editions, talk: Talk
) -> None:
    """«Понятно»: the message stays, its button goes."""
    told = await editions.take_note(update_id, person, callback_data.news)
    refused = told if isinstance(told, Refusal) else None
    await talk.toast(refused, talk.texts.plain("toast-understood"))
    if not isinstance(told, Refusal):
        words = talk.texts(told["key"], **told["args"])
        await talk.redraw(Outgoing(lines(words, talk.texts("edition-understood"))))


@router.callback_query(RulesTap.filter())
async def change(
    query: CallbackQuery,
    callback_data: RulesTap,
    update_id: int,
    person: Person,
    amendments: Amendments,
    editions: Editions,
    talk: Talk,
) -> None:
    """Look on, add something, or take something back: the page is drawn anew."""
    message, data = query.message, callback_data
    refused = None
    if data.do == "drop":
        refused = await amendments.withdraw(update_id, person, data.amendment)
    elif data.do in list(Kind) and message:
        refused = await amendments.begin(update_id, person, message.chat.id, Kind(data.do))
    await talk.toast(refused)
    if not refused and data.do not in list(Kind):
        sure = data.amendment if data.do == "sure" else 0
        book, unread = await amendments.book(person), await editions.unread(person)
        await talk.redraw(rules_page.page(book, talk.texts, data.page, sure=sure, unread=unread))

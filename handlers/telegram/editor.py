"""Editors: suggestions, and `/sources`, the regulation as it was amended from the chat."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.amendments import Amendments
from services.domain.amendments import Kind
from services.domain.people import Person
from services.suggestions import Suggestions
from services.taps import Tap
from services.telegram import rules_page
from services.telegram.callbacks import AmendTap, RulesTap

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
async def show(_message: Message, person: Person, amendments: Amendments, talk: Talk) -> None:
    """The edition in force, and what was amended."""
    await talk.say(rules_page.page(await amendments.book(person), talk.texts))


@router.callback_query(RulesTap.filter())
async def change(
    query: CallbackQuery, callback_data: RulesTap, update_id: int, person: Person, amendments: Amendments, talk: Talk
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
        await talk.redraw(rules_page.page(await amendments.book(person), talk.texts, data.page, sure=sure))

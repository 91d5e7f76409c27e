"""`/bonuses`: what is owed to those who recommended the company; checking, paying, and the table for accounting."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.words import refusal
from services.bonuses import Bonuses
from services.domain.bonus import LISTED, BonusState
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.taps import Done, Tap
from services.telegram.bonuses import detail, listed
from services.telegram.callbacks import BonusesFileTap, BonusTap
from services.telegram.gateway import Telegram
from services.telegram.html import escape
from services.telegram.texts import Texts

router = Router(name="bonus")


@router.message(Command("bonuses"), F.chat.type == ChatType.PRIVATE)
async def show(message: Message, person: Person, bonuses: Bonuses, texts: Texts, telegram: Telegram) -> None:
    """Those that wait."""
    page = await bonuses.page(person, BonusState.WAITING)
    drawn = Outgoing(escape(refusal(texts, page))) if isinstance(page, Refusal) else listed(page, texts)
    await telegram.say(message.chat.id, drawn)


@router.callback_query(BonusTap.filter(F.to != ""))
async def move(
    query: CallbackQuery,
    callback_data: BonusTap,
    tap: Tap,
    person: Person,
    bonuses: Bonuses,
    texts: Texts,
    telegram: Telegram,
) -> None:
    """Checked, paid or turned down; the claim is shown as it stands now."""
    to = callback_data.to
    if to not in list(BonusState):
        await telegram.answer(query.id, texts.plain("refusal-stale"), alert=True)
        return
    outcome = await bonuses.move(tap, callback_data.lead, BonusState(to))
    if isinstance(outcome, Done) or outcome.code == "bonus-moved":
        await _turn(query, callback_data, person, bonuses, texts, telegram)


@router.callback_query(BonusTap.filter())
async def turn(
    query: CallbackQuery, callback_data: BonusTap, person: Person, bonuses: Bonuses, texts: Texts, telegram: Telegram
) -> None:
    """Another page, another state, or one claim."""
    refused = await _turn(query, callback_data, person, bonuses, texts, telegram)
    await telegram.answer(query.id, refusal(texts, refused) if refused else "", alert=refused is not None)


@router.callback_query(BonusesFileTap.filter())
async def export(
    query: CallbackQuery, update_id: int, person: Person, bonuses: Bonuses, texts: Texts, telegram: Telegram
) -> None:
    """The table for accounting, sent to the person."""
    refused = await bonuses.export(update_id, person)
    words = refusal(texts, refused) if refused else texts.plain("toast-export")
    await telegram.answer(query.id, words, alert=refused is not None)


async def _turn(
    query: CallbackQuery, at: BonusTap, person: Person, bonuses: Bonuses, texts: Texts, telegram: Telegram
) -> Refusal | None:
    """Draw the message anew where it stands."""
    if at.state not in LISTED or query.message is None:
        return Refusal("stale")
    page = await bonuses.page(person, BonusState(at.state), at.page)
    if isinstance(page, Refusal):
        return page
    drawn = listed(page, texts)
    if at.lead:
        shown = await bonuses.detail(person, at.lead)
        if isinstance(shown, Refusal):
            return shown
        drawn = detail(shown, page, texts)
    await telegram.edit(query.message.chat.id, query.message.message_id, drawn)
    return None

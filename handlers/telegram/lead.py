"""Taps on a lead's card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.telegram.words import is_alert, toast
from services.leads import Leads, Outcome, Tap
from services.telegram.callbacks import ActTap, CardTap, RetryTap, ShowTap, UndoTap
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

router = Router(name="lead")


@router.callback_query(ActTap.filter())
async def act(
    query: CallbackQuery, callback_data: ActTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """An action of the regulation."""
    outcome = await leads.act(
        tap, callback_data.lead, callback_data.action, callback_data.version, confirmed=callback_data.confirmed
    )
    await _answer(query, outcome, texts, telegram)


@router.callback_query(UndoTap.filter())
async def undo(
    query: CallbackQuery, callback_data: UndoTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """A mis-tap is taken back."""
    await _answer(query, await leads.undo(tap, callback_data.choice), texts, telegram)


@router.callback_query(ShowTap.filter())
async def show(
    query: CallbackQuery, callback_data: ShowTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """Another view of the message, or back."""
    await _answer(query, await leads.show(tap, callback_data.lead, callback_data.view), texts, telegram)


@router.callback_query(CardTap.filter())
async def card(
    query: CallbackQuery, callback_data: CardTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """A fresh card of a lead that stands open."""
    await _answer(query, await leads.send_card(tap, callback_data.lead), texts, telegram)


@router.callback_query(RetryTap.filter())
async def retry(
    query: CallbackQuery, callback_data: RetryTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """Refused writes are tried again."""
    await _answer(query, await leads.retry_writes(tap, callback_data.lead), texts, telegram)


async def _answer(query: CallbackQuery, outcome: Outcome, texts: Texts, telegram: Telegram) -> None:
    await telegram.answer(query.id, toast(texts, outcome), alert=is_alert(outcome))

"""Taps on a source ticket."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.telegram.words import refusal
from services.domain.decision import Refusal
from services.leads import Tap
from services.sources import Sources
from services.telegram.callbacks import PageTap, SourceTap
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

router = Router(name="source")


@router.callback_query(SourceTap.filter())
async def answer(
    query: CallbackQuery, callback_data: SourceTap, tap: Tap, sources: Sources, texts: Texts, telegram: Telegram
) -> None:
    """The keeper picked a source."""
    outcome = await sources.answer(tap.update_id, tap.person, callback_data.ticket, callback_data.term)
    if isinstance(outcome, Refusal):
        await telegram.answer(query.id, refusal(texts, outcome), alert=True)
    else:
        await telegram.answer(query.id, texts.plain("toast-source", source=outcome.source))


@router.callback_query(PageTap.filter())
async def turn(
    query: CallbackQuery, callback_data: PageTap, tap: Tap, sources: Sources, texts: Texts, telegram: Telegram
) -> None:
    """Another page of sources."""
    place = (tap.chat_id, tap.message_id)
    refused = await sources.turn(tap.update_id, tap.person, callback_data.ticket, place, callback_data.page)
    await telegram.answer(query.id, refusal(texts, refused) if refused else "", alert=refused is not None)

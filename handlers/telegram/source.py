"""Taps on a source ticket."""

from aiogram import Router
from aiogram.types import CallbackQuery

from services.sources import Sources
from services.taps import Tap
from services.telegram.callbacks import PageTap, SourceTap

router = Router(name="source")


@router.callback_query(SourceTap.filter())
async def answer(_query: CallbackQuery, callback_data: SourceTap, tap: Tap, sources: Sources) -> None:
    """The keeper picked a source."""
    await sources.answer(tap, callback_data.ticket, callback_data.term)


@router.callback_query(PageTap.filter())
async def turn(_query: CallbackQuery, callback_data: PageTap, tap: Tap, sources: Sources) -> None:
    """Another page of sources."""
    await sources.turn(tap, callback_data.ticket, callback_data.page)

"""«Беру в работу» on the card of a deal."""

from aiogram import Router
from aiogram.types import CallbackQuery

from services.deals import Deals
from services.taps import Tap
from services.telegram.callbacks import DealTap

router = Router(name="deal")


@router.callback_query(DealTap.filter())
async def take(_query: CallbackQuery, callback_data: DealTap, tap: Tap, deals: Deals) -> None:
    """The deal is in hand."""
    await deals.take(tap, callback_data.handing)

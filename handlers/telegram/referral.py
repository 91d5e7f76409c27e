"""The tap that says who recommended a lead, when that was left for later."""

from aiogram import Router
from aiogram.types import CallbackQuery

from services.referrals import Referrals
from services.taps import Tap
from services.telegram.callbacks import ReferrerTap

router = Router(name="referral")


@router.callback_query(ReferrerTap.filter())
async def ask(_query: CallbackQuery, callback_data: ReferrerTap, tap: Tap, referrals: Referrals) -> None:
    """The question is asked again."""
    await referrals.ask(tap, callback_data.lead)

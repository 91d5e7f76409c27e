"""Taps on an escalation: remind, hand over, take."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from services.leads import Leads
from services.taps import Tap
from services.telegram.callbacks import SupervisorTap

router = Router(name="supervisor")


@router.callback_query(SupervisorTap.filter(F.do == "remind"))
async def remind(_query: CallbackQuery, callback_data: SupervisorTap, tap: Tap, leads: Leads) -> None:
    """The manager hears once more."""
    await leads.remind(tap, callback_data.lead)


@router.callback_query(SupervisorTap.filter(F.do == "take"))
async def take(_query: CallbackQuery, callback_data: SupervisorTap, tap: Tap, leads: Leads) -> None:
    """The supervisor takes the lead."""
    await leads.take(tap, callback_data.lead)


@router.callback_query(SupervisorTap.filter(F.do == "give"))
async def give(_query: CallbackQuery, callback_data: SupervisorTap, tap: Tap, leads: Leads) -> None:
    """Somebody else gets the lead."""
    await leads.hand_over(tap, callback_data.lead, callback_data.person)

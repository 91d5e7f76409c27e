"""Taps on a lead's card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from services.leads import Leads
from services.picking import Picking
from services.taps import Tap
from services.telegram.callbacks import ActTap, AloneTap, CardTap, RepairTap, RetryTap, ShowTap, UndoTap

router = Router(name="lead")


@router.callback_query(ActTap.filter())
async def act(_query: CallbackQuery, callback_data: ActTap, tap: Tap, leads: Leads) -> None:
    """An action of the regulation."""
    data = callback_data
    await leads.act(tap, data.lead, data.action, data.version, confirmed=data.confirmed)


@router.callback_query(RepairTap.filter())
async def repair(_query: CallbackQuery, callback_data: RepairTap, tap: Tap, leads: Leads) -> None:
    """A source in doubt is replaced by what the comment says."""
    await leads.repair(tap, callback_data.lead, callback_data.term, callback_data.version)


@router.callback_query(UndoTap.filter())
async def undo(_query: CallbackQuery, callback_data: UndoTap, tap: Tap, leads: Leads) -> None:
    """A mis-tap is taken back."""
    await leads.undo(tap, callback_data.choice)


@router.callback_query(ShowTap.filter())
async def show(_query: CallbackQuery, callback_data: ShowTap, tap: Tap, leads: Leads) -> None:
    """Another view of the message, or back."""
    await leads.show(tap, callback_data.lead, callback_data.view)


@router.callback_query(CardTap.filter())
async def card(_query: CallbackQuery, callback_data: CardTap, tap: Tap, leads: Leads) -> None:
    """A fresh card of a lead that stands open."""
    await leads.send_card(tap, callback_data.lead)


@router.callback_query(AloneTap.filter())
async def alone(_query: CallbackQuery, callback_data: AloneTap, tap: Tap, picking: Picking) -> None:
    """One of several leads in a message of its own."""
    await picking.pick(tap, callback_data.lead, callback_data.role)


@router.callback_query(RetryTap.filter())
async def retry(_query: CallbackQuery, callback_data: RetryTap, tap: Tap, leads: Leads) -> None:
    """Refused writes are tried again."""
    await leads.retry_writes(tap, callback_data.lead)

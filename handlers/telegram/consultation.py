"""Consultations: their statuses by taps."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from services.consultations import Consultations
from services.taps import Tap
from services.telegram.callbacks import ConsultationTap

router = Router(name="consultation")


@router.callback_query(ConsultationTap.filter(F.status == ""))
async def show(_query: CallbackQuery, callback_data: ConsultationTap, tap: Tap, consultations: Consultations) -> None:
    """A consultation with its statuses."""
    await consultations.show(tap, callback_data.row)


@router.callback_query(ConsultationTap.filter())
async def change(_query: CallbackQuery, callback_data: ConsultationTap, tap: Tap, consultations: Consultations) -> None:
    """Another status."""
    await consultations.change(tap, callback_data.row, callback_data.status, callback_data.version)

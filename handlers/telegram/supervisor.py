"""Taps on an escalation: remind, hand over, take."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.telegram.words import is_alert, toast
from services.domain.decision import Refusal
from services.leads import Leads, Outcome, Tap
from services.telegram.callbacks import SupervisorTap
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

router = Router(name="supervisor")


@router.callback_query(SupervisorTap.filter())
async def supervise(
    query: CallbackQuery, callback_data: SupervisorTap, tap: Tap, leads: Leads, texts: Texts, telegram: Telegram
) -> None:
    """One tap to act."""
    outcome = await _do(callback_data, tap, leads)
    await telegram.answer(query.id, toast(texts, outcome), alert=is_alert(outcome))


async def _do(data: SupervisorTap, tap: Tap, leads: Leads) -> Outcome:
    match data.do:
        case "remind":
            return await leads.remind(tap, data.lead)
        case "take":
            return await leads.take(tap, data.lead)
        case "give":
            return await leads.hand_over(tap, data.lead, data.person)
    return Refusal("stale")

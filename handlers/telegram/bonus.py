"""`/bonuses`: what is owed to those who recommended the company; checking, paying, and the table for accounting."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.bonuses import Bonuses
from services.domain.bonus import LISTED, BonusState
from services.domain.decision import Refusal
from services.domain.people import Person
from services.taps import Done, Tap
from services.telegram.bonuses import detail, listed
from services.telegram.callbacks import BonusesFileTap, BonusTap

router = Router(name="bonus")


@router.message(Command("bonuses"), F.chat.type == ChatType.PRIVATE)
async def show(_message: Message, person: Person, bonuses: Bonuses, talk: Talk) -> None:
    """Those that wait."""
    page = await bonuses.page(person, BonusState.WAITING)
    await talk.say(page if isinstance(page, Refusal) else listed(page, talk.texts))


@router.callback_query(BonusTap.filter(F.to != ""))
async def move(
    query: CallbackQuery, callback_data: BonusTap, tap: Tap, person: Person, bonuses: Bonuses, talk: Talk
) -> None:
    """Checked, paid or turned down; the claim is shown as it stands now."""
    to = callback_data.to
    if to not in list(BonusState):
        await talk.toast(Refusal("stale"))
        return
    outcome = await bonuses.move(tap, callback_data.lead, BonusState(to))
    if isinstance(outcome, Done) or outcome.code == "bonus-moved":
        await _turn(query, callback_data, person, bonuses, talk)


@router.callback_query(BonusTap.filter())
async def turn(query: CallbackQuery, callback_data: BonusTap, person: Person, bonuses: Bonuses, talk: Talk) -> None:
    """Another page, another state, or one claim."""
    await talk.toast(await _turn(query, callback_data, person, bonuses, talk))


@router.callback_query(BonusesFileTap.filter())
async def export(_query: CallbackQuery, update_id: int, person: Person, bonuses: Bonuses, talk: Talk) -> None:
    """The table for accounting, sent to the person."""
    await talk.toast(await bonuses.export(update_id, person), talk.texts.plain("toast-export"))


async def _turn(query: CallbackQuery, at: BonusTap, person: Person, bonuses: Bonuses, talk: Talk) -> Refusal | None:
    """Draw the message anew where it stands."""
    if at.state not in LISTED or query.message is None:
        return Refusal("stale")
    page = await bonuses.page(person, BonusState(at.state), at.page)
    if isinstance(page, Refusal):
        return page
    drawn = listed(page, talk.texts)
    if at.lead:
        shown = await bonuses.detail(person, at.lead)
        if isinstance(shown, Refusal):
            return shown
        drawn = detail(shown, page, talk.texts)
    await talk.redraw(drawn)
    return None

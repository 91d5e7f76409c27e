"""The last resort: taps that fit no button of today, and text that answers no question."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from services.domain.gateways import Message as Outgoing
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

router = Router(name="stale")


@router.callback_query()
async def out_of_date(query: CallbackQuery, texts: Texts, telegram: Telegram) -> None:
    """An old or a forged button."""
    await telegram.answer(query.id, texts.plain("refusal-stale"), alert=True)


@router.message(F.chat.type == ChatType.PRIVATE)
async def not_understood(message: Message, texts: Texts, telegram: Telegram) -> None:
    """Something was written where nothing was asked."""
    await telegram.say(message.chat.id, Outgoing(texts("not-understood")))

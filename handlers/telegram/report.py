"""`/report`, `/report week`, `/report month`: the numbers, sent to whoever asks."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.telegram.words import refusal
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.report_sending import ReportSending
from services.telegram.gateway import Telegram
from services.telegram.html import escape
from services.telegram.texts import Texts

router = Router(name="report")


@router.message(Command("report"), F.chat.type == ChatType.PRIVATE)
async def show(
    message: Message,
    command: CommandObject,
    update_id: int,
    person: Person,
    report_sending: ReportSending,
    texts: Texts,
    telegram: Telegram,
) -> None:
    """Everybody's for those who supervise, one's own for a manager."""
    if refused := await report_sending.ask(update_id, person, command.args or ""):
        await telegram.say(message.chat.id, Outgoing(escape(refusal(texts, refused))))

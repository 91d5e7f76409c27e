"""`/report`, `/report week`, `/report month`: the numbers, sent to whoever asks."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.telegram.talk import Talk
from services.domain.people import Person
from services.report_sending import ReportSending

router = Router(name="report")


@router.message(Command("report"), F.chat.type == ChatType.PRIVATE)
async def show(
    _message: Message, command: CommandObject, update_id: int, person: Person, report_sending: ReportSending, talk: Talk
) -> None:
    """Everybody's for those who supervise, one's own for a manager."""
    if refused := await report_sending.ask(update_id, person, command.args or ""):
        await talk.say(refused)

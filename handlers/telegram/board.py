"""`/board` for supervisors, `/my` for managers: what burns now."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.telegram.words import refusal
from services.board import Boards
from services.domain import access
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.sessions import Sessions
from services.stories import Stories
from services.telegram.boards import board
from services.telegram.gateway import Telegram
from services.telegram.html import cut, escape
from services.telegram.stories import story
from services.telegram.texts import Texts

router = Router(name="board")
private = F.chat.type == ChatType.PRIVATE


@router.message(Command("board"), private)
async def all_leads(
    message: Message, person: Person, boards: Boards, sessions: Sessions, pages: str, texts: Texts, telegram: Telegram
) -> None:
    """Everything that is open, with a link to the page that opens once."""
    if refused := access.to_supervise(person):
        await telegram.say(message.chat.id, Outgoing(escape(refusal(texts, refused))))
        return
    link = f"{pages}/app/#key={await sessions.give_key(person)}"
    await telegram.say(message.chat.id, board(await boards.of(person), texts, link))


@router.message(Command("lead"), private)
async def one_lead(
    message: Message, command: CommandObject, person: Person, stories: Stories, texts: Texts, telegram: Telegram
) -> None:
    """How a lead came through, by its number."""
    number = (command.args or "").strip().removeprefix("№").strip()
    if not number.isdecimal() or len(number) > 15:
        await telegram.say(message.chat.id, Outgoing(texts("lead-story-how")))
        return
    found = await stories.of(person, int(number))
    if isinstance(found, Refusal):
        await telegram.say(message.chat.id, Outgoing(escape(refusal(texts, found))))
        return
    head = texts("lead-story", lead=cut(found.called, 80))
    await telegram.say(message.chat.id, Outgoing("\n".join([head, *story(found.line, found.due, found.hours, texts)])))


@router.message(Command("my"), private)
async def own_leads(message: Message, person: Person, boards: Boards, texts: Texts, telegram: Telegram) -> None:
    """One's own open leads."""
    await telegram.say(message.chat.id, board(await boards.own(person), texts))

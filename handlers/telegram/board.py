"""`/board` for supervisors, `/my` for managers: what burns now."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.telegram.talk import Talk
from services.board import Boards
from services.call_history import CallHistories
from services.domain import access
from services.domain.call_history import CallHistory
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.domain.people import Person
from services.sessions import Sessions
from services.stories import Stories
from services.telegram.boards import board
from services.telegram.call_lines import history
from services.telegram.callbacks import CallsTap
from services.telegram.html import cut
from services.telegram.stories import story

router = Router(name="board")
private = F.chat.type == ChatType.PRIVATE


@router.message(Command("board"), private)
async def all_leads(
    _message: Message, person: Person, boards: Boards, sessions: Sessions, pages: str, talk: Talk
) -> None:
    """Everything that is open, with a link to the page that opens once."""
    if refused := access.to_supervise(person):
        await talk.say(refused)
        return
    link = f"{pages}/app/#key={await sessions.give_key(person)}"
    await talk.say(board(await boards.of(person), talk.texts, link))


@router.message(Command("lead"), private)
async def one_lead(_message: Message, command: CommandObject, person: Person, stories: Stories, talk: Talk) -> None:
    """How a lead came through, by its number."""
    number = (command.args or "").strip().removeprefix("№").strip()
    if not number.isdecimal() or len(number) > 15:
        await talk.say(Outgoing(talk.texts("lead-story-how")))
        return
    found = await stories.of(person, int(number))
    if isinstance(found, Refusal):
        await talk.say(found)
        return
    head = talk.texts("lead-story", lead=cut(found.called, 80))
    await talk.say(Outgoing("\n".join([head, *story(found.line, found.due, found.hours, talk.texts)])))


@router.callback_query(CallsTap.filter())
async def calls(
    _query: CallbackQuery, callback_data: CallsTap, person: Person, call_histories: CallHistories, talk: Talk
) -> None:
    """All calls of a lead, below the board that was tapped."""
    found = await call_histories.of(person, callback_data.lead)
    refused = found if isinstance(found, Refusal) else None
    await talk.toast(refused)
    if isinstance(found, CallHistory):
        await talk.reply(history(found, talk.texts))


@router.message(Command("my"), private)
async def own_leads(_message: Message, person: Person, boards: Boards, talk: Talk) -> None:
    """One's own open leads."""
    await talk.say(board(await boards.own(person), talk.texts))

"""Answers to open questions: words, files and taps."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.telegram.given import given
from services.domain.form import Given, Wrong
from services.domain.people import Person
from services.questions import Questions
from services.telegram.callbacks import QuestionTap
from services.telegram.gateway import Telegram
from services.telegram.texts import Texts

router = Router(name="question")


@router.message(Command("cancel"))
async def cancel(message: Message, update_id: int, person: Person, questions: Questions) -> None:
    """Never mind."""
    if not await questions.cancel(update_id, person, message.chat.id):
        raise SkipHandler


@router.message()
async def answer(message: Message, update_id: int, person: Person | None, questions: Questions) -> None:
    """Words or a file, when something was asked here."""
    if person is None or (message.text or "").startswith("/"):
        raise SkipHandler
    if await questions.answer(update_id, person, message.chat.id, given(message)) is None:
        raise SkipHandler


@router.callback_query(QuestionTap.filter())
async def tapped(
    query: CallbackQuery,
    callback_data: QuestionTap,
    update_id: int,
    person: Person,
    questions: Questions,
    texts: Texts,
    telegram: Telegram,
) -> None:
    """A button of the question."""
    chat_id = query.message.chat.id if query.message else 0
    if not callback_data.choice:
        given_up = await questions.cancel(update_id, person, chat_id, callback_data.question)
        await telegram.answer(query.id, "" if given_up else texts.plain("refusal-stale"))
        return
    reply = await questions.answer(
        update_id, person, chat_id, Given(choice=callback_data.choice), callback_data.question
    )
    words = texts.plain("refusal-stale") if reply is None else ""
    if isinstance(reply, Wrong):
        words = texts.plain(reply.key, **reply.args)
    await telegram.answer(query.id, words, alert=bool(words))

"""Coming in: a start link, one's own number, and what happens when the bot is stopped."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import ChatMemberUpdated, Message

from handlers.telegram.words import refusal, roles
from services.domain.commands import commands_of
from services.domain.decision import Refusal
from services.domain.gateways import Message as Outgoing
from services.domain.gateways import Refused, TryLater
from services.domain.people import Person
from services.people import Connected, People
from services.rulebook import Rulebook
from services.telegram.gateway import Telegram
from services.telegram.html import escape
from services.telegram.markup import ask_contact, no_keyboard
from services.telegram.texts import Texts

router = Router(name="start")
private = F.chat.type == ChatType.PRIVATE


@router.message(CommandStart(), private)
async def start(
    message: Message,
    command: CommandObject,
    update_id: int,
    person: Person | None,
    people: People,
    texts: Texts,
    telegram: Telegram,
) -> None:
    """`/start CODE` connects; without a code the person may share a number."""
    chat_id = message.chat.id
    if command.args:
        outcome = await people.accept_invitation(update_id, chat_id, command.args.strip()[:64])
        await _welcome(chat_id, outcome, texts, telegram)
    elif person is not None:
        await _welcome(chat_id, await people.come_back(update_id, person), texts, telegram)
    else:
        await telegram.say(
            chat_id, Outgoing(texts("start-share-contact")), markup=ask_contact(texts.plain("button-share-contact"))
        )


@router.message(F.contact, private)
async def contact(
    message: Message, update_id: int, person: Person | None, people: People, texts: Texts, telegram: Telegram
) -> None:
    """Only one's own number counts: anybody can send anybody's card."""
    shared = message.contact
    sender = message.from_user
    if person and shared and sender and shared.user_id != sender.id:  # a client's card, not one's own
        raise SkipHandler
    if shared is None or sender is None or shared.user_id != sender.id:
        await telegram.say(message.chat.id, Outgoing(texts("contact-not-own")))
        return
    try:
        outcome = await people.share_contact(update_id, sender.id, shared.phone_number)
    except (TryLater, Refused):
        await telegram.say(message.chat.id, Outgoing(texts("portal-unreachable")))
        return
    await _welcome(message.chat.id, outcome, texts, telegram)


@router.message(Command("help"), private)
async def help_(message: Message, person: Person, rulebook: Rulebook, texts: Texts, telegram: Telegram) -> None:
    """What the bot does, and the commands of whoever asks."""
    commands = [f"/{name} – {texts(f'command-{name}')}" for name in commands_of(person, rulebook.rules)]
    told = [texts("help", roles=roles(texts, person)), "", *commands]
    await telegram.say(message.chat.id, Outgoing("\n".join(told)))


@router.my_chat_member(F.chat.type == ChatType.PRIVATE)
async def stopped(change: ChatMemberUpdated, update_id: int, people: People) -> None:
    """The person stopped the bot, or came back."""
    blocked = change.new_chat_member.status == ChatMemberStatus.KICKED
    await people.set_blocked(update_id, change.from_user.id, blocked)


async def _welcome(chat_id: int, outcome: Connected | Refusal, texts: Texts, telegram: Telegram) -> None:
    if isinstance(outcome, Refusal):
        if outcome.code != "repeated":
            await telegram.say(chat_id, Outgoing(escape(refusal(texts, outcome))), markup=no_keyboard())
        return
    key = "welcome-again" if outcome.again else "welcome"
    words = texts(key, name=outcome.person.name, roles=roles(texts, outcome.person))
    await telegram.say(chat_id, Outgoing(words), markup=no_keyboard())

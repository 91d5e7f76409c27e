"""What is no answer, in every conversation: one short message says what to do, nothing is half-done, and the question
is still open."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest

from sandbox.world import ALINA, ANGELINA, DENIS, SOURCES_CHAT, VERA
from tests.flows.harness import SALES, STAFF, NewWorld, World, labels

TOO_BIG = b"x" * (20 * 2**20 + 1)
SHORT = 320  # characters: an answer that is read at a glance
LONG, MARKUP = "я" * 300, "<b>"
BOOKING = ("завтра в 17", "Денис", "вебинар")

Begin = Callable[[World], Awaitable[None]]
Question = tuple[Sequence[str], str]  # what is no answer to it, and the words or the button that answer it


@dataclass(frozen=True)
class Talk:
    """A conversation: how it begins, its questions, how its last words begin, and who answers."""

    begin: Begin
    questions: Sequence[Question]
    ended: str
    who: int = ALINA


async def manual(world: World) -> None:
    await world.say(ALINA, "/new")


async def referrer(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник: рекомендация")


async def booking(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Назначить встречу")


def status(label: str) -> Begin:
    """A status of a meeting that is there."""

    async def begin(world: World) -> None:
        await booking(world)
        for words in BOOKING:
            await reply(world, ALINA, words)
        await world.tap(DENIS, DENIS, label)

    return begin


async def source(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Указать источник")


async def spoken(world: World) -> None:
    await world.say(VERA, "/sources")
    await world.tap(VERA, VERA, "➕ Как говорят люди")


TALKS = {
    "a lead by hand": Talk(
        manual,
        (
            ((LONG, "12345"), "<b>Света</b>"),
            ((LONG, MARKUP, "12-34", "да"), "+79990000407"),
            ((LONG, MARKUP, "с луны"), "вк"),
        ),
        "🟢 <b>Света</b>",
    ),
    "who recommended us": Talk(referrer, (((LONG, "12345", "🙂", "Никитин Никита"), "Позже"),), "Хорошо. Кнопка"),
    "a meeting": Talk(
        booking,
        (
            ((LONG, MARKUP, "да", "01.03 в 17.00", "сегодня в 9.30", "31.02 в 10"), "завтра в 17"),
            ((LONG, MARKUP, "Никита"), "Денис"),
            ((LONG,), MARKUP),
        ),
        "✅ Встреча записана",
    ),
    "a new time": Talk(status("перенесено"), (((LONG, MARKUP, "01.03 в 17.00"), "завтра в 11.30"),), "✅ Новое", DENIS),
    "why it is spoiled": Talk(status("в браке"), (((LONG,), MARKUP),), "✅", DENIS),
    "where a lead came from": Talk(source, (((LONG, MARKUP, "с луны"), "вк"),), "🏷 Олег: источник – VK"),
    "how people say it": Talk(
        spoken, (((LONG, "?"), "фейсбук"), ((LONG, MARKUP), "вк"), ((), "✅ В силу")), "✅", VERA
    ),
}


async def reply(world: World, who: int, words: str) -> None:
    """By the button, where there is one, else in words."""
    if any(words in labels(message) for message in world.chat(who).messages):
        await world.tap(who, who, words)
    else:
        await world.say(who, words)


@pytest.mark.parametrize("name", TALKS)
async def test_what_is_no_answer_is_said_and_the_question_stays_open(new_world: NewWorld, name: str) -> None:
    talk = TALKS[name]
    world = await new_world(staff=(*STAFF, *SALES))
    await talk.begin(world)
    who, telegram, portal = talk.who, world.telegram, world.portal
    written, comments = (list(portal.writes), set(portal.leads)), dict(portal.timeline)

    async def no_answer(act: Callable[[], object]) -> None:
        before = len(world.chat(who).messages)
        act()
        await world.pump()
        (said,) = world.chat(who).messages[before:]
        assert len(said.plain) <= SHORT
        assert (list(portal.writes), set(portal.leads)) == written
        assert dict(portal.timeline) == comments

    await no_answer(lambda: telegram.send_voice(who, who))
    await no_answer(lambda: telegram.send_sticker(who, who))
    await no_answer(lambda: telegram.send_file(who, who, "скан.bmp", TOO_BIG))
    for wrong, right in talk.questions:
        for words in wrong:
            await no_answer(lambda words=words: telegram.say(who, who, words))  # type: ignore[misc]
        if (wrong, right) == talk.questions[-1]:
            await world.restart()
        await reply(world, who, right)
    assert any(text.startswith(talk.ended) for text in world.chat(who).texts[-2:]), world.chat(who).texts[-2:]


async def test_a_ticket_takes_words_only_and_stays_open(new_world: NewWorld) -> None:
    world = await new_world()
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    ticket = world.chat(SOURCES_CHAT).last
    to = ticket.id
    for act in (
        lambda: world.telegram.send_voice(ANGELINA, SOURCES_CHAT, to),
        lambda: world.telegram.send_sticker(ANGELINA, SOURCES_CHAT, to),
        lambda: world.telegram.send_file(ANGELINA, SOURCES_CHAT, "скан.bmp", TOO_BIG, reply_to=to),
        lambda: world.telegram.say(ANGELINA, SOURCES_CHAT, LONG, to),
    ):
        before = len(world.chat(SOURCES_CHAT).messages)
        act()
        await world.pump()
        (answer,) = world.chat(SOURCES_CHAT).messages[before:]
        assert answer.plain == "Напишите название источника словами, до 60 знаков, или нажмите кнопку"
    assert world.writes(lead) == []
    await world.restart()
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "вк")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"

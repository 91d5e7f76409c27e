"""What Telegram's answers mean, over the wire: try later, refused for good, or moved."""

import socket

import pytest
from aiogram import Bot

from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, UNREACHABLE, ChatMoved, Message, Refused, TryLater
from services.telegram.errors import BAD_REQUEST, MESSAGE_GONE, NOT_MODIFIED, QUERY_EXPIRED, TOO_LONG, spoken
from services.telegram.gateway import Telegram, make_bot
from services.telegram.pace import Pace
from tests.telegram.conftest import close
from tests.telegram.scripted_api import CUT, TOKEN, Answer, ScriptedApi, error

HELLO = Message("да")


async def failed(telegram: Telegram) -> Exception:
    with pytest.raises((TryLater, Refused, ChatMoved)) as caught:
        await telegram.send(7, HELLO)
    assert TOKEN not in repr(caught.getrepr(chain=True))
    return caught.value


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        (400, "Bad Request: chat not found", UNREACHABLE),
        (400, "Bad Request: private chat not found", UNREACHABLE),
        (403, "Forbidden: bot was blocked by the user", UNREACHABLE),
        (403, "Forbidden: bot can't initiate conversation with a user", UNREACHABLE),
        (403, "Forbidden: user is deactivated", UNREACHABLE),
        (403, "Forbidden: bot was kicked from the supergroup chat", UNREACHABLE),
        (403, "Forbidden: the group chat was deleted", UNREACHABLE),
        (400, "Bad Request: not enough rights to send text messages to the chat", ACCESS_DENIED),
        (400, "Bad Request: message to edit not found", MESSAGE_GONE),
        (400, "Bad Request: message can't be edited", MESSAGE_GONE),
        (400, "Bad Request: there is no text in the message to edit", MESSAGE_GONE),
        (400, "Bad Request: message is not modified: specified new message content and reply markup are", NOT_MODIFIED),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", QUERY_EXPIRED),
        (400, "Bad Request: message is too long", TOO_LONG),
        (400, "Bad Request: MESSAGE_TOO_LONG", TOO_LONG),
        (413, "Request Entity Too Large", TOO_LONG),
        (400, "Bad Request: can't parse entities: Unsupported start tag", BAD_REQUEST),
        (400, "Bad Request: BUTTON_DATA_INVALID", BAD_REQUEST),
        (401, "Unauthorized", CREDENTIALS),
        (401, "Unauthorized: invalid token specified", CREDENTIALS),
        (404, "Not Found", CREDENTIALS),
        (404, "Not Found: method not found", BAD_REQUEST),
    ],
)
async def test_refused_for_good(
    api: ScriptedApi, telegram: Telegram, code: int, description: str, expected: str
) -> None:
    api.will("sendMessage", error(code, description))
    problem = await failed(telegram)
    assert isinstance(problem, Refused)
    assert problem.code == expected


async def test_a_flood_says_how_long_to_wait(api: ScriptedApi, telegram: Telegram) -> None:
    api.will("sendMessage", error(429, "Too Many Requests: retry after 17", retry_after=17))
    problem = await failed(telegram)
    assert isinstance(problem, TryLater)
    assert (problem.after, problem.maybe_done) == (17.0, False)


async def test_a_group_that_moved_says_where(api: ScriptedApi, telegram: Telegram) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    api.will("sendMessage", error(400, words, migrate_to_chat_id=-1005000000009))
    problem = await failed(telegram)
    assert isinstance(problem, ChatMoved)
    assert problem.chat_id == -1005000000009


@pytest.mark.parametrize(
    ("answer", "maybe_done"),
    [
        (error(500, "Internal Server Error: restart"), True),
        (error(502, "Bad Gateway"), True),
        (Answer(502, "<html>nginx</html>"), True),
        (Answer(200, "<html>a captive portal</html>"), True),
        (Answer(200, "[]"), True),
        (Answer(200, CUT), True),
        (error(409, "Conflict"), False),
        (error(418, "I'm a teapot"), False),
    ],
)
async def test_try_later(api: ScriptedApi, telegram: Telegram, answer: Answer, maybe_done: bool) -> None:
    api.will("sendMessage", answer)
    problem = await failed(telegram)
    assert isinstance(problem, TryLater)
    assert (problem.after, problem.maybe_done) == (None, maybe_done)


async def test_no_answer_in_time_may_have_been_done(bot: Bot, telegram: Telegram) -> None:
    bot.session.timeout = 0.05
    problem = await failed(telegram)
    assert isinstance(problem, TryLater)
    assert problem.maybe_done


async def test_who_is_not_there_did_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        bot = make_bot(TOKEN, f"http://127.0.0.1:{taken.getsockname()[1]}")
        problem = await failed(Telegram(bot, Pace()))
        await close(bot)
    assert isinstance(problem, TryLater)
    assert not problem.maybe_done


async def test_a_wrong_address_does_not_give_the_token_away() -> None:
    bot = make_bot(TOKEN, "no-scheme.test")
    problem = await failed(Telegram(bot, Pace()))
    await close(bot)
    assert isinstance(problem, TryLater)


async def test_our_own_mistakes_are_not_swallowed() -> None:
    async def wrong() -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await spoken(wrong())

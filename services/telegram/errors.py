"""What Telegram's refusals mean: try later, refused for good, or the chat moved (the fact sheet, section 3)."""

from collections.abc import Awaitable
from typing import TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, UNREACHABLE, ChatMoved, Refused, TryLater

# Codes of `Refused` beside those of the domain.
MESSAGE_GONE = "message_gone"  # deleted, or not ours to edit
NOT_MODIFIED = "not_modified"  # the message shows this already
QUERY_EXPIRED = "query_expired"  # a tap older than 150 seconds, or answered before
TOO_LONG = "too_long"
FILE_GONE = "file_gone"  # too big to be downloaded by a bot, deleted, or another bot's
BAD_REQUEST = "bad_request"  # our own mistake

# Parts of `description`, in small letters: the first that fits decides.
_WORDS = (
    ("message is not modified", NOT_MODIFIED),
    ("chat not found", UNREACHABLE),
    ("peer_id_invalid", UNREACHABLE),
    ("user not found", UNREACHABLE),
    ("message to edit not found", MESSAGE_GONE),
    ("message can't be edited", MESSAGE_GONE),
    ("there is no text in the message to edit", MESSAGE_GONE),
    ("message_id_invalid", MESSAGE_GONE),
    ("query is too old", QUERY_EXPIRED),
    ("file is too big", FILE_GONE),
    ("file_id", FILE_GONE),
    ("file is temporarily unavailable", FILE_GONE),
    ("not enough rights", ACCESS_DENIED),
    ("have no rights to send", ACCESS_DENIED),
    ("chat_write_forbidden", ACCESS_DENIED),
    ("message is too long", TOO_LONG),
    ("message_too_long", TOO_LONG),
    ("text is too long", TOO_LONG),
)
_LONGEST_DETAIL = 200

Result = TypeVar("Result")


async def spoken(call: Awaitable[Result]) -> Result:
    """The result of a Bot API call; raises `TryLater`, `Refused` or `ChatMoved`, never with the token in the text."""
    try:
        return await call
    except (TelegramAPIError, ClientDecodeError, OSError, TimeoutError, UnicodeDecodeError) as error:
        failure = meaning(error)
    # Out here the original is not even the context: it may hold the address with the token, or a person's data.
    raise failure


def meaning(error: Exception) -> TryLater | Refused | ChatMoved:
    """What to do about an exception of aiogram or of the network below it."""
    said = str(getattr(error, "message", "") or "")[:_LONGEST_DETAIL]
    match error:
        case TelegramRetryAfter():
            return TryLater(f"Telegram asks to wait {error.retry_after} s", after=float(error.retry_after))
        case TelegramMigrateToChat():
            return ChatMoved(error.migrate_to_chat_id)
        case TelegramUnauthorizedError():
            return Refused(CREDENTIALS, said)
        case TelegramNotFound():
            return Refused(BAD_REQUEST if "method" in said else CREDENTIALS, said)
        case TelegramForbiddenError():
            return Refused(UNREACHABLE, said)
        case TelegramEntityTooLarge():
            return Refused(TOO_LONG)
        case TelegramBadRequest():
            return Refused(_code(said), said)
        case TelegramConflictError():
            return TryLater(said)
        case _:
            return _no_answer(error)


def _code(description: str) -> str:
    lowered = description.lower()
    return next((code for words, code in _WORDS if words in lowered), BAD_REQUEST)


def _no_answer(error: Exception) -> TryLater:
    """No answer, or none that says what became of the request: it may have been carried out."""
    cause = error.__cause__ or error
    if isinstance(error, TelegramServerError):
        return TryLater("Telegram is out of order", maybe_done=True)
    never_left = isinstance(cause, ClientConnectorError)
    answered = isinstance(error, TelegramAPIError) and not isinstance(error, TelegramNetworkError)
    return TryLater(f"no answer from Telegram: {type(cause).__name__}", maybe_done=not (never_left or answered))

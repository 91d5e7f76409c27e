"""What each setting must look like: every function takes the text as given and returns it in its one form."""

import ipaddress
import re
from typing import LiteralString
from urllib.parse import SplitResult, urlsplit

from pydantic_core import PydanticCustomError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".test")


def bot_token(text: str) -> str:
    """As @BotFather gives it: digits, a colon, letters."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text):
        raise wrong("bot_token")
    return text


def webhook_url(text: str) -> str:
    """An incoming webhook of Bitrix24, always with its last slash."""
    url = _web_address(text)
    if not re.fullmatch(r"/rest/[0-9]+/[A-Za-z0-9_-]+/?", url.path):
        raise wrong("webhook_path")
    _encrypted(url, _private(url.hostname or ""))
    return f"{url.scheme}://{url.netloc}{url.path.rstrip('/')}/"


def api_url(text: str) -> str:
    """The base address of a Bot API server, without its last slash."""
    url = _web_address(text)
    _encrypted(url, _private(url.hostname or ""))
    return f"{url.scheme}://{url.netloc}{url.path.rstrip('/')}"


def public_url(text: str) -> str:
    """Our own address as the internet sees it: host and port, no path; "" = there is none."""
    if not text:
        return ""
    url = _web_address(text)
    if url.path.strip("/"):
        raise wrong("url_path")
    _encrypted(url, _loopback(url.hostname or ""))
    return f"{url.scheme}://{url.netloc}"


def heartbeat_url(text: str) -> str:
    """Where to say each minute that all is well; "" = nowhere."""
    if text:
        url = _web_address(text)
        _encrypted(url, _private(url.hostname or ""))
    return text


def database_url(text: str) -> str:
    """SQLite in a file or PostgreSQL, with the driver the product uses."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise wrong("database_url") from None
    if url.drivername in ("sqlite", "sqlite+aiosqlite"):
        if url.database in (None, "", ":memory:"):
            raise wrong("database_memory")
        return url.set(drivername="sqlite").render_as_string(hide_password=False)
    if url.drivername != "postgresql+asyncpg":
        raise wrong("database_kind", kind=url.drivername)
    if not url.database:
        raise wrong("database_name")
    return text


def chat_id(number: int | None) -> int | None:
    """A group: Telegram counts groups below zero."""
    if number is not None and number >= 0:
        raise wrong("chat_id")
    return number


def telegram_ids(given: object) -> object:
    """Ids of people in one text, parted by commas."""
    if not isinstance(given, str):
        return given
    ids = [part.strip() for part in given.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in ids):
        raise wrong("telegram_ids")
    return tuple(int(part) for part in ids)


def wrong(code: LiteralString, **known: str) -> PydanticCustomError:
    """A refusal by its code; the words are in locales/*/settings.ftl."""
    return PydanticCustomError(code, code, known)


def _web_address(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        whole = url.scheme in ("http", "https") and url.hostname and (url.port is None or url.port)
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", text) or url.username or url.query or url.fragment:
        raise wrong("url")
    return url


def _encrypted(url: SplitResult, plain_allowed: bool) -> None:
    if url.scheme != "https" and not plain_allowed:
        raise wrong("url_https")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _private(host: str) -> bool:
    """A host nobody outside can be: a private address, a name without dots, a reserved suffix."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_NAMES)

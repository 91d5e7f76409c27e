"""Telegram's webhook: an update is answered 200 once it is stored, so Telegram sends it again until then."""

import hmac
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from services.updates import Updates

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024
LARGEST_NUMBER = 2**53


def routes(updates: Updates, secret: str, heard: Callable[[], None] = lambda: None) -> list[web.RouteDef]:
    """`POST /telegram/webhook` with the secret given to setWebhook."""

    async def webhook(request: web.Request) -> web.Response:
        if not hmac.compare_digest(_bytes(request.headers.get(HEADER, "")), secret.encode()):
            return web.Response(status=401, text="wrong secret token")
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=400, text="too large")
        raw = _parsed(await request.read())
        if raw is None:
            return web.Response(status=400, text="not an update")
        await updates.accept([raw])
        heard()
        return web.Response(text="ok")

    return [web.post(PATH, webhook)]


def _parsed(body: bytes) -> dict[str, Any] | None:
    """An update with its number; what is in it is not looked at here."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return raw if type(number) is int and 0 <= number < LARGEST_NUMBER else None


def _bytes(header: str) -> bytes:
    """A header as it came: aiohttp keeps bytes that are no text as halves of surrogates."""
    return header.encode("utf-8", "surrogateescape")

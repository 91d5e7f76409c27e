"""Telegram's webhook: an update is answered 200 once it is stored, so Telegram sends it again until then."""

import hmac
import json
from collections.abc import Callable

from aiohttp import web

from services.updates import Updates

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024


def routes(updates: Updates, secret: str, heard: Callable[[], None] = lambda: None) -> list[web.RouteDef]:
    """`POST /telegram/webhook` with the secret given to setWebhook."""

    async def webhook(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
            return web.Response(status=401, text="wrong secret token")
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=400, text="too large")
        try:
            raw = json.loads(await request.read())
            int(raw["update_id"])
        except (ValueError, TypeError, KeyError):
            return web.Response(status=400, text="not an update")
        await updates.accept([raw])
        heard()
        return web.Response(text="ok")

    return [web.post(PATH, webhook)]

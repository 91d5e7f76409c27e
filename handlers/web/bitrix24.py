"""Bitrix24's outgoing webhook: a hint that a lead or a deal has changed. Nothing of it is believed but the id."""

import hmac
import logging
import re

from aiohttp import web

from services.deals import Deals
from services.intake import Intake

log = logging.getLogger(__name__)

LARGEST = 64 * 1024  # bytes; a real event has about one kilobyte
_LEAD_EVENT = re.compile(r"ONCRMLEAD(ADD|UPDATE|DELETE)", re.IGNORECASE)
_DEAL_EVENT = re.compile(r"ONCRMDEAL(ADD|UPDATE|DELETE)", re.IGNORECASE)
_ID = re.compile(r"[1-9]\d{0,15}")


def routes(intake: Intake, deals: Deals, application_token: str | None) -> list[web.RouteDef]:
    """`POST /bitrix24/events`; without a token of our own nobody may speak here."""

    async def events(request: web.Request) -> web.Response:
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=400, text="too large")
        try:
            form = await request.post()
        except (ValueError, LookupError, RuntimeError, web.HTTPException):  # LookupError: a charset that is none
            return web.Response(status=400, text="not a form")
        given = form.get("auth[application_token]")
        if not application_token or not isinstance(given, str) or not _same(given, application_token):
            log.warning("an event without the right application token was turned away")
            return web.Response(status=403, text="wrong application token")
        event, item_id = form.get("event"), form.get("data[FIELDS][ID]")
        if not isinstance(event, str) or not isinstance(item_id, str) or not _ID.fullmatch(item_id):
            return web.Response(status=400, text="no id")
        if _LEAD_EVENT.fullmatch(event):
            await intake.accept([int(item_id)])
        elif _DEAL_EVENT.fullmatch(event):
            await deals.accept([int(item_id)])
        return web.Response(text="ok")

    return [web.post("/bitrix24/events", events)]


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())

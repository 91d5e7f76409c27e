"""The door of the pages: who comes in, and what every answer to a browser carries."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiohttp import web

from services.domain.decision import Refusal
from services.domain.people import Person, Whence
from services.sessions import Sessions
from services.telegram.texts import Texts

LARGEST = 16 * 1024  # bytes of a request to the pages
RENEWED = "X-Session"
# Telegram shows the app in a frame of its own web client; nothing else is loaded from outside but its script.
SAFE = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' https://telegram.org; img-src 'self' data: blob:; "
        "frame-ancestors 'self' https://web.telegram.org https://*.telegram.org; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Page = Callable[[web.Request, Person], Awaitable[web.StreamResponse]]


class Door:
    """Lets people in, and to every page only those whom the page lets in."""

    def __init__(self, sessions: Sessions, texts: Texts) -> None:
        self._sessions, self._texts = sessions, texts

    def routes(self) -> list[web.RouteDef]:
        """`POST /app/session`: {"initData": …} or {"key": …} → {"session": …}."""
        return [web.post("/app/session", self._enter)]

    def guarded(self, page: Page, allow: Callable[[Person], Refusal | None]) -> Callable[..., Awaitable[Any]]:
        """The page for those whom `allow` does not refuse: 401 without a session, 403 without the right."""

        async def handler(request: web.Request) -> web.StreamResponse:
            session = request.headers.get("Authorization", "").removeprefix("Bearer ")
            person = await self._sessions.holder(session)
            if isinstance(person, Refusal):
                return self.refuse(person, 401)
            if refusal := allow(person):
                return self.refuse(refusal, 403)
            person = replace(person, whence=Whence.PAGE)
            response = await page(request, person)
            if not response.prepared:
                response.headers.update(SAFE)
                if renewed := self._sessions.renewed(session):
                    response.headers[RENEWED] = renewed
            return response

        return handler

    def refuse(self, refusal: Refusal, status: int, **more: Any) -> web.Response:
        """Why not, in words; `more`: what may be done instead."""
        words = self._texts.plain(f"refusal-{refusal.code}", **refusal.args)
        return web.json_response({"refused": refusal.code, "words": words, **more}, status=status, headers=SAFE)

    def done(self, refused: Refusal | None) -> web.Response:
        """What came of a deed."""
        return self.refuse(refused, 409) if refused else web.json_response({"done": True})

    async def _enter(self, request: web.Request) -> web.Response:
        given = await body(request)
        match given:
            case {"initData": str(init_data)}:
                session = await self._sessions.open_by_telegram(init_data)
            case {"key": str(key)}:
                session = await self._sessions.open_by_key(key)
            case _:
                return self.refuse(Refusal("page-stale"), 401)
        if isinstance(session, Refusal):
            return self.refuse(session, 401)
        return web.json_response({"session": session}, headers=SAFE)


async def body(request: web.Request) -> Any:
    """The JSON of a request, None when it is too large or none."""
    if (request.content_length or 0) > LARGEST:
        return None
    try:
        return json.loads(await request.read())
    except (ValueError, RecursionError, web.HTTPException):
        return None

"""Faults of both stand-ins: what goes wrong, when, how often. Nothing is random; a seed is the caller's business."""

import asyncio
import inspect
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_plus

from aiohttp import web

Service = Literal["telegram", "bitrix24"]
Kind = Literal["status", "html", "cut_before", "cut_after", "slow", "down"]
Moment = Literal["before", "after"]
Hook = Callable[[int, str, str, Moment], Awaitable[None] | None]

BODY = web.RequestKey("body", bytes)  # of a request that was read to see what it is about
PAGE = "<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center><hr>nginx</body></html>"
TELEGRAM_WORDS = {
    401: "Unauthorized",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error: restart",
    502: "Bad Gateway",
}
BITRIX24_WORDS = {
    401: ("INVALID_CREDENTIALS", "Invalid request credentials"),
    429: ("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit."),
    500: ("INTERNAL_SERVER_ERROR", "Internal server error"),
    503: ("QUERY_LIMIT_EXCEEDED", "Too many requests"),
}


@dataclass
class Fault:
    """One thing that goes wrong: status, html, cut_before, cut_after, slow or down.

    `method` "*" is any; `times` None lasts until cleared; `seconds` delays a "slow" one, which then goes on;
    `until` is the clock's time (Unix seconds) when "down" ends by itself, None = when cleared.
    `about` strikes only requests whose body says so: a lead's name, a chat's number.
    """

    service: Service
    kind: Kind
    method: str = "*"
    times: int | None = 1
    status: int = 500
    retry_after: int | None = None
    seconds: float = 0.0
    until: float | None = None
    about: str = ""

    def matches(self, service: str, method: str, said: str) -> bool:
        """Whether the fault is meant for this call."""
        return self.service == service and self.method in ("*", method) and self.about in said


@dataclass(frozen=True, slots=True)
class Struck:
    """A call that a fault met, and when."""

    fault: Fault
    method: str
    at: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A call that was carried out, and whose answer reached nobody; `late`: after whoever had asked was gone."""

    service: str
    method: str
    answer: web.Response
    late: bool = False


class Faults:
    """The faults that are on, whom they `struck`, the count of requests, and the answers that were `lost`.

    `on_request` is told (number, service, method, "before" | "after") around every execution; `drawn` may give any call
    (service, method) a fault of its own.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.active: list[Fault] = []
        self.requests = 0
        self.lost: list[Lost] = []
        self.struck: list[Struck] = []
        self.on_request: Hook | None = None
        self.drawn: Callable[[str, str], Fault | None] | None = None

    def add(self, fault: Fault) -> None:
        """Switch a fault on; earlier ones act first."""
        self.active.append(fault)

    def clear(self, service: str | None = None) -> None:
        """Switch off the faults of one service, or all."""
        self.active = [fault for fault in self.active if service not in (None, fault.service)]

    async def around(
        self, request: web.Request, service: str, method: str, execute: Callable[[], Awaitable[web.Response]]
    ) -> web.StreamResponse:
        """Answer one call, with whatever is wrong at the moment."""
        self.requests += 1
        number = self.requests
        fault = await self._strike(request, service, method) if self.active or self.drawn else None
        if fault is not None and fault.kind == "cut_before":
            return _cut(request)
        if fault is not None and fault.kind != "cut_after":
            return _refusal(fault)
        await self._tell(number, service, method, "before")
        late = _gone(request)
        response = await execute()
        await self._tell(number, service, method, "after")
        if fault is not None or _gone(request):
            self.lost.append(Lost(service, method, response, late))
        return response if fault is None else _cut(request)

    async def _strike(self, request: web.Request, service: str, method: str) -> Fault | None:
        """Wait out what is slow; the first other fault that concerns the call, used up by one."""
        said = await _said(request) if any(each.about for each in self.active) else ""
        own = self.drawn(service, method) if self.drawn else None
        for fault in [*([own] if own else []), *(each for each in self.active if each.matches(service, method, said))]:
            if fault is not own and not self._use(fault):
                continue
            self.struck.append(Struck(fault, method, self.clock()))
            if fault.kind != "slow":
                return fault
            await asyncio.sleep(fault.seconds)
        return None

    def _use(self, fault: Fault) -> bool:
        """Count one use; False when another call took the last one, or the time of it is over."""
        if not any(each is fault for each in self.active):
            return False
        if fault.kind == "down":
            if fault.until is None or self.clock() < fault.until:
                return True
            self._remove(fault)
            return False
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._remove(fault)
        return True

    def _remove(self, fault: Fault) -> None:
        self.active = [each for each in self.active if each is not fault]

    async def _tell(self, number: int, service: str, method: str, moment: Moment) -> None:
        if self.on_request is None:
            return
        told = self.on_request(number, service, method, moment)
        if inspect.isawaitable(told):
            await told


async def _said(request: web.Request) -> str:
    """The body as text, whatever its encoding; kept for whoever reads the request after us."""
    body = request[BODY] = await request.read()
    said = body.decode(errors="replace")
    if request.content_type == "application/json":
        said = json.dumps(json.loads(said or "{}"), ensure_ascii=False)
    return unquote_plus(unquote_plus(said))


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _cut(request: web.Request) -> web.Response:
    """Close the connection under the request; the response goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _refusal(fault: Fault) -> web.Response:
    """The answer of a fault, in its service's own form."""
    wait = fault.retry_after or (1 if fault.service == "telegram" and fault.status == 429 else None)
    headers = {} if wait is None else {"Retry-After": str(wait)}
    if fault.kind == "html":
        page = PAGE.format(status=fault.status)
        return web.Response(status=fault.status, text=page, content_type="text/html", headers=headers)
    body = _telegram_error(fault) if fault.service == "telegram" else _bitrix24_error(fault)
    return web.json_response(body, status=fault.status, headers=headers)


def _telegram_error(fault: Fault) -> dict[str, object]:
    words = TELEGRAM_WORDS.get(fault.status, "Internal Server Error")
    if fault.status == 429:
        words = f"Too Many Requests: retry after {fault.retry_after or 1}"
    body: dict[str, object] = {"ok": False, "error_code": fault.status, "description": words}
    if fault.status == 429:
        body["parameters"] = {"retry_after": fault.retry_after or 1}
    return body


def _bitrix24_error(fault: Fault) -> dict[str, object]:
    code, words = BITRIX24_WORDS.get(fault.status, ("INTERNAL_SERVER_ERROR", "Internal server error"))
    return {"error": code, "error_description": words}

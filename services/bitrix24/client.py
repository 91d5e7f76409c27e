"""Calls to the portal's REST through an incoming webhook: limits kept, errors classified, the secret kept.

Reads are tried up to three times; writes once, their retries live in database rows.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from typing import Any, TypeVar

import httpx

from services.bitrix24 import errors
from services.bitrix24.encoding import Params, command
from services.bitrix24.limiter import Clock, Limiter, Priority, Sleep
from services.bitrix24.operating import OperatingGuard
from services.bitrix24.standing import Standing
from services.bitrix24.values import row
from services.bitrix24.webhook import Webhook
from services.domain.gateways import Refused, TryLater

log = logging.getLogger(__name__)

BATCH = 50
USER_AGENT = "FiveMinutes/1.0 (Telegram assistant for call centres)"
TIMEOUT = httpx.Timeout(65, connect=10)  # the portal may work on one request for 60 s
BACKOFF = (0.3, 1.0)  # seconds before the second and the third try of a read

Command = tuple[str, Params]
Key = TypeVar("Key")


def quiet_http_logs() -> None:
    """httpx logs whole addresses, ours hold the secret: keep its loggers at warnings whatever LOG_LEVEL says."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


@cache
def _certificates() -> SSLContext:
    """Whom a portal's certificate may come from: read once, though a process of tests has many clients."""
    return httpx.create_ssl_context()


class Client:
    """One portal, one webhook. Raises `TryLater` and `Refused`, which name the method and the code only."""

    def __init__(
        self,
        webhook_url: str,
        limiter: Limiter,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        quiet_http_logs()
        self.webhook = Webhook.parse(webhook_url)
        self.last_success: datetime | None = None
        self._limiter = limiter
        self._operating = OperatingGuard(clock)
        self.standing = Standing(clock)
        self.limited = 0  # answers that said: too fast
        self._sleep = sleep
        self._jitter = jitter
        self.now = now
        self._http = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
            # A session cookie would make PHP answer our requests one at a time.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=TIMEOUT,
            limits=httpx.Limits(keepalive_expiry=30),
            follow_redirects=False,
            transport=transport,
            verify=_certificates(),
        )

    async def close(self) -> None:
        await self._http.aclose()

    @property
    def waited(self) -> float:
        """Seconds that requests have waited so as to keep the portal's limit."""
        return self._limiter.waited

    def room(self, priority: Priority) -> bool:
        """Whether a request would go at once, as far as the limit of requests is concerned."""
        return self._limiter.room(priority)

    async def ready(self, priority: Priority) -> None:
        """Wait until a request would go at once."""
        await self._limiter.ready(priority)

    async def call(self, method: str, params: Params | None = None, *, priority: Priority) -> Any:
        """The `result` of a method."""
        refusal = self._operating.refusal(method)
        if refusal:
            raise refusal
        return await self._answer(method, params or {}, [method], priority)

    async def batch(
        self, commands: Mapping[Key, Command], *, priority: Priority
    ) -> dict[Key, Any | TryLater | Refused]:
        """Up to 50 commands in one hit, in order: each one's own result or error under its own key."""
        if len(commands) > BATCH:
            raise ValueError(f"{len(commands)} commands in a batch of {BATCH}")
        held = {key: self._operating.refusal(method) for key, (method, _) in commands.items()}
        sent = [(key, method, params) for key, (method, params) in commands.items() if held[key] is None]
        outcomes: dict[Key, Any | TryLater | Refused] = {key: why for key, why in held.items() if why}
        if sent:
            # Numeric keys would come back as a list.
            cmd = {f"c{index}": command(method, params) for index, (_, method, params) in enumerate(sent)}
            result = await self._batch(cmd, [method for _, method, _ in sent], priority)
            for index, (key, method, _) in enumerate(sent):
                outcomes[key] = self._outcome(result, f"c{index}", method)
        return outcomes

    async def _batch(self, cmd: dict[str, str], methods: list[str], priority: Priority) -> Mapping[str, Any]:
        refusal = self._operating.refusal("batch")
        if refusal:
            raise refusal
        return row(await self._answer("batch", {"halt": 0, "cmd": cmd}, [*methods, "batch"], priority))

    def _outcome(self, result: Mapping[str, Any], key: str, method: str) -> Any | TryLater | Refused:
        self._operating.seen(method, row(result.get("result_time")).get(key))
        problems, results = row(result.get("result_error")), row(result.get("result"))
        if key in problems:
            return self._failure(method, row(problems[key]), status=400, writes=errors.is_write(method))
        if key not in results:
            return TryLater(f"{method}: the batch does not tell", maybe_done=errors.is_write(method))
        self.standing.took(method)
        return results[key]

    async def _answer(self, method: str, params: Params, methods: list[str], priority: Priority) -> Any:
        """Several tries of a read, one of a write; `methods` are all that the request runs."""
        writes = any(errors.is_write(name) for name in methods if name != "batch")
        for pause in () if writes else BACKOFF:
            try:
                return await self._attempt(method, params, methods, priority, writes)
            except TryLater as failure:
                if failure.after is not None:
                    raise
            await self._sleep(pause * (0.5 + self._jitter()))
        return await self._attempt(method, params, methods, priority, writes)

    async def _attempt(self, method: str, params: Params, methods: list[str], priority: Priority, writes: bool) -> Any:
        if rest := self.standing.rest():
            raise rest
        if (pause := self._operating.pace(dict.fromkeys(methods))) > 0:
            await self._sleep(pause)
        asked = self.webhook
        response = await self._post(method, params, priority, writes)
        if response.is_redirect and self._follow(asked, method, response):
            response = await self._post(method, params, priority, writes)
        return self._result(method, response, writes)

    async def _post(self, method: str, params: Params, priority: Priority, writes: bool) -> httpx.Response:
        await self._limiter.acquire(priority)
        try:
            return await self._http.post(self.webhook.address(method), json=params)
        except httpx.HTTPError as error:
            failure = errors.broken(method, error, writes=writes)
        # Raised out here, so that the error with the address is not even its context.
        raise failure

    def _follow(self, asked: Webhook, method: str, response: httpx.Response) -> bool:
        moved = asked.moved(response.headers.get("Location", ""), method)
        if moved is not None and moved != self.webhook:
            self.webhook = moved
            log.warning("portal renamed: it answers at %s now; put this host into BITRIX24_WEBHOOK_URL", moved.origin)
        return moved is not None

    def _result(self, method: str, response: httpx.Response, writes: bool) -> Any:
        if response.is_redirect:
            astray = Refused(errors.REDIRECT, f"{method}: HTTP {response.status_code} to a place that is not its REST")
            self.standing.refused(method, astray)
            raise astray
        body = _json(response)
        if "error" in body or "result" not in body or not response.is_success:
            raise self._failure(method, body, status=response.status_code, writes=writes)
        self._operating.seen(method, body.get("time"))
        self.standing.took(method)
        self.last_success = self.now()
        return body["result"]

    def _failure(self, method: str, body: Mapping[str, Any], *, status: int, writes: bool) -> TryLater | Refused:
        error, words = body.get("error"), str(body.get("error_description") or "")
        masked = None if error is None else self.webhook.masked(str(error))
        failure = errors.failure(method, masked, self.webhook.masked(words), status=status, writes=writes)
        self.limited += isinstance(failure, errors.RateLimited | errors.MethodBlocked)
        if isinstance(failure, errors.RateLimited):
            self._limiter.overflowed()
        if isinstance(failure, errors.MethodBlocked):
            failure.after = self._operating.block(method)
        self.standing.refused(method, failure)
        return failure


def _json(response: httpx.Response) -> Mapping[str, Any]:
    """The body; a page of HTML or anything but an object reads as an empty one."""
    try:
        return row(response.json())
    except ValueError:
        return {}

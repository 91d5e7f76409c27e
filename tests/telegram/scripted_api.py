"""A Bot API that answers by a script: what a test wrote down, in order."""

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "4242:TOKEN-OF-A-TEST-0000000000000000000"
CUT = "cut"  # execute, then drop the connection


@dataclass(frozen=True)
class Answer:
    """A status and a body: JSON, raw text, or `CUT`."""

    status: int
    body: Any


def ok(result: Any = True) -> Answer:
    return Answer(200, {"ok": True, "result": result})


def error(code: int, description: str, **parameters: Any) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return Answer(code, body | ({"parameters": parameters} if parameters else {}))


class ScriptedApi:
    """`will(method, answers…)` says what comes; `calls` what was asked. A script that ended waits for ever."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.exhausted = asyncio.Event()
        self._script: dict[str, deque[Answer]] = defaultdict(deque)
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/{{method}}", self._answer)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    def will(self, method: str, *answers: Answer) -> None:
        self._script[method].extend(answers)

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        json_body = request.content_type == "application/json"
        self.calls.append((method, await request.json() if json_body else dict(await request.post())))
        if not self._script[method]:
            self.exhausted.set()
            await asyncio.Event().wait()
        answer = self._script[method].popleft()
        if answer.body is CUT:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        return web.Response(status=answer.status, text=text, content_type="application/json")

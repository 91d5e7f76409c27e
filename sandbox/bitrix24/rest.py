"""The HTTP side: addresses, parameters in every form PHP takes, the limit of requests, JSON out."""

import json
from typing import Any, NoReturn

from aiohttp import web

from sandbox.bitrix24 import forms
from sandbox.bitrix24.batch import run_batch
from sandbox.bitrix24.errors import RestError, system_error
from sandbox.bitrix24.execution import Answer, execute
from sandbox.bitrix24.journal import Call
from sandbox.bitrix24.state import State, Webhook
from sandbox.faults import BODY, Faults


class Rest:
    """Answers `/rest/{user}/{secret}/{method}`, with or without `.json`, by GET and POST."""

    def __init__(self, state: State, faults: Faults | None) -> None:
        self._state = state
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", r"/rest/{user:\d+}/{secret}/{method}", self.handle),
            web.route("*", "/rest/{method}", self.handle),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].removesuffix(".json").lower()
        if self._faults is None:
            return await self._respond(request, method)
        return await self._faults.around(request, "bitrix24", method, lambda: self._respond(request, method))

    async def _respond(self, request: web.Request, method: str) -> web.Response:
        state = self._state
        if state.moved_to:
            return web.Response(status=302, headers={"Location": state.moved_to + request.path_qs})
        params = await read_params(request)
        try:
            self._admit(request.remote or "", method, params)
            answer = self._answer(self._hook(request, method, params), method, params)
        except RestError as refusal:
            return _json(refusal.body, refusal.status)
        return _json({"result": answer.result, **answer.beside, "time": answer.time}, 200)

    def _admit(self, address: str, method: str, params: dict[str, Any]) -> None:
        bucket = self._state.bucket
        if bucket is not None and not bucket.admit(address, self._state.clock()):
            self._refuse("QUERY_LIMIT_EXCEEDED", method, params)

    def _hook(self, request: web.Request, method: str, params: dict[str, Any]) -> Webhook:
        found = request.match_info
        if "secret" not in found:
            self._refuse("NO_AUTH_FOUND", method, params)
        hook = self._state.webhooks.get((int(found["user"]), found["secret"]))
        if hook is None:
            self._refuse("INVALID_CREDENTIALS", method, params)
        return hook

    def _refuse(self, code: str, method: str, params: dict[str, Any]) -> NoReturn:
        refusal = system_error(code, self._state.revision)
        self._state.calls.append(Call(method, params, self._state.clock(), refusal.status, code))
        raise refusal

    def _answer(self, hook: Webhook, method: str, params: dict[str, Any]) -> Answer:
        if method != "batch":
            return execute(self._state, hook, method, params)
        at, number = self._state.clock(), len(self._state.calls)
        try:
            answer = run_batch(self._state, hook, params)
        except RestError as refusal:
            self._state.calls.append(Call("batch", params, at, refusal.status, refusal.code, hook.user_id))
            raise
        self._state.calls.insert(number, Call("batch", params, at, 200, None, hook.user_id))
        return answer


async def read_params(request: web.Request) -> dict[str, Any]:
    """The query, overlaid by a JSON or form body."""
    params = forms.parse(request.rel_url.raw_query_string)
    # Read the stream itself: files are longer than the application's default limit of a body.
    body = request[BODY] if BODY in request else await request.content.read()
    if not body:
        return params
    if request.content_type != "application/json":
        return params | forms.parse(body.decode())
    try:
        given = json.loads(body)
    except ValueError:
        return params
    return params | given if isinstance(given, dict) else params


def _json(body: Any, status: int) -> web.Response:
    return web.Response(
        body=json.dumps(body, ensure_ascii=False).encode(), status=status, content_type="application/json"
    )

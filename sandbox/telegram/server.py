"""The Bot API over HTTP: reads a call in any of its three encodings, carries it out, answers in the API's form."""

import json
import re
from inspect import isawaitable
from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.telegram.errors import ApiError, bad
from sandbox.telegram.files import Upload
from sandbox.telegram.methods import METHODS, Described, Raw
from sandbox.telegram.signatures import read, signature
from sandbox.telegram.state import Call, State

TOKEN = re.compile(r"\d{1,16}:[\w-]{3,}")
TRUE = b'{"ok":true,"result":true}'
HEADERS = {"Content-Type": "application/json"}


class Server:
    """The Bot API of one bot."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.state = state
        self.faults = faults

    def routes(self) -> list[web.RouteDef]:
        """Calls, downloads, and the error for every other path below /bot."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]+}", self.call),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self.download),
            web.route("*", "/bot{rest:.*}", self.nowhere),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of a method."""
        method = request.match_info["method"]
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return refusal(error)
        return await self.faults.around(request, "telegram", method, lambda: self._execute(request, method))

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The content of a file, by the path that `getFile` named."""
        stored = self.state.files.by_path.get(request.match_info["path"])
        try:
            self._check_token(request.match_info["token"])
        except ApiError as error:
            return refusal(error)
        if stored is None:
            return refusal(ApiError(404))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def nowhere(self, _request: web.Request) -> web.StreamResponse:
        """A path that the API does not have."""
        return refusal(ApiError(404))

    def _check_token(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise ApiError(401, "invalid token specified")
        if token != self.state.token or self.state.revoked:
            raise ApiError(401)

    async def _execute(self, request: web.Request, method: str) -> web.Response:
        call = Call(method, {}, self.state.clock())
        self.state.calls.append(call)
        try:
            return await self._answer(request, call)
        except ApiError as error:
            call.status, call.error = error.code, error.description
            return refusal(error)
        finally:
            if self.state.listeners:
                self.state.tell("call", method=method, status=call.status)

    async def _answer(self, request: web.Request, call: Call) -> web.Response:
        wanted = signature(call.method)
        if wanted is None:
            raise ApiError(404, "method not found")
        run = METHODS.get(wanted.name)
        if run is None:
            raise bad(f"sandbox: the method {wanted.name} exists in the Bot API and is not stood in")
        given, uploads = await body(request)
        call.method, call.params = wanted.name, read(wanted, _with_uploads(given, uploads, wanted.kinds))
        result: Any = run(self.state, call.params)
        return answer(await result if isawaitable(result) else result)


async def body(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters of the query, form or JSON, and the files of a multipart form."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            content = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad("can't parse JSON object") from None
        if not isinstance(content, dict):
            raise bad("object expected as the body")
        return given | content, {}
    uploads = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read())
            value.file.close()
        else:
            given[name] = value
    return given, uploads


def _with_uploads(given: dict[str, Any], uploads: dict[str, Upload], kinds: dict[str, Any]) -> dict[str, Any]:
    """Files in their parameters' places: by the parameter's own name or as attach://name."""
    if not uploads:
        return given
    named = {f"attach://{name}": upload for name, upload in uploads.items()}
    placed = {name: named.get(value, value) if isinstance(value, str) else value for name, value in given.items()}
    return placed | {name: upload for name, upload in uploads.items() if name in kinds}


def answer(result: Any) -> web.Response:
    """The JSON of a success."""
    if result is True:
        return web.Response(body=TRUE, headers=HEADERS)
    if isinstance(result, Raw):
        return web.Response(body=b'{"ok":true,"result":' + result.text.encode() + b"}", headers=HEADERS)
    content: dict[str, Any] = {"ok": True, "result": result}
    if isinstance(result, Described):
        content = {"ok": True, "result": result.result, "description": result.description}
    return web.Response(body=json.dumps(content, ensure_ascii=False).encode(), headers=HEADERS)


def refusal(error: ApiError) -> web.Response:
    """The JSON of a refusal, with Retry-After for a flood."""
    headers = dict(HEADERS)
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    content = json.dumps(error.body(), ensure_ascii=False).encode()
    return web.Response(status=error.code, body=content, headers=headers)

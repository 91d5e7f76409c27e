"""A portal of a few lines: answers per method by a script, over real HTTP, batches unpacked as PHP would."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

SECRET = "s3cr3tw0rdofthehook"
PATH = f"/rest/1/{SECRET}/"


@dataclass
class Reply:
    """An HTTP answer: `body` as JSON, or `html` when the portal has lost its tongue."""

    body: Any = None
    status: int = 200
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        if self.html:
            return web.Response(text=self.html, status=self.status, content_type="text/html", headers=self.headers)
        return web.json_response(self.body, status=self.status, headers=self.headers)


def ok(result: Any, **time: float) -> Reply:
    return Reply({"result": result, "time": time})


def error(code: Any, words: str = "", status: int = 400) -> Reply:
    return Reply({"error": code, "error_description": words}, status)


Script = Reply | Callable[[dict[str, Any]], Reply]


class CutError(Exception):
    """Told by a script: break the connection without an answer."""


class ScriptedPortal:
    """`on(method, script…)`: the scripts in turn, the last one for good. `hits` are requests, `calls` methods run."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.headers: list[dict[str, str]] = []
        self.origin = ""
        self._scripts: dict[str, list[Script]] = {}
        self._close: Callable[[], Awaitable[None]] | None = None

    @property
    def webhook_url(self) -> str:
        return f"{self.origin}{PATH}"

    def on(self, method: str, *scripts: Script) -> None:
        self._scripts[method] = list(scripts)

    def params(self, method: str) -> list[dict[str, Any]]:
        return [params for called, params in self.calls if called == method]

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", PATH + "{method}", self._handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert runner.addresses
        self.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._close = runner.cleanup

    async def stop(self) -> None:
        if self._close:
            await self._close()
            self._close = None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        assert request.method == "POST"
        method, params = request.match_info["method"], await request.json()
        self.hits.append(method)
        self.headers.append(dict(request.headers))
        try:
            if method == "batch" and "batch" not in self._scripts:
                return self._batch(params).response()
            return self._run(method, params).response()
        except CutError:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

    def _run(self, method: str, params: dict[str, Any]) -> Reply:
        self.calls.append((method, params))
        scripts = self._scripts.get(method)
        if not scripts:
            return error("ERROR_METHOD_NOT_FOUND", "Method not found!", 404)
        script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        return script if isinstance(script, Reply) else script(params)

    def _batch(self, params: dict[str, Any]) -> Reply:
        results: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        times: dict[str, Any] = {}
        for key, command in params["cmd"].items():
            method, _, query = command.partition("?")
            body = self._run(method, php(query)).body
            if "error" in body:
                errors[key] = body
            else:
                results[key] = body["result"]
                times[key] = body.get("time", {})
        sections = {"result": results, "result_error": errors, "result_time": times}
        # PHP has one kind of empty array.
        return ok({name: section or [] for name, section in sections.items()})


def php(query: str) -> dict[str, Any]:
    """What PHP's parse_str makes of a query: brackets nest, dense numeric keys are lists, all values are strings."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)):
        head, *inner = re.findall(r"^[^\[]+|\[[^\]]*\]", name)
        keys = [head, *(key[1:-1] for key in inner)]
        node = tree
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        node[keys[-1]] = value
    listed = _listed(tree)
    assert isinstance(listed, dict)
    return listed


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    values = {key: _listed(value) for key, value in node.items()}
    dense = list(values) == [str(index) for index in range(len(values))] and values
    return list(values.values()) if dense else values

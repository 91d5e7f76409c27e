"""Faults strike the calls they are meant for, as often as asked, in the service's own form of error."""

import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox.faults import Fault, Faults


class Desk:
    """A server of two services with one set of faults; `executed` lists what really ran."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.faults = Faults(clock=lambda: self.now)
        self.executed: list[str] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        service, method = request.match_info["service"], request.match_info["method"]

        async def execute() -> web.Response:
            self.executed.append(method)
            return web.json_response({"done": method})

        return await self.faults.around(request, service, method, execute)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    app.router.add_route("*", "/{service}/{method}", desk.serve)
    async with TestClient(TestServer(app)) as client:
        yield client


Client = TestClient[web.Request, web.Application]


async def test_nothing_is_wrong_by_default(desk: Desk, client: Client) -> None:
    response = await client.get("/telegram/sendMessage")
    assert await response.json() == {"done": "sendMessage"}
    assert desk.faults.requests == 1


async def test_a_telegram_flood_has_the_time_to_wait_in_body_and_header(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", "status", status=429, retry_after=7))
    response = await client.get("/telegram/sendMessage")
    assert response.status == 429
    assert response.headers["Retry-After"] == "7"
    assert await response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert desk.executed == []


async def test_a_bitrix24_limit_has_the_documented_form(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("bitrix24", "status", status=503))
    response = await client.get("/bitrix24/crm.item.get")
    assert response.status == 503
    assert (await response.json())["error"] == "QUERY_LIMIT_EXCEEDED"


async def test_a_fault_strikes_its_own_service_and_method_as_often_as_asked(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", "status", method="sendMessage", times=2))
    seen = [
        (await client.get(path)).status
        for path in (
            "/bitrix24/sendMessage",
            "/telegram/getMe",
            "/telegram/sendMessage",
            "/telegram/sendMessage",
            "/telegram/sendMessage",
        )
    ]
    assert seen == [200, 200, 500, 500, 200]


async def test_html_is_a_page_of_a_proxy(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("bitrix24", "html", status=502))
    response = await client.get("/bitrix24/batch")
    assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(("kind", "executed"), [("cut_before", []), ("cut_after", ["sendMessage"])])
async def test_a_cut_closes_the_connection(kind: str, executed: list[str], desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", kind))  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.post("/telegram/sendMessage")  # a POST: aiohttp repeats a cut GET by itself
    assert desk.executed == executed


async def test_down_ends_by_the_clock(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("bitrix24", "down", until=1060))
    assert [(await client.get("/bitrix24/batch")).status for _ in range(3)] == [500, 500, 500]
    desk.now = 1060
    assert (await client.get("/bitrix24/batch")).status == 200


async def test_slow_waits_and_then_the_next_fault_acts(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", "slow", seconds=0.02))
    desk.faults.add(Fault("telegram", "status", status=502))
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await client.get("/telegram/getMe")).status == 502
    assert loop.time() - began >= 0.02


async def test_clear_is_by_service(desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", "status", times=None))
    desk.faults.add(Fault("bitrix24", "status", times=None))
    desk.faults.clear("telegram")
    assert (await client.get("/telegram/getMe")).status == 200
    assert (await client.get("/bitrix24/batch")).status == 500


@pytest.mark.parametrize("asynchronous", [False, True])
async def test_the_hook_sees_every_execution_before_and_after(asynchronous: bool, desk: Desk, client: Client) -> None:
    seen: list[tuple[int, str, str, str, int]] = []

    def hook(number: int, service: str, method: str, moment: str) -> None:
        seen.append((number, service, method, moment, len(desk.executed)))

    async def waiting_hook(number: int, service: str, method: str, moment: str) -> None:
        hook(number, service, method, moment)

    hooks: dict[bool, Callable[..., None]] = {False: hook, True: waiting_hook}  # type: ignore[dict-item]
    desk.faults.on_request = hooks[asynchronous]
    await client.get("/telegram/getMe")
    await client.get("/bitrix24/batch")
    assert seen == [
        (1, "telegram", "getMe", "before", 0),
        (1, "telegram", "getMe", "after", 1),
        (2, "bitrix24", "batch", "before", 1),
        (2, "bitrix24", "batch", "after", 2),
    ]


@pytest.mark.parametrize("kind", ["json", "data"])
async def test_a_fault_may_be_about_something_that_the_request_names(kind: str, desk: Desk, client: Client) -> None:
    desk.faults.add(Fault("telegram", "status", about="Ева"))
    seen = [(await client.post("/telegram/sendMessage", **{kind: {"text": name}})).status for name in ("Анна", "Ева")]
    assert seen == [200, 500]
    assert [each.method for each in desk.faults.struck] == ["sendMessage"]


async def test_a_call_may_be_given_a_fault_of_its_own(desk: Desk, client: Client) -> None:
    desk.faults.drawn = lambda _service, method: Fault("telegram", "status") if method == "getMe" else None
    assert [(await client.get(f"/telegram/{each}")).status for each in ("getMe", "getFile", "getMe")] == [500, 200, 500]

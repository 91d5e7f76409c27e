"""The client against a scripted portal over HTTP."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from services.bitrix24.client import TIMEOUT, Client, Command
from services.bitrix24.errors import OVERLOAD, REDIRECT, RateLimited
from services.bitrix24.limiter import Limiter, Priority
from services.bitrix24.standing import LOOK_AGAIN
from services.domain.gateways import CREDENTIALS, NOT_FOUND, Refused, TryLater
from tests.bitrix24.scripted_portal import PATH, SECRET, CutError, Reply, Script, ScriptedPortal, error, ok
from tests.bitrix24.virtual_time import SteppedTime

INTAKE, WRITE = Priority.INTAKE, Priority.WRITE
UPDATE: Command = ("crm.item.update", {"entityTypeId": 1, "id": 7, "fields": {"stageId": "JUNK"}})


def cut(_: dict[str, Any]) -> Reply:
    raise CutError


async def test_a_call_posts_json_and_names_the_product(portal: ScriptedPortal, client: Client) -> None:
    portal.on("crm.item.get", ok({"item": {"id": 7}}))
    assert await client.call("crm.item.get", {"id": 7}, priority=INTAKE) == {"item": {"id": 7}}
    assert portal.calls == [("crm.item.get", {"id": 7})]
    assert portal.headers[0]["User-Agent"].startswith("FiveMinutes/")
    assert portal.headers[0]["Content-Type"] == "application/json"


async def test_the_last_success_is_known(portal: ScriptedPortal, client: Client, stepped: SteppedTime) -> None:
    portal.on("server.time", error("INVALID_CREDENTIALS", status=401), ok("2026-01-01T00:00:00+03:00"))
    for _ in range(2):  # the second is not asked: nobody has mended it yet
        with pytest.raises(Refused):
            await client.call("server.time", priority=INTAKE)
    assert client.last_success is None
    await stepped.sleep(LOOK_AGAIN)
    await client.call("server.time", priority=INTAKE)
    assert client.last_success is not None
    assert abs((datetime.now(UTC) - client.last_success).total_seconds()) < 60


@pytest.mark.parametrize(
    "bad",
    [
        cut,
        error("INTERNAL_SERVER_ERROR", status=500),
        error("QUERY_LIMIT_EXCEEDED", "Too many requests", 503),
        Reply(html="<html>502</html>", status=502),
        Reply(html="<html>busy</html>"),
        Reply(["not", "an", "object"]),
        Reply({"time": {}}),
    ],
)
async def test_reads_are_tried_three_times(portal: ScriptedPortal, client: Client, bad: Any) -> None:
    portal.on("crm.item.get", bad, bad, ok("third time lucky"))
    assert await client.call("crm.item.get", priority=INTAKE) == "third time lucky"
    portal.on("crm.item.get", bad)
    with pytest.raises(TryLater) as caught:
        await client.call("crm.item.get", priority=INTAKE)
    assert caught.value.maybe_done is False
    assert len(portal.hits) == 6


@pytest.mark.parametrize("bad", [cut, Reply(html="<html>502</html>", status=502), Reply({"time": {}})])
async def test_a_write_is_tried_once_and_may_have_been_done(portal: ScriptedPortal, client: Client, bad: Any) -> None:
    portal.on("crm.item.update", bad, ok({"item": {}}))
    with pytest.raises(TryLater) as caught:
        await client.call(*UPDATE, priority=WRITE)
    assert caught.value.maybe_done is True
    assert portal.hits == ["crm.item.update"]


async def test_a_batch_with_a_write_in_it_is_tried_once(portal: ScriptedPortal, client: Client) -> None:
    portal.on("batch", Reply(html="<html>502</html>", status=502))
    with pytest.raises(TryLater) as caught:
        await client.batch({"read": ("crm.item.get", {}), "write": UPDATE}, priority=WRITE)
    assert caught.value.maybe_done is True
    assert portal.hits == ["batch"]


async def test_a_portal_that_is_down_has_done_nothing(portal: ScriptedPortal, client: Client) -> None:
    await portal.stop()
    with pytest.raises(TryLater) as caught:
        await client.call(*UPDATE, priority=WRITE)
    assert caught.value.maybe_done is False


async def test_a_refusal_is_not_repeated(portal: ScriptedPortal, client: Client) -> None:
    portal.on("crm.item.get", error("OVERLOAD_LIMIT", status=503))
    with pytest.raises(Refused) as caught:
        await client.call("crm.item.get", priority=INTAKE)
    assert caught.value.code == OVERLOAD
    assert portal.hits == ["crm.item.get"]


async def test_after_a_503_the_limiter_holds_everybody_back(
    portal: ScriptedPortal, client: Client, limiter: Limiter
) -> None:
    portal.on("crm.item.update", error("QUERY_LIMIT_EXCEEDED", status=503))
    with pytest.raises(RateLimited):
        await client.call(*UPDATE, priority=WRITE)
    assert limiter.level == 50


async def test_a_blocked_method_is_left_alone_until_its_reset(
    portal: ScriptedPortal, client: Client, stepped: SteppedTime
) -> None:
    portal.on(
        "crm.item.get",
        ok(1, operating=470.0, start=1_000_000.0, operating_reset_at=1_000_200.0),
        error("OPERATION_TIME_LIMIT", status=429),
        ok(2),
    )
    portal.on("crm.item.list", ok([]))
    await client.call("crm.item.get", priority=INTAKE)
    for _ in range(2):
        with pytest.raises(TryLater) as caught:
            await client.call("crm.item.get", priority=INTAKE)
        assert caught.value.after == pytest.approx(200, abs=1)
    assert portal.hits == ["crm.item.get"] * 2
    outcomes = await client.batch({1: ("crm.item.get", {}), 2: ("crm.item.list", {})}, priority=INTAKE)
    assert isinstance(outcomes[1], TryLater)
    assert outcomes[2] == []
    stepped.now += 201
    assert await client.call("crm.item.get", priority=INTAKE) == 2


async def test_a_batch_tells_each_commands_own_outcome(portal: ScriptedPortal, client: Client) -> None:
    portal.on("crm.item.get", ok({"item": {"id": 1}}), error("NOT_FOUND", "Element not found"))
    portal.on("crm.item.update", error("INTERNAL_SERVER_ERROR"))
    commands: dict[int, Command] = {5: ("crm.item.get", {"id": 1}), 6: ("crm.item.get", {"id": 2}), 7: UPDATE}
    outcomes = await client.batch(commands, priority=INTAKE)
    assert outcomes[5] == {"item": {"id": 1}}
    assert isinstance(outcomes[6], Refused)
    assert outcomes[6].code == NOT_FOUND
    assert isinstance(outcomes[7], TryLater)
    assert outcomes[7].maybe_done is True
    assert portal.hits == ["batch"]
    assert portal.params("crm.item.update") == [{"entityTypeId": "1", "id": "7", "fields": {"stageId": "JUNK"}}]


async def test_a_command_that_the_batch_does_not_tell_may_be_done(portal: ScriptedPortal, client: Client) -> None:
    portal.on("batch", ok({"result": [], "result_error": [], "result_time": []}), ok([]))
    for _ in range(2):
        outcomes = await client.batch({1: UPDATE, 2: ("crm.item.get", {})}, priority=WRITE)
        assert [getattr(outcome, "maybe_done", None) for outcome in outcomes.values()] == [True, False]


async def test_batches_hold_fifty_and_empty_ones_cost_nothing(portal: ScriptedPortal, client: Client) -> None:
    portal.on("server.time", ok("now"))
    assert await client.batch({}, priority=INTAKE) == {}
    assert portal.hits == []
    assert len(await client.batch({n: ("server.time", {}) for n in range(50)}, priority=INTAKE)) == 50
    with pytest.raises(ValueError, match="51"):
        await client.batch({n: ("server.time", {}) for n in range(51)}, priority=INTAKE)


@pytest.mark.parametrize("name", ["batch.errors_halt0", "batch.errors_halt1", "batch.linked.ok"])
async def test_the_documented_batches(
    portal: ScriptedPortal, client: Client, name: str, sample: Callable[[str], dict[str, Any]]
) -> None:
    printed = json.dumps(sample(name)["response"]).replace("get_user", "c0").replace("get_department", "c1")
    portal.on("batch", Reply(json.loads(printed)))
    outcomes = await client.batch({"user": ("user.current", {}), "dep": ("department.get", {})}, priority=INTAKE)
    if name == "batch.linked.ok":
        found: Any = outcomes
        assert found["user"]["NAME"] == "John"
        assert found["dep"][0]["NAME"] == "DEMO"
    else:
        assert isinstance(outcomes["user"], Refused)
        assert isinstance(outcomes["dep"], Refused if name.endswith("0") else TryLater)


async def test_operating_time_inside_a_batch_is_billed_to_its_method(
    portal: ScriptedPortal, client: Client, stepped: SteppedTime
) -> None:
    portal.on("crm.item.get", ok(1, operating=500.0, start=10.0, operating_reset_at=100.0))
    await client.batch({1: ("crm.item.get", {})}, priority=INTAKE)
    with pytest.raises(TryLater) as caught:
        await client.call("crm.item.get", priority=INTAKE)
    assert caught.value.after == pytest.approx(90)


async def test_a_renamed_portal_gets_the_same_post_and_is_remembered(
    portal: ScriptedPortal, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    renamed = ScriptedPortal()
    await renamed.start()
    renamed.on("crm.item.update", ok({"item": {"id": 7}}))
    location = f"{renamed.origin}{PATH}crm.item.update"
    portal.on("crm.item.update", Reply(html="moved", status=302, headers={"Location": location}))
    for _ in range(2):
        assert await client.call(*UPDATE, priority=WRITE) == {"item": {"id": 7}}
    await renamed.stop()
    assert renamed.calls == [UPDATE] * 2
    assert portal.hits == ["crm.item.update"]
    assert client.webhook.page_url("lead", 7) == f"{renamed.origin}/crm/lead/details/7/"
    told = [record.getMessage() for record in caplog.records if "portal renamed" in record.getMessage()]
    assert told == [f"portal renamed: it answers at {renamed.origin} now; put this host into BITRIX24_WEBHOOK_URL"]


async def test_calls_under_way_while_the_portal_is_renamed_follow_too(portal: ScriptedPortal, client: Client) -> None:
    renamed = ScriptedPortal()
    await renamed.start()
    renamed.on("crm.item.update", ok({"item": {"id": 7}}))
    location = f"{renamed.origin}{PATH}crm.item.update"
    portal.on("crm.item.update", Reply(html="moved", status=302, headers={"Location": location}))
    answers = await asyncio.gather(*(client.call(*UPDATE, priority=WRITE) for _ in range(3)))
    await renamed.stop()
    assert answers == [{"item": {"id": 7}}] * 3
    assert len(portal.hits) == 3


@pytest.mark.parametrize("location", ["", "/auth/", "https://www.bitrix24.net/auth/", "http://[", "{origin}{path}"])
async def test_a_redirect_to_anywhere_else_is_refused(portal: ScriptedPortal, client: Client, location: str) -> None:
    address = location.format(origin=portal.origin, path=f"{PATH}crm.item.update")
    portal.on("crm.item.update", Reply(html="moved", status=302, headers={"Location": address}))
    with pytest.raises(Refused) as caught:
        await client.call(*UPDATE, priority=WRITE)
    assert caught.value.code == REDIRECT
    assert portal.hits == ["crm.item.update"]


async def test_the_secret_is_never_told(
    portal: ScriptedPortal, client: Client, stepped: SteppedTime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = f"no access to {portal.webhook_url}crm.item.update"
    bad: list[Script] = [cut, error("INVALID_CREDENTIALS", words, 401), error(words, "", 400), error("", words, 400)]
    portal.on("crm.item.update", *bad, Reply(html="x", status=302, headers={"Location": portal.webhook_url}))
    caught: list[BaseException] = []
    for _ in range(5):
        with pytest.raises((TryLater, Refused)) as info:
            await client.call(*UPDATE, priority=WRITE)
        caught.append(info.value)
        await stepped.sleep(LOOK_AGAIN)
    await portal.stop()
    with pytest.raises(TryLater) as down:
        await client.call("crm.item.get", priority=INTAKE)
    caught.append(down.value)
    for problem in caught:
        assert SECRET not in f"{problem!r} {problem} {getattr(problem, 'detail', '')}"
        assert not isinstance(problem.__context__, httpx.HTTPError)
        assert not isinstance(problem.__cause__, httpx.HTTPError)
    assert SECRET not in caplog.text
    assert SECRET not in repr(client.webhook)


def test_httpx_would_tell_the_address_and_is_kept_quiet(client: Client) -> None:
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore.connection").isEnabledFor(logging.DEBUG)


async def test_session_cookies_are_not_kept(portal: ScriptedPortal, client: Client) -> None:
    portal.on("server.time", Reply({"result": "now"}, headers={"Set-Cookie": "PHPSESSID=1; path=/"}))
    for _ in range(2):
        await client.call("server.time", priority=INTAKE)
    assert not any("Cookie" in headers for headers in portal.headers)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "portal.bitrix24.ru",
        f"ftp://portal.example/rest/1/{SECRET}/",
        f"https://portal.example/{SECRET}/",
        f"https://portal.example/rest/{SECRET}/",
        f"https://me:{SECRET}@portal.example/rest/1/x/",
        "https://[/rest/1/x/",
    ],
)
def test_a_wrong_webhook_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ValueError, match="not an incoming webhook") as caught:
        Client(address, Limiter())
    assert SECRET not in str(caught.value)


async def test_a_webhook_address_needs_no_closing_slash(portal: ScriptedPortal) -> None:
    portal.on("server.time", ok("now"))
    client = Client(portal.webhook_url.rstrip("/"), Limiter())
    assert await client.call("server.time", priority=INTAKE) == "now"
    await client.close()


def test_a_request_may_outlast_the_portals_own_minute() -> None:
    assert (TIMEOUT.read, TIMEOUT.connect) == (65, 10)


async def test_wrong_credentials_are_told_apart(portal: ScriptedPortal, client: Client) -> None:
    portal.on("crm.item.get", error("INVALID_CREDENTIALS", "Invalid request credentials", 403))
    with pytest.raises(Refused) as caught:
        await client.call("crm.item.get", priority=INTAKE)
    assert caught.value.code == CREDENTIALS

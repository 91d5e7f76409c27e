"""Requests per address, operating time per method, credentials, scopes, addresses."""

import aiohttp
import pytest

from sandbox.bitrix24.limits import PLANS, LeakyBucket
from sandbox.faults import Fault
from tests.sandbox.bitrix24.portal_desk import Desk


async def test_fifty_requests_at_once_and_two_a_second_after(desk: Desk) -> None:
    statuses = [(await desk.ask("scope")).status for _ in range(51)]
    assert statuses == [200] * 50 + [503]
    desk.now += 1.0
    statuses = [(await desk.ask("scope")).status for _ in range(3)]
    assert statuses == [200, 200, 503]
    assert desk.portal.calls[-1].error == "QUERY_LIMIT_EXCEEDED"


@pytest.mark.parametrize(("plan", "burst", "rate"), [("standard", 50, 2), ("enterprise", 250, 5)])
def test_a_bucket_holds_a_burst_and_leaks(plan: str, burst: int, rate: int) -> None:
    bucket = LeakyBucket(*PLANS[plan])
    assert sum(bucket.admit("a", 0.0) for _ in range(1000)) == burst
    assert bucket.admit("b", 0.0)
    assert sum(bucket.admit("a", 10.0) for _ in range(1000)) == 10 * rate


def test_the_measured_burst(desk: Desk) -> None:
    """200 calls in 2.2 seconds: a real bucket would have refused 145."""
    bucket = LeakyBucket(*PLANS["standard"])
    refused = sum(not bucket.admit("a", 2.2 * number / 199) for number in range(200))
    assert abs(refused - 145) <= 1


async def test_a_batch_is_one_request(desk: Desk) -> None:
    cmd = {f"c{number}": "scope" for number in range(50)}
    statuses = [(await desk.ask("batch", {"cmd": cmd})).status for _ in range(3)]
    assert statuses == [200, 200, 200]


async def test_operating_time_adds_up_and_blocks_one_method(desk: Desk) -> None:
    desk.portal.operating.costs["crm.item.list"] = 200.0
    ask = {"entityTypeId": 1}
    used = [(await desk.ask("crm.item.list", ask)).body["time"]["operating"] for _ in range(3)]
    assert used == [200.0, 400.0, 600.0]  # the call that crosses the limit still completes
    reply = await desk.ask("crm.item.list", ask)
    assert reply.error == (429, "OPERATION_TIME_LIMIT")
    assert "time" not in reply.body
    assert (await desk.ask("crm.lead.list")).status == 200


async def test_operating_time_drops_out_by_minutes(desk: Desk) -> None:
    desk.portal.operating.costs["scope"] = 300.0
    first = (await desk.ask("scope")).body["time"]
    assert first["operating_reset_at"] == int(desk.now) + 600
    desk.now += 120
    await desk.ask("scope")
    assert (await desk.ask("scope")).status == 429
    desk.now = first["operating_reset_at"]
    later = (await desk.ask("scope")).body["time"]
    assert later["operating"] == 600.0  # the second call and this one
    assert later["operating_reset_at"] == first["operating_reset_at"] + 120


@pytest.mark.parametrize(("as_one", "nested"), [(False, 7.0), (True, 0.0)])
async def test_who_is_billed_for_a_batch(desk: Desk, as_one: bool, nested: float) -> None:
    desk.portal.operating.costs |= {"scope": 7.0, "batch": 5.0}
    desk.portal.batch_billed_as_one = as_one
    reply = await desk.ask("batch", {"cmd": {"a": "scope"}})
    assert reply.result["result_time"]["a"]["operating"] == nested
    assert reply.body["time"]["operating"] == (5.0 if as_one else 0.0)


async def test_a_blocked_method_inside_a_batch(desk: Desk) -> None:
    desk.portal.operating.costs["scope"] = 500.0
    reply = await desk.ask("batch", {"cmd": {"a": "scope", "b": "scope", "c": "server.time"}})
    assert reply.result["result_error"]["b"]["error"] == "OPERATION_TIME_LIMIT"
    assert set(reply.result["result"]) == {"a", "c"}


@pytest.mark.parametrize(("revision", "status"), [("snapshot", 403), ("later", 401)])
async def test_wrong_credentials(desk: Desk, revision: str, status: int) -> None:
    desk.portal.revision = revision
    for path in ("/rest/1/wrong/", "/rest/2/secret/"):
        assert (await desk.ask("scope", path=path)).error == (status, "INVALID_CREDENTIALS")
    assert (await desk.ask("scope", path="/rest/")).error == (401, "NO_AUTH_FOUND")


@pytest.mark.parametrize(("revision", "status"), [("snapshot", 403), ("later", 401)])
async def test_a_scope_that_is_not_ticked(desk: Desk, revision: str, status: int) -> None:
    desk.portal.revision = revision
    desk.portal.add_webhook(1, "narrow", frozenset({"crm"}))
    assert (await desk.ask("user.get", path="/rest/1/narrow/")).error == (status, "insufficient_scope")
    assert (await desk.ask("scope", path="/rest/1/narrow/")).result == ["crm"]


async def test_what_a_webhook_may_not_call(desk: Desk) -> None:
    for method in ("event.bind", "event.offline.get", "event.offline.clear"):
        assert (await desk.ask(method)).error == (403, "WRONG_AUTH_TYPE")
    assert (await desk.ask("crm.lead.nonsense")).error == (404, "ERROR_METHOD_NOT_FOUND")


async def test_addresses_and_encodings(desk: Desk) -> None:
    lead = desk.portal.add_lead(title="Заявка")
    async with desk.client.get(
        desk.url(f"crm.item.list.json?entityTypeId=1&filter[%3Eid]={lead - 1}&select[]=id")
    ) as got:
        assert (await got.json())["result"] == {"items": [{"id": lead}]}
    nested = {"entityTypeId": 1, "id": lead, "fields": {"observers": {"": "12"}, "title": "ё + %"}}
    assert (await desk.ask_form("crm.item.update", nested)).result["item"]["observers"] == [12]
    assert desk.portal.leads[lead]["title"] == "ё + %"
    async with desk.client.post(desk.url("crm.lead.get?id=1"), json={"id": lead}) as got:
        assert (await got.json())["result"]["ID"] == str(lead)
    async with desk.client.post(desk.url("scope"), data=b"{", headers={"Content-Type": "application/json"}) as got:
        assert got.status == 200


async def test_a_renamed_portal_redirects(desk: Desk) -> None:
    desk.portal.moved_to = "https://new.bitrix24.example"
    async with desk.client.post(desk.url("scope"), allow_redirects=False) as got:
        assert (got.status, got.headers["Location"]) == (302, "https://new.bitrix24.example/rest/1/secret/scope")


async def test_faults_strike_the_portal(desk: Desk) -> None:
    lead = desk.portal.add_lead()
    desk.faults.add(Fault("bitrix24", "status", status=503))
    assert (await desk.ask("scope")).error == (503, "QUERY_LIMIT_EXCEEDED")
    assert desk.portal.calls == []
    desk.faults.add(Fault("bitrix24", "cut_after", method="crm.item.update"))
    with pytest.raises(aiohttp.ClientError):
        await desk.update(lead, title="дошло")
    assert desk.portal.leads[lead]["title"] == "дошло"


def test_secrets_are_not_in_the_text_of_a_webhook(desk: Desk) -> None:
    assert "secret" not in repr(desk.portal.webhooks[1, "secret"]).replace("secret=", "")

"""What Prometheus reads, and the heartbeat outward."""

import logging

import aiohttp
import pytest
from aiohttp import web

from bot.heartbeat import Heartbeat
from sandbox.world import ALINA, BOT_TOKEN
from tests.flows.harness import World


async def read(world: World, http: aiohttp.ClientSession) -> dict[str, float]:
    async with http.get(f"{world.address}/metrics") as answer:
        assert answer.status == 200
        lines = (await answer.text()).splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if line and line[0] != "#"}


async def test_a_day_in_figures(world: World, http: aiohttp.ClientSession) -> None:
    lead = await world.new_lead(phone="+79991234567", name="Секрет")
    await world.until(lead, 310)
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.faults.clear()
    await world.look()
    told = await read(world, http)
    assert told["five_minutes_event_to_card_seconds_count"] == 1
    assert told['five_minutes_event_to_card_seconds_bucket{le="5.0"}'] == 1
    assert told["five_minutes_tap_to_answer_seconds_count"] == 1
    assert told["five_minutes_deadline_lateness_seconds_count"] == 1
    assert told['five_minutes_deadline_lateness_seconds_bucket{le="0.5"}'] == 1
    assert told["five_minutes_write_lag_seconds_count"] == 2  # the stage and the comment
    assert told['five_minutes_alarms_open{cause="bitrix24-down"}'] == 0
    assert told['five_minutes_audit_findings{kind="unwatched"}'] == 0
    assert not any(secret in str(told) for secret in ("9991234567", "Секрет", BOT_TOKEN.partition(":")[2], "/rest/"))


async def test_a_portal_that_is_away_shows(world: World, http: aiohttp.ClientSession) -> None:
    await world.new_lead()
    world.down("bitrix24", 3600)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(400)
    await world.look()
    told = await read(world, http)
    assert told['five_minutes_outbox_depth{channel="bitrix24"}'] == 2
    assert 399 < told['five_minutes_outbox_oldest_seconds{channel="bitrix24"}'] < 410
    assert told['five_minutes_silent_seconds{service="bitrix24"}'] > 399
    assert told['five_minutes_alarms_open{cause="bitrix24-down"}'] == 1


async def test_limits_and_lost_answers_are_counted(world: World, http: aiohttp.ClientSession) -> None:
    world.fail_next("telegram", "sendMessage", status=429, retry_after=3)
    await world.new_lead()
    await world.advance(10)
    world.cut_next("telegram", "sendMessage")
    await world.new_lead()
    await world.advance(10)
    world.fail_next("bitrix24", "batch", status=503)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(10)
    told = await read(world, http)
    assert told['five_minutes_limited_total{service="telegram"}'] == 1
    assert told['five_minutes_limited_total{service="bitrix24"}'] == 1
    assert told["five_minutes_redelivered_total"] == 1


async def test_figures_are_not_for_the_internet(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        async with http.get(f"{sqlite_world.address}/metrics", headers={header: "203.0.113.7"}) as answer:
            assert answer.status == 404


async def test_the_heartbeat_goes_out_while_all_is_well(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    world, heard, status = sqlite_world, [], [200]
    caplog.set_level(logging.DEBUG)

    async def ping(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response(status=status[0])

    app = web.Application()
    app.router.add_get("/ping/{secret}", ping)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/ping/very-secret"
    pulse = world.app.pulse
    heartbeat = Heartbeat(url, world.app.health, pulse)
    pulse.beat("write-back")
    await world.advance(1)
    assert await heartbeat.beat()
    assert heard == ["/ping/very-secret"]
    world.clock.to(world.clock.time() + 60)
    await world.sweep()
    await world.pump()
    world.clock.to(world.clock.time() + 200)  # the loop hangs
    await world.sweep()
    await world.pump()
    assert not await heartbeat.beat()
    pulse.beat("write-back")
    assert await heartbeat.beat()
    status[0] = 500
    assert not await heartbeat.beat()
    await runner.cleanup()
    assert not await heartbeat.beat()
    world.down("bitrix24", 3600)
    await world.advance(700)
    pulse.beat("write-back")
    assert not await heartbeat.beat()
    assert len(heard) == 3
    assert "very-secret" not in "".join(record.getMessage() for record in caplog.records if record.name[:3] == "bot")


async def test_nobody_listens(sqlite_world: World) -> None:
    assert not await sqlite_world.app.heartbeat.beat()

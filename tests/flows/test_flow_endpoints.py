"""What the world may send us over HTTP: the portal's events, Telegram's updates, probes."""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.site import webhook_secret
from handlers.web.telegram import HEADER, PATH
from sandbox.bitrix24.demo import APPLICATION_TOKEN
from sandbox.world import ALINA, BOT_TOKEN
from services.storage.tables import inbox, updates
from tests.flows.harness import NewWorld, World
from tests.flows.reading import data_of

EVENTS = "/bitrix24/events"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EVENT = {"event": "ONCRMLEADADD", "data[FIELDS][ID]": "5", "auth[application_token]": APPLICATION_TOKEN}
SECRET = {HEADER: webhook_secret(BOT_TOKEN)}


async def rows(world: World, table: object) -> int:
    async with world.app.db.reading() as conn:
        return int(await conn.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


async def alive(world: World, http: aiohttp.ClientSession) -> bool:
    async with http.get(f"{world.address}/healthz") as answer:
        return answer.status == 200


async def test_events_with_a_wrong_token_are_turned_away(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    for token in ("wrong", "", "Ключ", APPLICATION_TOKEN + "x", None):
        form = {
            name: value for name, value in (EVENT | {"auth[application_token]": token}).items() if value is not None
        }
        async with http.post(world.address + EVENTS, data=form) as answer:
            assert (token, answer.status) == (token, 403)
    assert await rows(world, inbox) == 0


async def test_without_a_token_of_our_own_nobody_may_speak(new_world: NewWorld, http: aiohttp.ClientSession) -> None:
    world = await new_world(bitrix24_application_token=None)
    for token in (APPLICATION_TOKEN, "", "None"):
        async with http.post(world.address + EVENTS, data=EVENT | {"auth[application_token]": token}) as answer:
            assert answer.status == 403
    assert await rows(world, inbox) == 0


async def test_events_without_a_good_id_are_malformed(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    for lead_id in ("", "0", "-5", "five", "5.0", "0x5", "5;6", "9" * 17, "٥", " 5", "5\n", None):
        form = {name: value for name, value in (EVENT | {"data[FIELDS][ID]": lead_id}).items() if value is not None}
        async with http.post(world.address + EVENTS, data=form) as answer:
            assert (lead_id, answer.status) == (lead_id, 400)
    assert await rows(world, inbox) == 0
    assert await alive(world, http)


async def test_bodies_that_are_no_form_or_too_large(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    multipart = "multipart/form-data; boundary=x"
    for kind, body in (
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 70_000),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 3_000_000),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=1"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=\xff"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 20_000)),
        ("multipart/form-data", b"nothing"),
        (multipart, b"nothing"),
        (multipart, b"--x\r\n\r\n"),
        (multipart, b'--x\r\nContent-Disposition: form-data; name="event"\r\nContent-Encoding: gzip\r\n\r\nx\r\n--x--'),
        ("application/json", b'{"event": "ONCRMLEADADD"}'),
        ("application/json", b"[" * 50_000),
        ("", b""),
    ):
        async with http.post(world.address + EVENTS, data=io.BytesIO(body), headers={"Content-Type": kind}) as answer:
            assert (kind, body[:20], answer.status in (400, 403)) == (kind, body[:20], True)
    assert await rows(world, inbox) == 0
    assert await alive(world, http)


async def test_a_huge_body_without_a_length_is_malformed(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"a" * 65_536

    async with http.post(world.address + EVENTS, data=unannounced(), headers=FORM) as answer:
        assert answer.status == 400
    assert await alive(world, http)


async def test_a_file_in_place_of_a_value(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    form = aiohttp.FormData(EVENT)
    form.add_field("data[FIELDS][ID]", b"5", filename="5.txt")
    async with http.post(world.address + EVENTS, data=form) as answer:
        assert answer.status in (200, 400)
    assert await alive(world, http)


async def test_events_of_other_things_are_taken_and_forgotten(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    for event in ("ONCRMDEALADD", "ONAPPINSTALL", "", "ONCRMLEADADDX"):
        async with http.post(world.address + EVENTS, data=EVENT | {"event": event}) as answer:
            assert answer.status == 200
    assert await rows(world, inbox) == 0


async def test_an_event_is_answered_once_it_is_stored(world: World, http: aiohttp.ClientSession) -> None:
    world.down("bitrix24", 60)
    async with http.post(world.address + EVENTS, data=EVENT | {"event": "oncrmleadupdate"}) as answer:
        assert answer.status == 200
    assert await rows(world, inbox) == 1


@pytest.mark.parametrize("method", ["get", "put", "delete"])
async def test_other_methods_and_places(sqlite_world: World, http: aiohttp.ClientSession, method: str) -> None:
    world = sqlite_world
    async with http.request(method, world.address + EVENTS) as answer:
        assert answer.status == 405
    async with http.request(method, world.address + "/../etc/passwd") as answer:
        assert answer.status == 404


async def test_updates_by_webhook_need_the_secret(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    update = b'{"update_id": 5}'
    for secret in ({}, {HEADER: "wrong"}, {HEADER: ""}, {HEADER: "ключ"}):
        async with http.post(world.address + PATH, data=update, headers=secret) as answer:
            assert (secret, answer.status) == (secret, 401)
    assert await rows(world, updates) == 0


async def test_a_secret_that_is_no_text_is_wrong(sqlite_world: World) -> None:
    world = sqlite_world
    host, port = world.address.removeprefix("http://").split(":")
    answer = await raw_request(host, int(port), f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{HEADER}: ".encode() + b"\xff\xfe")
    assert answer.startswith(b"HTTP/1.1 401")


async def test_bodies_that_are_no_update(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world
    for body in (
        b"",
        b"nonsense",
        b"[]",
        b"5",
        b"null",
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "five"}',
        b'{"update_id": 1e400}',
        b'{"update_id": %d}' % 2**70,
        b'{"update_id": [5]}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"update_id": 5, "a": ' + b"[" * 100_000 + b"}",
        b'{"update_id": 5, "a": "' + b"x" * 1_100_000 + b'"}',
    ):
        async with http.post(world.address + PATH, data=io.BytesIO(body), headers=SECRET) as answer:
            assert (body[:30], answer.status) == (body[:30], 400)
    assert await rows(world, updates) == 0
    assert await alive(world, http)


async def test_an_update_by_webhook_is_stored_and_worked_off(world: World, http: aiohttp.ClientSession) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Взял в работу"))
    (raw,) = await world.waiting_updates()
    for _ in range(2):
        async with http.post(world.address + PATH, json=raw, headers=SECRET) as answer:
            assert answer.status == 200
    assert await rows(world, updates) == 1
    await world.pump()
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert len(world.comments(lead)) == 1


async def test_readiness_says_which_part_does_not_answer(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    world = sqlite_world

    async def ready() -> tuple[int, list[str]]:
        async with http.get(f"{world.address}/readyz") as answer:
            return answer.status, (await answer.json())["failing"]

    await world.new_lead()
    assert await ready() == (200, [])
    world.down("bitrix24", 3600)
    await world.advance(600)
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert await ready() == (503, ["bitrix24"])
    world.down("telegram", 3600)
    world.clock.to(world.clock.time() + 600)
    await world.app.seats.take()
    assert await ready() == (503, ["telegram", "bitrix24"])
    assert await alive(world, http)


async def raw_request(host: str, port: int, head: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(head + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer

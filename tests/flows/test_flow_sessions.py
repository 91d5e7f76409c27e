"""The door of the pages: signed data and one-time links open it once, rights are read anew at each request."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from handlers.web.session import Door
from sandbox.world import ALINA, BOT_TOKEN, VERA
from services.domain import access
from services.domain.people import Person
from services.storage import staff_store
from services.telegram.init_data import opened_by
from tests.flows.harness import World

VECTORS = Path(__file__).parents[3] / "shared/reference/telegram/init_data_vectors.json"


def init_data(world: World, user: int = VERA, age: float = 5, token: str = BOT_TOKEN) -> str:
    """What Telegram would sign, `age` seconds ago (core.telegram.org/bots/webapps)."""
    pairs = {
        "auth_date": str(int(world.clock.time() - age)),
        "query_id": "AA1",
        "user": json.dumps({"id": user, "first_name": "Вера"}),
    }
    text = "\n".join(f"{key}={value}" for key, value in sorted(pairs.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode(pairs | {"hash": hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()})


@pytest.fixture
async def page(sqlite_world: World) -> AsyncIterator[str]:
    """A page for supervisors that says who looks."""
    app, door = web.Application(), Door(sqlite_world.app.sessions, sqlite_world.app.texts)

    async def hello(_request: web.Request, person: Person) -> web.Response:
        return web.json_response({"name": person.name})

    app.add_routes([web.get("/hello", door.guarded(hello, access.to_supervise))])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/hello"
    await runner.cleanup()


async def enter(world: World, http: aiohttp.ClientSession, **given: object) -> tuple[int, dict[str, str]]:
    async with http.post(f"{world.address}/app/session", json=given) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


async def look(http: aiohttp.ClientSession, page: str, session: str) -> tuple[int, dict[str, str], str | None]:
    async with http.get(page, headers={"Authorization": f"Bearer {session}"}) as answer:
        return answer.status, await answer.json(), answer.headers.get("X-Session")


async def test_telegrams_signed_data_opens_one_session(
    sqlite_world: World, http: aiohttp.ClientSession, page: str
) -> None:
    world = sqlite_world
    data = init_data(world)
    status, opened = await enter(world, http, initData=data)
    assert status == 200
    assert await look(http, page, opened["session"]) == (200, {"name": "Вера Климова"}, None)
    assert (await enter(world, http, initData=data))[0] == 401, "the same data again"


async def test_what_is_forged_old_early_or_nobodys_opens_nothing(
    sqlite_world: World, http: aiohttp.ClientSession
) -> None:
    world = sqlite_world
    bad = [
        init_data(world, token="1:AAAA"),
        init_data(world, age=601),
        init_data(world, age=-90),
        init_data(world, user=999),
        init_data(world)[:-1],
        init_data(world).replace(str(VERA), str(ALINA)),
        "hash=00",
        "",
        "a" * 5000,
    ]
    for data in bad:
        status, told = await enter(world, http, initData=data)
        assert (status, told["refused"] in ("page-stale", "page-stranger")) == (401, True), data[:40]
    for given in ({}, {"key": 5}, {"key": "none"}, {"initData": None}):
        assert (await enter(world, http, **given))[0] == 401
    async with http.post(f"{world.address}/app/session", data=b"\xff" * 20_000) as answer:
        assert answer.status == 401


async def test_a_link_opens_once_and_not_late(sqlite_world: World, http: aiohttp.ClientSession, page: str) -> None:
    world = sqlite_world
    async with world.app.db.reading() as conn:
        vera = await staff_store.by_telegram(conn, VERA)
    assert vera is not None
    key = await world.app.sessions.give_key(vera)
    status, opened = await enter(world, http, key=key)
    assert (status, (await look(http, page, opened["session"]))[0]) == (200, 200)
    assert (await enter(world, http, key=key))[0] == 401
    late = await world.app.sessions.give_key(vera)
    world.clock.to(world.clock.time() + 301)
    assert (await enter(world, http, key=late))[0] == 401
    await world.app.sessions.forget()


async def test_rights_are_those_of_the_moment(sqlite_world: World, http: aiohttp.ClientSession, page: str) -> None:
    world = sqlite_world
    session = (await enter(world, http, initData=init_data(world)))[1]["session"]
    manager = (await enter(world, http, initData=init_data(world, ALINA)))[1]["session"]
    status, told, _ = await look(http, page, manager)
    assert (status, told) == (403, {"refused": "supervisors-only", "words": "Это может только руководитель."})
    assert (await look(http, page, session))[0] == 200
    async with world.app.db.writing() as conn:
        vera = await staff_store.by_telegram(conn, VERA)
        assert vera is not None
        await staff_store.change(conn, vera.id, active=False)
    assert (await look(http, page, session))[0] == 401
    for forged in ("", "x", "1.2.3", session[:-1] + ("0" if session[-1] != "0" else "1"), "9" + session, "ключ"):
        async with http.get(page, headers={"Authorization": f"Bearer {forged}".encode().decode("latin-1")}) as answer:
            assert answer.status == 401, forged


async def test_a_session_in_use_is_renewed_until_the_day_is_over(
    sqlite_world: World, http: aiohttp.ClientSession, page: str
) -> None:
    world = sqlite_world
    session = first = (await enter(world, http, initData=init_data(world)))[1]["session"]
    for _ in range(35):  # twenty minutes each: about twelve hours
        world.clock.to(world.clock.time() + 1200)
        status, _, renewed = await look(http, page, session)
        assert status == 200
        session = renewed or session
    assert (await look(http, page, first))[0] == 401
    world.clock.to(world.clock.time() + 3600)
    assert (await look(http, page, session))[0] == 401


@pytest.mark.skipif(not VECTORS.exists(), reason="the reference is not beside this repository")
def test_strings_that_others_signed_are_read() -> None:
    vector = json.loads(VECTORS.read_text("utf-8"))["hmac"]
    at = datetime.fromtimestamp(1_790_000_030, UTC)
    opened = opened_by(vector["bot_token"], vector["init_data"], at)
    assert opened is not None
    assert opened.telegram_id == 5_000_001
    assert opened_by(vector["bot_token"], vector["init_data"].replace("5000001", "5000002"), at) is None

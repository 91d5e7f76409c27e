"""The board in the chat and on its page: who may see what, and what burns first."""

import re

import aiohttp

from sandbox.world import ALINA, VERA
from tests.flows.desk import Desk
from tests.flows.harness import TIMUR_ID, VERA_ID, World
from tests.flows.reading import labels


async def four_leads(world: World) -> list[int]:
    """One late, one warned, one new, one in work."""
    late = await world.new_lead(name="Поздний")
    await world.until(late, 601)
    warned = await world.new_lead(name="Ждущий", manager=TIMUR_ID)
    await world.until(warned, 310)
    in_work = await world.new_lead(name="Взятый")
    await world.tap(ALINA, ALINA, "Недозвон")
    fresh = await world.new_lead(name="<b>Новый</b> +7 999 000-03-01")
    return [late, warned, fresh, in_work]


async def test_a_supervisor_sees_everything_and_the_hottest_first(world: World) -> None:
    leads = await four_leads(world)
    await world.say(VERA, "/board")
    told = world.chat(VERA).last
    lines = told.plain.splitlines()
    assert lines[0] == "🔴 1 · 🟡 1 · 🟢 1 · 🔵 1"
    assert [line[:1] for line in lines[2:6]] == ["🔴", "🟡", "🟢", "🔵"]
    assert lines[3].startswith("🟡 Ждущий · Тимур Садыков · до ")
    assert "000-03-01" not in told.plain
    assert labels(told)[1::2] == ["📞 Звонки"] * 4

    key = re.search(r"#key=(\S+)", told.plain)
    assert key is not None
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{world.address}/app/session", json={"key": key[1]}) as answer:
            session = (await answer.json())["session"]
        async with http.get(f"{world.address}/app/board", headers={"Authorization": f"Bearer {session}"}) as answer:
            board = await answer.json()
    assert [lead["id"] for lead in board["leads"]] == leads
    assert [lead["heat"] for lead in board["leads"]] == ["late", "warned", "fresh", "in_work"]
    assert board["leads"][3]["last"]["title"] == "Недозвон"
    assert {each["name"] for each in board["managers"]} == {"Алина Громова", "Тимур Садыков"}


async def test_a_manager_sees_ones_own_leads_only(sqlite_world: World) -> None:
    world = sqlite_world
    await four_leads(world)
    await world.say(ALINA, "/my")
    assert "Ждущий" not in world.chat(ALINA).last.plain
    assert len(labels(world.chat(ALINA).last)) == 3
    await world.say(ALINA, "/board")
    assert world.chat(ALINA).last.plain == "Это может только руководитель."


async def test_the_page_is_served_whole_and_nothing_beside_it(sqlite_world: World) -> None:
    world = sqlite_world
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{world.address}/app/") as answer:
            page = await answer.text()
            assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
        for name in re.findall(r'/app/files/[^"]+', page):
            async with http.get(world.address + name) as answer:
                assert answer.status == 200, name
        async with http.get(f"{world.address}/app/words") as answer:
            assert (await answer.json())["words"]["page-fresh"] == "Обновлено в {$at}"
        for name in ("..%2fboard.py", "session.py", "none.js", "%00.js"):
            async with http.get(f"{world.address}/app/files/{name}") as answer:
                assert answer.status == 404, name
        async with http.get(f"{world.address}/app/board") as answer:
            assert answer.status == 401


async def test_supervisors_act_on_the_page_once_and_by_right(world: World) -> None:
    late, warned, fresh, _ = await four_leads(world)
    async with aiohttp.ClientSession() as http:
        desk = Desk(world, http)
        assert (await desk.ask("board/take", {"lead": fresh}))[0] == 401
        await desk.come_in(ALINA)
        for deed in ("remind", "take", "hand"):
            assert (await desk.ask(f"board/{deed}", {"lead": fresh, "to": 1}))[0] == 403
        assert (await desk.ask("board"))[1]["deeds"] is False
        await desk.come_in(VERA)
        board = (await desk.ask("board"))[1]
        timur = next(each["id"] for each in board["managers"] if each["name"] == "Тимур Садыков")
        before = len(world.chat(ALINA).messages)

        assert await desk.ask("board/remind", {"lead": late}) == (200, {"done": True})
        await world.pump()
        assert len(world.chat(ALINA).messages) == before + 1
        assert (await desk.ask("board/remind", {"lead": late}))[0] == 409
        assert await desk.ask("board/hand", {"lead": fresh, "to": timur}) == (200, {"done": True})
        assert (await desk.ask("board/hand", {"lead": fresh, "to": timur}))[1]["refused"] == "theirs-already"
        assert await desk.ask("board/take", {"lead": warned}) == (200, {"done": True})
        await world.pump()
        assert [world.portal.leads[each]["assignedById"] for each in (fresh, warned)] == [TIMUR_ID, VERA_ID]
        assert world.portal.leads[warned]["stageId"] == "IN_PROCESS"
        for given in ({"lead": 0}, {"lead": "1"}, {}, [], {"lead": 2**60}):
            assert (await desk.ask("board/take", given))[1]["refused"] == "stale", given
        assert (await desk.ask("board/take", {"lead": 999_999}))[1]["refused"] == "unknown-lead"


async def test_the_board_tells_the_numbers_of_the_day(sqlite_world: World) -> None:
    world = sqlite_world
    await four_leads(world)
    async with aiohttp.ClientSession() as http:
        desk = Desk(world, http)
        await desk.come_in(VERA)
        day = {each["name"]: each for each in (await desk.ask("board"))[1]["day"]}
        assert {name: (each["received"], each["late"]) for name, each in day.items()} == {
            "Алина Громова": (3, 1),
            "Тимур Садыков": (1, 0),
        }
        assert (day["Алина Громова"]["attempts"], day["Алина Громова"]["within5"]) == (1, 1)
        await desk.come_in(ALINA)
        assert [each["name"] for each in (await desk.ask("board"))[1]["day"]] == ["Алина Громова"]

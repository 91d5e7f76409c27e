"""The supervisors' lead list over HTTP: who sees what, what a lead counts as, and what is done in the list."""

from pathlib import Path

import aiohttp
import pytest

from sandbox.bitrix24.state import ALL_SCOPES
from sandbox.world import ALINA, TIMUR, VERA
from tests.flows.desk import MOSCOW, Desk
from tests.flows.harness import ALINA_ID, TIMUR_ID, World
from tests.services.own_files import written


@pytest.mark.rule("LL-02")
async def test_the_list_is_for_supervisors_only(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(sqlite_world, http)
    paths = ("leads", "leads/choices")
    assert [(await desk.ask(path))[0] for path in paths] == [401, 401]
    await desk.come_in(ALINA)
    for path, given in (*((path, None) for path in paths), ("leads/mark", {}), ("leads/hand", {}), ("leads/views", {})):
        assert await desk.ask(path, given) == (
            403,
            {"refused": "supervisors-only", "words": "Это может только руководитель."},
        )


@pytest.mark.rule("LL-03", "LL-07", "LL-09", "LL-10", "LL-15")
async def test_a_lead_counts_by_what_is_known_of_its_client(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    await desk.come_in(VERA)
    first = await world.new_lead(phone="+79990000501")
    await world.tap(ALINA, ALINA, "Взял в работу")
    again = await world.new_lead(phone="8 999 000-05-01", manager=TIMUR_ID)
    nameless = await world.new_lead(name="", phone="")
    rejected = await world.new_lead(phone="+79990000502")
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")
    local = await world.new_lead(title="Внутренний звонок", phone="+79990000503")

    rows = await desk.rows(nonad="1")
    assert {each: rows[each]["quality"] for each in (first, again, nameless, rejected, local)} == {
        first: "target",
        again: "repeat",
        nameless: "target",
        rejected: "junk",
        local: "junk",
    }
    assert rows[first]["history"] == rows[again]["history"] == 2
    assert [rows[each]["state"] for each in (first, again)] == [None, "unchecked"]
    assert (rows[nameless]["phone"], rows[nameless]["name"]) == ("", "Заявка с сайта")
    assert set(await desk.rows(quality="repeat")) == {again}
    assert set(await desk.rows(lead=str(again))) == {first, again}
    assert set(await desk.rows(quality="junk", nonad="1")) == {rejected, local}
    assert set(await desk.rows(quality="unchecked", nonad="1")) == {again, nameless, local}
    await world.tap(TIMUR, TIMUR, "Источник: рекомендация")
    assert (await desk.rows(quality="unsorted"))[again]["state"] == "unsorted"

    assert await desk.ask("leads/mark", {"lead": nameless, "junk": True}) == (200, {"done": True})
    assert (await desk.rows())[nameless]["quality"] == "junk"
    assert await desk.ask("leads/mark", {"lead": nameless, "junk": False}) == (200, {"done": True})
    assert set(await desk.rows(quality="target")) == {first, nameless}
    assert (await desk.ask("leads/mark", {"lead": 10**9, "junk": True}))[0] == 409


@pytest.mark.rule("LL-11", "LL-12", "LL-14")
async def test_what_is_no_advertising_is_hidden_unless_asked_for(
    sqlite_world: World, http: aiohttp.ClientSession
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    await desk.come_in(VERA)
    form = await world.new_lead()
    outgoing = await world.new_lead(title="Исходящий звонок")
    won = await world.new_lead(title="Исходящий звонок", phone="+79990000601")
    await world.change(won, stageId="CONVERTED")
    status, told = await desk.ask("leads")
    assert (status, {row["id"] for row in told["rows"]}, told["silent"]) == (200, {form, won}, 1)
    rows = await desk.rows(nonad="1")
    assert set(rows) == {form, won, outgoing}
    assert [rows[each]["hash"] for each in (form, won, outgoing)] == [False, False, True]
    assert (rows[outgoing]["quality"], rows[outgoing]["direction"]) == (None, "out")
    assert set(await desk.rows(nonad="1", direction="out")) == {won, outgoing}


@pytest.mark.rule("LL-04", "LL-05", "LL-06", "LL-18", "LL-21", "LL-22", "LL-23", "LL-24", "LL-25")
async def test_every_filter_finds_its_leads(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    world.portal.departments.append({"ID": "2", "NAME": "Отдел продаж", "SORT": 500, "UF_HEAD": "14"})
    world.portal.users[TIMUR_ID]["UF_DEPARTMENT"] = [2]
    await world.app.people.refresh()
    vk = await world.new_lead(sourceId="UC_VK01", comments="Тег клиента: 4417")
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.change(vk, assignedById=TIMUR_ID)
    bare = await world.new_lead(sourceId="UC_NONE01", manager=TIMUR_ID)
    call = await world.new_lead(title="Входящий звонок", manager=TIMUR_ID)
    world.clock.to(world.clock.time() + 86_400)
    await world.change(call, stageId="JUNK")

    await desk.come_in(VERA)
    rows = await desk.rows()
    assert (rows[vk]["foreign"], rows[vk]["manager"], rows[vk]["taker"]) == (True, "Тимур Садыков", "Алина Громова")
    assert "через «Пять минут»" in world.comments(vk)[0]
    assert "Алина Громова" in world.comments(vk)[0]
    finds = {
        "foreign=1": {vk},
        f"manager={TIMUR_ID}": {vk, bare, call},
        f"manager={ALINA_ID}": set(),
        f"manager={ALINA_ID}&who=taker": {vk},
        "source=UC_VK01": {vk},
        "group=Соцсети": {vk},
        "nosource=1": {bare},
        "group=Соцсети&nosource=1": {vk, bare},
        "tag=4417": {vk},
        "channel=VK": {vk},
        "department=Отдел продаж": {vk, bare, call},
        "department=Колл-центр": set(),
        "department=Колл-центр&who=taker": {vk},
        "all=1&department=Отдел продаж&kind=call": {call},
        "kind=call": {call},
        "kind=form&kind=chat": {vk, bare},
        "stage=JUNK": {call},
        "stages=failure": {call},
        "stages=process": {vk, bare},
        "direction=in": {vk, bare, call},
        "day=taken&kind=chat": {vk},
        "quality=target&nosource=1": {bare},
    }
    for query, found in finds.items():
        parts = [part.split("=") for part in query.split("&")]
        async with http.get(f"{world.address}/app/leads", params=parts, headers=desk.headers) as answer:
            told = await answer.json()
        assert (told["problems"], {row["id"] for row in told["rows"]}) == ([], found), query
    today = world.clock.now().astimezone().date().isoformat()
    assert set(await desk.rows(**{"from": today})) == set()
    for sort in ("time", "taken", "name", "stage", "source", "manager", "type", "channel", "duration"):
        rising, falling = list(await desk.rows(sort=sort)), list(await desk.rows(sort=f"-{sort}"))
        assert sorted(rising) == sorted(falling) == sorted([vk, bare, call]), sort
    assert list(await desk.rows(size="1", page="2", sort="time")) == [bare]

    status, told = await desk.ask("leads", manager="999", quality="junk")
    assert (status, told["rows"], told["problems"]) == (200, [], ["Сотрудника № 999 в портале нет."])
    offered = (await desk.ask("leads/choices"))[1]
    assert [name for _, name in offered["dismissed"]] == ["Роман Ильин"]
    world.portal.users[TIMUR_ID]["ACTIVE"] = False
    await world.app.people.refresh()
    offered = (await desk.ask("leads/choices"))[1]
    assert [name for _, name in offered["dismissed"]] == ["Роман Ильин", "Тимур Садыков"]
    assert "Тимур Садыков" not in [name for _, name in offered["offered"]["manager"]]
    assert set(await desk.rows(manager=str(TIMUR_ID))) == {vk, bare, call}


@pytest.mark.rule("LL-29")
async def test_a_lead_changes_hands_alone_or_with_all_others_of_its_client(
    world: World, http: aiohttp.ClientSession
) -> None:
    desk = Desk(world, http)
    await desk.come_in(VERA)
    ended = await world.new_lead(phone="+79990000501")
    await world.change(ended, stageId="JUNK")
    first = await world.new_lead(phone="+79990000501")
    second = await world.new_lead(phone="+79990000501")
    other = await world.new_lead()
    hands = (await desk.ask("leads/choices"))[1]["hands"]
    timur = next(each["id"] for each in hands if each["name"] == "Тимур Садыков")

    assert await desk.ask("leads/hand", {"lead": second, "to": timur, "all": False}) == (200, {"given": 1})
    await world.pump()
    assert [world.portal.leads[each]["assignedById"] for each in (ended, first, second)] == [12, 12, TIMUR_ID]
    assert await desk.ask("leads/hand", {"lead": second, "to": timur, "all": True}) == (200, {"given": 2})
    await world.pump()
    assert {world.portal.leads[each]["assignedById"] for each in (ended, first, second)} == {TIMUR_ID}
    assert world.portal.leads[other]["assignedById"] == ALINA_ID
    assert (await desk.ask("leads/hand", {"lead": second, "to": timur, "all": True}))[0] == 409


async def test_views_are_kept_for_each_person(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(sqlite_world, http)
    await desk.come_in(VERA)
    view = {"name": "Спам за месяц", "query": "quality=junk", "columns": ["time", "name", "<b>"], "compact": True}
    assert await desk.ask("leads/views", view) == (200, {"done": True})
    assert await desk.ask("leads/views", view | {"query": "quality=repeat"}) == (200, {"done": True})
    kept = (await desk.ask("leads/choices"))[1]["views"]
    assert kept == [{**view, "query": "quality=repeat", "columns": ["time", "name"]}]
    assert (await desk.ask("leads/views", view | {"name": "x" * 61}))[0] == 409
    assert await desk.ask("leads/views/drop", {"name": "Спам за месяц"}) == (200, {"done": True})
    assert (await desk.ask("leads/choices"))[1]["views"] == []


@pytest.mark.rule("LL-26")
async def test_leads_are_counted_by_the_day_they_came_or_the_day_they_were_taken(
    sqlite_world: World, http: aiohttp.ClientSession
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    first = await world.new_lead()
    came = world.clock.now().astimezone(MOSCOW).date().isoformat()
    world.clock.to(world.clock.time() + 86_400)
    taken = world.clock.now().astimezone(MOSCOW).date().isoformat()
    await world.tap(ALINA, ALINA, "Взял в работу")
    untouched = await world.new_lead()
    await desk.come_in(VERA)
    assert set(await desk.rows(**{"from": came, "to": came})) == {first}
    assert set(await desk.rows(**{"from": came, "to": came, "day": "taken"})) == set()
    assert set(await desk.rows(**{"from": taken, "to": taken})) == {untouched}
    assert set(await desk.rows(**{"from": taken, "to": taken, "day": "taken"})) == {first}


@pytest.mark.rule("LL-20")
async def test_the_list_tells_through_what_a_lead_came_and_what_it_is_about(
    sqlite_world: World, http: aiohttp.ClientSession, tmp_path: Path
) -> None:
    world, desk = sqlite_world, Desk(sqlite_world, http)
    await desk.come_in(VERA)
    assert "object" not in (await desk.ask("leads"))[1]["columns"]
    flats = written(tmp_path, 'extends = "op10"\nname = "flats"\n[lead_list]\nobject_field = "address"\n', "flats.toml")
    await world.restart(regulation=str(flats))
    lead = await world.new_lead(originatorId="AVITO_API", title="Авито: отклик", address="Дом у парка, 12")
    other = await world.new_lead()
    rows = await desk.rows()
    assert (rows[lead]["channel"], rows[lead]["object"]) == ("Авито", "Дом у парка, 12")
    assert (rows[other]["channel"], rows[other]["object"]) == ("", "")
    assert set(await desk.rows(channel="Авито")) == {lead}
    assert "object" in (await desk.ask("leads"))[1]["columns"]


@pytest.mark.rule("LL-08", "LL-16", "LL-17")
async def test_calls_of_the_telephony_tell_how_long_and_how_they_ended(
    world: World, http: aiohttp.ClientSession
) -> None:
    desk = Desk(world, http)
    await desk.come_in(VERA)
    talked, missed, busy, short = [await world.new_lead(title="Входящий звонок") for _ in range(4)]
    silent = await world.new_lead()
    assert {"duration", "result"}.isdisjoint((await desk.ask("leads"))[1]["columns"])
    world.portal.end_call(talked, ALINA_ID, 20)
    world.portal.end_call(talked, ALINA_ID, 95, record="https://records.example.com/1")
    world.portal.end_call(talked, ALINA_ID, 0, "304")
    world.portal.end_call(missed, ALINA_ID, 0, "304")
    world.portal.end_call(busy, ALINA_ID, 0, "486")
    world.portal.end_call(short, ALINA_ID, 3)
    world.portal.end_call(10**6, ALINA_ID, 50)  # of a lead that is not ours
    assert await world.app.calls.catch_up() == 4
    rows = await desk.rows()
    told = {each: (rows[each]["seconds"], rows[each]["result"]) for each in (talked, missed, busy, short, silent)}
    assert told == {talked: (95, "200"), missed: (0, "304"), busy: (0, "486"), short: (3, "200"), silent: (None, "")}
    assert rows[talked]["record"] == "https://records.example.com/1"
    assert (rows[talked]["quality"], rows[short]["quality"]) == ("target", "junk")
    assert {"duration", "result"} <= set((await desk.ask("leads"))[1]["columns"])

    assert await world.app.calls.catch_up() == 0
    world.clock.to(world.clock.time() + 600)
    world.portal.end_call(missed, ALINA_ID, 40)
    assert await world.app.calls.catch_up() == 1
    assert (await desk.rows())[missed]["result"] == "200"
    await world.change(talked, name="Ольга")
    assert (await desk.rows())[talked]["seconds"] == 95  # a lead that is listed anew keeps its call


async def test_without_the_right_to_calls_the_list_does_without(sqlite_world: World) -> None:
    world = sqlite_world
    (owner, secret), *_ = world.portal.webhooks
    world.portal.add_webhook(owner, secret, ALL_SCOPES - {"telephony", "department"})
    assert await world.app.calls.catch_up() == 0
    await world.app.people.refresh()  # departments stay as they were

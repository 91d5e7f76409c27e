"""The people page over HTTP: who is connected and why it matters, invitations, who did what."""

import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA, OWNER, VERA
from tests.flows.harness import ALINA_ID, World
from tests.flows.test_flow_lead_list import Desk


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def named(desk: Desk) -> dict[str, Any]:
    return {each["name"]: each for each in (await desk.ask("people"))[1]["people"]}


async def test_it_is_for_supervisors_only(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(sqlite_world, http)
    await desk.come_in(ALINA)
    for path, given in (
        ("people", None),
        ("people/deeds", None),
        ("people/invite", {"employee": 16, "role": "manager"}),
    ):
        assert (await desk.ask(path, given))[0] == 403


async def test_those_come_first_for_whom_leads_wait_in_vain(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    world.portal.add_user(31, "Олег", "Новенький")
    await world.app.people.refresh()
    await world.new_lead(manager=31)
    await world.new_lead()
    await desk.come_in(VERA)
    people = await named(desk)
    first = next(iter(people.values()))
    assert (first["name"], first["link"], first["waiting"], first["staff"]) == ("Олег Новенький", "missing", 1, 0)
    alina = people["Алина Громова"]
    assert (alina["link"], alina["roles"], alina["waiting"]) == ("connected", ["менеджер"], 1)
    assert alina["department"] == "Колл-центр"
    assert "Роман Ильин" not in people  # has left, and was never ours


async def test_an_invitation_is_a_link_and_a_code_that_work_once(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    world.portal.add_user(31, "Олег", "Новенький")
    world.telegram.add_user(6031, "Олег", "Новенький")
    await world.app.people.refresh()
    await desk.come_in(VERA)
    status, told = await desk.ask("people/invite", {"employee": 31, "role": "manager"})
    assert status == 200
    assert told["qr"].startswith("<svg")
    code = re.search(r"start=(\S+)", told["link"])
    assert code is not None
    world.telegram.start(6031, code[1])
    await world.pump()
    assert (await named(desk))["Олег Новенький"]["link"] == "connected"

    assert (await desk.ask("people/invite", {"employee": ALINA_ID, "role": "admin"}))[1]["refused"] == "admins-only"
    for given in ({"employee": 31}, {"employee": "31", "role": "manager"}, {"employee": 31, "role": "king"}, None):
        assert (await desk.ask("people/invite", given or []))[0] == 409, given
    world.faults.add(Fault("bitrix24", "status", "user.get", times=None, status=503))
    refused = (await desk.ask("people/invite", {"employee": 32, "role": "manager"}))[1]
    assert refused["words"] == "Битрикс24 сейчас не отвечает. Попробуйте через минуту."
    await desk.come_in(OWNER)
    roles = [each["role"] for each in (await desk.ask("people"))[1]["roles"]]
    assert {"admin", "supervisor"} <= set(roles)


async def test_who_did_what_is_found(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    first = await world.new_lead(name="Первый")
    await world.tap(ALINA, ALINA, "Недозвон")
    second = await world.new_lead(name="Второй")
    await desk.come_in(VERA)
    await desk.ask("leads")
    await desk.ask("leads/mark", {"lead": second, "junk": True})
    done = (await desk.ask("people/deeds"))[1]["deeds"]
    told = [(each["who"], each["kind"], each["called"]) for each in done]
    assert told == [("Вера Климова", "marked_junk", "Второй"), ("Алина Громова", "acted", "Первый")]
    assert done[1]["told"]["title"] == "Недозвон"
    alina = (await named(desk))["Алина Громова"]["staff"]

    async def found(**query: str) -> list[int]:
        return [each["lead"] for each in (await desk.ask("people/deeds", **query))[1]["deeds"]]

    assert await found(who=str(alina)) == [first]
    assert await found(lead=str(second)) == [second]
    assert await found(who=str(alina), lead=str(second)) == []
    assert await found(before=str(done[0]["id"])) == [first]
    assert (await desk.ask("people/deeds", who="x"))[0] == 409

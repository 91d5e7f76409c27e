"""The people page over HTTP: who is connected and why it matters, invitations, who did what."""

import re
from datetime import timedelta
from typing import Any

import aiohttp

from sandbox.faults import Fault
from sandbox.world import ALINA, OWNER, TIMUR, VERA
from services.domain.people import Role
from services.storage.tables import history
from tests.flows.desk import MOSCOW, Desk
from tests.flows.harness import ALINA_ID, TIMUR_ID, World

LINE = {"who": "", "kind": "fell_due", "data": {}, "staff_id": None}  # nobody's deed


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
    told = [(each["who"], each["what"], each["whence"], each["called"]) for each in done]
    assert told[:2] == [
        ("Вера Климова", "отмечен нецелевым", "page", "Второй"),
        ("Алина Громова", "Недозвон", "chat", "Первый"),
    ]
    alina = (await named(desk))["Алина Громова"]["staff"]

    async def found(**query: str) -> list[int]:
        deeds = (await desk.ask("people/deeds", **query))[1]["deeds"]
        return [each["lead"] for each in deeds if each["whence"] != "console"]

    assert await found(who=str(alina)) == [first]
    assert await found(lead=str(second)) == [second]
    assert await found(who=str(alina), lead=str(second)) == []
    assert await found(before=str(done[0]["id"])) == [first]
    assert [await found(whence=each) for each in ("chat", "page", "portal")] == [[first], [second], []]
    for asked, leads in (
        ("недозвон", [first]),
        ("отмеч нецел", [second]),
        ("ВТОР", [second]),
        (str(first), [first]),
        ("вера алина", []),
        ("", [second, first]),
    ):
        assert await found(q=asked) == leads, asked
    today = world.clock.now().astimezone(MOSCOW).date()
    tomorrow = today + timedelta(days=1)
    assert await found(**{"from": str(today), "to": str(today)}) == [second, first]
    assert await found(**{"from": str(tomorrow)}) == await found(to=str(today - timedelta(days=1))) == []
    for query in ({"who": "x"}, {"whence": "moon"}):
        assert (await desk.ask("people/deeds", **query))[1]["refused"] == "stale"
    for query in ({"from": "yesterday"}, {"from": str(tomorrow), "to": str(today)}):
        assert (await desk.ask("people/deeds", **query))[1]["refused"] == "search-days"


async def test_deeds_of_the_portal_and_of_the_command_line_are_told_too(
    world: World, http: aiohttp.ClientSession
) -> None:
    desk = Desk(world, http)
    lead = await world.new_lead(name="Первый")
    await world.change(lead, assignedById=TIMUR_ID)
    await world.app.people.add(31, None, Role.MANAGER, "Олег Новенький")
    await world.app.people.remove(31)
    other = await world.new_lead()
    await world.app.retention.erase(other)
    await desk.come_in(VERA)
    done = (await desk.ask("people/deeds"))[1]["deeds"]
    assert [(each["whence"], each["what"]) for each in done][:4] == [
        ("console", "данные клиента стёрты, лидов: 1"),
        ("console", "удалён сотрудник: Олег Новенький"),
        ("console", "добавлен сотрудник или роль: Олег Новенький – менеджер"),
        ("portal", "сменился ответственный"),
    ]


async def test_a_long_search_goes_on_where_it_stopped(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    desk, world = Desk(sqlite_world, http), sqlite_world
    lead = await world.new_lead(name="Первый")
    await world.tap(ALINA, ALINA, "Недозвон")
    async with world.app.db.writing() as conn:
        for start in range(0, 51_000, 1000):
            lines = [{**LINE, "lead_id": lead, "at": world.clock.now()} for _ in range(start, start + 1000)]
            await conn.execute(history.insert(), lines)
    await desk.come_in(VERA)
    told = (await desk.ask("people/deeds"))[1]
    assert (told["deeds"], told["before"] > 0) == ([], True)
    told = (await desk.ask("people/deeds", before=str(told["before"])))[1]
    assert (told["deeds"][0]["what"], told["before"]) == ("Недозвон", 0)


async def test_shifts_and_absences_are_set_by_those_who_may(world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(world, http)
    await desk.come_in(VERA)
    staff = (await named(desk))["Алина Громова"]["staff"]
    today = world.clock.now().astimezone(MOSCOW).date()
    days = {"staff": staff, "kind": "vacation", "from": str(today), "to": str(today + timedelta(days=6))}
    deeds = (("on", {"staff": staff}), ("off", {"staff": staff}), ("away", days), ("back", {"absence": 1}))
    await desk.come_in(TIMUR)
    assert [(await desk.ask(f"people/{name}", given))[0] for name, given in deeds] == [403] * 4

    await desk.come_in(VERA)
    assert await desk.ask("people/off", {"staff": staff}) == (200, {"done": True})
    await world.pump()
    assert world.chat(ALINA).last.plain.startswith("⚪️ Вера Климова: вас нет на месте")
    alina = (await named(desk))["Алина Громова"]
    assert (alina["away"], alina["link"], alina["absences"]) == (True, "absent", [])
    await world.new_lead()
    assert not world.chat(ALINA).about("Олег")
    assert await desk.ask("people/on", {"staff": staff}) == (200, {"done": True})
    assert (await named(desk))["Алина Громова"]["away"] is False

    for _tapped_twice in range(2):
        assert await desk.ask("people/away", days) == (200, {"done": True})
    await world.pump()
    assert "вас не будет 02.03 – 08.03" in world.chat(ALINA).last.plain
    (absence,) = (await named(desk))["Алина Громова"]["absences"]
    assert (absence["kind"], absence["first"], absence["last"]) == ("vacation", days["from"], days["to"])
    assert (await named(desk))["Алина Громова"]["away"] is True
    assert await desk.ask("people/back", {"absence": absence["id"]}) == (200, {"done": True})
    later = days | {"from": str(today + timedelta(days=30)), "to": str(today + timedelta(days=30)), "kind": "sick"}
    assert (await desk.ask("people/away", later))[0] == 200
    alina = (await named(desk))["Алина Громова"]
    assert (alina["away"], [each["kind"] for each in alina["absences"]]) == (False, ["sick"])
    assert (await desk.ask("people/back", {"absence": alina["absences"][0]["id"]}))[0] == 200
    assert (await named(desk))["Алина Громова"]["absences"] == []

    past = str(today - timedelta(days=1))
    for wrong in ({"kind": "pause"}, {"kind": "moon"}, {"to": past}, {"from": past, "to": past}, {"from": "x"}):
        assert (await desk.ask("people/away", days | wrong))[1]["refused"] == "days-impossible", wrong
    for path, given in (("on", {"staff": 9999}), ("on", {}), ("back", {"absence": absence["id"]}), ("away", [])):
        assert (await desk.ask(f"people/{path}", given))[1]["refused"] == "stale", (path, given)
    done = (await desk.ask("people/deeds"))[1]["deeds"]
    assert [each["what"] for each in done][:3] == [
        "отсутствие отменено: Алина Громова",
        "отсутствие 01.04 – 01.04: Алина Громова",
        "отсутствие отменено: Алина Громова",
    ]
    assert {each["whence"] for each in done if each["who"] == "Вера Климова"} == {"page"}
    await world.say(ALINA, "/shift")
    await world.tap(ALINA, ALINA, "Закончить смену")
    assert (await desk.ask("people/deeds"))[1]["deeds"][0]["what"] == "смена закончена: Алина Громова"


async def test_roles_are_given_and_taken_by_those_who_may(sqlite_world: World, http: aiohttp.ClientSession) -> None:
    desk = Desk(sqlite_world, http)
    await desk.come_in(VERA)
    people = await named(desk)
    alina, vera = people["Алина Громова"]["staff"], people["Вера Климова"]["staff"]
    keeper = {"staff": alina, "role": "keeper", "has": True}
    await desk.come_in(ALINA)
    assert (await desk.ask("people/role", keeper))[0] == 403
    await desk.come_in(VERA)
    assert await desk.ask("people/role", keeper) == (200, {"done": True})
    assert (await named(desk))["Алина Громова"]["has"] == ["keeper", "manager"]
    assert await desk.ask("people/role", keeper | {"has": False}) == (200, {"done": True})
    assert (await named(desk))["Алина Громова"]["has"] == ["manager"]
    for given, refused in (
        (keeper | {"role": "admin"}, "admins-only"),
        (keeper | {"staff": vera, "role": "manager", "has": False}, "own-role"),
        (keeper | {"staff": 9999}, "stale"),
        (keeper | {"role": "king"}, "stale"),
        ({}, "stale"),
    ):
        assert (await desk.ask("people/role", given))[1]["refused"] == refused, given
    done = (await desk.ask("people/deeds"))[1]["deeds"]
    told = [each["what"] for each in done][:2]
    assert told == [
        "роль снята: Алина Громова – ответственный за источники",
        "роль дана: Алина Громова – ответственный за источники",
    ]

"""Who called a lead's client, when and for how long: in one tap, in the chat and on the pages."""

import aiohttp
import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR, VERA
from tests.flows.desk import Desk
from tests.flows.harness import ALINA_ID, TIMUR_ID, World
from tests.flows.reading import labels


@pytest.mark.rule("LL-16", "LL-17")
async def test_calls_of_taps_and_of_the_telephony_stand_in_one_history(world: World) -> None:
    lead = await world.new_lead(name="<b>Олег</b>")
    world.portal.end_call(lead, ALINA_ID, 0, "486")
    world.portal.end_call(lead, 99, 5, "304")
    world.portal.end_call(10**6, ALINA_ID, 50)  # of a lead that is not ours
    await world.until(lead, 30)
    await world.tap(ALINA, ALINA, "Оба без ответа")
    await world.until(lead, 60)
    world.portal.end_call(lead, ALINA_ID, 95, record="https://records.example.com/1")
    await world.app.calls.catch_up()
    await world.app.calls.catch_up()  # what is heard twice is one call

    await world.say(VERA, "/board")
    assert labels(world.chat(VERA).last)[-1] == "📞 Звонки"
    await world.tap(VERA, VERA, "📞 Звонки")
    told = world.chat(VERA).last.plain.splitlines()
    assert told[:2] == ["<b>Олег</b>", "📞 4 звонка, последний сверху:"]
    assert told[2].endswith("☎ исходящий 1:35 · Отвечено · Алина Громова · запись")
    assert told[3].endswith("· Оба без ответа · Алина Громова")
    assert told[4].endswith("0:05 · Без ответа · № 99")
    assert told[5].endswith("0:00 · Занято · Алина Громова")

    async with aiohttp.ClientSession() as http:
        desk = Desk(world, http)
        assert (await desk.ask("calls", lead=str(lead)))[0] == 401
        await desk.come_in(TIMUR)
        assert await desk.ask("calls", lead=str(lead)) == (
            403,
            {"refused": "not-yours", "words": "Это лид другого менеджера."},
        )
        for who in (ALINA, VERA):
            await desk.come_in(who)
            status, found = await desk.ask("calls", lead=str(lead))
            assert (status, found["attempts"]) == (200, 2)
            assert [each["title"] or each["seconds"] for each in found["calls"]] == [95, "Оба без ответа", 5, 0]
            assert found["calls"][0]["record"] == "https://records.example.com/1"
        for asked, refused in (("x", "stale"), ("", "stale"), ("9" * 15, "unknown-lead")):
            assert (await desk.ask("calls", lead=asked))[1]["refused"] == refused


async def test_an_escalation_tells_of_calls_in_place(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 601)
    late = world.chat(SUPERVISORS_CHAT).last
    await world.tap(VERA, SUPERVISORS_CHAT, "📞 Звонки")
    assert late.plain.splitlines()[-1].startswith("📞 О звонках ничего не известно")
    world.portal.end_call(lead, ALINA_ID, 0, "304")
    await world.app.calls.catch_up()
    await world.tap(VERA, SUPERVISORS_CHAT, "‹ Назад")
    assert "звонк" not in late.plain.lower()
    await world.tap(VERA, SUPERVISORS_CHAT, "📞 Звонки")
    assert "0:00 · Без ответа · Алина Громова" in late.plain
    await world.tap(VERA, SUPERVISORS_CHAT, "‹ Назад")
    assert (await world.tap(TIMUR, SUPERVISORS_CHAT, "📞 Звонки")).alert


async def test_what_was_taken_back_is_no_call(sqlite_world: World) -> None:
    world = sqlite_world
    await world.new_lead(manager=TIMUR_ID)
    await world.tap(TIMUR, TIMUR, "Недозвон")
    await world.tap(TIMUR, TIMUR, "↩️ Отменить: Недозвон")
    await world.say(VERA, "/board")
    await world.tap(VERA, VERA, "📞 Звонки")
    assert "ничего не известно" in world.chat(VERA).last.plain

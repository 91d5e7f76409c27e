"""How a lead came through, told to supervisors, and why it was late."""

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT, VERA
from tests.flows.harness import World


def why(world: World) -> list[str]:
    (escalation,) = world.chat(SUPERVISORS_CHAT).about("лид никто не взял")
    return [line for line in escalation.plain.splitlines() if line.startswith("Почему")]


async def test_an_escalation_tells_why_the_lead_is_late(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 601)
    told = ["Почему: карточка пришла вовремя, но до срока никто ничего не отметил"]
    assert why(world) == told
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(5)
    assert why(world) == told


async def test_a_card_that_came_late(world: World) -> None:
    world.down("telegram", 450)
    lead = await world.new_lead()
    await world.until(lead, 602)
    assert why(world) == ["Почему: карточка поздно дошла до менеджера"]


async def test_a_lead_that_the_portal_told_of_late(world: World) -> None:
    world.down("bitrix24", 400)
    world.portal.events.enabled = False
    lead = world.add_lead()
    await world.until(lead, 605)
    assert why(world) == ["Почему: портал поздно сообщил о лиде"]


async def test_the_story_of_any_lead_by_its_number(world: World) -> None:
    lead = await world.new_lead(name="Олег <b>")
    await world.until(lead, 125)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(5)
    await world.say(VERA, f"/lead {lead}")
    told = world.chat(VERA).last.plain.splitlines()
    assert told[0] == "Олег <b>"
    assert told[1].startswith("⏱ бот узнал через 0 секунд, карточка через 0 секунд, первое нажатие через 2 минуты")
    assert "записано через 2 минуты" in told[1]
    assert len(told) == 2


@pytest.mark.parametrize("words", ["/lead", "/lead abc", "/lead 99999999999999999999"])
async def test_without_a_number_it_says_how(sqlite_world: World, words: str) -> None:
    await sqlite_world.say(VERA, words)
    assert sqlite_world.chat(VERA).last.plain == "Пришлите номер лида: /lead 12345"


async def test_it_is_for_supervisors_and_of_known_leads(world: World) -> None:
    lead = await world.new_lead()
    await world.say(ALINA, f"/lead {lead}")
    assert "Олег" not in world.chat(ALINA).last.plain
    await world.say(VERA, "/lead 77")
    assert "⏱" not in world.chat(VERA).last.plain

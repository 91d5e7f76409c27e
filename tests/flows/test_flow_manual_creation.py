"""A manual lead is created once and told with its picture, whatever the portal does meanwhile."""

import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA
from tests.flows.harness import World
from tests.flows.manual_leads import LATER, NAME, PICTURE, added, cards, files, tell
from tests.flows.test_flow_restart import killed_in_the_middle


async def test_an_outage_delays_it_and_the_manager_sees_that(world: World) -> None:
    await tell(world)
    world.down("bitrix24", 300)
    await world.tap(ALINA, ALINA, "VK")
    waiting = world.chat(ALINA).last
    assert waiting.plain.startswith(f"⏳ Создаю лид в Битрикс24… {NAME}")
    await world.advance(60)
    await world.say(ALINA, "/new")  # another conversation does not disturb it
    assert added(world) == []
    await world.advance(400)
    (lead,) = added(world)
    assert waiting.plain.startswith(f"✅ Лид № {lead} создан")
    assert len(cards(world)) >= 1
    assert files(world, lead) == [PICTURE]


@pytest.mark.parametrize("method", ["crm.item.add", "crm.timeline.comment.add"])
async def test_a_lost_answer_makes_nothing_twice(world: World, method: str) -> None:
    await tell(world)
    world.cut_next("bitrix24", method)
    await world.tap(ALINA, ALINA, "VK")
    await world.advance(200)
    (lead,) = added(world)
    assert files(world, lead) == [PICTURE]
    assert len(world.comments(lead)) == 1
    assert [call.status for call in world.portal.calls if call.method == method].count(200) == 1


async def test_a_request_that_may_still_be_worked_on_is_waited_for(world: World) -> None:
    await tell(world)
    world.faults.add(Fault("bitrix24", "cut_before", "crm.item.add"))
    await world.tap(ALINA, ALINA, "VK")
    await world.advance(55)
    assert added(world) == []
    await world.advance(60)
    assert len(added(world)) == 1
    assert len(cards(world)) == 1


@pytest.mark.parametrize("at", range(1, 12))
async def test_a_kill_in_the_middle_of_any_request_makes_one_lead(world: World, at: int) -> None:
    world.portal.bucket = None
    await tell(world)

    async def last_answer() -> None:
        await world.tap(ALINA, ALINA, "VK")

    if await killed_in_the_middle(world, last_answer, at):
        await world.restart()
    await world.advance(150)
    (lead,) = added(world)
    assert files(world, lead) == [PICTURE]
    assert len(world.comments(lead)) == 1
    assert 1 <= len([card for card in cards(world) if card.plain.startswith("🟢")]) <= 2


async def test_a_portal_that_refuses_is_quoted_and_asked_again(sqlite_world: World) -> None:
    world = sqlite_world
    world.portal.required["NEW"] = ("post",)
    await tell(world)
    await world.tap(ALINA, ALINA, "VK")
    refused = world.chat(ALINA).last
    assert refused.plain.startswith(f'⚠️ Битрикс24 не создал лид {NAME}: crm.item.add: Field "POST" is required')
    assert added(world) == []
    world.portal.required.clear()
    await world.tap(ALINA, ALINA, "🔁 Попробовать ещё раз")
    assert len(added(world)) == 1
    assert len(cards(world)) == 1


async def test_a_picture_that_is_gone_is_said_to_be_missing(sqlite_world: World) -> None:
    world = sqlite_world
    await tell(world)
    world.telegram.files.by_id.clear()
    await world.tap(ALINA, ALINA, LATER)
    (lead,) = added(world)
    assert "Скриншот приложить не удалось: спросите его у менеджера." in world.comments(lead)[0]
    assert files(world, lead) == []
    assert len(cards(world)) == 1


async def test_a_lead_waits_while_the_webhook_is_deleted(world: World) -> None:
    await tell(world)
    webhooks, world.portal.webhooks = world.portal.webhooks, {}
    await world.tap(ALINA, ALINA, LATER)
    await world.advance(3600)
    assert not world.chat(ALINA).about("не принял")
    world.portal.webhooks = webhooks
    await world.advance(60)
    (lead,) = added(world)
    assert files(world, lead) == [PICTURE]

"""kill -9 at any step: nothing is lost, and without cut answers nothing is doubled."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest

from sandbox.world import ALINA, SOURCES_CHAT, SUPERVISORS_CHAT, VERA
from tests.flows.harness import World
from tests.flows.reading import data_of, labels


async def main_scenario(world: World) -> int:
    """A lead comes, is late, is asked about, answered, tried to call, rejected and taken back."""
    lead = await world.new_lead(comments="Просит перезвонить")
    await world.until(lead, 301)
    await world.until(lead, 602)
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.tap(VERA, SOURCES_CHAT, "VK")
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные")
    await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Отказ: некорректные данные")
    await world.advance(65)
    return lead


def check_all_of_it(world: World, lead: int) -> None:
    kept = world.portal.leads[lead]
    assert (kept["stageId"], kept["sourceId"], kept["statusDescription"]) == ("IN_PROCESS", "UC_VK01", "")
    assert kept["comments"] == "Просит перезвонить"
    card = world.chat(ALINA).messages[0]
    assert card.plain.startswith("🔵 Олег")
    assert "Источник: VK" in card.plain
    assert [label for label in labels(card) if label.startswith("↩️")] == []
    assert world.chat(SOURCES_CHAT).last.rows == []


def heads(world: World, chat: int) -> list[str]:
    return [text.splitlines()[0] for text in world.chat(chat).texts]


def check_nothing_doubled(world: World, lead: int) -> None:
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == [
        "Источник неизвестен",
        "Источник: VK",
        "Недозвон, попытка 1",
        "Отказ: некорректные данные",
        "Отменено: Отказ: некорректные данные",
    ]
    assert len(world.chat(ALINA).texts) == 3
    assert len(world.chat(SOURCES_CHAT).texts) == 1
    assert heads(world, SUPERVISORS_CHAT) == ["🚨 Олег: лид никто не взял. Ответственный: Алина Громова"]
    assert [field for field, _ in world.writes(lead)].count("sourceId") == 1


async def test_a_restart_before_every_kind_of_step_loses_and_doubles_nothing(world: World) -> None:
    """Before each seventh step: a round has eleven, so that every kind has its turn, again and again."""
    world.portal.bucket = None  # here are more starts than any day has
    steps = itertools.count()

    async def restart() -> None:
        if next(steps) % 7 == 0:
            await world.restart()

    world.before_step = restart
    lead = await main_scenario(world)
    check_all_of_it(world, lead)
    check_nothing_doubled(world, lead)


async def killed_in_the_middle(world: World, work: Callable[[], Awaitable[object]], at: int) -> bool:
    """Run `work` and kill the product while request number `at` of it is on its way; whether it came to that."""
    first = world.faults.requests
    task = asyncio.ensure_future(work())

    def kill(number: int, _service: str, _method: str, moment: str) -> None:
        if number == first + at and moment == "after":
            task.cancel()

    world.faults.on_request = kill
    try:
        await task
    except asyncio.CancelledError:
        return True
    finally:
        world.faults.on_request = None
    return False


@pytest.mark.parametrize("at", range(1, 9))
async def test_a_kill_in_the_middle_of_any_request_loses_nothing(world: World, at: int) -> None:
    """Its answer is lost with us: that one message may come twice, no comment and no write ever does."""
    world.portal.events.hold()
    lead = world.add_lead(comments="Просит перезвонить")
    world.portal.events.release()
    for work in (world.pump, lambda: world.tap(ALINA, ALINA, "Недозвон")):
        if await killed_in_the_middle(world, work, at):
            await world.restart()
            await world.advance(20)
    if not world.comments(lead):
        await world.tap(ALINA, ALINA, "Недозвон")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == ["Недозвон, попытка 1"]
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    cards = world.chat(ALINA).messages
    assert 1 <= len(cards) <= 2
    assert cards[-1].plain.startswith("🔵 Олег")


async def test_a_tap_that_was_stored_and_not_worked_off_is_worked_off_after_the_restart(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    world.telegram.press(ALINA, ALINA, card.id, data_of(card, "Взял в работу"))
    raws = await world.waiting_updates()
    await world.app.updates.accept(raws)
    world.telegram.updates.drop_all()
    await world.restart()
    await world.advance(20)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_a_start_without_the_portal_works_with_what_was_known(world: World) -> None:
    lead = await world.new_lead()
    world.down("bitrix24", 600)
    await world.kill()
    starting = asyncio.ensure_future(world.start())
    await starting
    await world.until(lead, 301)
    assert world.chat(ALINA).about("ждёт звонка")
    await world.tap(ALINA, ALINA, "Взял в работу", message=world.chat(ALINA).messages[0])
    await world.advance(700)
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_a_start_without_telegram_works_later(world: World) -> None:
    world.down("telegram", 60)
    await world.restart()
    await world.new_lead()
    await world.advance(130)
    assert len(world.chat(ALINA).texts) == 1

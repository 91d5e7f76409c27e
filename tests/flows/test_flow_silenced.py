"""A rung that was not said because somebody had acted is said after all when the action is taken back."""

import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA, SUPERVISORS_CHAT
from tests.flows.harness import VERA_ID, World

TAKE, UNDO = "Взял в работу", "↩️ Отменить: Взял в работу"
LATE = "лид никто не взял"


def refuse_sends(world: World, about: str = "") -> None:
    world.faults.add(Fault("telegram", "status", "sendMessage", times=None, status=502, about=about))


def escalations(world: World) -> int:
    return len(world.chat(SUPERVISORS_CHAT).about(LATE))


async def take_and_let_it_be_dropped(world: World) -> None:
    await world.tap(ALINA, ALINA, TAKE)
    world.faults.clear()
    await world.advance(35)
    assert escalations(world) == 0


@pytest.mark.rule("NL-06")
async def test_an_escalation_dropped_at_sending_comes_back_with_the_undo(world: World) -> None:
    lead = await world.new_lead()
    refuse_sends(world, str(SUPERVISORS_CHAT))
    await world.until(lead, 605)
    await take_and_let_it_be_dropped(world)
    await world.tap(ALINA, ALINA, UNDO)
    assert escalations(world) == 1
    await world.advance(1200)
    assert escalations(world) == 1


async def test_only_the_highest_rung_speaks_again(world: World) -> None:
    lead = await world.new_lead()
    refuse_sends(world)
    await world.until(lead, 605)
    await take_and_let_it_be_dropped(world)
    await world.tap(ALINA, ALINA, UNDO)
    await world.advance(60)
    assert escalations(world) == 1
    assert not world.chat(ALINA).about("ждёт звонка")


async def test_a_reminder_comes_back_and_the_escalation_follows_in_its_time(world: World) -> None:
    lead = await world.new_lead()
    refuse_sends(world)
    await world.until(lead, 305)
    await take_and_let_it_be_dropped(world)
    await world.tap(ALINA, ALINA, UNDO)
    assert len(world.chat(ALINA).about("ждёт звонка")) == 1
    await world.until(lead, 601)
    assert escalations(world) == 1
    assert len(world.chat(ALINA).about("ждёт звонка")) == 1


async def test_what_was_said_is_not_said_again(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 601)
    await world.tap(ALINA, ALINA, TAKE)
    await world.advance(10)
    await world.tap(ALINA, ALINA, UNDO)
    await world.advance(600)
    assert escalations(world) == 1
    assert len(world.chat(ALINA).about("ждёт звонка")) == 1


async def test_what_the_bell_has_said_is_not_said_again(world: World) -> None:
    lead = await world.new_lead()
    refuse_sends(world)
    await world.until(lead, 700)
    await world.look()
    rung = [each["user"] for each in world.portal.notifications]
    assert rung.count(VERA_ID) == 1
    await take_and_let_it_be_dropped(world)
    await world.tap(ALINA, ALINA, UNDO)
    await world.advance(600)
    assert escalations(world) == 0
    assert [each["user"] for each in world.portal.notifications] == rung


@pytest.mark.parametrize("seconds", [8, 40], ids=["still waiting for Telegram", "dropped there"])
async def test_what_the_bell_did_not_say_may_ring_after_the_undo(world: World, seconds: float) -> None:
    """The portal took nothing when it should have rung; then somebody had acted, and took it back."""
    lead = await world.new_lead()
    refuse_sends(world)
    await world.until(lead, 700)
    world.fail_next("bitrix24", "batch", status=503)
    await world.look()
    assert world.portal.notifications == []
    await world.tap(ALINA, ALINA, TAKE)
    await world.advance(seconds)
    assert world.portal.notifications == []
    await world.tap(ALINA, ALINA, UNDO)
    await world.look()
    assert [each["user"] for each in world.portal.notifications].count(VERA_ID) == 1

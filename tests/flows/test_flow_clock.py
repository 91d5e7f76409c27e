"""Five minutes, ten minutes: who hears of a lead that nobody took."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR, VERA
from tests.flows.harness import ALINA_ID, TIMUR_ID, NewWorld, World
from tests.flows.reading import labels

ESCALATION = "🚨 Олег: лид никто не взял. Ответственный: Алина Громова"


@pytest.mark.rule("NL-06")
async def test_the_manager_is_reminded_at_five_minutes(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 299)
    assert len(world.chat(ALINA).texts) == 1
    await world.until(lead, 300.5)
    card, reminder = world.chat(ALINA).messages
    assert reminder.plain.startswith("⏰ Олег ждёт звонка")
    assert reminder.reply_to == card.id
    assert "Недозвон" in labels(reminder)
    assert card.plain.startswith("🟡 Олег")
    assert world.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.rule("NL-06", "OP10-06")
async def test_the_supervisors_hear_at_ten_minutes(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 599)
    assert world.chat(SUPERVISORS_CHAT).texts == []
    await world.until(lead, 601)
    told = world.chat(SUPERVISORS_CHAT).last
    assert told.plain.splitlines()[0] == ESCALATION
    assert labels(told) == ["🔔 Напомнить", "👉 Передать", "✋ Беру себе", "Открыть в Битрикс24", "📞 Звонки"]
    card = world.chat(ALINA).messages[0]
    assert card.plain.startswith("🔴 Олег")
    assert "Срок вышел" in card.plain
    await world.advance(600)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


async def test_time_counts_from_the_creation_in_the_portal(world: World) -> None:
    """The event was lost and the sweep found the lead two minutes later: it is due at the same time."""
    world.portal.events.drop = 1
    lead = await world.new_lead()
    await world.until(lead, 180)
    assert len(world.chat(ALINA).texts) == 1
    await world.until(lead, 300.5)
    assert len(world.chat(ALINA).texts) == 2


async def test_without_a_group_each_supervisor_hears_privately(new_world: Callable[..., Awaitable[World]]) -> None:
    world = await new_world(supervisors_chat_id=None)
    lead = await world.new_lead()
    await world.until(lead, 601)
    assert [text.splitlines()[0] for text in world.chat(VERA).texts] == [ESCALATION]
    assert world.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.rule("NL-06")
@pytest.mark.parametrize("label", ["Взял в работу", "Недозвон"])
async def test_nobody_is_bothered_after_the_manager_acted_here(world: World, label: str) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, label)
    await world.advance(605)
    assert len(world.chat(ALINA).texts) == 1
    assert world.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.parametrize("stage", ["IN_PROCESS", "UC_MEETING", "JUNK"])
async def test_nobody_is_bothered_after_somebody_acted_in_the_portal(world: World, stage: str) -> None:
    lead = await world.new_lead()
    await world.change(lead, by=ALINA_ID, stageId=stage)
    await world.advance(605)
    assert len(world.chat(ALINA).texts) == 1
    assert world.chat(SUPERVISORS_CHAT).texts == []


async def test_a_lead_taken_in_the_portal_between_two_sweeps_is_known_when_its_event_is_lost(world: World) -> None:
    lead = await world.new_lead()
    world.portal.events.drop = 1
    await world.until(lead, 200)
    await world.change(lead, by=ALINA_ID, stageId="IN_PROCESS")
    await world.until(lead, 301)
    assert len(world.chat(ALINA).texts) == 1


@pytest.mark.parametrize("label", ["Источник: рекомендация", "Источник неизвестен"])
async def test_what_does_not_touch_the_client_does_not_stop_the_clock(world: World, label: str) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, label)
    await world.until(lead, 601)
    assert world.chat(ALINA).about("ждёт звонка")
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


async def test_a_card_that_came_after_its_reminder_was_due_needs_no_reminder(world: World) -> None:
    world.portal.events.enabled = False
    world.faults.add(Fault("bitrix24", "down", times=None, status=502, until=world.clock.time() + 400))
    world.add_lead()
    await world.advance(520)
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🟡 Олег"]
    assert world.chat(SUPERVISORS_CHAT).texts == []
    await world.advance(120)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


async def test_a_reminder_goes_to_the_manager_of_the_moment(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 120)
    await world.change(lead, assignedById=TIMUR_ID)
    await world.until(lead, 301)
    assert not world.chat(ALINA).about("ждёт звонка")
    assert len(world.chat(TIMUR).about("ждёт звонка")) == 1


async def test_a_new_manager_of_a_late_lead_gets_the_whole_time(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 660)
    await world.change(lead, assignedById=TIMUR_ID)
    assert "Взять в работу до 09:16" in world.chat(TIMUR).last.plain
    await world.until(lead, 1262)
    assert world.chat(TIMUR).about("ждёт звонка")
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 2


OWN_CLOCK = """
extends = "op10"
name = "own"
title = "Свой срок"

[[clocks]]
code = "call_again"
title = "Перезвонить"
says = "пора звонить снова"

[[clocks.ladder]]
after = "1h"
notify = "manager"

[[clocks.ladder]]
after = "2h"
notify = "supervisors"

[[actions]]
code = "no_answer"
starts = ["call_again"]

[[actions]]
code = "reached"
title = "Дозвонился"
in = ["taken"]
stops = ["call_again"]
"""


async def test_a_clock_of_the_regulation_runs_from_a_tap_until_another(new_world: NewWorld, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN_CLOCK, encoding="utf-8")
    world = await new_world(regulation=str(tmp_path / "own.toml"))
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    assert "⏳ Перезвонить:" in world.chat(ALINA).messages[0].plain
    await world.advance(3601)
    assert world.chat(ALINA).last.plain.startswith("⏰ Олег: пора звонить снова")
    await world.advance(3600)
    told = world.chat(SUPERVISORS_CHAT).last
    assert told.plain.startswith("⏰ Олег: пора звонить снова. Ответственный: Алина Громова")
    assert labels(told) == ["👉 Передать", "Открыть в Битрикс24", "📞 Звонки"]

    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, "Дозвонился")
    assert "⏳ Перезвонить:" not in world.chat(ALINA).messages[0].plain
    await world.tap(ALINA, ALINA, "↩️ Отменить: Дозвонился")
    await world.advance(3601)
    assert world.chat(ALINA).last.plain.startswith("⏰ Олег: пора звонить снова"), "an undo brings the clock back"

"""Who is next when nobody answers: the queue, who is on duty, the head of sales."""

from pathlib import Path

import pytest

from sandbox.world import ALINA, DENIS, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.people import Role
from tests.flows.harness import DENIS_ID, STAFF, TIMUR_ID, NewWorld
from tests.flows.reading import labels
from tests.services.own_files import written

PEOPLE = (*STAFF, (DENIS_ID, DENIS, Role.SALES), (DENIS_ID, DENIS, Role.HEAD))
FILE = """
extends = "op10"
name = "ladders"
title = "Лестницы"
timezone = "UTC"

[duty]
roles = ["sales"]

[[ladders]]
code = "social"
title = "Инстаграм"
when = { sources = ["instagram"] }

[[ladders.ladder]]
after = "1m"
notify = "manager"

[[ladders.ladder]]
after = "3m"
notify = "next"

[[ladders.ladder]]
after = "4m"
notify = "head"

[[clocks]]
code = "sweep"
title = "Неразобранные – дежурному"
daily = ["09:06"]
notify = "duty"
while_new = true
"""


@pytest.fixture
def regulation(tmp_path: Path) -> str:
    path = written(tmp_path, FILE, "ladders.toml")
    return str(path)


@pytest.mark.rule("LT-25")
async def test_a_lead_that_nobody_takes_goes_back_to_the_queue(new_world: NewWorld, regulation: str) -> None:
    world = await new_world(regulation=regulation, staff=PEOPLE)
    lead = await world.new_lead(sourceId="UC_INSTA01")
    await world.until(lead, 62)
    assert world.chat(ALINA).last.plain.startswith("⏰ Олег ждёт звонка")
    await world.restart()
    await world.until(lead, 182)
    assert world.portal.leads[lead]["assignedById"] == TIMUR_ID
    assert "следующий по очереди, раньше был Алина Громова" in world.chat(TIMUR).last.plain
    await world.until(lead, 242)
    assert world.chat(DENIS).last.plain.startswith("🚨 Олег: лид никто не взял. Ответственный: Тимур Садыков")
    assert world.chat(SUPERVISORS_CHAT).texts == []
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    await world.advance(300)
    assert world.portal.leads[lead]["assignedById"] == TIMUR_ID, "the sweep leaves what is taken alone"


@pytest.mark.rule("LT-22")
async def test_at_a_time_of_day_what_nobody_took_goes_to_who_is_on_duty(new_world: NewWorld, regulation: str) -> None:
    world = await new_world(regulation=regulation, staff=PEOPLE)
    await world.say(VERA, "/duty")
    await world.tap(VERA, VERA, labels(world.chat(VERA).last)[0])
    await world.tap(VERA, VERA, "Денис Орлов")
    lead, taken = await world.new_lead(), await world.new_lead(name="Взятый")
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.restart()
    await world.until(lead, 362)
    assert world.portal.leads[lead]["assignedById"] == DENIS_ID
    assert world.portal.leads[taken]["assignedById"] != DENIS_ID
    assert world.chat(DENIS).last.plain.startswith("🟡 Олег")
    await world.tap(DENIS, DENIS, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_without_anybody_on_duty_the_supervisors_hear(new_world: NewWorld, regulation: str) -> None:
    world = await new_world(regulation=regulation, staff=PEOPLE)
    lead = await world.new_lead()
    await world.until(lead, 362)
    told = world.chat(SUPERVISORS_CHAT).last.plain
    assert told.startswith("⏰ Олег: Неразобранные – дежурному. Ответственный: Алина Громова")

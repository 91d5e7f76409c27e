"""Leads given out in turn: by shares, in an order that everybody sees; and working days that the portal tells."""

from pathlib import Path

import pytest

from sandbox.bitrix24.people_methods import work_day
from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR
from tests.flows.harness import ALINA_ID, TIMUR_ID, NewWorld, World
from tests.services.own_files import written

FILE = """
extends = "op10"
name = "own"
title = "Свой"
edition = 2026-01-01

[queue]
weights = { "13" = 2 }

[absence]
from_timeman = true

[[clocks]]
code = "first_touch"
ladder = [{ after = "5m", notify = "manager" }, { after = "10m", notify = "next" }]
"""


@pytest.fixture
async def office(new_world: NewWorld, tmp_path: Path) -> World:
    return await new_world(regulation=str(written(tmp_path, FILE, "own.toml")))


async def queue(world: World) -> list[str]:
    await world.say(TIMUR, "/queue")
    return [line for line in world.chat(TIMUR).last.plain.split("\n")[2:] if line]


def clocks(world: World, employee: int, status: str) -> None:
    world.portal.workdays[employee] = work_day(status, world.portal.iso())


async def test_the_order_is_visible_and_a_lead_goes_to_the_first(office: World) -> None:
    assert await queue(office) == ["1. Тимур Садыков – ждут: 0, доля 2", "2. Алина Громова – ждут: 0"]
    lead = await office.new_lead()
    await office.advance(601)
    assert office.portal.leads[lead]["assignedById"] == TIMUR_ID
    await office.new_lead()
    assert await queue(office) == ["1. Тимур Садыков – ждут: 1, доля 2", "2. Алина Громова – ждут: 1"]


async def test_whoever_ends_the_working_day_in_the_portal_is_away_until_it_begins_again(office: World) -> None:
    clocks(office, ALINA_ID, "CLOSED")
    await office.app.workdays.look()  # how it was found is no change: what the chat says holds
    assert "2. Алина Громова – ждут: 0" in await queue(office)
    clocks(office, ALINA_ID, "OPENED")
    await office.app.workdays.look()
    clocks(office, ALINA_ID, "PAUSED")
    assert await office.app.workdays.look() == 1
    assert "✕ Алина Громова – нет на месте, пропускаем" in await queue(office)
    await office.say(ALINA, "/shift")
    await office.tap(ALINA, ALINA, "Я на смене")  # the last word holds
    await office.app.workdays.look()
    assert "2. Алина Громова – ждут: 0" in await queue(office)
    clocks(office, ALINA_ID, "CLOSED")
    await office.app.workdays.look()
    seen = len(office.chat(ALINA).messages)
    await office.new_lead()
    assert office.chat(SUPERVISORS_CHAT).about("Алина")
    assert len(office.chat(ALINA).messages) == seen
    clocks(office, ALINA_ID, "OPENED")
    assert await office.app.workdays.look() == 1
    await office.new_lead()
    assert len(office.chat(ALINA).messages) > seen


async def test_without_the_right_nobody_is_away_and_the_check_names_it(office: World) -> None:
    (webhook,) = (each for each in office.portal.webhooks.values() if "timeman" in each.scopes)
    webhook.scopes -= {"timeman"}
    clocks(office, ALINA_ID, "CLOSED")
    assert await office.app.workdays.look() == 0
    lacking = [each for each in await office.app.crm.check_rights(timeman=True) if not each.ok]
    assert [(each.what, each.cure, each.optional) for each in lacking] == [
        ("timeman.status", "cure-scope-timeman", True)
    ]

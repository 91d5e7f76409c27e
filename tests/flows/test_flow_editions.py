"""Editions: an open lead goes on by the rules it began with, and people hear once of new ones."""

import logging
from pathlib import Path

import pytest

from bot.dictionaries import keep_fresh
from sandbox.world import ALINA, TIMUR, VERA
from services.storage import editions_store, leads_store, staff_store
from tests.flows.harness import NewWorld, World
from tests.flows.reading import data_of, labels
from tests.services.own_files import written

FIRST = """
extends = "op10"
name = "own"
title = "Свой"
edition = 2026-01-01

[[clocks]]
code = "first_touch"
ladder = [{ after = "5m", notify = "manager" }, { after = "10m", notify = "supervisors" }]

[[actions]]
code = "take"
title = "Беру"
"""
SECOND = FIRST.replace("Беру", "Забираю").replace('"5m"', '"2m"').replace('stage = "in_work"', "")
NEWS = "Действует новая редакция"


async def changed(world: World, path: Path, text: str) -> None:
    written(path.parent, text, path.name)
    await keep_fresh(world.app)
    await world.pump()


@pytest.fixture
async def begun(new_world: NewWorld, tmp_path: Path) -> tuple[World, Path]:
    path = written(tmp_path, FIRST, "own.toml")
    return await new_world(regulation=str(path)), path


@pytest.mark.rule("OP10-04")
async def test_an_open_lead_keeps_the_buttons_and_the_ladder_it_began_with(begun: tuple[World, Path]) -> None:
    world, path = begun
    old = await world.new_lead(name="Старый")
    card = world.chat(ALINA).last
    await changed(world, path, SECOND)  # with the same date: what it says has changed
    await world.new_lead(name="Новый")
    assert "Забираю" in labels(world.chat(ALINA).last)

    await world.advance(200)  # past two minutes, before five
    assert [each for each in world.chat(ALINA).about("⏰") if "Новый" in each.plain]
    assert not [each for each in world.chat(ALINA).about("⏰") if "Старый" in each.plain]
    await world.restart()
    await world.advance(150)
    assert [each for each in world.chat(ALINA).about("⏰") if "Старый" in each.plain]
    assert "Беру" in labels(card)
    toast = await world.tap(ALINA, ALINA, "Беру", card)
    assert "Беру" in toast.text
    assert world.portal.leads[old]["stageId"] == "IN_PROCESS"
    async with world.app.db.reading() as conn:
        kept = await leads_store.find(conn, old)
    assert kept is not None
    assert kept.lead.digest != world.app.rulebook.rules.digest


async def test_a_lead_that_ended_and_came_back_begins_with_what_is_in_force(begun: tuple[World, Path]) -> None:
    world, path = begun
    lead = await world.new_lead(name="Старый")
    await world.change(lead, stageId="JUNK")
    await changed(world, path, SECOND)
    await world.change(lead, stageId="NEW")
    assert "Забираю" in labels(world.chat(ALINA).last)


@pytest.mark.rule("OP10-04")
async def test_a_new_edition_is_told_once_in_words_and_taken_note_of(begun: tuple[World, Path]) -> None:
    world, path = begun
    written(path.parent, SECOND, path.name)
    await keep_fresh(world.app)
    await world.restart()  # killed before anybody was told
    await world.pump()
    (told,) = world.chat(ALINA).about(NEWS)
    assert "• «Беру» · Надпись на кнопке: Беру → Забираю" in told.plain
    assert "• «Первая реакция» · Через сколько после начала срока: 5 мин → 2 мин" in told.plain
    await keep_fresh(world.app)
    await world.restart()
    await world.advance(5)
    assert len(world.chat(ALINA).about(NEWS)) == len(world.chat(VERA).about(NEWS)) == 1

    assert (await world.tap(ALINA, ALINA, "Понятно", told)).text == "Спасибо"
    assert world.chat(ALINA).about(NEWS)[0].plain.endswith("✓ Понятно")
    assert labels(world.chat(ALINA).about(NEWS)[0]) == []
    await world.say(ALINA, "/sources")
    assert "«Понятно»" not in world.chat(ALINA).last.plain  # is for those who supervise
    await world.say(VERA, "/sources")
    assert "прочитали 1 из 5. Ещё не нажали «Понятно»: А" in world.chat(VERA).last.plain
    for who in (TIMUR, VERA):
        (message,) = world.chat(who).about(NEWS)
        data = data_of(message, "Понятно")
        await world.press(who, who, message.id, data)
        await world.press(who, who, message.id, data, forged=True)
    await world.say(VERA, "/sources")
    assert "прочитали 3 из 5" in world.chat(VERA).last.plain
    person = await world.app.people.by_telegram(TIMUR)
    assert person is not None
    async with world.app.db.writing() as conn:
        await staff_store.change(conn, person.id, active=False)
    await world.say(VERA, "/sources")
    assert "прочитали 2 из 4" in world.chat(VERA).last.plain, "who left is not waited for"


async def test_the_former_edition_in_force_again_is_told_again(begun: tuple[World, Path]) -> None:
    world, path = begun
    await changed(world, path, SECOND)
    await changed(world, path, FIRST)
    assert len(world.chat(ALINA).about(NEWS)) == 2


async def test_a_long_list_of_changes_is_bounded(begun: tuple[World, Path]) -> None:
    world, path = begun
    await changed(world, path, 'extends = "latuning"\nname = "own"\n')
    told = world.chat(ALINA).about(NEWS)[0].plain
    assert told.count("\n") < 20
    assert "…и ещё 1" in told


async def test_leads_of_an_edition_that_fits_the_portal_no_more_go_by_the_one_in_force(
    begun: tuple[World, Path], caplog: pytest.LogCaptureFixture
) -> None:
    world, path = begun
    extra = '\n[stages]\nspecial = ["Особая"]\n\n[[actions]]\ncode = "special"\ntitle = "Особо"\nstage = "special"\n'
    stages = world.portal.statuses["STATUS"]
    stages.append({**stages[0], "ID": "990", "STATUS_ID": "UC_SPECIAL", "NAME": "Особая"})
    await changed(world, path, FIRST.replace("[[clocks]]", extra + "\n[[clocks]]", 1))
    await world.new_lead(name="Старый")
    card = world.chat(ALINA).last
    stages.pop()
    with caplog.at_level(logging.ERROR):
        await changed(world, path, SECOND)
    assert "own@2026-01-01 holds no more" in caplog.text
    assert (await world.tap(ALINA, ALINA, "Беру", card)).text
    await world.look()
    assert world.app.watch.opened == {"edition"}


async def test_editions_that_no_open_lead_names_are_forgotten(begun: tuple[World, Path]) -> None:
    world, path = begun
    lead = await world.new_lead(name="Старый")
    await changed(world, path, SECOND)
    world.clock.to(world.clock.time() + 25 * 3600)
    await keep_fresh(world.app)
    await world.app.editions.forget()
    async with world.app.db.reading() as conn:
        assert len(await editions_store.digests(conn)) == 2
    await world.change(lead, stageId="JUNK")
    await world.app.editions.forget()
    async with world.app.db.reading() as conn:
        assert await editions_store.digests(conn) == (world.app.rulebook.rules.digest,)

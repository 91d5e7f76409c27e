"""The file of the regulation is changed while the assistant runs."""

import logging
from pathlib import Path

import pytest

from bot.dictionaries import keep_fresh
from sandbox.world import ALINA
from tests.flows.harness import NewWorld
from tests.flows.reading import labels
from tests.services.own_files import written

FILE = """
extends = "op10"
name = "own"
title = "Свой"
edition = 2026-01-01

[[actions]]
code = "take"
title = "Беру"
"""


@pytest.mark.rule("RB-10")
async def test_a_change_of_the_file_holds_without_a_restart(
    new_world: NewWorld, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = written(tmp_path, FILE, "own.toml")
    world = await new_world(regulation=str(path))
    await world.new_lead()
    assert "Беру" in labels(world.chat(ALINA).last)
    path.write_text(FILE.replace("Беру", "Забираю").replace("2026-01-01", "2026-02-01"), encoding="utf-8")
    await keep_fresh(world.app)
    await world.pump()
    assert world.chat(ALINA).about("01.02.2026") or world.chat(ALINA).about("2026-02-01")
    await world.new_lead(name="Второй")
    assert "Забираю" in labels(world.chat(ALINA).last)

    path.write_text(FILE.replace('code = "take"', "code = take"), encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        await keep_fresh(world.app)
    assert "own.toml:8" in caplog.text
    await world.new_lead(name="Третий")
    assert "Забираю" in labels(world.chat(ALINA).last)

"""A regulation held against leads that came: beside the one in force, and nothing is changed."""

from datetime import timedelta
from pathlib import Path

from bot.commands.simulation import drawn
from sandbox.world import ALINA
from services.regulations import load
from services.simulations import Simulations
from tests.flows.harness import World
from tests.services.own_files import written

STRICT = """
extends = "op10"
name = "strict"
title = "Строже"

[[clocks]]
code = "first_touch"

[[clocks.ladder]]
after = "1m"
notify = "manager"

[[clocks.ladder]]
after = "3m"
notify = "supervisors"
"""


async def test_what_a_stricter_clock_would_have_said(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, STRICT, "strict.toml")
    for minutes in (2, 6):
        lead = await world.new_lead()
        await world.until(lead, minutes * 60)
        await world.tap(ALINA, ALINA, "Взял в работу")
    now = world.clock.now()
    writes = len(world.portal.writes)
    drafts = [load("op10"), load(path)]
    said = await Simulations(world.app.db).of(drafts, now - timedelta(days=1), now)
    assert said is not None
    table = drawn(said, ["op10", "strict"], 1, world.app.texts)
    rows = [line.split() for line in table]
    assert table[0] == "Лиды за 1 дн.: 2. Сколько раз сказали бы и кому"
    assert ["менеджеру", "1", "2"] in rows
    assert ["руководителям", "0", "1"] in rows
    assert ["лидов", "дошло", "дальше", "менеджера", "0", "1"] in rows
    assert table[-1] == f"02.03  {'█' * 40} 1"
    await world.pump()
    assert len(world.portal.writes) == writes

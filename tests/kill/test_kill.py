"""kill -9 of the bot at any point of any scenario loses nothing."""

import os
import random
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.kill.run import Outcome, Plan, play

SEEDS = int(os.environ.get("KILL_SEEDS", "11"))
POSTGRES_EVERY, COLD_EVERY, WEBHOOK_EVERY, STANDARD_EVERY, EARLY_EVERY = 7, 9, 3, 4, 5


def plan_of(seed: int) -> Plan:
    """Which kind of run a seed is."""
    postgres, cold = seed % POSTGRES_EVERY == 0, seed % COLD_EVERY == 0
    return Plan(
        seed=seed,
        kills=2 if cold else random.Random(f"kills {seed}").randint(3, 4),
        early=seed % EARLY_EVERY == 0,
        cold=cold,
        # Telegram posts an update again after ever longer pauses: a slow start would outlast the life of a tap.
        webhook=not cold and seed % WEBHOOK_EVERY == 0,
        bitrix24="enterprise" if seed % STANDARD_EVERY else "standard",
        patience=120.0 if cold else 60.0,
        # On PostgreSQL a dead process is mourned for 12 seconds before its work is taken over.
        taps_again=20.0 if postgres or cold else 4.0,
    )


@pytest.fixture
def seed_database(seed: int, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """SQLite, and PostgreSQL for some seeds."""
    if seed % POSTGRES_EVERY:
        yield f"sqlite:///{tmp_path / 'five-minutes.db'}"
        return
    server, name = request.getfixturevalue("postgres"), f"kill_{uuid.uuid4().hex}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed-{seed}") for seed in range(1, SEEDS + 1)])
async def test_nothing_is_lost(
    seed: int, seed_database: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    plan = plan_of(seed)
    outcome = await play(plan, seed_database, tmp_path)
    record_property("kill", summary(plan, outcome))
    if outcome.verdict.faults:
        log = (tmp_path / "bot.log").read_text()[-6000:]
        pytest.fail(f"{report(plan, outcome)}\n--- log of the bot\n{log}", pytrace=False)


def summary(plan: Plan, outcome: Outcome) -> dict[str, object]:
    """A line of the table at the end."""
    verdict = outcome.verdict
    return {
        "seed": plan.seed,
        "struck": outcome.points,
        "points": len(outcome.points),
        "taps": outcome.taps,
        "doubled": verdict.doubled,
        "unanswered": verdict.unanswered,
        "again": outcome.again,
        "seconds": round(outcome.seconds, 1),
    }


def report(plan: Plan, outcome: Outcome) -> str:
    """What is wrong, how to play it again, and what happened when."""
    faults = "\n".join(f"  * {fault}" for fault in outcome.verdict.faults)
    again = f"KILL_SEEDS={plan.seed} python -m pytest 'tests/kill/test_kill.py::test_nothing_is_lost[seed-{plan.seed}]'"
    return f"{plan}\nkilled: {outcome.points}\n{faults}\nagain: {again}\n--- what happened when\n{outcome.trace}"

"""`python -m tests.faults`: the real process under seeded faults; exit code 1 when a promise is broken.

--runs N      so many leads, each with a story and faults of its own, ten in a world (1000)
--seed S      from this run on (1)
--jobs J      worlds at a time (4): most of a world is waiting
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import Postgres
from tests.faults import databases
from tests.faults.plan import LEADS, draw
from tests.faults.report import failure, line, table
from tests.faults.world import Outcome, play


async def many(worlds: range, jobs: int, postgres: Postgres) -> list[Outcome]:
    """Play worlds side by side."""
    free, migrating, outcomes = asyncio.Semaphore(jobs), asyncio.Lock(), list[Outcome]()

    async def one(world: int) -> None:
        async with free:
            plan = draw(world)
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                async with databases.fresh(folder, postgres if plan.postgres else None) as url:
                    outcome = await play(plan, url, folder, migrating)
        outcomes.append(outcome)
        print(line(outcome), flush=True)
        if outcome.verdict.faults:
            print(failure(outcome), flush=True)

    await asyncio.gather(*map(one, worlds))
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="The real process under seeded faults")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=4)
    given = parser.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests cut by a dying process are no news
    first = (given.seed - 1) // LEADS
    last = (given.seed - 1 + given.runs - 1) // LEADS
    since = time.monotonic()
    with databases.server() as postgres:
        outcomes = asyncio.run(many(range(first, last + 1), given.jobs, postgres))
    print("", table(outcomes, time.monotonic() - since), sep="\n")
    return int(any(each.verdict.faults for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())

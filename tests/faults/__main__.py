"""`python -m tests.faults`: the real process under seeded faults; exit code 1 when a promise is broken.

--runs N      so many leads, each with a story and faults of its own, ten in a world (1000)
--seed S      from this run on (1)
--jobs J      worlds at a time (4): most of a world is waiting
--everything  instead: every fault at once at 1 % of all requests, and kill -9, for --seconds (600)
--workers     instead: two processes on PostgreSQL, one of them killed every ten seconds, for --seconds (300)
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
from tests.faults.report import failure, line, streamed, table
from tests.faults.stream import Course, Streamed, stream
from tests.faults.world import Outcome, play

EVERYTHING, WORKERS = 600.0, 300.0  # seconds


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


def flow(course: Course, postgres: Postgres | None) -> int:
    """Minutes at work; the exit code."""
    with tempfile.TemporaryDirectory() as name:

        async def play_it() -> Streamed:
            async with databases.fresh(Path(name), postgres) as url:
                return await stream(course, url, Path(name))

        outcome = asyncio.run(play_it())
    print(streamed(outcome))
    if outcome.verdict.faults:
        print(*outcome.verdict.faults, "--- what happened when", outcome.trace, outcome.log, sep="\n")
    return int(bool(outcome.verdict.faults))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="The real process under seeded faults")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--everything", action="store_true")
    parser.add_argument("--workers", action="store_true")
    parser.add_argument("--seconds", type=float, default=0)
    given = parser.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests cut by a dying process are no news
    if given.everything:
        seconds = given.seconds or EVERYTHING
        return flow(Course(given.seed, seconds, 2.0, share=0.01, trouble_every=30.0, kill_every=30.0), None)
    if given.workers:
        with databases.server() as postgres:
            return flow(Course(given.seed, given.seconds or WORKERS, 1.5, kill_every=10.0, workers=2), postgres)
    first = (given.seed - 1) // LEADS
    last = (given.seed - 1 + given.runs - 1) // LEADS
    since = time.monotonic()
    with databases.server() as postgres:
        outcomes = asyncio.run(many(range(first, last + 1), given.jobs, postgres))
    print("", table(outcomes, time.monotonic() - since), sep="\n")
    return int(any(each.verdict.faults for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())

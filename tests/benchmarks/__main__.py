"""`python -m tests.benchmarks`: speed, each figure beside its floor, measured in the same run.

--quick         a short form, for development
--only NAME     one of taps, burst, cards, deadlines, pages
--database NAME sqlite or postgresql, in place of both
--profile NAME  only the taps on SQLite, the product under cProfile: NAME-taps.prof and NAME-burst.prof
"""

import argparse
import asyncio
import logging
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import taps
from tests.benchmarks.figures import Bench
from tests.benchmarks.processes import BenchFailed
from tests.benchmarks.schedule import FULL, QUICK, Sizes, moments
from tests.benchmarks.stage import Stage
from tests.benchmarks.table import head, line
from tests.conftest import Postgres
from tests.faults.databases import server

RUNS = ("taps", "burst", "cards", "deadlines", "pages")
LIBRARIES = ("aiogram", "aiohttp", "httpx", "pydantic", "SQLAlchemy")


def main() -> int:
    """Exit code 1: a run did not come to its end, a tap was lost, or a stand-in had to answer 429 or 503."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Speed beside its floor")
    parser.add_argument("--quick", action="store_true", help="a short form, for development")
    parser.add_argument("--profile", metavar="NAME", help="only taps, under cProfile: NAME-taps.prof, NAME-burst.prof")
    parser.add_argument("--only", choices=RUNS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    sizes = QUICK if given.quick else FULL
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests cut by the end of a program are no news
    with tempfile.TemporaryDirectory() as folder:
        try:
            if given.profile:
                asyncio.run(_profile(Path(folder), sizes, Path(given.profile).resolve()))
                return 0
            runs = (given.only,) if given.only else RUNS
            print(machine())
            bad = 0
            if given.database != "postgresql":
                bad += asyncio.run(_bench(Path(folder) / "sqlite", sizes, runs, None))
            if given.database != "sqlite":
                with server() as postgres:
                    bad += asyncio.run(_bench(Path(folder) / "postgresql", sizes, runs, postgres))
            return int(bad > 0)
        except BenchFailed as failure:
            print(failure, file=sys.stderr)
            return 1


async def _bench(folder: Path, sizes: Sizes, runs: Sequence[str], postgres: Postgres | None) -> int:
    since = time.perf_counter()
    print("", "SQLite" if postgres is None else "PostgreSQL", head(), sep="\n")
    bench = Bench(folder, sizes, postgres)
    await bench.prepare()
    ends = ("start", "limits") if "taps" in runs else ()
    for name in (*runs, *ends):
        async for figure in getattr(bench, name)():
            print(line(figure), flush=True)
    print(f"\nmeasured in {time.perf_counter() - since:.0f} s; the ratio says how many times worse than the floor")
    return 1 if bench.refusals else 0


async def _profile(folder: Path, sizes: Sizes, name: Path) -> None:
    stage = Stage(folder, max(sizes.taps, sizes.burst))
    await stage.prepare()
    for what, at in (("taps", moments(sizes.taps, sizes.tap_seconds)), ("burst", [0.0] * sizes.burst)):
        profile = f"{name}-{what}.prof"
        await taps.ours(stage, at, profile=profile)
        print(f"written: {profile}; look with: python -m pstats {profile}")


def machine() -> str:
    """What the figures were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.platform()}, {os.cpu_count()} cores, load {load}\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"
    )


if __name__ == "__main__":
    sys.exit(main())

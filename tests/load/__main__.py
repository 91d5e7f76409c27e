"""`python -m tests.load`: what the product does under load, on SQLite and on PostgreSQL; exit code 1: a promise broken.

--quick           a short form
--only NAME       one of burst, taps, month, storm
--database NAME   sqlite or postgresql
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.__main__ import machine
from tests.benchmarks.processes import BenchFailed
from tests.conftest import Postgres
from tests.faults.databases import server
from tests.load.runs import Load
from tests.load.sizes import FULL, QUICK, Amounts

RUNS = ("burst", "taps", "month", "storm")


async def measure(folder: Path, amounts: Amounts, postgres: Postgres | None, runs: tuple[str, ...]) -> bool:
    """Print the table of one database; whether everything was kept."""
    load, kept = Load(folder, amounts, postgres), True
    print(f"\n{'SQLite' if postgres is None else 'PostgreSQL'}")
    for name in runs:
        try:
            async for figure in getattr(load, name)():
                print(figure, flush=True)
                kept = kept and figure.kept
        except BenchFailed as failure:
            print(f"{name}: {failure} ✗", flush=True)
            kept = False
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description="The product under load")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=RUNS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    runs = (given.only,) if given.only else RUNS
    amounts = QUICK if given.quick else FULL
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    print(machine())
    kept = True
    with tempfile.TemporaryDirectory() as name:
        if given.database != "postgresql":
            kept = asyncio.run(measure(Path(name) / "sqlite", amounts, None, runs))
        if given.database != "sqlite":
            with server() as postgres:
                kept = asyncio.run(measure(Path(name) / "postgresql", amounts, postgres, runs)) and kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())

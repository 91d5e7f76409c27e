"""`make simulate`: months of a call centre on virtual time, one seed each; exits with 1 when a promise is broken."""

import argparse
import logging
import os
import resource
import sys
import tempfile
from pathlib import Path

import bot.lean_aiogram  # noqa: F401 - as `run` does
from tests.simulation.plan import Plan
from tests.simulation.run import Outcome, play
from tests.simulation.table import head, line, row, summary
from tests.simulation.world import migrated_file

TOLD = 20  # faults of a seed
MEMORY = Path("/dev/shm")  # noqa: S108  the disk's own speed is not what is looked at


def main() -> int:
    given = _arguments()
    logging.getLogger().addHandler(logging.NullHandler())
    seeds = [given.seed] if given.seed is not None else list(range(1, given.seeds + 1))
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        migrated = migrated_file(Path(folder))
        print(head(), flush=True)
        for seed in seeds:
            plan = Plan(seed, given.days, given.managers, given.leads, given.storm)
            outcome = play(plan, migrated, Path(folder))
            print(line(row(outcome)), flush=True)
            outcomes.append(outcome)
            if given.trace:
                print("\n".join(outcome.trace.lines))
    print(summary(outcomes), _cost(), sep="\n")
    failed = [each for each in outcomes if each.verdict.faults]
    for outcome in failed:
        print(f"\nseed {outcome.plan.seed} broke a promise:", *outcome.verdict.faults[:TOLD], sep="\n  * ")
        print(f"again, step by step: {outcome.plan.command}")
    return 1 if failed else 0


def _cost() -> str:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return f"{used.ru_utime + used.ru_stime:.0f} seconds of one core, {used.ru_maxrss / 1024:.0f} MB of memory at most"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--days", type=float, default=7.0)
    parser.add_argument("--managers", type=int, default=50)
    parser.add_argument("--leads", type=float, default=1.0, help="of one manager on one day, on average")
    parser.add_argument("--storm", type=float, default=1.0, help="so many times the usual faults")
    parser.add_argument("--seeds", type=int, default=4, help="how many, from 1 on")
    parser.add_argument("--seed", type=int, help="this one only")
    parser.add_argument("--trace", action="store_true", help="step by step")
    return parser.parse_args()


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set of words is a matter of chance otherwise
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606
    sys.exit(main())

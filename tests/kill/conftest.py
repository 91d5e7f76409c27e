"""The table after the runs: how many points were struck, and what a kill cannot but cost."""

from typing import Any

import pytest

COUNTS = ("points", "taps", "doubled", "unanswered", "again")
WORDS = """\
{runs} runs, {points} points of kill -9, {taps} taps: {failed} runs lost something
messages doubled, since the answer of their send was lost: {doubled}
taps that took effect and whose words were lost: {unanswered}; taps repeated by people who saw no sign: {again}"""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What the runs noted down by `record_property("kill", …)`, in one place."""
    reports: list[pytest.TestReport] = [
        each for outcome in ("passed", "failed") for each in terminalreporter.getreports(outcome) if each.when == "call"
    ]
    told: list[tuple[str, Any]] = [
        (each.outcome, value) for each in reports for name, value in each.user_properties if name == "kill"
    ]
    if not told:
        return
    sums = {name: sum(run[name] for _, run in told) for name in COUNTS}
    failed = sum(outcome == "failed" for outcome, _ in told)
    terminalreporter.section("kill -9")
    terminalreporter.write_line(WORDS.format(runs=len(told), failed=failed, **sums))
    if terminalreporter.config.get_verbosity() > 0:
        for _, run in sorted(told, key=lambda each: each[1]["seed"]):
            terminalreporter.write_line(f"seed-{run['seed']} ({run['seconds']} s): {'; '.join(run['struck'])}")

"""The table's arithmetic. Nothing here is timed: `make bench` measures, tests do not."""

import pytest

from tests.benchmarks.schedule import FULL, moments, shuffled
from tests.benchmarks.table import Figure, line, percentile


@pytest.mark.parametrize(("part", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_a_value_that_was_measured(part: float, expected: int) -> None:
    assert percentile(range(100, 0, -1), part) == expected


def test_the_only_value_is_every_percentile() -> None:
    assert percentile([7.0], 0.01) == percentile([7.0], 0.99) == 7.0


def test_the_ratio_says_how_many_times_worse_we_are() -> None:
    assert Figure("wait", 30.0, 20.0, "ms").ratio == 1.5
    assert Figure("rate", 50.0, 200.0, "/s", more_is_better=True).ratio == 4.0
    assert Figure("alone", 30.0, None, "ms").ratio is None
    assert Figure("nothing", 0.0, 0.0, "").ratio is None


def test_an_aim_is_reached_up_to_its_bound() -> None:
    assert Figure("p99", 15.0, 10.0, "ms", ratio_at_most=1.5).reached
    assert not Figure("p99", 15.1, 10.0, "ms", ratio_at_most=1.5).reached
    assert Figure("p99", 1.0, 0.1, "s", at_most=1.0).reached
    assert not Figure("refusals", 1.0, None, "", at_most=0).reached
    assert Figure("p50", 1.0, 0.1, "s").reached is None


def test_a_line_shows_figure_floor_ratio_and_aim() -> None:
    shown = line(Figure("tap → answer, p99", 30.0, 10.0, "ms", ratio_at_most=1.5))
    assert shown.split() == ["tap", "→", "answer,", "p99", "30", "ms", "10", "ms", "3.00", "×", "✗", "≤", "1.5", "×"]


def test_every_run_sees_the_same_schedule() -> None:
    at = moments(FULL.taps, FULL.tap_seconds)
    assert at == moments(FULL.taps, FULL.tap_seconds) == sorted(at)
    assert len(at) == 1000
    assert 0 <= at[0] <= at[-1] <= FULL.tap_seconds
    assert sorted(shuffled(50)) == list(range(50))
    assert shuffled(50) != list(range(50))

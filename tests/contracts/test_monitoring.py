"""Every metric that the dashboard and the rules name exists, and the files are read by what they are for."""

import json
import re
from pathlib import Path

from bot.measures import Measures, Readings

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = sorted([*DEPLOY.glob("*/*.json"), *DEPLOY.glob("*/*.yaml")])


def told() -> set[str]:
    """Names as Prometheus sees them."""
    measures = Measures()
    some = {"a": 1}
    measures.read(
        Readings(
            alarms=lambda: some,
            depth=lambda: some,
            oldest=lambda: {"a": 1.0},
            findings=lambda: some,
            refused=lambda: some,
            redelivered=lambda: 1,
            limited=lambda: some,
            waited=lambda: 1.0,
            silent=lambda: {"a": 1.0},
        )
    )
    return {
        line.partition(" ")[0].partition("{")[0] for line in measures.text().decode().splitlines() if line[0] != "#"
    }


def named() -> set[str]:
    return {name for path in FILES for name in re.findall(r"five_minutes_\w+", path.read_text("utf-8"))}


def test_every_metric_named_exists() -> None:
    assert len(named()) > 10
    assert named() <= told()


def test_no_metric_is_left_out_of_the_dashboard() -> None:
    """Buckets stand for their histogram."""
    shown = set(re.findall(r"five_minutes_\w+", (DEPLOY / "grafana" / "five-minutes.json").read_text("utf-8")))
    assert {name for name in told() if not name.endswith(("_sum", "_count", "_created"))} <= shown


def test_the_dashboard_is_json_whose_panels_do_not_overlap() -> None:
    board = json.loads((DEPLOY / "grafana" / "five-minutes.json").read_text("utf-8"))
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(places)) == len(places) == 12

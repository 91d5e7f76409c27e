"""The short form of `make simulate`, and what makes its verdict worth something."""

from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest

from sandbox.bitrix24.demo import OWNER
from tests.oracle.messages import kind_of
from tests.simulation.calm import Calm, crowded
from tests.simulation.cases import Span
from tests.simulation.plan import Plan
from tests.simulation.run import Outcome, play
from tests.simulation.world import migrated_file

CALM = 5  # a seed in which every kind of message falls due


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_file(tmp_path_factory.mktemp("simulation"))


def short(seed: int, storm: float = 6.0) -> Plan:
    return Plan(seed, days=0.06, managers=6, leads=16.0, storm=storm)


@pytest.fixture(scope="module")
def stormy(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return play(short(1), migrated, tmp_path_factory.mktemp("stormy"))


@pytest.fixture(scope="module")
def calm(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return play(short(CALM, storm=0.05), migrated, tmp_path_factory.mktemp("calm"))


def test_nothing_is_lost_in_a_storm(stormy: Outcome) -> None:
    assert stormy.leads > 5
    assert stormy.verdict.strict["card"]
    assert stormy.weather["kill -9"]
    assert not stormy.verdict.faults, report(stormy)


def test_everything_is_said_to_the_minute_in_calm(calm: Outcome) -> None:
    assert {"card", "reminder", "escalation"} <= set(calm.verdict.strict)
    assert not calm.verdict.faults, report(calm)


def test_the_same_seed_is_the_same_to_the_millisecond(stormy: Outcome, migrated: Path, tmp_path: Path) -> None:
    again = play(short(1), migrated, tmp_path)
    assert again.trace.lines == stormy.trace.lines
    assert again.trace.fingerprint == stormy.trace.fingerprint


def lose_a_comment(outcome: Outcome) -> None:
    case = next(each for each in outcome.oracle.office.cases if each.comments)
    del outcome.oracle.sandbox.portal.timelines["lead", case.lead_id][0]


def double_a_comment(outcome: Outcome) -> None:
    case = next(each for each in outcome.oracle.office.cases if each.comments)
    rows = outcome.oracle.sandbox.portal.timelines["lead", case.lead_id]
    rows.append(rows[0])


def lose_a_write(outcome: Outcome) -> None:
    writes = outcome.oracle.sandbox.portal.writes
    writes.remove(next(each for each in writes if each.by == OWNER and each.field == "stageId"))


def lose_a_card(outcome: Outcome) -> None:
    case = next(each for each in outcome.oracle.office.cases if each.cards)
    case.told[:] = [each for each in case.told if kind_of(each) != "card"]


def lose_every(kind: str) -> Callable[[Outcome], None]:
    def lose(outcome: Outcome) -> None:
        for case in outcome.oracle.office.cases:
            case.told[:] = [each for each in case.told if kind_of(each) != kind]

    return lose


def double_every(kind: str) -> Callable[[Outcome], None]:
    def double(outcome: Outcome) -> None:
        for case in outcome.oracle.office.cases:
            case.told += [each for each in case.told if kind_of(each) == kind]

    return double


@pytest.mark.parametrize(
    ("tamper", "promise"),
    [
        (lose_a_comment, "writes lost"),
        (double_a_comment, "writes doubled"),
        (lose_a_write, "fields wrong"),
        (lose_a_card, "leads lost"),
        (double_every("card"), "cards doubled"),
        (lose_every("reminder"), "reminders missed"),
        (double_every("reminder"), "reminders doubled"),
        (lose_every("escalation"), "escalations missed"),
        (double_every("escalation"), "escalations doubled"),
    ],
)
def test_the_oracle_sees_what_is_wrong(calm: Outcome, tamper: Callable[[Outcome], None], promise: str) -> None:
    oracle = calm.oracle
    told = [list(case.told) for case in oracle.office.cases]
    timelines = {key: list(rows) for key, rows in oracle.sandbox.portal.timelines.items()}
    writes = list(oracle.sandbox.portal.writes)
    assert not oracle.judge().faults
    tamper(calm)
    broken = oracle.judge().broken
    for case, messages in zip(oracle.office.cases, told, strict=True):
        case.told[:] = messages
    oracle.sandbox.portal.timelines.update(timelines)
    oracle.sandbox.portal.writes[:] = writes
    assert broken[promise]


def test_calm_is_what_no_trouble_touches() -> None:
    fair = Calm([Span(100, 200), Span(150, 300), Span(400)])
    assert fair.since(0, 50) == 0
    assert fair.since(60, 50) == 300
    assert fair.since(350, 100) == inf
    assert fair.holds(300, 100)
    assert not fair.holds(290, 5)


def test_a_group_is_crowded_by_as_many_messages_as_telegram_lets_in() -> None:
    assert crowded([float(second) for second in range(10)]) == []
    assert crowded([float(second) for second in range(17)]) == [Span(0.0, 77.0)]


def report(outcome: Outcome) -> str:
    """What is wrong, what happened just before, and how to play it again with all that happened."""
    faults = "\n".join(f"  * {fault}" for fault in outcome.verdict.faults)
    return f"{outcome.plan}\n{faults}\n{outcome.plan.command}\n--- the end of what happened\n" + "\n".join(
        outcome.trace.lines[-200:]
    )

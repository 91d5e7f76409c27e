"""The guard on a method's operating time."""

import pytest

from services.bitrix24.operating import OperatingGuard
from tests.bitrix24.virtual_time import SteppedTime


@pytest.fixture
def guard(stepped: SteppedTime) -> OperatingGuard:
    return OperatingGuard(stepped.clock)


def times(operating: float, resets_in: float = 300) -> dict[str, float]:
    # The portal's clock is years away from ours.
    return {"operating": operating, "start": 1_700_000_000.5, "operating_reset_at": 1_700_000_000.5 + resets_in}


def test_the_figure_is_cumulative_and_never_added_up(guard: OperatingGuard) -> None:
    for _ in range(100):
        guard.seen("crm.item.list", times(300))
    assert guard.refusal("crm.item.list") is None
    assert guard.pace(["crm.item.list"]) == 0


def test_above_four_fifths_calls_take_turns(guard: OperatingGuard, stepped: SteppedTime) -> None:
    guard.seen("crm.item.list", times(400))
    assert [guard.pace(["crm.item.list"]) for _ in range(3)] == [0, 2, 4]
    assert guard.pace(["crm.item.get"]) == 0
    stepped.now += 10
    assert guard.pace(["crm.item.list"]) == 0


def test_at_the_limit_the_method_alone_is_held_until_its_reset(guard: OperatingGuard, stepped: SteppedTime) -> None:
    guard.seen("crm.item.list", times(480.2, resets_in=120))
    refusal = guard.refusal("crm.item.list")
    assert refusal is not None
    assert refusal.after == pytest.approx(120)
    assert guard.refusal("batch") is None
    stepped.now += 121
    assert guard.refusal("crm.item.list") is None


def test_a_429_holds_the_method_until_the_last_known_reset(guard: OperatingGuard, stepped: SteppedTime) -> None:
    guard.seen("crm.item.list", times(300, resets_in=200))
    stepped.now += 50
    assert guard.block("crm.item.list") == pytest.approx(150)
    assert guard.refusal("crm.item.list") is not None


@pytest.mark.parametrize("time", [None, [], {}, {"operating": "many"}, {"operating": True}])
def test_the_time_block_is_optional(guard: OperatingGuard, time: object) -> None:
    guard.seen("crm.item.list", time)
    assert guard.pace(["crm.item.list"]) == 0
    assert guard.block("crm.item.list") == 60


@pytest.mark.parametrize(
    "time", [{"operating": 500}, {"operating": 500, "operating_reset_at": "2024-01-20T18:35:37+02:00"}]
)
def test_a_reset_that_is_not_told_is_a_minute_away(guard: OperatingGuard, time: object) -> None:
    guard.seen("crm.item.list", time)
    refusal = guard.refusal("crm.item.list")
    assert refusal is not None
    assert refusal.after == 60

"""The limiter against a simulated bucket of the portal, in virtual time."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bitrix24.limiter import ENTERPRISE, PATIENCE, STANDARD, Limiter, Plan, Priority
from tests.bitrix24.virtual_time import SteppedTime, VirtualTime

INTAKE, WRITE, BACKGROUND = Priority


def highest(plan: Plan, arrivals: list[float]) -> float:
    """The highest level that these requests bring the portal's own bucket to."""
    level = top = 0.0
    at = arrivals[0] if arrivals else 0.0
    for arrival in sorted(arrivals):
        level = max(0.0, level - (arrival - at) * plan.leak) + 1
        at, top = arrival, max(top, level)
    return top


asks = st.lists(
    st.tuples(st.floats(0, 60), st.sampled_from(Priority), st.integers(1, 40), st.floats(0, 2)), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None)
@given(asks=asks, plan=st.sampled_from([STANDARD, ENTERPRISE]))
async def test_the_portals_bucket_never_overflows(asks: list[tuple[float, Priority, int, float]], plan: Plan) -> None:
    time = VirtualTime()
    limiter = Limiter(plan, clock=time.clock, sleep=time.sleep)
    arrivals: list[float] = []

    async def ask(after: float, priority: Priority, way: float) -> None:
        await time.sleep(after)
        await limiter.acquire(priority)
        arrivals.append(time.now + way)  # the requests bunch on the way by up to two seconds

    await time.run(*(ask(after, priority, way) for after, priority, many, way in asks for _ in range(many)))
    assert len(arrivals) == sum(many for _, _, many, _ in asks)
    assert highest(plan, arrivals) <= plan.capacity


@pytest.mark.parametrize(("priority", "top"), [(WRITE, 35), (BACKGROUND, 20)])
async def test_lower_priorities_leave_headroom_so_that_intake_goes_at_once(priority: Priority, top: int) -> None:
    time = VirtualTime()
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    levels: list[float] = []

    async def flood() -> None:
        for _ in range(200):
            await limiter.acquire(priority)
            levels.append(limiter.level)

    await time.run(flood(), until=time.now + 30)
    assert max(levels) <= top + 0.01
    assert max(levels) > top - 1
    before = time.now
    for _ in range(9):
        await asyncio.wait_for(limiter.acquire(INTAKE), 1)
    assert time.now == before


@pytest.mark.parametrize(("flooding", "waiting"), [(WRITE, BACKGROUND), (INTAKE, WRITE), (INTAKE, BACKGROUND)])
async def test_a_flood_of_a_higher_priority_starves_nobody(flooding: Priority, waiting: Priority) -> None:
    time = VirtualTime()
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    began = time.now + 30
    served: list[float] = []

    async def flood() -> None:
        while True:
            await limiter.acquire(flooding)

    async def ask() -> None:
        await time.sleep(30)
        for _ in range(3):
            await limiter.acquire(waiting)
            served.append(time.now - began)

    await time.run(flood(), flood(), ask(), until=began + 60)
    patience = PATIENCE[waiting]
    assert served == pytest.approx([patience, 2 * patience, 3 * patience], abs=0.1)


def test_a_new_process_leaves_room_for_what_the_last_one_sent() -> None:
    assert Limiter().level == pytest.approx(15, abs=0.1)
    assert Limiter(held=40).level == pytest.approx(40, abs=0.1)


async def test_who_came_first_goes_first_within_a_priority() -> None:
    time = VirtualTime()
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    served: list[int] = []

    async def ask(number: int) -> None:
        await limiter.acquire(WRITE)
        served.append(number)

    await time.run(*(ask(number) for number in range(60)))
    assert served == list(range(60))


async def test_a_cancelled_wait_takes_nothing_and_lets_the_next_go() -> None:
    time = VirtualTime()
    limiter = Limiter(clock=time.clock, sleep=time.sleep)
    while limiter.level + 1 <= 45:
        await limiter.acquire(INTAKE)
    level = limiter.level
    waiting = [asyncio.create_task(limiter.acquire(INTAKE)) for _ in range(5)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert limiter.level == level
    began = time.now
    await time.run(limiter.acquire(INTAKE))
    assert time.now - began == pytest.approx((level + 1 - 45) / 1.9)


async def test_after_a_503_the_bucket_counts_as_full(stepped: SteppedTime) -> None:
    limiter = Limiter(clock=stepped.clock, sleep=stepped.sleep)
    limiter.overflowed()
    assert limiter.level == 50
    await limiter.acquire(INTAKE)
    assert sum(stepped.slept) == pytest.approx(6 / 1.9)


async def test_a_clock_that_steps_back_gives_nothing_away(stepped: SteppedTime) -> None:
    limiter = Limiter(clock=stepped.clock, sleep=stepped.sleep)
    before = limiter.level
    stepped.now -= 3600
    assert limiter.level == before


async def test_ready_waits_for_a_turn_and_takes_none() -> None:
    time = SteppedTime()
    limiter = Limiter(Plan(10, 1), held=9.0, clock=time.clock, sleep=time.sleep)
    assert not limiter.room(INTAKE)
    await limiter.ready(INTAKE)
    assert limiter.room(INTAKE)
    assert time.now > 1_000
    waited, level = time.now, limiter.level
    await limiter.acquire(INTAKE)
    assert (time.now, limiter.level) == (waited, level + 1)

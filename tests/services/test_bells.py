"""Bells wake loops, and never keep one alive that is told to end."""

import asyncio

import pytest

from services.bells import Bell, Bells


async def test_a_bell_wakes_its_loop_at_once_and_silence_does_in_time() -> None:
    bells = Bells()
    bells.ring([Bell.INBOX])
    async with asyncio.timeout(5):
        await bells.wait(Bell.INBOX, 60)
        await bells.wait(Bell.INBOX, 0.01)  # rung once, heard once


@pytest.mark.parametrize("ticks", range(4))
async def test_a_loop_that_is_told_to_end_in_the_moment_its_bell_rings_ends(ticks: int) -> None:
    bells, heard = Bells(), 0

    async def loop() -> None:
        nonlocal heard
        while True:
            await bells.wait(Bell.INBOX, 60)
            heard += 1

    looping = asyncio.create_task(loop())
    await asyncio.sleep(0)
    bells.ring([Bell.INBOX])
    for _ in range(ticks):
        await asyncio.sleep(0)
    looping.cancel()
    await asyncio.wait([looping], timeout=1)
    assert looping.cancelled()
    assert heard <= 1

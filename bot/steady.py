"""The scheduler goes by the time of day: when that is set back, ticks would wait until it has come again."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

LOOK = 5.0  # seconds
BACK = 1.0  # seconds: less is a clock that is being corrected little by little


async def keep_ticking(scheduler: AsyncIOScheduler, now: Callable[[], datetime]) -> None:
    """Compare the time of day with time that only goes on; everything ticks at once after a step back."""
    steady = asyncio.get_running_loop().time
    ahead = now().timestamp() - steady()
    while True:
        await asyncio.sleep(LOOK)
        before, ahead = ahead, now().timestamp() - steady()
        if ahead < before - BACK:
            log.warning("the machine's clock was set back by %.0f s", before - ahead)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=now())

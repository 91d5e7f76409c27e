"""Clocks that libraries read by themselves: they follow the virtual ones."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import aiohttp.connector
import apscheduler.executors.base
import apscheduler.schedulers.base
import apscheduler.triggers.interval
import httpcore._async.http11

SCHEDULER = (apscheduler.schedulers.base, apscheduler.executors.base, apscheduler.triggers.interval)


def follow(ticks: Callable[[], float], now: Callable[[], datetime]) -> None:
    """`ticks`: for pools of connections; `now`: the time of day of the product's machine, for its scheduler."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return now().astimezone(tz)  # type: ignore[arg-type]

    aiohttp.connector.monotonic = ticks
    httpcore._async.http11.time = SimpleNamespace(monotonic=ticks)  # type: ignore[assignment]
    for module in SCHEDULER:
        module.datetime = Clock

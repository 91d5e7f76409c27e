"""What every run with a real process goes through: its stories are told, and the process is ended."""

import asyncio
from collections.abc import Sequence
from typing import Any

from tests.kill.product import Product
from tests.kill.trace import Trace


async def told(living: asyncio.Task[None], telling: Sequence[asyncio.Task[None]]) -> list[str]:
    """Until all is told, or the process has ended by itself; what went wrong."""
    together = asyncio.ensure_future(asyncio.gather(*telling, return_exceptions=True))
    both: list[asyncio.Future[Any]] = [together, living]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    for task in telling:
        task.cancel()
    found = [f"{type(each).__name__}: {each}" for each in await together if isinstance(each, BaseException)]
    if living.done():
        living.result()
    return found


async def ended(product: Product, living: asyncio.Task[None], trace: Trace) -> list[str]:
    """SIGTERM; what went wrong."""
    try:
        trace.say(f"== ended in {await product.end(living):.3f} s")
    except TimeoutError:
        return ["SIGTERM did not end the process"]
    return []


async def abandoned(product: Product, living: asyncio.Task[None]) -> None:
    """Whatever happened: nothing of it goes on."""
    product.abandon()
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)

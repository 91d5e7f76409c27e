"""Waits until nothing waits any more in the product's own tables."""

import asyncio
import time
from datetime import UTC, datetime

from services.storage.database import Database
from tests.oracle.tables import leftovers

LOOKS_EVERY = 0.1  # seconds


async def quiet(db: Database, seconds: float, *settled: str) -> list[str]:
    """Wait until nothing waits; what does after all that time. What has one of the words `settled` does not count."""
    deadline = time.time() + seconds
    while found := [
        each for each in await leftovers(db, datetime.now(UTC)) if not any(words in each for words in settled)
    ]:
        if time.time() > deadline:
            break
        await asyncio.sleep(LOOKS_EVERY)  # another process does the work: there is nothing to be told by
    return found

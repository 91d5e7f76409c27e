"""Waits until nothing waits any more in the product's own tables."""

import asyncio
import time
from datetime import UTC, datetime

from services.storage.database import Database
from tests.oracle.tables import leftovers

LOOKS_EVERY = 0.1  # seconds


async def quiet(db: Database, seconds: float) -> list[str]:
    """Wait until nothing waits; what does after all that time."""
    deadline = time.time() + seconds
    found = await leftovers(db, datetime.now(UTC))
    while found and time.time() < deadline:
        await asyncio.sleep(LOOKS_EVERY)  # another process does the work: there is nothing to be told by
        found = await leftovers(db, datetime.now(UTC))
    return found

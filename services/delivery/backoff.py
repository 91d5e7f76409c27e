"""How long a failed entry waits."""

import random
from datetime import timedelta

LONGEST = 60.0


def wait(attempts: int, after: float | None) -> timedelta:
    """What the other side asked for, else 1, 2, 4 … seconds up to a minute, spread by a fifth."""
    if after is not None:
        return timedelta(seconds=after + 0.1)
    pause = min(2.0 ** max(0, attempts - 1), LONGEST)
    return timedelta(seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load, guards nothing

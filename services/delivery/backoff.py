"""How long a failed entry waits."""

import random
from datetime import timedelta

SHUT_OUT = timedelta(seconds=30)  # a token or webhook was revoked: look again whether somebody has cured it
LONGEST = 60.0
DOUBLINGS = 6  # reach it; after days of an outage the power itself would not fit a number


def wait(attempts: int, after: float | None) -> timedelta:
    """What the other side asked for, else 1, 2, 4 … seconds up to a minute, spread by a fifth."""
    if after is not None:
        return timedelta(seconds=after + 0.1)
    pause = min(2.0 ** min(max(0, attempts - 1), DOUBLINGS), LONGEST)
    return timedelta(seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load, guards nothing

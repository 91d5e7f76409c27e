"""The two limits of the cloud: requests per address, and execution time per method."""

from collections import defaultdict

PLANS = {"standard": (50.0, 2.0), "enterprise": (250.0, 5.0)}
MINUTE = 60
BUCKETS = 10


class LeakyBucket:
    """Counts requests per source address: each adds one, `rate` leak out a second, above `size` is refused."""

    def __init__(self, size: float, rate: float) -> None:
        self.size = size
        self.rate = rate
        self._levels: dict[str, tuple[float, float]] = {}

    def admit(self, address: str, now: float) -> bool:
        """Whether a request from the address passes; a refused one is not counted."""
        level, seen = self._levels.get(address, (0.0, now))
        level = max(0.0, level - (now - seen) * self.rate)
        admitted = level + 1 <= self.size
        self._levels[address] = (level + 1 if admitted else level, now)
        return admitted


class OperatingTime:
    """Execution seconds per webhook and method over ten one-minute buckets.

    `costs` are the seconds a method takes, `default` those of the others: nothing here takes real time.
    """

    def __init__(self, limit: float = 480.0) -> None:
        self.limit = limit
        self.default = 0.0
        self.costs: dict[str, float] = {}
        self._used: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)

    def blocked(self, webhook: str, method: str, now: float) -> bool:
        """Whether earlier calls used the limit up; the call that crosses it still passes."""
        return self._total(webhook, method, now) >= self.limit

    def add(self, webhook: str, method: str, now: float) -> tuple[float, float, int]:
        """Count one call: (its cost, the accumulated seconds, when the oldest minute drops out)."""
        cost = self.costs.get(method, self.default)
        minutes = self._used[webhook, method]
        minute = int(now) // MINUTE
        if cost:
            minutes[minute] = minutes.get(minute, 0.0) + cost
        total = self._total(webhook, method, now)
        oldest = min(minutes, default=minute)
        return cost, total, (oldest + BUCKETS) * MINUTE

    def _total(self, webhook: str, method: str, now: float) -> float:
        minutes = self._used.get((webhook, method))
        if not minutes:
            return 0.0
        first = int(now) // MINUTE - BUCKETS + 1
        for minute in [each for each in minutes if each < first]:
            del minutes[minute]
        return sum(minutes.values())

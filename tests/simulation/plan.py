"""What kind of run it is; everything else is drawn from the seed."""

from dataclasses import dataclass
from datetime import UTC, datetime

START = datetime(2026, 3, 2, 5, 30, tzinfo=UTC).timestamp()  # a Monday, 8:30 in Moscow
HOUR, DAY = 3600.0, 86400.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`leads`: of one manager on one day, on average. `storm`: so many times the usual faults."""

    seed: int
    days: float = 30.0
    managers: int = 50
    leads: float = 1.0
    storm: float = 1.0

    @property
    def seconds(self) -> float:
        return self.days * DAY

    @property
    def command(self) -> str:
        """What replays the run."""
        kind = f"--days {self.days:g} --managers {self.managers} --leads {self.leads:g} --storm {self.storm:g}"
        return f"python -m tests.simulation --seed {self.seed} {kind} --trace"

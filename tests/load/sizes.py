"""How much of everything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amounts:
    leads: int = 1_000
    taps_a_second: int = 200
    tap_seconds: float = 60.0
    due: int = 5_000
    due_seconds: float = 10.0
    open_deadlines: int = 100_000
    tickets: int = 40


FULL = Amounts()
QUICK = Amounts(100, 50, 4.0, 200, 2.0, 2_000, 8)

"""How much of everything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amounts:
    leads: int = 1_000
    taps_a_second: int = 200
    tap_seconds: float = 60.0
    due: int = 500  # what 500 leads a day have to say in an hour or more
    due_seconds: float = 25.0
    open_deadlines: int = 100_000
    tickets: int = 40


FULL = Amounts()
QUICK = Amounts(100, 50, 4.0, 40, 2.0, 2_000, 8)

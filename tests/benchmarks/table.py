"""The figures: each beside its floor, their ratio, and what is aimed at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

NAMES, WIDTHS = 52, (12, 12, 11, 14)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its floor, both in `unit`. Aims are upper bounds: of the figure itself, or of the ratio."""

    name: str
    ours: float
    floor: float | None
    unit: str
    at_most: float | None = None
    ratio_at_most: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times worse than the floor; None without a floor or where one of the two is 0."""
        if not self.floor or not self.ours:
            return None
        return self.floor / self.ours if self.more_is_better else self.ours / self.floor

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None when there is none."""
        if self.at_most is not None:
            return self.ours <= self.at_most
        if self.ratio_at_most is not None:
            return self.ratio is None or self.ratio <= self.ratio_at_most
        return None


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest of the values that at least `part` (0 … 1) of them do not exceed."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def head() -> str:
    """The titles of the columns."""
    return _line("", "ours", "floor", "ratio", "aim")


def line(figure: Figure) -> str:
    """One figure."""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
    numbers = (_number(figure.ours, figure.unit), _number(figure.floor, figure.unit))
    return _line(figure.name, *numbers, ratio, _aim(figure))


def _aim(figure: Figure) -> str:
    if figure.reached is None:
        return ""
    bound = f"{figure.ratio_at_most} ×" if figure.at_most is None else _number(figure.at_most, figure.unit)
    return f"{'✓' if figure.reached else '✗'} ≤ {bound}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    shown = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    return f"{shown} {unit}".rstrip()


def _line(first: str, *rest: str) -> str:
    cells = [f"{cell:>{width}}" for cell, width in zip(rest, WIDTHS, strict=True)]
    return "".join([f"{first:<{NAMES}}", *cells]).rstrip()

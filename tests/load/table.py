"""A figure, what it should be, and whether it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in `unit` with the aim that it keeps, if there is one."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        above = self.at_most is not None and self.value > self.at_most
        below = self.at_least is not None and self.value < self.at_least
        return not (above or below)

    def __str__(self) -> str:
        return f"{self.name:<62} {_number(self.value, self.unit):>12}  {self._aim()}".rstrip()

    def _aim(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        sign = "✓" if self.kept else "✗"
        bound = self.at_least if self.at_most is None else self.at_most
        return f"{sign} {'≥' if self.at_most is None else '≤'} {_number(bound or 0, self.unit)}"


def _number(value: float, unit: str) -> str:
    shown = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    return f"{shown} {unit}".rstrip()

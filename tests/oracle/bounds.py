"""How often something should be there: at least, and at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    least: int
    most: int

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.least + other.least, self.most + other.most)

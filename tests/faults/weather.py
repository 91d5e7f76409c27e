"""When something was wrong: with everything, or with the requests about one lead."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.faults import Faults
from tests.kill.product import Product

SETTLES = 6.0  # seconds after a fault until what it held up has gone on: a pause doubles from one second


@dataclass(slots=True)
class Spell:
    """A trouble that met everybody, in Unix times; `until` None while it lasts."""

    name: str
    since: float
    until: float | None = None
    settles: float = SETTLES


@dataclass(slots=True)
class Weather:
    """What was wrong in a world."""

    faults: Faults
    product: Product
    spells: list[Spell] = field(default_factory=list)

    def calm(self, since: float, until: float, *about: str) -> bool:
        """Whether one process was at work all that time, and nothing held up what is said about a lead."""
        return self.product.at_work(since, until) and not any(
            begins <= until and since <= ends for begins, ends in self._windows(about)
        )

    def inside(self, at: float, name: str = "") -> bool:
        """Whether a spell (of that name) lay over the moment."""
        return any(
            each.since <= at and (each.until is None or at <= each.until + each.settles)
            for each in self.spells
            if name in each.name
        )

    def _windows(self, about: tuple[str, ...]) -> Iterator[tuple[float, float]]:
        for spell in self.spells:
            yield spell.since, (spell.until or float("inf")) + spell.settles
        for struck in self.faults.struck:
            if not struck.fault.about or struck.fault.about in about:
                yield struck.at, struck.at + struck.fault.seconds + SETTLES

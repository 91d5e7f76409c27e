"""When everything was as it should be: only then can the assistant be held to its minutes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import inf

from tests.simulation.cases import Span

WINDOW, NEARLY = 61.0, 17  # Telegram lets twenty messages into a group in a minute, edits among them


class Calm:
    """All but the given spans."""

    def __init__(self, troubles: Iterable[Span]) -> None:
        self._spans = merged(troubles)
        self._ends = [inf if span.until is None else span.until for span in self._spans]

    def since(self, moment: float, need: float) -> float:
        """The earliest time, `moment` or later, that begins `need` seconds without trouble; inf when there is none."""
        at = moment
        for index in range(bisect_left(self._ends, at), len(self._spans)):
            if self._spans[index].since >= at + need:
                return at
            at = max(at, self._ends[index])
        return at

    def holds(self, moment: float, need: float) -> bool:
        return self.since(moment, need) == moment

    def without(self, troubles: Iterable[Span]) -> "Calm":
        return Calm([*self._spans, *troubles])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as possible, in order."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda each: each.since):
        last = result[-1] if result else None
        if last is None or (last.until is not None and last.until < span.since):
            result.append(span)
        elif last.until is not None:
            result[-1] = Span(last.since, None if span.until is None else max(last.until, span.until))
    return result


def crowded(moments: Sequence[float]) -> list[Span]:
    """When a group had nearly as many messages as Telegram lets in: others wait for their turn."""
    pairs = zip(moments, moments[NEARLY - 1 :], strict=False)
    return [Span(first, last + WINDOW) for first, last in pairs if last - first <= WINDOW]

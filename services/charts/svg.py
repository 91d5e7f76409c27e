"""Two kinds of charts as SVG: columns side by side, and bars one below the other.

Colours are named by classes: the page has its own for them, a picture those of `png`. Text is escaped here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 720
MARGIN = 24
PLOT = 300  # height of the tallest column
HEAD = 84  # above the plot: title and subtitle
ROW = 62  # height of a bar with its label
LONGEST = 30  # characters of a label beside its value


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is drawn, `told` is written beside it; `kind`: good, warn, bad, plain."""

    label: str
    value: float
    told: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across: after so many columns, or at a value of horizontal bars."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn; its bars are its table as well.

    `most`: the end of the scale, 0 = the largest value; `every`: so many columns have one label.
    """

    title: str
    subtitle: str
    bars: Sequence[Bar]
    marks: Sequence[Mark] = ()
    most: float = 0.0
    every: int = 1


def columns(chart: Chart) -> str:
    """Values over an axis of equal steps."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(chart.bars))
    most = chart.most or max((bar.value for bar in chart.bars), default=0) or 1
    floor = HEAD + PLOT + 40
    parts = [_line("axis", MARGIN, floor, WIDTH - MARGIN, floor)]
    for number, bar in enumerate(chart.bars):
        height = PLOT * bar.value / most
        left, middle = MARGIN + number * step, MARGIN + (number + 0.5) * step
        if bar.value:
            parts.append(_rect(bar.kind, left + step * 0.12, floor - height, step * 0.76, height))
            parts.append(_text("value", middle, floor - height - 7, bar.told, "middle"))
        if number % chart.every == 0:
            parts.append(_text("label", middle, floor + 26, bar.label, "middle"))
    for mark in chart.marks:
        at = MARGIN + mark.at * step
        parts.append(_line("mark", at, HEAD + 2, at, floor))
        parts.append(_text("note", at, HEAD - 4, mark.label, "middle"))
    return _document(chart, int(floor + 44), parts)


def bars(chart: Chart) -> str:
    """Values one below the other, each under its label."""
    most = chart.most or max((bar.value for bar in chart.bars), default=0) or 1
    span = WIDTH - 2 * MARGIN
    end = HEAD + ROW * max(1, len(chart.bars))
    parts: list[str] = []
    for number, bar in enumerate(chart.bars):
        top = HEAD + number * ROW
        parts.append(_text("label", MARGIN, top + 20, _cut(bar.label)))
        parts.append(_text("value", WIDTH - MARGIN, top + 20, bar.told, "end"))
        parts.append(_rect("empty", MARGIN, top + 28, span, 20))
        if bar.value > 0:
            parts.append(_rect(bar.kind, MARGIN, top + 28, span * min(1.0, bar.value / most), 20))
    for mark in chart.marks:
        at = MARGIN + span * mark.at / most
        tops = (HEAD + number * ROW for number in range(len(chart.bars)))
        parts += (_line("mark", at, top + 25, at, top + 53) for top in tops)
        parts.append(_text("note", at, HEAD - 4, mark.label, "middle" if mark.at < most * 0.85 else "end"))
    return _document(chart, int(end + 16), parts)


def _document(chart: Chart, height: int, parts: Sequence[str]) -> str:
    return "".join(_whole(chart, height, parts))


def _whole(chart: Chart, height: int, parts: Sequence[str]) -> Iterator[str]:
    told = escape(f"{chart.title}. {chart.subtitle}")
    yield f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}" role="img"'
    yield f' aria-label="{told}">{_rect("paper", 0, 0, WIDTH, height)}'
    yield _text("title", MARGIN, 34, chart.title)
    yield _text("subtitle", MARGIN, 58, chart.subtitle)
    yield from parts
    yield "</svg>"


def _rect(kind: str, left: float, top: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(kind: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"

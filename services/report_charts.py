"""The charts of a report, in the company's words: for the page as for Telegram."""

from collections.abc import Callable, Mapping

from services.charts.svg import Bar, Chart, Mark, bars, columns
from services.domain.deal_report import DealFigures, DealReport
from services.domain.report import BARS, MARKS, Figures, Told
from services.telegram.texts import Texts

Draw = Callable[[Chart], str]
PEOPLE = 20  # on one chart; the table has all


def charts(told: Told, texts: Texts) -> dict[str, tuple[Chart, Draw]]:
    """By name, in the order in which they are looked at; those of one person leave out whom they are compared with."""
    found: dict[str, tuple[Chart, Draw]] = {"reactions": (_reactions(told, texts), columns)}
    if not told.own:
        found["shares"] = (_shares(told, texts), bars)
        if told.report.deals and told.report.deals.total.handed:
            found["deal_shares"] = (_deal_shares(told, told.report.deals, texts), bars)
    found["sources"] = (_sources(told, texts), bars)
    found["hours"] = (_hours(told, texts), columns)
    return found


def percent(part: float | None) -> int:
    """Rounded down: 89,9 % are no 90 %."""
    return int(100 * (part or 0.0) + 1e-9)


def days(told: Told) -> str:
    """«26.11» or «23.11 – 29.11»."""
    first, last = f"{told.first:%d.%m}", f"{told.last:%d.%m}"
    return first if first == last else f"{first} – {last}"


def _reactions(told: Told, texts: Texts) -> Chart:
    labels = [*map(str, BARS), texts.plain("report-over", minutes=BARS[-1])]
    ends = [*(end * 60 for end in BARS), float("inf")]
    kinds = ["good" if end <= MARKS[1] else "warn" if end <= MARKS[2] else "bad" for end in ends]
    shown = [
        Bar(label, count, str(count), kind)
        for label, count, kind in zip(labels, told.report.histogram, kinds, strict=True)
    ]
    marks = [Mark(BARS.index(mark // 60) + 1, texts.plain("report-mark", minutes=mark // 60)) for mark in MARKS]
    return Chart(texts.plain("report-reactions"), texts.plain("report-reactions-of", days=days(told)), shown, marks)


def _shares(told: Told, texts: Texts) -> Chart:
    return _by_share(told, told.report.managers, "report-shares", told.report.team, texts)


def _deal_shares(told: Told, deals: DealReport, texts: Texts) -> Chart:
    return _by_share(told, deals.managers, "report-deal-shares", deals.team, texts)


def _by_share(told: Told, people: Mapping[int, Figures | DealFigures], key: str, team: str, texts: Texts) -> Chart:
    """Whoever takes the fewest in time comes first."""
    judged = [(person, each) for person, each in people.items() if each.share is not None]
    judged.sort(key=lambda pair: (pair[1].share or 0, pair[0]))
    shown = [
        Bar(told.people.get(person, f"№ {person}"), each.share or 0.0, _of(each, texts), _kind(each, told.target))
        for person, each in judged[:PEOPLE]
    ]
    marks = [Mark(told.target, texts.plain("report-target", percent=percent(told.target)))] if shown else []
    title = texts.plain(key)
    named = f"{team}: {title[0].lower()}{title[1:]}" if team else title
    return Chart(named, texts.plain(f"{key}-of", days=days(told)), shown, marks, 1.0)


def _of(figures: Figures | DealFigures, texts: Texts) -> str:
    done = figures.counted - figures.late
    return texts.plain("report-of", percent=percent(figures.share), done=done, of=figures.counted)


def _kind(figures: Figures | DealFigures, target: float) -> str:
    return "good" if (figures.share or 0.0) >= target else "bad"


def _sources(told: Told, texts: Texts) -> Chart:
    sources = told.report.sources
    counts = (
        ("right", sources.outcome.right, "good"),
        ("wrong", sources.outcome.handed - sources.outcome.right, "bad"),
        ("repaired", sources.repaired, "plain"),
        ("asked", sources.asked, "warn"),
        ("answered", sources.answered, "plain"),
    )
    shown = [Bar(texts.plain(f"report-source-{name}"), count, str(count), kind) for name, count, kind in counts]
    return Chart(texts.plain("report-sources"), texts.plain("report-sources-of", days=days(told)), shown)


def _hours(told: Told, texts: Texts) -> Chart:
    shown = [Bar(f"{hour}", calls, str(calls)) for hour, calls in enumerate(told.report.hours)]
    return Chart(texts.plain("report-hours"), texts.plain("report-hours-of", days=days(told)), shown, every=3)

"""A report as a message: the numbers in all, then a table of managers, narrow enough for a phone."""

from collections.abc import Callable, Iterable
from statistics import median

from services.domain.deal_report import DealReport
from services.domain.gateways import Message
from services.domain.report import MARKS, Figures, Told
from services.telegram.contacts import without_phones
from services.telegram.html import Html, bold, cut, escape, lines
from services.telegram.texts import Texts

NAME, PEOPLE, BREACHES, STAGES = 10, 40, 10, 8


Say = Callable[..., str]  # a message of `Texts` as HTML, or as plain text


def report(told: Told, texts: Texts) -> Message:
    """What happened, whether it was enough, and who did how much."""
    head = {"span": told.span.value, "first": f"{told.first:%d.%m}", "last": f"{told.last:%d.%m}"}
    parts = [
        texts("report-head", **head, own="own" if told.own else "all"),
        _team(told.report.team, "report-team-leads", texts) if told.report.deals else "",
        bold(Html(verdict(told, texts))),
        *numbers(told, texts, texts),
        _breaches(told, texts),
        "" if told.own else _table(told, texts),
    ]
    return Message(lines(*parts))


def deals(told: Told, texts: Texts) -> Message | None:
    """The same of the deals that were handed over; None where there were none (LT-28)."""
    found = told.report.deals
    if found is None or not found.total.handed:
        return None
    parts = [
        _team(found.team, "report-team-deals", texts),
        bold(Html(deal_verdict(told, found, texts))),
        *deal_numbers(found, texts),
        _deal_breaches(told, found, texts),
        "" if told.own else _deal_table(told, found, texts),
    ]
    return Message(lines(*parts))


def _team(team: str, key: str, texts: Texts) -> Html:
    """Whose clock it is."""
    return bold(Html(" · ".join(filter(None, (escape(team), texts(key))))))


def deal_verdict(told: Told, found: DealReport, say: Say) -> str:
    """Whether the target was met."""
    total = found.total
    if total.share is None:
        return say("report-deals-nothing")
    key = "report-good" if total.share >= told.target else "report-below"
    return say(key, share=short(total.share), target=short(told.target), of=total.counted)


def deal_numbers(found: DealReport, say: Say) -> list[str]:
    """What was counted, a line each."""
    total = found.total
    parts = [
        say("report-deals", handed=total.handed, waiting=total.waiting, dropped=total.dropped),
        say("report-deal-median", seconds=total.median) if total.median is not None else "",
        say("report-deals-late", count=total.late, untaken=total.untaken) if total.late else "",
    ]
    return [part for part in parts if part]


def _deal_breaches(told: Told, found: DealReport, texts: Texts) -> str:
    shown = [
        texts(
            "report-deal-breach",
            name=cut(without_phones(each.title) or f"№ {each.deal}", 30),
            manager=told.people.get(each.manager, texts.plain("nobody")),
            seconds=each.reaction or 0,
            taken="no" if each.reaction is None else "yes",
        )
        for each in found.breaches[:BREACHES]
    ]
    if len(found.breaches) > BREACHES:
        shown.append(texts("report-breaches-more", count=len(found.breaches) - BREACHES))
    return lines("", texts("report-breaches"), *shown) if shown else ""


def _deal_table(told: Told, found: DealReport, texts: Texts) -> Html:
    """Columns: name, deals, in time, late, share in time."""
    head = f"{texts.plain('report-table-name'):<{NAME}}{texts.plain('report-table-deals'):>7}"
    head += f"{texts.plain('report-table-in-time'):>7}{texts.plain('report-table-late'):>6}{'%':>4}"
    body = [
        f"{cut(told.people.get(person, f'№ {person}'), NAME - 1):<{NAME}}{each.handed:>7}{each.in_time:>7}"
        f"{each.late:>6}{short(each.share).removesuffix(' %'):>4}"
        for person, each in found.ranked[:PEOPLE]
    ]
    return Html(f"<pre>{escape(chr(10).join([head, *body]))}</pre>")


def verdict(told: Told, say: Say) -> str:
    """Whether the target was met."""
    total = told.report.total
    if total.share is None:
        return say("report-nothing")
    key = "report-good" if total.share >= told.target else "report-below"
    return say(key, share=short(total.share), target=short(told.target), of=total.counted)


def numbers(told: Told, say: Say, texts: Texts) -> list[str]:
    """What was counted, a line each."""
    total = told.report.total
    parts = [
        say("report-leads", received=total.received, away=total.off_shift, waiting=total.waiting),
        say("report-silent", count=told.report.silent) if told.report.silent else "",
        say("report-within", **{f"n{mark // 60}": total.within(mark) for mark in MARKS}),
        say("report-median", seconds=total.median) if total.median is not None else "",
        _first_call(total, say),
        say("report-late", count=total.late, untouched=told.report.untouched) if total.late else "",
        say("report-calls", missed=total.attempts, reached=total.reached),
        say("report-meetings", booked=total.meetings, held=total.held),
        *_sources(told, say),
        _gaps(total, say, texts),
        say("report-moved", count=total.moved) if total.moved else "",
        _stages(told, say),
    ]
    return [part for part in parts if part]


def short(share: float | None) -> str:
    """«89 %», rounded down; a dash where nothing can be judged."""
    return "–" if share is None else f"{int(100 * share + 1e-9)} %"


def _sources(told: Told, say: Say) -> Iterable[str]:
    sources = told.report.sources
    if sources.outcome.handed:
        yield say("report-right", right=sources.outcome.right, handed=sources.outcome.handed)
    if sources.repaired:
        yield say("report-repaired", count=sources.repaired)
    if sources.asked:
        yield say("report-asked", asked=sources.asked, answered=sources.answered)
    if sources.median is not None:
        yield say("report-answer-time", seconds=sources.median)


def _first_call(total: Figures, say: Say) -> str:
    """How it was measured is told as well."""
    if not total.first_calls:
        return ""
    told = len(total.first_calls) - total.heard
    return say("report-first-call", seconds=median(total.first_calls), heard=total.heard, told=told)


def _gaps(total: Figures, say: Say, texts: Texts) -> str:
    lacking = [(name, count) for name, count in total.gaps.items() if count]
    if not lacking:
        return ""
    words = ", ".join(f"{texts.plain(f'report-field-{name}')} – {count}" for name, count in lacking)
    return say("report-gaps", words=words, of=total.processed)


def _stages(told: Told, say: Say) -> str:
    order = list(told.stages)
    stages = sorted(told.report.stages.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 999)
    words = ", ".join(f"{cut(told.stages.get(code, code), 30)} – {count}" for code, count in stages[:STAGES])
    return say("report-stages", words=words) if words else ""


def _breaches(told: Told, texts: Texts) -> str:
    """Names of clients without phones: the message may go to a group."""
    found = told.report.breaches
    shown = [
        texts(
            "report-breach",
            name=cut(without_phones(each.name) or f"№ {each.lead}", 30),
            manager=told.people.get(each.manager, texts.plain("nobody")),
            seconds=each.reaction or 0,
            acted="no" if each.reaction is None else "yes",
            why=each.why,
        )
        for each in found[:BREACHES]
    ]
    if len(found) > BREACHES:
        shown.append(texts("report-breaches-more", count=len(found) - BREACHES))
    return lines("", texts("report-breaches"), *shown) if shown else ""


def _table(told: Told, texts: Texts) -> Html:
    """Columns: name, leads, within five and ten minutes, late, share in time."""
    head = f"{texts.plain('report-table-name'):<{NAME}}{texts.plain('report-table-leads'):>5}{'≤5':>4}{'≤10':>4}"
    head += f"{texts.plain('report-table-late'):>6}{'%':>4}"
    body = [
        f"{cut(told.people.get(person, f'№ {person}'), NAME - 1):<{NAME}}{each.received:>5}{each.within(300):>4}"
        f"{each.within(600):>4}{each.late:>6}{short(each.share).removesuffix(' %'):>4}"
        for person, each in told.report.ranked[:PEOPLE]
    ]
    return Html(f"<pre>{escape(chr(10).join([head, *body]))}</pre>") if body else Html("")

"""The report as JSON: its numbers, the charts as SVG, and a table beside each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.charts.svg import Chart
from services.domain import access
from services.domain.deal_report import DealReport
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.register import Span
from services.domain.report import FURTHEST, Breach, Figures, Told
from services.report_charts import Draw, charts
from services.report_sending import ReportSending
from services.reports import Reports
from services.telegram.reports import deal_numbers, deal_verdict, numbers, short, verdict
from services.telegram.texts import Texts

PATIENCE = timedelta(seconds=20)  # an open page looks every few seconds
BREACHES = 200


def routes(
    door: Door, reports: Reports, sending: ReportSending, texts: Texts, lead_url: Callable[[int], str]
) -> list[web.RouteDef]:
    """`GET /app/report?span=week&shift=-1`: everybody's numbers for supervisors, one's own for managers.

    `POST /app/report/send`: {span, shift}, to those who get it by the regulation.
    """

    async def page(request: web.Request, person: Person) -> web.Response:
        asked = _asked(request.query.get("span", "day"), request.query.get("shift", "0"))
        told = await reports.of(person, *asked, PATIENCE) if asked else Refusal("stale")
        if isinstance(told, Refusal):
            return door.refuse(told, 409)
        return web.json_response(_told(told, asked[1] if asked else 0, texts, lead_url))

    async def send(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"span": str(span), "shift": int(shift)} if asked := _asked(span, str(shift)):
                return door.done(await sending.share(person, *asked))
        return door.done(Refusal("stale"))

    return [
        web.get("/app/report", door.guarded(page, access.to_report)),
        web.post("/app/report/send", door.guarded(send, access.to_supervise)),
    ]


def _asked(span: str, shift: str) -> tuple[Span, int] | None:
    """None for what no link of ours asks for."""
    number = shift.removeprefix("-")
    if span not in list(Span) or not (number.isascii() and number.isdigit() and len(number) < 4):
        return None
    return (Span(span), int(shift)) if int(shift) <= 0 else None


def _told(told: Told, shift: int, texts: Texts, lead_url: Callable[[int], str]) -> dict[str, Any]:
    report = told.report
    return {
        "at": told.at.isoformat(),
        "span": told.span,
        "shift": shift,
        "oldest": -FURTHEST,
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "own": told.own,
        "received": report.total.received,
        "verdict": verdict(told, texts.plain),
        "met": report.total.share is None or report.total.share >= told.target,
        "team": report.team,
        "numbers": numbers(told, texts.plain, texts),
        "people": [{"name": _name(told, person), **_figures(each)} for person, each in report.ranked],
        "deals": _deals(told, report.deals, texts) if report.deals and report.deals.total.handed else None,
        "charts": [_chart(name, *found) for name, found in charts(told, texts).items()],
        "breaches": [_breach(told, each, lead_url) for each in report.breaches[:BREACHES]],
    }


def _deals(told: Told, deals: DealReport, texts: Texts) -> dict[str, Any]:
    """The other team's clock."""
    return {
        "team": deals.team,
        "verdict": deal_verdict(told, deals, texts.plain),
        "met": deals.total.share is None or deals.total.share >= told.target,
        "numbers": deal_numbers(deals, texts.plain),
        "people": [
            {"name": _name(told, person), "handed": each.handed, "intime": each.in_time, "late": each.late}
            | {"median": each.median, "share": short(each.share)}
            for person, each in deals.ranked
        ],
    }


def _name(told: Told, person: int) -> str:
    return told.people.get(person, f"№ {person}") if person else ""


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "received": figures.received,
        "offshift": figures.off_shift,
        "within1": figures.within(60),
        "within5": figures.within(300),
        "within10": figures.within(600),
        "late": figures.late,
        "median": figures.median,
        "share": short(figures.share),
        "attempts": figures.attempts,
        "reached": figures.reached,
        "meetings": figures.meetings,
        "gaps": sum(figures.gaps.values()),
    }


def _chart(name: str, chart: Chart, draw: Draw) -> dict[str, Any]:
    rows = [[bar.label, bar.told] for bar in chart.bars]
    return {"name": name, "title": chart.title, "svg": draw(chart), "rows": rows}


def _breach(told: Told, breach: Breach, lead_url: Callable[[int], str]) -> dict[str, Any]:
    return {
        "lead": breach.lead,
        "name": breach.name or f"№ {breach.lead}",
        "manager": _name(told, breach.manager),
        "reaction": breach.reaction,
        "why": breach.why,
        "url": lead_url(breach.lead),
    }

"""Reports on their way out: the table, and each chart with its numbers below it."""

import logging
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.charts.png import Draw, NotDrawnError
from services.charts.svg import Chart
from services.domain.decision import Refusal
from services.domain.gateways import File, Message
from services.domain.register import Span
from services.domain.report import DEALS, TABLE, Told
from services.report_charts import charts
from services.reports import Reports
from services.storage import staff_store
from services.telegram.html import bold, lines
from services.telegram.reports import deals, report
from services.telegram.texts import Texts

log = logging.getLogger(__name__)

TOGETHER = timedelta(seconds=30)  # the parts of one report tell of one count


class ReportMessages:
    """Counted when they are sent; the parts of one report follow each other, so they are counted once."""

    def __init__(self, reports: Reports, texts: Texts, draw: Draw) -> None:
        self._reports, self._texts, self._draw = reports, texts, draw

    async def draw(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> Message | None:
        """A part of a report; None when whoever asked may not see it any more, or there is nothing to see."""
        told = await self._count(conn, payload)
        if isinstance(told, Refusal):
            return None
        if payload["part"] == TABLE:
            return report(told, self._texts)
        if payload["part"] == DEALS:
            return deals(told, self._texts)
        found = charts(told, self._texts).get(payload["part"])
        if found is None or not any(bar.value for bar in found[0].bars):
            return None
        chart, draw = found
        try:
            (picture,) = await self._draw([draw(chart)])
        except NotDrawnError as problem:
            log.error("a chart could not be drawn: %s", problem)
            return Message(_table(chart))
        return Message(_table(chart), photo=File(f"{payload['part']}.png", picture))

    async def _count(self, conn: AsyncConnection, payload: Mapping[str, Any]) -> Told | Refusal:
        span, day = Span(payload["span"]), date.fromisoformat(payload["first"])
        person = await staff_store.find(conn, payload["asked"]) if "asked" in payload else None
        if "asked" not in payload:
            return await self._reports.everybodys(span, day, TOGETHER)
        return await self._reports.of_day(person, span, day, TOGETHER) if person else Refusal("stale")


def _table(chart: Chart) -> str:
    """The numbers of a chart: whoever cannot see it reads them."""
    rows = ", ".join(f"{bar.label} – {bar.told}" for bar in chart.bars if bar.value)
    return lines(bold(chart.title), chart.subtitle, rows)

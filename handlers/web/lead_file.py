"""The lead list as a file: XLSX and CSV, for those whom the regulation lets (LL-28)."""

import asyncio
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import Any

from aiohttp import web

from handlers.web.lead_list import query_of
from handlers.web.session import SAFE, Door
from services.domain import access
from services.domain.decision import Refusal
from services.domain.lead_list import Cells
from services.domain.people import Person
from services.export.workbook import Column, Kind, Sheet, workbook
from services.lead_list import Export, LeadLists
from services.telegram.texts import Texts

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
KINDS = {"time": Kind.MOMENT, "duration": Kind.NUMBER}
WIDTHS = {"name": 28, "source": 26, "stage": 24, "manager": 22}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def routes(door: Door, lists: LeadLists, texts: Texts) -> list[web.RouteDef]:
    """`GET /app/leads/file.xlsx`, `…/file.csv`, with the filters of the page."""

    async def file(request: web.Request, person: Person) -> web.StreamResponse:
        form = request.match_info["form"]
        export = await lists.export(person, query_of(request), form)
        if isinstance(export, Refusal):
            return _refused(door, export)
        head = {**SAFE, "Content-Disposition": f'attachment; filename="leads.{form}"'}
        if form == "csv":
            return await _csv(request, export, texts, head, lists.zone)
        lines = _pulled(export, texts, asyncio.get_running_loop())
        sheet = Sheet(texts.plain("page-nav-leads"), _columns(export.columns, texts), lines)
        made = await asyncio.to_thread(workbook, [sheet], lists.zone)
        return web.Response(body=made, content_type=TYPES[form], headers=head)

    return [web.get(r"/app/leads/file.{form:xlsx|csv}", door.guarded(file, access.to_supervise))]


def _refused(door: Door, refusal: Refusal) -> web.Response:
    """Too much is no mistake of anybody: what each month holds goes with the words."""
    status = {"list-too-large": 413, "export-forbidden": 403, "supervisors-only": 403}.get(refusal.code, 409)
    return door.refuse(refusal, status)


def _pulled(export: Export, texts: Texts, loop: asyncio.AbstractEventLoop) -> Iterator[list[Any]]:
    """Rows for a thread that writes them: each page is read when the one before is on the disk."""

    async def following() -> Sequence[Cells] | None:
        return await anext(export.rows, None)

    while (page := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield from _lines(page, export.columns, texts)


async def _csv(
    request: web.Request, export: Export, texts: Texts, head: dict[str, str], zone: tzinfo | None
) -> web.StreamResponse:
    """Row by row, as Excel in Russian reads it: semicolons, and a mark that says UTF-8."""
    response = web.StreamResponse(headers={**head, "Content-Type": "text/csv; charset=utf-8"})
    await response.prepare(request)
    titles = [column.title for column in _columns(export.columns, texts)]
    await response.write(b"\xef\xbb\xbf" + _text([titles], None))
    async for page in export.rows:
        await response.write(_text(_lines(page, export.columns, texts), zone))
    await response.write_eof()
    return response


def _text(rows: Any, zone: tzinfo | None) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_safe(value, zone) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _safe(value: Any, zone: tzinfo | None) -> Any:
    """What a spreadsheet would take for a formula is shown as it was written."""
    if hasattr(value, "astimezone"):
        return f"{value.astimezone(zone):%d.%m.%Y %H:%M}"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _columns(names: Sequence[str], texts: Texts) -> list[Column]:
    return [
        Column(texts.plain(f"page-leads-column-{name}"), KINDS.get(name, Kind.TEXT), WIDTHS.get(name, 16))
        for name in names
    ]


def _lines(page: Sequence[Cells], names: Sequence[str], texts: Texts) -> Iterator[list[Any]]:
    for cells in page:
        lead = cells.lead
        quality = [texts.plain(f"page-leads-quality-{each}") for each in (lead.quality, lead.state) if each]
        told = {
            "time": lead.at,
            "phone": lead.phone,
            "duration": lead.seconds,
            "result": texts.plain(f"page-leads-result-{lead.result}") if lead.result else "",
            "type": texts.plain(f"page-leads-kind-{lead.kind}"),
            "quality": ", ".join(quality),
            "channel": lead.channel,
            "object": lead.object,
            **cells.told,
        }
        told["name"] = f"# {told['name']}" if lead.hash else told["name"]
        yield [told.get(name) for name in names]

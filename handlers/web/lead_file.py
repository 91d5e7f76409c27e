"""The lead list as a file: XLSX and CSV, for those whom the regulation lets (LL-28)."""

import csv
import io
import logging
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
from services.export.elsewhere import NotMadeError, written
from services.export.workbook import Column, Kind
from services.lead_list import MOST_ROWS, Export, LeadLists, TooLarge
from services.telegram.texts import Texts

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
KINDS = {"time": Kind.MOMENT, "duration": Kind.DURATION}
WIDTHS = {"name": 28, "source": 26, "stage": 24, "manager": 22}
log = logging.getLogger(__name__)

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def routes(door: Door, lists: LeadLists, texts: Texts) -> list[web.RouteDef]:
    """`GET /app/leads/file.xlsx`, `…/file.csv`, with the filters of the page."""

    async def file(request: web.Request, person: Person) -> web.StreamResponse:
        form = request.match_info["form"]
        export = await lists.export(person, query_of(request), form)
        if isinstance(export, TooLarge):
            return _too_large(door, export)
        if isinstance(export, Refusal):
            return _refused(door, export)
        head = {**SAFE, "Content-Disposition": f'attachment; filename="leads.{form}"', "Content-Type": TYPES[form]}
        write = _csv if form == "csv" else _xlsx
        try:
            return await write(request, export, texts, head, lists.zone)
        except NotMadeError as error:
            log.warning("a file was not made: %s", error)
            return door.refuse(Refusal("file-not-made"), 503)

    return [web.get(r"/app/leads/file.{form:xlsx|csv}", door.guarded(file, access.to_supervise))]


def _refused(door: Door, refusal: Refusal) -> web.Response:
    return door.refuse(refusal, 403 if refusal.code in ("export-forbidden", "supervisors-only") else 409)


def _too_large(door: Door, too_large: TooLarge) -> web.Response:
    """Too much is no mistake of anybody: what each month holds goes with the words."""
    months = [
        {
            "month": each.name,
            "count": each.count,
            "fits": each.count <= MOST_ROWS,
            "from": str(each.days[0]),
            "to": str(each.days[1]),
        }
        for each in too_large.months
    ]
    refusal = Refusal("list-too-large", {"found": too_large.found, "most": MOST_ROWS})
    return door.refuse(refusal, 413, months=months)


async def _xlsx(
    request: web.Request, export: Export, texts: Texts, head: dict[str, str], zone: tzinfo | None
) -> web.StreamResponse:
    """Written by a process of its own, from rows that are read a portion at a time."""
    words = _Words(texts)
    rows = ([list(each) for each in _lines(page, export.columns, words)] async for page in export.rows)
    async with written(texts.plain("page-nav-leads"), _columns(export.columns, texts), rows, zone) as parts:
        response = web.StreamResponse(headers=head)
        await response.prepare(request)
        async for part in parts:
            await response.write(part)
        await response.write_eof()
    return response


async def _csv(
    request: web.Request, export: Export, texts: Texts, head: dict[str, str], zone: tzinfo | None
) -> web.StreamResponse:
    """Row by row, as Excel in Russian reads it: semicolons, and a mark that says UTF-8."""
    response, words = web.StreamResponse(headers=head), _Words(texts)
    await response.prepare(request)
    titles = [column.title for column in _columns(export.columns, texts)]
    await response.write(b"\xef\xbb\xbf" + _text([titles], None))
    async for page in export.rows:
        await response.write(_text(_lines(page, export.columns, words), zone))
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


class _Words:
    """What each code is called, looked up once for a file."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[str, str] = {}

    def __call__(self, name: str, code: str | None) -> str:
        """ "" for no code."""
        if not code:
            return ""
        key = f"page-leads-{name}-{code}"
        if key not in self._known:
            self._known[key] = self._texts.plain(key)
        return self._known[key]


def _lines(page: Sequence[Cells], names: Sequence[str], words: _Words) -> Iterator[list[Any]]:
    for cells in page:
        lead = cells.lead
        quality = [words("quality", each) for each in (lead.quality, lead.state) if each]
        told = {
            "time": lead.at,
            "phone": lead.phone,
            "duration": lead.seconds,
            "result": words("result", lead.result),
            "type": words("kind", lead.kind),
            "quality": ", ".join(quality),
            "channel": lead.channel,
            "object": lead.object,
            **cells.told,
        }
        told["name"] = f"# {told['name']}" if lead.hash else told["name"]
        yield [told.get(name) for name in names]

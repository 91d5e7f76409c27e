"""The board as JSON: what burns now."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.board import Boards
from services.board_deeds import BoardDeeds
from services.domain import access
from services.domain.board import BoardLead
from services.domain.decision import Refusal
from services.domain.people import Person
from services.domain.register import Span
from services.reports import Reports

PATIENCE = timedelta(seconds=20)  # numbers of the day may be so old


def routes(door: Door, boards: Boards, deeds: BoardDeeds, reports: Reports) -> list[web.RouteDef]:
    """`GET /app/board`: all open leads for supervisors, one's own for managers; what is done with them there."""

    async def board(_request: web.Request, person: Person) -> web.Response:
        found = await boards.of(person)
        return web.json_response(
            {
                "at": found.at.isoformat(),
                "leads": [_line(each) for each in found.lines],
                "managers": [{"id": each.id, "name": each.name} for each in found.managers],
                "deeds": access.to_supervise(person) is None,
                "day": await _day(reports, person),
            }
        )

    return [web.get("/app/board", door.guarded(board, access.to_report)), *_deeds(door, deeds)]


def _deeds(door: Door, deeds: BoardDeeds) -> list[web.RouteDef]:
    """`POST /app/board/remind`, `…/take`: {lead}; `…/hand`: {lead, to}. The session comes in a header, no cookie."""

    async def remind(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"lead": int(lead)} if 0 < lead < 2**53:
                return door.done(await deeds.remind(person, lead))
        return door.done(Refusal("stale"))

    async def take(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"lead": int(lead)} if 0 < lead < 2**53:
                return door.done(await deeds.take(person, lead))
        return door.done(Refusal("stale"))

    async def hand(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"lead": int(lead), "to": int(to)} if 0 < lead < 2**53 and 0 < to < 2**53:
                return door.done(await deeds.hand_over(person, lead, to))
        return door.done(Refusal("stale"))

    pages = {"remind": remind, "take": take, "hand": hand}
    return [web.post(f"/app/board/{name}", door.guarded(each, access.to_supervise)) for name, each in pages.items()]


async def _day(reports: Reports, person: Person) -> list[dict[str, Any]]:
    """The numbers of today, of each manager."""
    told = await reports.of(person, Span.DAY, patience=PATIENCE)
    if isinstance(told, Refusal):
        return []
    return [
        {
            "name": told.people.get(number, f"№ {number}"),
            "received": each.received,
            "within5": each.within(300),
            "within10": each.within(600),
            "late": each.late,
            "attempts": each.attempts,
            "meetings": each.meetings,
            "sources": each.right,
        }
        for number, each in told.report.ranked
    ]


def _line(line: BoardLead) -> dict[str, Any]:
    lead = line.lead
    return {
        "id": lead.id,
        "name": lead.name or lead.title,
        "title": lead.title,
        "heat": lead.heat.name.lower(),
        "manager": line.manager,
        "source": line.source,
        "stage": line.stage,
        "attempts": lead.attempts,
        "entered": lead.entered_at.isoformat(),
        "due": _iso(lead.due_at),
        "spoken": _iso(lead.spoken_at),
        "taken": _iso(lead.taken_at),
        "last": {"at": lead.last.at.isoformat(), "who": lead.last.who, "kind": lead.last.kind, **_told(lead.last.data)}
        if lead.last
        else None,
        "url": line.url,
        "history": lead.history,
    }


def _told(data: Any) -> dict[str, str]:
    """What of a step is shown: the title of the button, or to whom the lead went."""
    return {key: str(data[key]) for key in ("title", "to") if key in data}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

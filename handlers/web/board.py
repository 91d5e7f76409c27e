"""The board as JSON: what burns now."""

from datetime import datetime
from typing import Any

from aiohttp import web

from handlers.web.session import Door
from services.board import Boards
from services.domain.board import BoardLead
from services.domain.decision import Refusal
from services.domain.people import Person, Role


def routes(door: Door, boards: Boards) -> list[web.RouteDef]:
    """`GET /app/board`: all open leads for supervisors, one's own for managers."""

    async def board(_request: web.Request, person: Person) -> web.Response:
        found = await boards.of(person)
        return web.json_response(
            {
                "at": found.at.isoformat(),
                "leads": [_line(each) for each in found.lines],
                "managers": [{"id": each.id, "name": each.name} for each in found.managers],
            }
        )

    return [web.get("/app/board", door.guarded(board, _may_look))]


def _may_look(person: Person) -> Refusal | None:
    return None if person.has(Role.MANAGER, Role.SUPERVISOR, Role.ADMIN) else Refusal("supervisors-only")


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
    }


def _told(data: Any) -> dict[str, str]:
    """What of a step is shown: the title of the button, or to whom the lead went."""
    return {key: str(data[key]) for key in ("title", "to") if key in data}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

"""The calls of a lead as JSON."""

from typing import Any

from aiohttp import web

from handlers.web.session import Door
from services.call_history import CallHistories
from services.domain import access
from services.domain.call_history import LeadCall
from services.domain.decision import Refusal
from services.domain.people import Person


def routes(door: Door, histories: CallHistories) -> list[web.RouteDef]:
    """`GET /app/calls?lead=`: of any lead for supervisors, of one's own for managers."""

    async def calls(request: web.Request, person: Person) -> web.Response:
        lead = request.query.get("lead", "")
        known = lead.isascii() and lead.isdigit() and len(lead) < 16
        found = await histories.of(person, int(lead)) if known else Refusal("stale")
        if isinstance(found, Refusal):
            return door.refuse(found, 403 if found.code == "not-yours" else 409)
        return web.json_response(
            {
                "lead": found.lead,
                "name": found.called,
                "attempts": found.attempts,
                "calls": list(map(_call, found.calls)),
            }
        )

    return [web.get("/app/calls", door.guarded(calls, access.to_report))]


def _call(call: LeadCall) -> dict[str, Any]:
    """`title` says that somebody told of it; else the telephony knows the rest."""
    heard = {"out": call.outgoing, "seconds": call.seconds, "result": call.result, "record": call.record}
    return {"at": call.at.isoformat(), "who": call.who, "title": call.title, **({} if call.title else heard)}

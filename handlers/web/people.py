"""People as JSON, for supervisors: who is connected, invitations, and who did what."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.charts.qr import qr
from services.domain import access
from services.domain.decision import Refusal
from services.domain.gateways import Refused, TryLater
from services.domain.members import Deed, Member
from services.domain.people import Person, Role
from services.members import DEEDS, Members
from services.people import People
from services.telegram.texts import Texts

MakeLink = Callable[[str], Awaitable[str]]  # the start link that carries a code


def routes(door: Door, members: Members, people: People, texts: Texts, link: MakeLink) -> list[web.RouteDef]:
    """`GET /app/people`, `/app/people/deeds?who=&lead=&before=`; `POST /app/people/invite`: {employee, role}."""

    async def everybody(_request: web.Request, person: Person) -> web.Response:
        offered = [role for role in Role if people.may_invite(person, role) is None]
        return web.json_response(
            {
                "people": [_member(each, texts) for each in await members.all()],
                "roles": [{"role": role, "name": texts.plain(f"role-{role.value}")} for role in offered],
            }
        )

    async def deeds(request: web.Request, _person: Person) -> web.Response:
        asked = [_number(request.query.get(name, "")) for name in ("who", "lead", "before")]
        if None in asked:
            return door.refuse(Refusal("stale"), 409)
        found = await members.deeds(*(each or 0 for each in asked))
        return web.json_response({"deeds": [_deed(each) for each in found], "more": len(found) == DEEDS})

    async def invite(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"employee": int(employee), "role": str(role)} if 0 < employee < 2**53 and role in list(Role):
                return await _invited(person, employee, Role(role))
        return door.refuse(Refusal("stale"), 409)

    async def _invited(person: Person, employee: int, role: Role) -> web.Response:
        try:
            outcome = await people.invite(person, employee, role)
            address = "" if isinstance(outcome, Refusal) else await link(outcome[1])
        except (TryLater, Refused):
            return door.refuse(Refusal("portal-away"), 409)
        if isinstance(outcome, Refusal):
            return door.refuse(outcome, 409)
        return web.json_response({"name": outcome[0].name, "link": address, "qr": qr(address)})

    return [
        web.get("/app/people", door.guarded(everybody, access.to_supervise)),
        web.get("/app/people/deeds", door.guarded(deeds, access.to_supervise)),
        web.post("/app/people/invite", door.guarded(invite, access.to_supervise)),
    ]


def _number(told: str) -> int | None:
    """0 for nothing, None for what is no number of ours."""
    if not told:
        return 0
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


def _member(member: Member, texts: Texts) -> dict[str, Any]:
    return {
        "staff": member.staff_id,
        "employee": member.employee_id,
        "name": member.name or f"№ {member.employee_id or member.staff_id}",
        "department": member.department,
        "roles": [texts.plain(f"role-{role.value}") for role in sorted(member.roles)],
        "link": member.link,
        "waiting": member.waiting,
    }


def _deed(deed: Deed) -> dict[str, Any]:
    """Words only of what the page tells: titles, names, numbers."""
    told = {key: str(deed.data[key]) for key in ("title", "to", "source", "name", "form", "rows") if key in deed.data}
    return {
        "id": deed.id,
        "at": deed.at.isoformat(),
        "who": deed.who,
        "kind": deed.kind,
        "lead": deed.lead_id,
        "called": deed.lead,
        "told": told,
    }

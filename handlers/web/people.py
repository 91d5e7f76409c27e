"""People as JSON, for supervisors: who is connected, and invitations."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.charts.qr import qr
from services.domain import access
from services.domain.decision import Refusal
from services.domain.gateways import Refused, TryLater
from services.domain.members import Member
from services.domain.people import Person, Role
from services.domain.slots import Zone, day_of
from services.members import Members
from services.people import People
from services.telegram.texts import Texts

MakeLink = Callable[[str], Awaitable[str]]  # the start link that carries a code


def routes(door: Door, members: Members, people: People, texts: Texts, link: MakeLink) -> list[web.RouteDef]:
    """`GET /app/people`; `POST …/invite`: {employee, role}."""

    async def everybody(_request: web.Request, person: Person) -> web.Response:
        offered = [role for role in Role if people.may_invite(person, role) is None]
        return web.json_response(
            {
                "people": [_member(each, texts, members.zone) for each in await members.all()],
                "roles": [{"role": role, "name": texts.plain(f"role-{role.value}")} for role in offered],
            }
        )

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
        web.post("/app/people/invite", door.guarded(invite, access.to_supervise)),
    ]


def _member(member: Member, texts: Texts, zone: Zone) -> dict[str, Any]:
    return {
        "staff": member.staff_id,
        "employee": member.employee_id,
        "name": member.name or f"№ {member.employee_id or member.staff_id}",
        "department": member.department,
        "has": sorted(member.roles),
        "roles": [texts.plain(f"role-{role.value}") for role in sorted(member.roles)],
        "link": member.link,
        "waiting": member.waiting,
        "matters": member.matters,
        "away": member.away,
        "absences": [
            {
                "id": each.id,
                "kind": each.kind,
                "since": each.since.isoformat(),
                "until": each.until.isoformat(),
                "first": day_of(each.since, zone).isoformat(),
                "last": day_of(each.until - timedelta(minutes=1), zone).isoformat(),
            }
            for each in member.absences
        ],
    }

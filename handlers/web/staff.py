"""What supervisors say of people on the people page: shifts, absences, roles."""

from aiohttp import web

from handlers.web.dates import day
from handlers.web.session import Door, body
from services.domain import access
from services.domain.absence import Away
from services.domain.away_words import Planned
from services.domain.decision import Refusal
from services.domain.people import Person, Role
from services.people import People
from services.shift_deeds import ShiftDeeds


def routes(door: Door, people: People, deeds: ShiftDeeds) -> list[web.RouteDef]:
    """What is said of shifts, and of roles."""
    return [*_shifts(door, deeds), *_roles(door, people)]


def _shifts(door: Door, deeds: ShiftDeeds) -> list[web.RouteDef]:
    """`POST /app/people/on`, `…/off`: {staff}; `…/away`: {staff, kind, from, to}; `…/back`: {absence}."""

    async def on(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"staff": int(staff)} if 0 < staff < 2**53:
                return door.done(await deeds.on(person, staff))
        return door.done(Refusal("stale"))

    async def off(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"staff": int(staff)} if 0 < staff < 2**53:
                return door.done(await deeds.off(person, staff))
        return door.done(Refusal("stale"))

    async def away(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"staff": int(staff), "kind": str(kind), "from": str(first), "to": str(last)} if 0 < staff < 2**53:
                days = day(first), day(last)
                if kind in set(Away) and days[0] and days[1]:
                    return door.done(await deeds.plan(person, staff, Planned(Away(kind), days[0], days[1])))
                return door.done(Refusal("days-impossible"))
        return door.done(Refusal("stale"))

    async def back(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"absence": int(absence)} if 0 < absence < 2**53:
                return door.done(await deeds.withdraw(person, absence))
        return door.done(Refusal("stale"))

    pages = {"on": on, "off": off, "away": away, "back": back}
    return [web.post(f"/app/people/{name}", door.guarded(each, access.to_supervise)) for name, each in pages.items()]


def _roles(door: Door, people: People) -> list[web.RouteDef]:
    """`POST /app/people/role`: {staff, role, has}."""

    async def role(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"staff": int(staff), "role": str(name), "has": bool(has)} if 0 < staff < 2**53 and name in list(Role):
                return door.done(await people.set_role(person, staff, Role(name), has=has))
        return door.done(Refusal("stale"))

    return [web.post("/app/people/role", door.guarded(role, access.to_supervise))]

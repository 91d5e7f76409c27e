"""People as JSON, for supervisors: who is connected, invitations, and who did what."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.charts.qr import qr
from services.domain import access
from services.domain.absence import Away
from services.domain.away_words import Planned
from services.domain.decision import Refusal
from services.domain.gateways import Refused, TryLater
from services.domain.members import Deed, Member, Search
from services.domain.names import words
from services.domain.people import Person, Role, Whence
from services.domain.slots import Zone, day_of
from services.members import Members
from services.people import People
from services.shift_deeds import ShiftDeeds
from services.telegram.texts import Texts

LONGEST_SEARCH = 100
TOLD = ("title", "to", "source", "name", "form", "rows", "first", "last", "until")  # of a line's data

MakeLink = Callable[[str], Awaitable[str]]  # the start link that carries a code


def routes(
    door: Door, members: Members, people: People, deeds: ShiftDeeds, texts: Texts, link: MakeLink
) -> list[web.RouteDef]:
    """Who is there, who did what, and what is said of people."""
    return [*_looks(door, members, people, texts, link), *_shifts(door, deeds)]


def _looks(door: Door, members: Members, people: People, texts: Texts, link: MakeLink) -> list[web.RouteDef]:
    """`GET /app/people`, `…/deeds?who=&lead=&whence=&from=&to=&q=&before=`; `POST …/invite`: {employee, role}."""

    async def everybody(_request: web.Request, person: Person) -> web.Response:
        offered = [role for role in Role if people.may_invite(person, role) is None]
        return web.json_response(
            {
                "people": [_member(each, texts, members.zone) for each in await members.all()],
                "roles": [{"role": role, "name": texts.plain(f"role-{role.value}")} for role in offered],
            }
        )

    async def deeds(request: web.Request, _person: Person) -> web.Response:
        asked = _search(request)
        if isinstance(asked, Refusal):
            return door.refuse(asked, 409)
        wanted = words(request.query.get("q", "")[:LONGEST_SEARCH])
        found, before = await members.deeds(asked, lambda deed: _matches(deed, wanted, texts))
        return web.json_response({"deeds": [_deed(each, texts) for each in found], "before": before})

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
                days = _day(first), _day(last)
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


def _search(request: web.Request) -> Search | Refusal:
    who, lead, before = (_number(request.query.get(name, "")) for name in ("who", "lead", "before"))
    whence, days = request.query.get("whence", ""), [request.query.get(name, "") for name in ("from", "to")]
    if who is None or lead is None or before is None or (whence and whence not in set(Whence)):
        return Refusal("stale")
    first, last = map(_day, days)
    if (first is None and days[0]) or (last is None and days[1]) or (first and last and first > last):
        return Refusal("search-days")
    return Search(who, lead, whence, first, last, before)


def _day(told: str) -> date | None:
    try:
        found = date.fromisoformat(told)
    except ValueError:
        return None
    return found if 1970 <= found.year < 9000 else None


def _matches(deed: Deed, wanted: Sequence[str], texts: Texts) -> bool:
    """Whether every word is the beginning of one that the line shows."""
    if not wanted:
        return True
    shown = words(f"{deed.who} {_said(deed, texts)} {deed.lead} {deed.lead_id or ''}")
    return all(any(each.startswith(word) for each in shown) for word in wanted)


def _said(deed: Deed, texts: Texts) -> str:
    """What was done, in words."""
    key = f"page-step-{deed.kind}"
    return texts.plain(key if key in texts else "page-step-other", **{**dict.fromkeys(TOLD, ""), **_told(deed)})


def _told(deed: Deed) -> dict[str, str]:
    """Words only of what the page tells: titles, names, numbers."""
    return {key: str(deed.data[key]) for key in TOLD if key in deed.data}


def _number(told: str) -> int | None:
    """0 for nothing, None for what is no number of ours."""
    if not told:
        return 0
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


def _member(member: Member, texts: Texts, zone: Zone) -> dict[str, Any]:
    return {
        "staff": member.staff_id,
        "employee": member.employee_id,
        "name": member.name or f"№ {member.employee_id or member.staff_id}",
        "department": member.department,
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


def _deed(deed: Deed, texts: Texts) -> dict[str, Any]:
    return {
        "id": deed.id,
        "at": deed.at.isoformat(),
        "who": deed.who,
        "what": _said(deed, texts),
        "whence": deed.whence,
        "lead": deed.lead_id,
        "called": deed.lead,
    }

"""Who did what, when and from where, as JSON, for supervisors."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from handlers.web.dates import day
from handlers.web.session import Door
from services.domain import access
from services.domain.decision import Refusal
from services.domain.members import Deed, Search
from services.domain.names import words
from services.domain.people import Person, Role, Whence
from services.members import Members
from services.telegram.texts import Texts

LONGEST_SEARCH = 100
TOLD = ("title", "to", "source", "name", "form", "rows", "first", "last", "until", "role")  # of a line's data


def routes(door: Door, members: Members, texts: Texts) -> list[web.RouteDef]:
    """`GET /app/people/deeds?who=&lead=&whence=&from=&to=&q=&before=`."""

    async def deeds(request: web.Request, _person: Person) -> web.Response:
        asked = _search(request)
        if isinstance(asked, Refusal):
            return door.refuse(asked, 409)
        wanted = words(request.query.get("q", "")[:LONGEST_SEARCH])
        found, before = await members.deeds(asked, lambda deed: _matches(deed, wanted, texts))
        return web.json_response({"deeds": [_deed(each, texts) for each in found], "before": before})

    return [web.get("/app/people/deeds", door.guarded(deeds, access.to_supervise))]


def _search(request: web.Request) -> Search | Refusal:
    who, lead, before = (_number(request.query.get(name, "")) for name in ("who", "lead", "before"))
    whence, days = request.query.get("whence", ""), [request.query.get(name, "") for name in ("from", "to")]
    if who is None or lead is None or before is None or (whence and whence not in set(Whence)):
        return Refusal("stale")
    first, last = map(day, days)
    if (first is None and days[0]) or (last is None and days[1]) or (first and last and first > last):
        return Refusal("search-days")
    return Search(who, lead, whence, first, last, before)


def _matches(deed: Deed, wanted: Sequence[str], texts: Texts) -> bool:
    """Whether every word is the beginning of one that the line shows."""
    if not wanted:
        return True
    shown = words(f"{deed.who} {_said(deed, texts)} {deed.lead} {deed.lead_id or ''}")
    return all(any(each.startswith(word) for each in shown) for word in wanted)


def _said(deed: Deed, texts: Texts) -> str:
    """What was done, in words."""
    key = f"page-step-{deed.kind}"
    told = {**dict.fromkeys(TOLD, ""), **_told(deed)}
    if deed.data.get("role") in set(Role):
        told["role"] = texts.plain(f"role-{deed.data['role']}")
    return texts.plain(key if key in texts else "page-step-other", **told)


def _told(deed: Deed) -> dict[str, str]:
    """Words only of what the page tells: titles, names, numbers."""
    return {key: str(deed.data[key]) for key in TOLD if key in deed.data}


def _number(told: str) -> int | None:
    """0 for nothing, None for what is no number of ours."""
    if not told:
        return 0
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


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

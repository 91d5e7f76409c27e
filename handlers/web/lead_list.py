"""The lead list as JSON, for supervisors only (LL-02): a page of it, what may be chosen, and what is done in it."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from handlers.web.session import Door, body
from services.domain import access
from services.domain.decision import Refusal
from services.domain.lead_list import COLUMNS, SIZES, Cells, Problem, View
from services.domain.people import Person
from services.lead_list import LeadLists, Query
from services.telegram.texts import Texts

LONGEST_NAME, LONGEST_QUERY = 60, 4000


def routes(door: Door, lists: LeadLists, texts: Texts, lead_url: Callable[[int], str]) -> list[web.RouteDef]:
    """What is looked at, and what is done."""
    return [*_looks(door, lists, texts, lead_url), *_views(door, lists), *_deeds(door, lists)]


def _looks(door: Door, lists: LeadLists, texts: Texts, lead_url: Callable[[int], str]) -> list[web.RouteDef]:
    """`GET /app/leads`, `/app/leads/choices`."""

    async def page(request: web.Request, _person: Person) -> web.Response:
        look = await lists.look(query_of(request))
        wanted = look.wanted
        return web.json_response(
            {
                "at": look.at.isoformat(),
                "from": str(wanted.first or ""),
                "to": str(wanted.last or ""),
                "problems": [_words(texts, problem) for problem in look.problems],
                "found": look.found,
                "silent": look.silent,
                "page": wanted.page,
                "pages": max(1, -(-look.found // wanted.size)),
                "size": wanted.size,
                "sort": ("-" if wanted.falling else "") + wanted.sort,
                "who": wanted.shows,
                "columns": list(look.columns),
                "rows": [_row(each, lead_url) for each in look.rows],
            }
        )

    async def choices(_request: web.Request, person: Person) -> web.Response:
        found = await lists.choices(person)
        return web.json_response(
            {
                "offered": found.offered,
                "dismissed": found.dismissed,
                "hands": [{"id": each.id, "name": each.name} for each in found.hands],
                "views": [
                    {"name": each.name, "query": each.query, "columns": each.columns, "compact": each.compact}
                    for each in found.views
                ],
                "columns": COLUMNS,
                "sizes": SIZES,
                "who": found.shows,
                "export": found.may_export,
            }
        )

    return [
        web.get("/app/leads", door.guarded(page, access.to_supervise)),
        web.get("/app/leads/choices", door.guarded(choices, access.to_supervise)),
    ]


def _views(door: Door, lists: LeadLists) -> list[web.RouteDef]:
    """`POST /app/leads/views`: {name, query, columns, compact}; `…/views/drop`: {name}."""

    async def save_view(request: web.Request, person: Person) -> web.Response:
        view = _view(await body(request))
        refused = Refusal("stale") if view is None else await lists.save_view(person, view)
        return door.done(refused)

    async def drop_view(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"name": str(name)}:
                await lists.drop_view(person, name[:LONGEST_NAME])
        return door.done(None)

    return [
        web.post("/app/leads/views", door.guarded(save_view, access.to_supervise)),
        web.post("/app/leads/views/drop", door.guarded(drop_view, access.to_supervise)),
    ]


def _deeds(door: Door, lists: LeadLists) -> list[web.RouteDef]:
    """`POST /app/leads/mark`: {lead, junk}; `…/hand`: {lead, to, all}."""

    async def mark(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"lead": int(lead), "junk": bool(junk)} if 0 < lead < 2**53:
                return door.done(await lists.mark(person, lead, junk=junk))
        return door.done(Refusal("stale"))

    async def hand(request: web.Request, person: Person) -> web.Response:
        match await body(request):
            case {"lead": int(lead), "to": int(to), "all": bool(all_)} if 0 < lead < 2**53 and 0 < to < 2**53:
                given = await lists.hand_over(person, lead, to, all_of_client=all_)
                return door.refuse(given, 409) if isinstance(given, Refusal) else web.json_response({"given": given})
        return door.done(Refusal("stale"))

    return [
        web.post("/app/leads/mark", door.guarded(mark, access.to_supervise)),
        web.post("/app/leads/hand", door.guarded(hand, access.to_supervise)),
    ]


def query_of(request: web.Request) -> Query:
    """The parameters of an address, each with its values."""
    return {name: [each[:200] for each in request.query.getall(name)] for name in set(request.query)}


def _view(given: Any) -> View | None:
    match given:
        case {"name": str(name), "query": str(query), "columns": list(columns), "compact": bool(compact)}:
            named = len(name) <= LONGEST_NAME and len(query) <= LONGEST_QUERY
            chosen = tuple(each for each in columns if each in COLUMNS)
            return View(name.strip(), query, chosen, compact) if named else None
    return None


def _words(texts: Texts, problem: Problem) -> str:
    return texts.plain(f"list-problem-{problem.code}", value=problem.value)


def _row(cells: Cells, lead_url: Callable[[int], str]) -> dict[str, Any]:
    lead = cells.lead
    return {
        "id": lead.id,
        "at": lead.at.isoformat(),
        "taken": lead.taken_at.isoformat() if lead.taken_at else None,
        "title": lead.title,
        "phone": lead.phone,
        "kind": lead.kind,
        "direction": lead.direction,
        "channel": lead.channel,
        "object": lead.object,
        "quality": lead.quality,
        "state": lead.state,
        "junk": lead.junk,
        "foreign": lead.foreign,
        "hash": lead.hash,
        "history": lead.history,
        "seconds": lead.seconds,
        "result": lead.result,
        "record": lead.record,
        "url": lead_url(lead.id),
        **cells.told,
    }

"""What the one who came in may look at."""

from aiohttp import web

from handlers.web.session import Door
from services.domain import access
from services.domain.people import Person

PAGES = {
    "board": access.to_report,
    "leads": access.to_supervise,
    "report": access.to_report,
    "people": access.to_supervise,
}


def routes(door: Door) -> list[web.RouteDef]:
    """`GET /app/me` → {"pages": […]}: those that the page offers; each checks for itself as well."""

    async def me(_request: web.Request, person: Person) -> web.Response:
        return web.json_response({"pages": [name for name, allow in PAGES.items() if allow(person) is None]})

    return [web.get("/app/me", door.guarded(me, lambda _person: None))]

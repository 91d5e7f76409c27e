"""The page itself: files as they are, allowed to load nothing from elsewhere."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from sandbox.bitrix24.portal import Portal
from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL

WEB = Path(__file__).parent / "web"
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

ITEMS = {"deal": DEAL, "contact": CONTACT, "company": COMPANY}


async def index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(WEB / "index.html", headers=HEADERS)


async def lead_link(request: web.Request) -> web.Response:
    """The address of a lead in the portal leads to its row on the page."""
    raise web.HTTPFound(f"/?lead={request.match_info['id']}")


def item_page(portal: Portal) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Where the address of a deal, a contact or a company leads: what it is called, and how to reach whoever it is."""

    async def show(request: web.Request) -> web.Response:
        type_id, item_id = ITEMS[request.match_info["kind"]], int(request.match_info["id"])
        item = portal.items[type_id].get(item_id)
        if item is None:
            raise web.HTTPNotFound
        name = " ".join(filter(None, (item.get(part) for part in ("title", "name", "lastName"))))
        lines = [name, *(str(entry["value"]) for entry in item["fm"])]
        return web.Response(text="\n".join(lines), headers=HEADERS)

    return show


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A changed file must be seen at the next load."""
    if request.path.startswith("/web/"):
        response.headers.update(HEADERS)


def add_page(app: web.Application, portal: Portal) -> None:
    """Put the page at / and its files under /web/."""
    app.router.add_get("/", index)
    app.router.add_get(r"/crm/lead/details/{id:\d+}/", lead_link)
    app.router.add_get(r"/crm/{kind:deal|contact|company}/details/{id:\d+}/", item_page(portal))
    app.router.add_static("/web/", WEB)
    app.on_response_prepare.append(add_headers)

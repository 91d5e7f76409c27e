"""The page itself: files as they are, allowed to load nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

WEB = Path(__file__).parent / "web"
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(WEB / "index.html", headers=HEADERS)


async def lead_link(request: web.Request) -> web.Response:
    """The address of a lead in the portal leads to its row on the page."""
    raise web.HTTPFound(f"/?lead={request.match_info['id']}")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A changed file must be seen at the next load."""
    if request.path.startswith("/web/"):
        response.headers.update(HEADERS)


def add_page(app: web.Application) -> None:
    """Put the page at / and its files under /web/."""
    app.router.add_get("/", index)
    app.router.add_get(r"/crm/lead/details/{id:\d+}/", lead_link)
    app.router.add_static("/web/", WEB)
    app.on_response_prepare.append(add_headers)

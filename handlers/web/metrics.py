"""`/metrics`: what Prometheus reads. For this machine's own network, never for the internet."""

from collections.abc import Callable

from aiohttp import web

# What a reverse proxy adds: whoever comes through it comes from outside.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
TYPE = "text/plain; version=1.0.0; charset=utf-8"


def routes(text: Callable[[], bytes]) -> list[web.RouteDef]:
    """404 for requests that came through a proxy."""

    async def metrics(request: web.Request) -> web.Response:
        if any(name in request.headers for name in FORWARDED):
            raise web.HTTPNotFound
        return web.Response(body=text(), headers={"Content-Type": TYPE})

    return [web.get("/metrics", metrics)]

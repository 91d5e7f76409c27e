"""`/healthz`: the process is alive. `/readyz`: it can work, or which part cannot."""

from aiohttp import web

from services.health import Health


def routes(health: Health) -> list[web.RouteDef]:
    """Both probes; 503 when a part did not answer lately."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(_request: web.Request) -> web.Response:
        parts = await health.check()
        failing = [name for name, ok in parts.items() if not ok]
        body = {"status": "ok" if not failing else "not ready", "failing": failing, **parts}
        return web.json_response(body, status=503 if failing else 200)

    return [web.get("/healthz", alive), web.get("/readyz", ready)]

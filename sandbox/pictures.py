"""Pictures that people sent or that lie in the portal, for the page to show."""

from aiohttp import web

from sandbox.world import World

KINDS = {b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}  # by their first bytes


def picture(world: World, service: str, file_id: str) -> web.Response:
    """The picture of that id in `service`: telegram or portal. Anything else than a picture is not shown."""
    content = _content(world, service, file_id)
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    if kind is None:
        raise web.HTTPNotFound
    return web.Response(body=content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


def _content(world: World, service: str, file_id: str) -> bytes:
    if service == "portal":
        return world.portal.files.get(int(file_id), b"") if file_id.isdigit() else b""
    stored = world.telegram.files.by_id.get(file_id)
    return stored.content if stored else b""

"""The Mini App: files as they are, and the words of the page in the company's language."""

import re
from pathlib import Path

from aiohttp import web

from handlers.web.session import SAFE
from services.telegram.texts import Texts

FILES = Path(__file__).parent / "pages"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NAME = re.compile(r"[a-z0-9-]+\.(?:css|js|svg)")


def routes(texts: Texts) -> list[web.RouteDef]:
    """`GET /app/` and its files; nothing in them is secret, what they show is asked for with a session."""

    async def index(_request: web.Request) -> web.Response:
        return _file("index.html")

    async def file(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if not _NAME.fullmatch(name) or not (FILES / name).is_file():
            raise web.HTTPNotFound(headers=SAFE)
        return _file(name)

    async def words(_request: web.Request) -> web.Response:
        return web.json_response({"language": texts.language, "words": texts.patterns("pages")}, headers=SAFE)

    return [
        web.get("/app", index),
        web.get("/app/", index),
        web.get("/app/words", words),
        web.get("/app/files/{name}", file),
    ]


def _file(name: str) -> web.Response:
    path = FILES / name
    return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8", headers=SAFE)

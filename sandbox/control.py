"""The /api routes: what people do in both services, for the page and for tests. JSON in, JSON out."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.bitrix24.errors import RestError
from sandbox.faults import Fault
from sandbox.feed import Feed
from sandbox.pictures import picture
from sandbox.scenarios import SCENARIOS
from sandbox.things import things
from sandbox.world import World

Json = dict[str, Any]
Deed = Callable[[World, Json], Any]
EDITS = {"stage": "stageId", "source": "sourceId", "manager": "assignedById"}


def say(world: World, given: Json) -> Json:
    """{user, chat, text, reply?} → {message}"""
    return {"message": world.telegram.say(given["user"], given["chat"], given["text"], given.get("reply"))}


def send_file(world: World, given: Json) -> Json:
    """{user, chat, name, content, caption?} → {message}; `content` in base64."""
    content = base64.b64decode(given["content"], validate=True)
    sent = world.telegram.send_file(given["user"], given["chat"], given["name"], content, given.get("caption", ""))
    return {"message": sent}


def press(world: World, given: Json) -> Json:
    """{user, chat, message, data} → {query}: the id under which the answer will stand."""
    return {"query": world.telegram.press(given["user"], given["chat"], given["message"], given["data"])}


def start(world: World, given: Json) -> Json:
    """{user, payload?} → {message}"""
    return {"message": world.telegram.start(given["user"], given.get("payload", ""))}


def contact(world: World, given: Json) -> Json:
    """{user} → {message}: the own phone number is shared."""
    user = world.telegram.users[given["user"]]
    return {"message": world.telegram.share_contact(user.id, user.phone)}


def block(world: World, given: Json) -> None:
    """{user}"""
    world.telegram.block(given["user"])


def unblock(world: World, given: Json) -> None:
    """{user}"""
    world.telegram.unblock(given["user"])


def add_lead(world: World, given: Json) -> Json:
    """{field of crm.item.*: value, phone?} → {lead}"""
    return {"lead": world.portal.add_lead(**given)}


def update_lead(world: World, given: Json) -> None:
    """{lead, by, stage?, source?, manager?}"""
    fields = {name: given[key] for key, name in EDITS.items() if key in given}
    world.portal.update_lead(given["lead"], given["by"], **fields)


def delete_lead(world: World, given: Json) -> None:
    """{lead}"""
    world.portal.delete_lead(given["lead"])


def add_fault(world: World, given: Json) -> None:
    """The fields of `Fault`."""
    world.faults.add(Fault(**given))


def clear_faults(world: World, given: Json) -> None:
    """{service?}"""
    world.faults.clear(given.get("service"))


def reset(world: World, _given: Json) -> None:
    """No faults, no fresh leads, empty chats. Numbers go on: the assistant remembers the old ones."""
    world.faults.clear()
    world.portal.events.drop = world.portal.events.double = 0
    for lead_id in world.fresh_leads():
        world.portal.delete_lead(lead_id)
    for chat in world.telegram.chats.values():
        for message in list(chat.messages):
            chat.remove(message)


DEEDS: dict[str, Deed] = {
    "/say": say,
    "/file": send_file,
    "/press": press,
    "/start": start,
    "/contact": contact,
    "/block": block,
    "/unblock": unblock,
    "/leads/add": add_lead,
    "/leads/update": update_lead,
    "/leads/delete": delete_lead,
    "/faults/add": add_fault,
    "/faults/clear": clear_faults,
    "/reset": reset,
}


def control(world: World, feed: Feed) -> web.Application:
    """The routes, to be mounted under /api: GET /state, /stream, /scenarios and /pictures, POST the rest."""

    def deed_route(deed: Deed) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def run(request: web.Request) -> web.Response:
            done = deed(world, await _body(request))
            feed.touch()
            return web.json_response(done or {})

        return run

    async def state(_request: web.Request) -> web.Response:
        return web.json_response(things(world))

    async def scenarios(_request: web.Request) -> web.Response:
        return web.json_response(list(SCENARIOS))

    async def play(request: web.Request) -> web.Response:
        await _body(request)
        await SCENARIOS[request.match_info["code"]](world)
        feed.touch()
        return web.json_response({})

    async def look(request: web.Request) -> web.Response:
        return picture(world, request.match_info["service"], request.match_info["id"])

    app = web.Application(middlewares=[_in_words])
    app.add_routes([web.post(path, deed_route(deed)) for path, deed in DEEDS.items()])
    app.add_routes([web.get("/state", state), web.get("/stream", feed.stream), web.get("/scenarios", scenarios)])
    app.add_routes([web.post("/scenarios/{code}", play), web.get("/pictures/{service}/{id}", look)])
    return app


async def _body(request: web.Request) -> Json:
    """The JSON object sent. Another site's form cannot send this content type, so it can do nothing here."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    given = await request.json()
    if not isinstance(given, dict):
        raise ValueError("an object is expected")
    return given


@web.middleware
async def _in_words(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """What cannot be done is answered with 400 and why."""
    try:
        return await handler(request)
    except KeyError as missing:
        return web.json_response({"error": f"unknown or missing: {missing.args[0]}"}, status=400)
    except (ValueError, TypeError, RestError) as refusal:
        return web.json_response({"error": str(refusal)}, status=400)

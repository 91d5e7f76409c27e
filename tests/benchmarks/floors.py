"""The same work in bare aiogram and bare httpx, as programs of their own: what no product could be faster than.

python -m tests.benchmarks.floors answer TELEGRAM_URL TOKEN
python -m tests.benchmarks.floors card TELEGRAM_URL TOKEN WEBHOOK_URL CHATS_FROM
python -m tests.benchmarks.floors write WEBHOOK_URL FIRST_LEAD COUNT
"""

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from urllib.parse import urlencode

import httpx
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery
from aiohttp import web

from tests.benchmarks.processes import READY


def _bot(api_url: str, token: str) -> Bot:
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))


async def answer(api_url: str, token: str) -> None:
    """Answers every tap, does nothing else."""
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def _(query: CallbackQuery) -> None:
        await query.answer()

    print(READY)
    await dispatcher.start_polling(_bot(api_url, token))


async def card(api_url: str, token: str, webhook_url: str, chats_from: str) -> None:
    """Reads every lead that an event names, and sends its title to its manager."""
    bot, portal = _bot(api_url, token), httpx.AsyncClient()
    tasks = set()

    async def send(lead_id: int) -> None:
        asked = await portal.post(f"{webhook_url}crm.item.get", json={"entityTypeId": 1, "id": lead_id})
        lead = asked.json()["result"]["item"]
        await bot.send_message(int(chats_from) + lead["assignedById"], lead["title"])

    async def event(request: web.Request) -> web.Response:
        form = await request.post()
        tasks.add(asyncio.create_task(send(int(str(form["data[FIELDS][ID]"])))))
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/bitrix24/events", event)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"listening on {host}:{port}\n{READY}")
    await asyncio.Event().wait()


async def write(webhook_url: str, first_lead: str, count: str) -> None:
    """Moves the leads and comments on them, 50 commands in a batch; prints the seconds."""
    commands = []
    for lead in range(int(first_lead), int(first_lead) + int(count)):
        move = {"entityTypeId": 1, "id": lead, "fields[stageId]": "IN_PROCESS"}
        say = {"fields[ENTITY_ID]": lead, "fields[ENTITY_TYPE]": "lead", "fields[COMMENT]": "Взят в работу"}
        commands += [
            f"crm.item.update?{urlencode(move)}",
            f"crm.timeline.comment.add?{urlencode(say)}",
        ]
    since = time.perf_counter()
    async with httpx.AsyncClient() as portal:
        for start in range(0, len(commands), 50):
            batch = {f"c{number}": each for number, each in enumerate(commands[start : start + 50])}
            (await portal.post(f"{webhook_url}batch", json={"halt": 0, "cmd": batch})).raise_for_status()
    print(time.perf_counter() - since)


Program = Callable[..., Coroutine[None, None, None]]
PROGRAMS: dict[str, Program] = {"answer": answer, "card": card, "write": write}

if __name__ == "__main__":
    asyncio.run(PROGRAMS[sys.argv[1]](*sys.argv[2:]))

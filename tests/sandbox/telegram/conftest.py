"""The stand-in, and a real aiogram bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tests.sandbox.telegram.stand import TOKEN, Stand


class QuickSession(AiohttpSession):
    """aiogram's own, without the pause after closing that TLS needs."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    stand = Stand()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_routes(stand.telegram.routes())
    async with TestClient(TestServer(app)) as stand.client:
        yield stand
        await stand.telegram.close()


@pytest.fixture
async def bot(stand: Stand) -> AsyncIterator[Bot]:
    api = TelegramAPIServer.from_base(str(stand.client.make_url("")))
    bot = Bot(TOKEN, session=QuickSession(api=api))
    yield bot
    await bot.session.close()

"""The scripted Bot API, and the real bot and gateway that talk to it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from services.telegram.gateway import Telegram, make_bot
from services.telegram.pace import Pace
from tests.telegram.scripted_api import TOKEN, ScriptedApi

NOW = 1_790_000_000.0


async def close(bot: Bot) -> None:
    """Without aiogram's pause for TLS."""
    assert isinstance(bot.session, AiohttpSession)
    await (await bot.session.create_session()).close()


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    api = ScriptedApi()
    await api.server.start_server(shutdown_timeout=0)
    yield api
    await api.server.close()


@pytest.fixture
async def bot(api: ScriptedApi) -> AsyncIterator[Bot]:
    bot = make_bot(TOKEN, api.url)
    yield bot
    await close(bot)


@pytest.fixture
def waits() -> list[float]:
    """How long was slept, in order."""
    return []


@pytest.fixture
def telegram(bot: Bot, waits: list[float]) -> Telegram:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    return Telegram(bot, Pace(), clock=lambda: NOW, sleep=sleep)

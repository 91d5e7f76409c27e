"""The webhook: secret, order within a queue, repeats, and the way back to polling."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.telegram.limits import Limits
from tests.sandbox.telegram.stand import ALINA, STRANGER, TIMUR, Stand


class Hook:
    """A bot's endpoint; `statuses` are the answers to come, then 200."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.news = asyncio.Event()
        self.deaf_to = 0

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if update["message"]["from"]["id"] == self.deaf_to:
            return web.Response(status=500)
        status = self.statuses.pop(0) if self.statuses else 200
        self.got.append({"text": update["message"]["text"], "status": status})
        self.news.set()
        return web.Response(status=status)

    async def texts(self, count: int) -> list[str]:
        """The texts of the first posts, as soon as there are so many."""
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.news.clear()
                await self.news.wait()
        return [each["text"] for each in self.got]


@pytest.fixture
async def hook(stand: Stand) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    stand.telegram.webhook.limits = Limits(webhook_retry=0.01, webhook_retry_most=0.02)
    async with TestServer(app) as server:
        set_up = await stand.call("setWebhook", url=str(server.make_url("/hook")), secret_token="s_1")
        assert set_up == {"ok": True, "result": True, "description": "Webhook was set"}
        yield hook
        await stand.telegram.close()


async def confirmed(stand: Stand) -> None:
    """Wait until nothing waits any more."""
    async with asyncio.timeout(5):
        while stand.telegram.updates.waiting:
            await stand.call("getMe")


async def test_updates_are_posted_with_the_secret(stand: Stand, hook: Hook) -> None:
    stand.telegram.say(ALINA, ALINA, "раз")
    stand.telegram.say(ALINA, ALINA, "два")
    assert await hook.texts(2) == ["раз", "два"]
    assert hook.secrets == ["s_1", "s_1"]
    await confirmed(stand)


async def test_a_failed_update_is_repeated_before_the_next(stand: Stand, hook: Hook) -> None:
    hook.statuses = [500, 503, 404]
    stand.telegram.say(ALINA, ALINA, "раз")
    stand.telegram.say(ALINA, ALINA, "два")
    assert await hook.texts(5) == ["раз", "раз", "раз", "раз", "два"]
    info = (await stand.call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_a_stuck_queue_holds_nobody_else_up(stand: Stand, hook: Hook) -> None:
    hook.deaf_to = TIMUR
    stand.telegram.start(TIMUR)
    stand.telegram.start(STRANGER)
    assert await hook.texts(1) == ["/start"]
    assert (await stand.call("getWebhookInfo"))["result"]["pending_update_count"] >= 1
    hook.deaf_to = 0
    await confirmed(stand)


async def test_what_expires_is_given_up(stand: Stand, hook: Hook) -> None:
    hook.deaf_to = ALINA
    stand.telegram.say(ALINA, ALINA, "раз")
    stand.now += 86401
    await confirmed(stand)
    assert hook.got == []


async def test_back_to_polling_nothing_is_lost(stand: Stand, hook: Hook) -> None:
    hook.deaf_to = ALINA
    stand.telegram.say(ALINA, ALINA, "раз")
    assert (await stand.call("deleteWebhook"))["description"] == "Webhook was deleted"
    assert [each["message"]["text"] for each in await stand.updates()] == ["раз"]
    assert (await stand.call("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert (await stand.call("getWebhookInfo"))["result"]["url"] == ""


async def test_pending_updates_can_be_dropped(stand: Stand) -> None:
    stand.telegram.say(ALINA, ALINA, "раз")
    await stand.call("deleteWebhook", drop_pending_updates=True)
    assert await stand.updates() == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://bot.example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example.com:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://bot.example.com/", "secret_token": "а"}, "secret token contains unallowed characters"),
        ({"url": "https://bot.example.com/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_an_address_that_telegram_would_refuse(params: dict[str, str], words: str, stand: Stand) -> None:
    assert (await stand.call("setWebhook", **params))["description"] == f"Bad Request: {words}"


async def test_more_than_one_setting_a_second_is_a_flood(stand: Stand) -> None:
    await stand.call("setWebhook", url="http://127.0.0.1:9/a")
    assert (await stand.call("setWebhook", url="http://127.0.0.1:9/b"))["parameters"] == {"retry_after": 1}
    stand.now += 1
    assert (await stand.call("setWebhook", url="http://127.0.0.1:9/b"))["ok"]

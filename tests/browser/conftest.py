"""A running sandbox, a scripted bot that talks to it over HTTP, and pages of one Chromium."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from sandbox.app import Config, Sandbox, running

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LAPTOP = {"width": 1440, "height": 900}
ALINA, TIMUR, VERA, ANGELINA = 5012, 5013, 5014, 5015
Json = dict[str, Any]
OpenPage = Callable[..., Awaitable[Page]]


class Clock:
    """The sandbox's time, moved by hand."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Bot:
    """A bot of a few lines: sends what a test says and reads taps and messages."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self._url = f"{sandbox.telegram_url}/bot{sandbox.telegram.token}"
        self._session = session
        self._offset = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self._url}/{method}", json=params) as answer:
            content = await answer.json()
        assert content["ok"], content
        return content["result"]

    async def send(self, chat: int, html: str, *rows: list[Json], **more: Any) -> int:
        """The id of the message sent; `rows` of an inline keyboard."""
        if rows:
            more["reply_markup"] = {"inline_keyboard": list(rows)}
        sent = await self.call("sendMessage", chat_id=chat, text=html, parse_mode="HTML", **more)
        return int(sent["message_id"])

    async def edit(self, chat: int, message: int, html: str, *rows: list[Json]) -> None:
        markup = {"inline_keyboard": list(rows)}
        await self.call(
            "editMessageText", chat_id=chat, message_id=message, text=html, parse_mode="HTML", reply_markup=markup
        )

    async def update(self, kind: str) -> Any:
        """The next update of a kind; what comes before it is passed over."""
        while True:
            for update in await self.call("getUpdates", offset=self._offset, limit=1, timeout=10):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One Chromium for all tests of this folder."""
    expect.set_options(timeout=5000)
    async with async_playwright() as playwright:
        running_browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running_browser
        await running_browser.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    """A sandbox of its own for each test; everybody has pressed Start."""
    async with running(Config(port=0, clock=clock)) as fresh:
        for user_id in (ALINA, TIMUR, VERA, ANGELINA):
            fresh.telegram.start(user_id)
        fresh.telegram.updates.drop_all()
        yield fresh


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(sandbox, session)


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[OpenPage]:
    """Opens the page in a fresh context; at the end none of them may have complained on the console."""
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def open_(viewport: Json = LAPTOP, query: str = "", refusals: bool = False, **options: Any) -> Page:
            context = await browser.new_context(viewport=viewport, locale="ru-RU", reduced_motion="reduce", **options)
            stack.push_async_callback(context.close)
            page = await context.new_page()
            expected = "400 (Bad Request)" if refusals else "\0"
            page.on("console", lambda said: complaints.append(said.text) if _bad(said, expected) else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda asked: _refuse_outside(asked.url, sandbox.url, complaints))
            await page.goto(f"{sandbox.url}/{query}")
            await page.locator("body.ready").wait_for()
            return page

        yield open_
    assert complaints == []


def _bad(said: ConsoleMessage, expected: str) -> bool:
    return said.type in ("error", "warning") and expected not in said.text


def _refuse_outside(asked: str, home: str, complaints: list[str]) -> None:
    if not re.match(rf"({re.escape(home)}/|data:)", asked):
        complaints.append(f"asked for {asked}")

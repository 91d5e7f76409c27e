"""The product's own pages, opened by somebody through a one-time link."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from services.storage import staff_store
from tests.flows.harness import World

PICTURES = os.environ.get("PICTURES")  # a folder: what was on the screen is kept there, to be looked at
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@asynccontextmanager
async def opened(browser: Browser, world: World, who: int, viewport: Any, **options: Any) -> AsyncIterator[Page]:
    """The first page that this person sees; nothing may go wrong on it, and Telegram's script is not to be had."""
    async with world.app.db.reading() as conn:
        person = await staff_store.by_telegram(conn, who)
    assert person is not None
    complaints: list[str] = []
    context = await browser.new_context(viewport=viewport, locale="ru-RU", reduced_motion="reduce", **options)
    try:
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        await page.route(re.compile(r"^https://telegram\.org"), lambda route: route.abort())
        await page.goto(f"{world.address}/app/#key={await world.app.sessions.give_key(person)}")
        await page.locator("body.ready").wait_for()
        yield page
        assert complaints == []
    finally:
        await context.close()


async def keep_picture(page: Page, name: str) -> None:
    """The whole page, where somebody asked for pictures."""
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)

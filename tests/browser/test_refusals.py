"""What bad input gets, on the real page: who may not come in, who may not see, and what cannot be."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from sandbox.world import ALINA, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import World, running_world
from tests.flows.many_leads import many_leads

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'refusals.db'}") as world:
        yield world


async def test_forged_and_old_ways_in_are_closed_in_words(browser: Browser, world: World) -> None:
    async with opened(browser, world, VERA, PHONE) as page:
        link = f"{world.address}/app/#key=forged"
        await page.evaluate("sessionStorage.clear()")
        async with page.expect_response(lambda each: each.url.endswith("/app/session")) as answered:
            await page.goto(link)
            await page.reload()
        assert (await answered.value).status == 401
        await expect(page.get_by_role("alert")).to_contain_text("Страница закрыта")
        await keep_picture(page, "refused-forged")

    async with opened(browser, world, VERA, LAPTOP) as page:
        await page.evaluate("sessionStorage.setItem('five-minutes-session', '3.1.9999999999.0000')")
        async with page.expect_response(lambda each: each.url.endswith("/app/me")) as answered:
            await page.reload()
        assert (await answered.value).status == 401
        await expect(page.get_by_role("alert")).to_contain_text("Страница закрыта")
        assert await page.locator("nav a").count() == 0


async def test_a_page_without_the_right_says_who_may(browser: Browser, world: World) -> None:
    async with opened(browser, world, ALINA, PHONE) as page:
        async with page.expect_response(lambda each: "/app/leads" in each.url) as answered:
            await page.goto(f"{world.address}/app/#leads")
        assert (await answered.value).status == 403
        await expect(page.get_by_role("alert")).to_contain_text("Это может только руководитель")
        await keep_picture(page, "refused-right")
        await page.get_by_role("link", name="Сейчас").press("Enter")
        await expect(page.get_by_text("Всё разобрано")).to_be_visible()


async def test_a_file_that_would_be_too_large_is_offered_month_by_month(browser: Browser, world: World) -> None:
    await many_leads(world, 100_001)
    async with opened(browser, world, VERA, LAPTOP) as page:
        await page.goto(f"{world.address}/app/#leads?all=1")
        await expect(page.locator(".found")).to_contain_text("100002 лида")
        await page.get_by_role("button", name="CSV").press("Enter")
        offered = page.locator(".files")
        await expect(offered.get_by_role("alert")).to_contain_text("Сохраните по месяцам")
        await keep_picture(page, "too-large")
        async with page.expect_download() as downloading:
            await offered.get_by_role("button", name="03.2026 (1)").press("Enter")
        saved = await downloading.value
        assert saved.suggested_filename == "leads-2026-03.csv"
        path = await saved.path()
        assert "Олег Ясный" in await asyncio.to_thread(path.read_text, "utf-8-sig")

"""The lead list in a browser, served by the product: on a laptop and on a phone, by mouse and by keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox.world import ALINA, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import TIMUR_ID, World, running_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Three leads of two clients, one of them no advertising."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'list.db'}") as world:
        world.clock.to(1_790_000_000.0)
        first = await world.new_lead(name="Ольга Речная", phone="+79990000801", sourceId="UC_VK01")
        await world.tap(ALINA, ALINA, "Взял в работу")
        await world.change(first, assignedById=TIMUR_ID)
        await world.new_lead(name="<img src=x onerror=alert(1)>", phone="+79990000801")
        await world.new_lead(title="Исходящий звонок", name="Павел Озёрный", manager=TIMUR_ID)
        yield world


@asynccontextmanager
async def list_of(browser: Browser, world: World, viewport: Any) -> AsyncIterator[Page]:
    async with opened(browser, world, VERA, viewport) as page:
        await page.get_by_role("link", name="Лиды").press("Enter")
        await expect(page.locator("tr[data-lead]")).to_have_count(2)
        yield page


@pytest.mark.rule("LL-27")
async def test_a_supervisor_looks_filters_and_marks(browser: Browser, world: World) -> None:
    async with list_of(browser, world, LAPTOP) as page:
        await keep_picture(page, "laptop")
        await expect(page.locator("tr.foreign")).to_have_count(1)
        await expect(page.locator("td.name").first).to_contain_text("<img src=x onerror=alert(1)>")
        assert await page.locator("main img").count() == 0
        await expect(page.locator(".found")).to_contain_text("2 лида")
        await page.get_by_label("Нерекламные").check()
        await expect(page.locator("tr[data-lead]")).to_have_count(3)

        await page.locator("#filter-quality").press("Enter")
        await page.get_by_label("Целевой", exact=True).check()
        await expect(page.locator("tr[data-lead]")).to_have_count(1)
        await page.goto(f"{world.address}/app/#leads?from=2026-01-09&to=2026-01-01")
        await expect(page.get_by_text("Период задан наоборот")).to_be_visible()
        await keep_picture(page, "impossible")
        await page.get_by_role("button", name="Сбросить фильтры").first.press("Enter")
        await expect(page.locator("tr[data-lead]")).to_have_count(2)

        row = page.locator("tr[data-lead]").first
        await row.locator(".actions > summary").press("Enter")
        await row.get_by_role("button", name="Нецелевой").press("Enter")
        await expect(page.locator("td.quality").first).to_contain_text("Нецелевой")
        await page.locator(".chooser > summary").press("Enter")
        await page.locator(".chooser").get_by_label("Канал").uncheck()
        await expect(page.locator("th.channel")).to_have_count(0)
        await page.reload()
        await expect(page.locator("tr[data-lead]")).to_have_count(2)
        await expect(page.locator("th.channel")).to_have_count(0)


async def test_the_list_fits_a_phone(browser: Browser, world: World) -> None:
    async with list_of(browser, world, PHONE) as page:
        await keep_picture(page, "phone")
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await page.locator("#filters").press("Enter")
        await expect(page.get_by_label("Без источника")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await keep_picture(page, "phone-filters")

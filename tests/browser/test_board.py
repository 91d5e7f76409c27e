"""The board in a browser: a supervisor's morning by keyboard, and what a manager is not offered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from sandbox.world import ALINA, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import ALINA_ID, TIMUR_ID, VERA_ID, World, running_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Three late leads."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'board.db'}") as world:
        for name in ("Ольга Речная", "Павел Озёрный", "Нина Лесная"):
            last = await world.new_lead(name=name)
        await world.until(last, 700)
        yield world


async def test_three_late_leads_are_dealt_with(browser: Browser, world: World) -> None:
    async with opened(browser, world, VERA, LAPTOP) as page:
        leads = page.locator("li.lead")
        await expect(leads).to_have_count(3)
        await expect(page.locator(".people tbody tr")).to_contain_text("Алина Громова")
        one, two, three = (leads.filter(has_text=name) for name in ("Ольга", "Павел", "Нина"))
        await one.get_by_role("button", name="Напомнить").press("Enter")
        await expect(one.get_by_role("status")).to_have_text("Напомнил")
        await two.locator("summary").press("Enter")
        await two.get_by_label("Кому").select_option(label="Тимур Садыков")
        await keep_picture(page, "board-laptop")
        await two.get_by_role("button", name="Отдать").press("Enter")
        await expect(two.locator(".who")).to_have_text("Тимур Садыков")
        await three.get_by_role("button", name="Беру себе").press("Enter")
        await expect(three).to_have_class("lead in_work")
        await world.pump()
        owners = [world.portal.leads[each]["assignedById"] for each in sorted(world.portal.leads)[-3:]]
        assert owners == [ALINA_ID, TIMUR_ID, VERA_ID]
        await one.get_by_role("button", name="Напомнить").press("Enter")
        await expect(one.get_by_role("status")).not_to_have_text("Напомнил")


async def test_all_leads_of_a_client_change_hands_at_once(browser: Browser, world: World) -> None:
    last = await world.new_lead(name="Ольга Речная", phone="+79990000801")
    first = await world.new_lead(name="Ольга Речная", phone="+79990000801")
    await world.app.listing.catch_up()
    async with opened(browser, world, VERA, PHONE) as page:
        lead = page.locator(f"li.lead[data-lead='{first}']")
        await lead.locator("summary").press("Enter")
        await lead.get_by_label("Кому").select_option(label="Тимур Садыков")
        await keep_picture(page, "board-client")
        await lead.get_by_role("button", name="Все обращения клиента (2)").press("Enter")
        await expect(lead.get_by_role("status")).to_have_text("Передано 2 лида")
        await world.pump()
        assert {world.portal.leads[each]["assignedById"] for each in (first, last)} == {TIMUR_ID}


async def test_a_manager_looks_only(browser: Browser, world: World) -> None:
    async with opened(browser, world, ALINA, PHONE) as page:
        await expect(page.locator("li.lead").first).to_be_visible()
        for deed in ("Напомнить", "Беру себе", "Передать"):
            assert await page.get_by_role("button", name=deed).count() == 0, deed
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await keep_picture(page, "board-phone")

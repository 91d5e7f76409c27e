"""The report in a browser: the same numbers, by keyboard, on a laptop and on a phone, light and dark."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox.world import ALINA, DENIS, TIMUR, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import ANDREY_ID, SALES, STAFF, TIMUR_ID, World, running_world
from tests.flows.test_flow_deals import HEAD, SHORT, TAKE, TIME, handed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """One lead taken at once, one late and then taken, one that nobody has touched."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'report.db'}") as world:
        quick = await world.new_lead(name="Ольга Речная", sourceId="UC_VK01")
        await world.until(quick, 40)
        await world.tap(ALINA, ALINA, "Недозвон")
        late = await world.new_lead(name="<img src=x onerror=alert(1)>", manager=TIMUR_ID)
        await world.until(late, 900)
        await world.tap(TIMUR, TIMUR, "Взял в работу")
        lost = await world.new_lead(name="Павел Озёрный", manager=TIMUR_ID)
        await world.until(lost, 700)
        yield world


@asynccontextmanager
async def report_of(browser: Browser, world: World, who: int, viewport: Any, **options: Any) -> AsyncIterator[Page]:
    async with opened(browser, world, who, viewport, **options) as page:
        await page.get_by_role("link", name="Отчёт").press("Enter")
        await expect(page.locator(".verdict").first).to_be_visible()
        yield page


async def test_a_supervisor_reads_the_report_by_keyboard(browser: Browser, world: World) -> None:
    async with report_of(browser, world, VERA, LAPTOP) as page:
        await keep_picture(page, "report-laptop")
        await expect(page.locator(".verdict.missed")).to_contain_text("В срок 33 % из 3 – ниже цели 90 %")
        assert await page.locator("figure svg[role=img]").count() == 4
        assert await page.locator("main img").count() == 0
        timur = page.locator(".people tr", has_text="Тимур Садыков")
        await expect(timur.locator("td").first).to_have_text("2")
        await expect(page.locator(".breaches tbody tr")).to_have_count(2)
        await expect(page.locator(".breaches tbody tr").first).to_contain_text("не тронут")

        figure = page.locator("figure[data-chart=reactions]")
        await figure.locator("summary").press("Enter")
        await expect(figure.locator("tbody tr").first).to_contain_text("1")
        assert await figure.locator("tbody tr").count() == 14

        await page.get_by_role("link", name="Неделя").press("Enter")
        await expect(page.get_by_role("heading", name="02.03.2026 – 08.03.2026")).to_be_visible()
        await page.get_by_role("link", name="‹ Раньше").press("Enter")
        await expect(page.get_by_text("За эти дни лидов не было")).to_be_visible()
        await page.get_by_role("link", name="Позже ›").press("Enter")
        await expect(page.locator(".verdict")).to_be_visible()


async def test_a_manager_sees_ones_own_on_a_phone(browser: Browser, world: World) -> None:
    async with report_of(browser, world, TIMUR, PHONE, color_scheme="dark") as page:
        await keep_picture(page, "report-phone-dark")
        assert await page.locator("nav a").all_inner_texts() == ["Сейчас", "Отчёт"]
        await expect(page.get_by_text("Только ваши лиды")).to_be_visible()
        await expect(page.locator(".verdict")).to_contain_text("из 2")
        assert await page.get_by_text("Алина").count() == 0
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_it_fits_a_phone(browser: Browser, world: World) -> None:
    async with report_of(browser, world, VERA, PHONE) as page:
        await keep_picture(page, "report-phone")
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.rule("LT-28")
async def test_two_teams_have_two_clocks_on_the_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    rules = str(tmp_path / "short.toml")
    everybody = (*STAFF, *SALES, HEAD)
    async with running_world(
        f"sqlite+aiosqlite:///{tmp_path / 'teams.db'}", staff=everybody, regulation=rules
    ) as world:
        await world.sweep()
        await world.new_lead(name="Ольга Речная")
        await world.tap(ALINA, ALINA, "Взял в работу")
        await handed(world)
        await world.tap(DENIS, DENIS, TAKE)
        await handed(world, ANDREY_ID)
        await world.advance(TIME + 10)
        for viewport, name in ((LAPTOP, "teams-laptop"), (PHONE, "teams-phone")):
            async with report_of(browser, world, VERA, viewport) as page:
                await keep_picture(page, name)
                await expect(page.get_by_role("heading", name="Клиентская служба · обработка лидов")).to_be_visible()
                await expect(page.get_by_role("heading", name="Отдел продаж · взятие сделок")).to_be_visible()
                await expect(page.locator(".verdict.missed")).to_contain_text("В срок 50 % из 2")
                andrey = page.locator(".deals tr", has_text="Андрей Белов")
                assert await andrey.locator("td").all_inner_texts() == ["1", "0", "1", "–", "0 %"]
                await expect(page.locator("figure[data-chart=deal_shares] svg")).to_be_visible()
                assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

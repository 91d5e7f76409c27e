"""The people page in a browser: a supervisor invites somebody and looks up who did what."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from sandbox.world import ALINA, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import World, running_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """One employee who is not connected, and a lead of theirs; one deed of Alina's."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'people.db'}") as world:
        world.portal.add_user(31, "Олег", "Новенький")
        await world.app.people.refresh()
        await world.new_lead(name="Ольга Речная", manager=31)
        await world.new_lead(name="<img src=x onerror=alert(1)>")
        await world.tap(ALINA, ALINA, "Недозвон")
        yield world


async def test_a_supervisor_invites_and_looks_up(browser: Browser, world: World) -> None:
    async with opened(browser, world, VERA, LAPTOP) as page:
        await page.get_by_role("link", name="Люди").press("Enter")
        row = page.locator("tr[data-employee='31']")
        await expect(row).to_contain_text("1 открытый лид ждёт")
        await row.locator("summary").press("Enter")
        await row.get_by_role("button", name="Ссылка и QR-код").press("Enter")
        await expect(row.locator("svg.qr")).to_be_visible()
        await expect(row.locator(".link a")).to_contain_text("start=")
        await keep_picture(page, "people-laptop")
        deeds = page.locator(".deeds tbody tr")
        await expect(deeds.first).to_contain_text("приглашён сотрудник: Олег Новенький")
        await expect(deeds.first).to_contain_text("страница")
        assert await page.locator("main img").count() == 0
        await page.get_by_label("Слова").fill("недозв")
        await page.get_by_label("Слова").press("Enter")
        await expect(deeds).to_have_count(1)
        await expect(deeds).to_contain_text("чат")
        await page.locator("#deeds-who").select_option(label="Ангелина Лебедева")
        await expect(page.get_by_text("Ничего не найдено")).to_be_visible()
        await page.locator("#deeds-from").fill("2026-03-09")
        await page.locator("#deeds-to").fill("2026-03-02")
        await expect(page.get_by_text("первый день позже последнего")).to_be_visible()
        await keep_picture(page, "people-impossible")


async def test_a_supervisor_sets_shifts_and_absences(browser: Browser, world: World) -> None:
    async with opened(browser, world, VERA, LAPTOP) as page:
        await page.get_by_role("link", name="Люди").press("Enter")
        alina = page.locator("tr", has=page.get_by_role("rowheader", name="Алина Громова"))
        await alina.locator("summary").press("Enter")
        await alina.get_by_role("button", name="Нет на месте").press("Enter")
        await expect(alina).to_contain_text("не на смене")
        await expect(alina.get_by_role("status")).to_have_text("Записано, сотруднику сообщил")
        await alina.locator("summary").press("Enter")
        await alina.get_by_role("button", name="На смене").press("Enter")
        await expect(alina).not_to_contain_text("не на смене")
        await alina.locator("summary").press("Enter")
        await alina.get_by_label("Первый день").fill("2026-03-20")
        await keep_picture(page, "people-shift")
        await alina.get_by_role("button", name="Отметить дни").press("Enter")
        await expect(alina).to_contain_text("отпуск 20.03 – 20.03")
        await alina.locator("summary").press("Enter")
        await alina.get_by_label("Первый день").fill("2025-03-20")
        await alina.get_by_role("button", name="Отметить дни").press("Enter")
        await expect(alina.get_by_role("status")).to_contain_text("Такие дни отметить нельзя")
        await alina.locator("summary").press("Enter")
        await alina.get_by_role("button", name="Отменить: отпуск 20.03 – 20.03").press("Enter")
        await expect(alina).not_to_contain_text("отпуск 20.03")


async def test_it_fits_a_phone(browser: Browser, world: World) -> None:
    async with opened(browser, world, VERA, PHONE, color_scheme="dark") as page:
        await page.get_by_role("link", name="Люди").press("Enter")
        await expect(page.locator("tr[data-employee='31']")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await keep_picture(page, "people-phone")

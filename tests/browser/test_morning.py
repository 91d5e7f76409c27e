"""A supervisor's morning: look, act on three late leads, send the week's report; by hand it takes under a minute."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox.world import SUPERVISORS_CHAT, TIMUR, VERA
from tests.browser.pages import LAPTOP, PHONE, keep_picture, opened
from tests.flows.harness import ALINA_ID, TIMUR_ID, VERA_ID, World, running_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
A_MINUTE = 60.0
LATE = ("Ольга Речная", "Павел Озёрный", "Нина Лесная")


@dataclass(frozen=True)
class Words:
    """What the pages say in a language."""

    remind: str
    give: str
    to: str
    take: str
    calls: str
    close: str
    report: str
    week: str
    send: str
    sent: str
    leads: str
    people: str


RU = Words(
    "Напомнить", "Отдать", "Кому", "Беру себе", "Звонки", "Закрыть", "Отчёт", "Неделя",
    "Отправить руководителям", "Отправлен", "Лиды", "Люди",
)  # fmt: skip
EN = Words(
    "Remind", "Give", "To whom", "Take it", "Calls", "Close", "Report", "Week",
    "Send to the supervisors", "Sent", "Leads", "People",
)  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session", params=["ru", "en"])
async def world(request: Any, tmp_path: Path) -> AsyncIterator[World]:
    """Three late leads, one that was taken in time, and a call of the telephony."""
    async with running_world(f"sqlite+aiosqlite:///{tmp_path / 'morning.db'}", language=request.param) as world:
        for name in LATE:
            last = await world.new_lead(name=name)
        world.portal.end_call(last, ALINA_ID, 0, "304", record="https://records.example.com/1")
        await world.until(last, 620)
        await world.app.calls.catch_up()
        taken = await world.new_lead(manager=TIMUR_ID, name="Кирилл Полевой", sourceId="UC_VK01")
        await world.until(taken, 40)
        await world.tap(TIMUR, TIMUR, "Недозвон")
        yield world


@pytest.mark.parametrize(
    ("name", "viewport", "scheme"),
    [
        ("laptop", LAPTOP, "light"),
        ("phone", PHONE, "dark"),
        ("laptop-dark", LAPTOP, "dark"),
        ("phone-light", PHONE, "light"),
    ],
)
async def test_a_morning(browser: Browser, world: World, name: str, viewport: Any, scheme: Any) -> None:
    language = world.app.texts.language
    words, kept = (RU if language == "ru" else EN), f"morning-{language}-{name}"
    since = time.monotonic()
    async with opened(browser, world, VERA, viewport, color_scheme=scheme) as page:
        await _look_and_act(page, words, kept)
        await page.get_by_role("link", name=words.report).press("Enter")
        await page.get_by_role("link", name=words.week).press("Enter")
        await page.get_by_role("button", name=words.send).press("Enter")
        await expect(page.locator(".send [role=status]")).to_have_text(words.sent)
        took = time.monotonic() - since
        await _fits(page, viewport, f"{kept}-report")
        for link, there in ((words.leads, ".leads"), (words.people, ".members")):
            await page.get_by_role("link", name=link).press("Enter")
            await expect(page.locator(there)).to_be_visible()
            await _fits(page, viewport, f"{kept}{there}")
    print(f"\na supervisor's morning, {language}, {name}: {took:.1f} s")
    assert took < A_MINUTE
    before = len(world.chat(SUPERVISORS_CHAT).messages)
    await world.pump()
    assert len(world.chat(SUPERVISORS_CHAT).messages) > before
    owners = [world.portal.leads[each]["assignedById"] for each in sorted(world.portal.leads)[-4:-1]]
    assert owners == [ALINA_ID, TIMUR_ID, VERA_ID]


async def _look_and_act(page: Page, words: Words, kept: str) -> None:
    one, two, three = (page.locator("li.lead", has_text=name) for name in LATE)
    await expect(page.locator("li.lead.late")).to_have_count(3)
    await three.get_by_role("button", name=words.calls).press("Enter")
    calls = page.get_by_role("dialog", name=LATE[2])
    await expect(calls.locator("li")).to_have_count(1)
    await keep_picture(page, f"{kept}-calls")
    await calls.get_by_role("button", name=words.close).press("Enter")
    await one.get_by_role("button", name=words.remind).press("Enter")
    await two.locator("summary").press("Enter")
    await two.get_by_label(words.to, exact=True).select_option(label="Тимур Садыков")
    await keep_picture(page, f"{kept}-board")
    await two.get_by_role("button", name=words.give, exact=True).press("Enter")
    await expect(two.locator(".who")).to_have_text("Тимур Садыков")
    await three.get_by_role("button", name=words.take).press("Enter")
    await expect(three).to_have_class("lead in_work")


async def _fits(page: Page, viewport: Any, name: str) -> None:
    await keep_picture(page, name)
    assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

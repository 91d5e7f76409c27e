"""Each preset played in the sandbox's page, from the first card to the end of a lead: only `REGULATION` differs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.pages import LAPTOP, keep_picture
from tests.flows.harness import World, running_world

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
MORE = "Ещё…"


class Stage:
    """The page of the sandbox with Alina's phone, and the product behind it."""

    def __init__(self, world: World, page: Page, name: str) -> None:
        self.world, self.page, self.name = world, page, name
        self._pictures = 0

    @property
    def phone(self) -> Locator:
        return self.page.locator("section[data-phone=manager] .chat:not([hidden])")

    async def arrives(self, **fields: object) -> None:
        await self.world.new_lead(**fields)
        await self.shows(self.phone.locator("article").last, "Олег")

    async def tap(self, title: str) -> None:
        """A button under the newest message that has it, behind «Ещё…» perhaps."""
        wanted = self.phone.get_by_role("button", name=title, exact=True)
        if not await wanted.count():
            await self._press(self.phone.get_by_role("button", name=MORE, exact=True).last)
        await self._press(wanted.last)

    async def say(self, words: str) -> None:
        await self.phone.get_by_role("textbox").fill(words)
        await self.page.keyboard.press("Enter")
        await self._settle()

    async def shows(self, where: Locator, words: str) -> None:
        await expect(where).to_contain_text(words)
        self._pictures += 1
        await keep_picture(self.page, f"preset-{self.name}-{self._pictures:02}")

    async def card(self, words: str) -> None:
        """What the card says by now; the phone shows it."""
        found = self.phone.locator("article", has_text="Олег")
        await self.shows(found.first, words)

    async def portal(self, stage: str) -> None:
        """Where the lead stands in the portal, as its column shows it."""
        await self.shows(self.page.locator(".stage-pill").first, stage)

    async def _press(self, button: Locator) -> None:
        await button.click()
        await self._settle()

    async def _settle(self) -> None:
        """Until the sandbox has what the person did, and the product has worked it off."""
        for _ in range(4):
            await asyncio.sleep(0.03)
            await self.world.pump()


Play = Callable[..., Awaitable[Stage]]


@pytest_asyncio.fixture(loop_scope="session")
async def play(browser: Browser, tmp_path: Path) -> AsyncIterator[Play]:
    async with AsyncExitStack() as stack:

        async def begin(regulation: str) -> Stage:
            database = f"sqlite+aiosqlite:///{tmp_path / 'presets.db'}"
            world = await stack.enter_async_context(running_world(database, regulation=regulation))
            context = await browser.new_context(viewport=LAPTOP, locale="ru-RU", reduced_motion="reduce")
            stack.push_async_callback(context.close)
            page = await context.new_page()
            await page.goto(f"{world.sandbox.url}/")
            await page.locator("body.ready").wait_for()
            return Stage(world, page, regulation)

        yield begin


async def test_funnel_robots_from_the_first_card_to_its_deal(play: Play) -> None:
    stage = await play("funnel-robots")
    await stage.arrives(lastName="Петров")
    await stage.card("Дальше: связаться с клиентом")
    await stage.tap("Связался")
    await stage.card("Дальше: провести квалификацию")
    await stage.tap("Квалификация")
    for _ in range(3):
        await stage.shows(stage.phone.locator("article").last, "?")
        await stage.tap("Да")
    await stage.say("oleg@example.org")
    await stage.card("Дальше: подготовить и отправить КП")
    await stage.tap("КП отправлено")
    await stage.card("Дальше: получить согласие по КП или отказ")
    await stage.tap("Согласие по КП")
    await stage.card("Дальше: получить реквизиты")
    await stage.tap("Записать ИНН")
    await stage.say("7707083893")
    await stage.tap("Реквизиты получены")
    await stage.card("Дальше: сконвертировать лид")
    await stage.tap("Конвертировать")
    await stage.tap("Физлицо: сделка и контакт")
    await stage.shows(stage.phone.locator("article").last, "Физлицо")
    await stage.tap("Конвертировать")
    await stage.shows(stage.phone.locator("article").last, "создана сделка")
    await stage.portal("Качественный лид")


async def test_latuning_from_the_first_card_to_a_rejection(play: Play) -> None:
    stage = await play("latuning")
    await stage.arrives(sourceId="UC_INSTA01")
    await stage.tap("Квалификация")
    await stage.tap("Физлицо")
    await stage.shows(stage.phone.locator("article").last, "?")
    while await stage.phone.locator(".key", has_text="Пропустить").count():
        await stage.tap("Пропустить")
    await stage.card("✓")
    await stage.portal("Взят в работу")
    for _ in range(3):
        await stage.tap("Недозвон")
    await stage.card("мы не смогли до Вас дозвониться")
    await stage.tap("Шаблон отправлен")
    await stage.tap("Брак: три попытки")
    await stage.card("?")
    await stage.tap("Да: Брак: три попытки")
    await stage.portal("Отказ")


async def test_op10_from_the_first_card_to_a_rejection(play: Play) -> None:
    stage = await play("op10")
    await stage.arrives()
    await stage.tap("Взял в работу")
    await stage.portal("Взят в работу")
    await stage.tap("Недозвон")
    await stage.card("попытка 1")
    await stage.tap("Отказ: некорректные данные")
    await stage.shows(stage.phone, "Да: Отказ")
    await stage.tap("Да: Отказ: некорректные данные")
    await stage.portal("Отказ")

"""The pictures of the README and the docs: the real assistant plays a scenario in the sandbox, Chromium looks.

make screenshots   (or: python -m scripts.screenshots [folder])
"""

import asyncio
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from sandbox.app import Config, Sandbox, running
from sandbox.scenarios import SCENARIOS
from sandbox.world import ALINA, ANDREY, ANGELINA, DENIS, OWNER, PORTAL_IDS, SOURCES_CHAT, TIMUR, VERA

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
ROLES = {
    ALINA: "manager",
    TIMUR: "manager",
    VERA: "supervisor",
    ANGELINA: "keeper",
    DENIS: "sales",
    ANDREY: "sales",
}
LAPTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
SHARP = 2  # pixels of a picture for each of the page
PATIENCE_MS = 60_000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(sandbox: Sandbox, folder: str, port: int) -> dict[str, str]:
    """The assistant's environment: everything leads into the sandbox."""
    return {
        **os.environ,
        "BOT_TOKEN": sandbox.telegram.token,
        "TELEGRAM_API_URL": sandbox.telegram_url,
        "BITRIX24_WEBHOOK_URL": sandbox.webhook_url,
        "BITRIX24_APPLICATION_TOKEN": sandbox.portal.events.application_token,
        "DATABASE_URL": f"sqlite:///{folder}/pictures.db",
        "HTTP_PORT": str(port),
        "REGULATION": "demo",
        "SOURCES_CHAT_ID": str(SOURCES_CHAT),
        "ADMIN_IDS": str(OWNER),
    }


async def bot(environment: dict[str, str], *command: str) -> asyncio.subprocess.Process:
    """`python -m bot …` as its own process."""
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *command, cwd=ROOT, env=environment)


@asynccontextmanager
async def assistant(sandbox: Sandbox) -> AsyncIterator[None]:
    """The assistant at work, everybody known to it and connected."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = settings(sandbox, folder, port)
        for telegram_id, role in ROLES.items():
            who = ("--bitrix", str(PORTAL_IDS[telegram_id]), "--telegram", str(telegram_id), "--role", role)
            if await (await bot(environment, "staff", "add", *who)).wait():
                raise SystemExit(f"staff add did not work for {telegram_id}")
        sandbox.send_events_to(f"http://127.0.0.1:{port}")
        for telegram_id in (*ROLES, OWNER):
            sandbox.telegram.start(telegram_id)
        process = await bot(environment, "run")
        try:
            yield
        finally:
            process.terminate()
            await process.wait()


def button(page: Page, phone: str, lead: str, text: str) -> Locator:
    """A button under the newest message on a phone that names the lead."""
    return page.locator(f"section[data-phone={phone}] article", has_text=lead).last.locator(".key", has_text=text)


async def play(sandbox: Sandbox, page: Page) -> None:
    """A referral is set right and taken, an unknown source is asked about and left too long, a new lead comes in."""
    await page.locator(".bot-state .dot.on").wait_for()
    await SCENARIOS["referral"](sandbox)
    await button(page, "manager", "Наталья", "Источник: рекомендация").click()
    await page.locator(".source", has_text="Рекомендация").first.wait_for()
    await button(page, "manager", "Наталья", "Взял в работу").click()
    await page.locator(".leads:not(.older) .stage-pill", has_text="Взят в работу").wait_for()
    await SCENARIOS["salebot"](sandbox)
    await button(page, "manager", "Дмитрий", "Источник неизвестен").click()
    await button(page, "sources", "Дмитрий", "VK").wait_for()
    await button(page, "supervisor", "Дмитрий", "Напомнить").wait_for()
    await SCENARIOS["site"](sandbox)
    await button(page, "manager", "Заявка с сайта", "Взял в работу").wait_for()


async def guide(page: Page, folder: Path) -> None:
    """The manager's guide: a card as it comes, the question in the group, the calendar of a meeting."""
    await phone_picture(page, "manager", folder / "guide-card.png")
    await phone_picture(page, "sources", folder / "guide-source.png")
    await button(page, "manager", "Заявка с сайта", "Взял в работу").click()
    await page.locator(".leads:not(.older) .stage-pill", has_text="Взят в работу").nth(1).wait_for()
    await button(page, "manager", "Заявка с сайта", "Назначить встречу").click()
    await page.locator("section[data-phone=manager] .key", has_text="Завтра").first.wait_for()
    await phone_picture(page, "manager", folder / "guide-meeting.png")


async def pages(browser: Browser, sandbox: Sandbox, folder: Path) -> None:
    """The supervisor's pages, opened by the link that /board sends: the board, the report, people."""
    sandbox.telegram.say(VERA, VERA, "/board")
    link = None
    while link is None:
        await asyncio.sleep(0.2)
        link = re.search(r"http\S+#key=\S+", sandbox.telegram.chats[VERA].messages[-1].plain)
    page = await browser.new_page(viewport=LAPTOP, device_scale_factor=SHARP, locale="ru-RU")
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(link[0])
    await page.locator("body.ready").wait_for()
    await page.locator(".lead").first.wait_for()
    await page.screenshot(path=folder / "board.png")
    await page.get_by_role("link", name="Отчёт").click()
    await page.locator(".chart").first.wait_for()
    await page.screenshot(path=folder / "report.png", full_page=True)
    await page.get_by_role("link", name="Люди").click()
    await page.locator(".members").wait_for()
    await page.screenshot(path=folder / "people.png")


async def phone_picture(page: Page, phone: str, path: Path) -> None:
    """One phone of the page."""
    await settle(page)
    await page.locator(f"section[data-phone={phone}]").screenshot(path=path)


async def settle(page: Page) -> None:
    """Until every toast is gone and every movement has ended."""
    await page.locator(".toast:not([hidden])").first.wait_for(state="hidden")
    await page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")


async def shoot(browser: Browser, sandbox: Sandbox, folder: Path) -> None:
    """The pictures of the README, then those of the guide."""
    laptop = await browser.new_page(viewport=LAPTOP, device_scale_factor=SHARP, locale="ru-RU")
    laptop.set_default_timeout(PATIENCE_MS)
    await laptop.goto(sandbox.url)
    await play(sandbox, laptop)
    await laptop.locator(".leads:not(.older) .lead-head").last.click()
    phone = await browser.new_page(viewport=PHONE, device_scale_factor=SHARP, is_mobile=True, has_touch=True)
    await phone.goto(sandbox.url)
    await phone.locator("body.ready").wait_for()
    for page, name in ((laptop, "sandbox.png"), (phone, "sandbox-phone.png")):
        await settle(page)
        await page.screenshot(path=folder / name)
    await guide(laptop, folder)
    await pages(browser, sandbox, folder)


async def draw(chromium: str, folder: Path) -> None:
    """Play and shoot."""
    async with running(Config(port=0)) as sandbox, assistant(sandbox), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES))
        await shoot(browser, sandbox, folder)
        await browser.close()


def main(folder: Path) -> None:
    """The pictures, in `folder`."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        raise SystemExit("no Chromium on this machine: install it, or name it in CHROMIUM")
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(chromium, folder))
    print(f"{folder}: {', '.join(sorted(path.name for path in folder.glob('*.png')))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)

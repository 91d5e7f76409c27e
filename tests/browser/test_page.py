"""The page as a whole: scenarios, faults, sizes, languages."""

import pytest
from playwright.async_api import expect

from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.scenarios import SCENARIOS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE = {"width": 390, "height": 844}
LONG_WORD = "Превысокомногорассмотрительствующий" * 4
WIDE = """() => [document.documentElement, ...document.querySelectorAll("main, main section, .messages, .board")]
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""
TREE = """node => Object.keys(node).sort().map(key => typeof node[key] === "object" && !Array.isArray(node[key])
    ? [key, ...Object.keys(node[key]).sort()] : key)"""


async def test_a_scenario_happens_and_says_what_to_expect(open_page, sandbox: Sandbox):
    page = await open_page()
    await page.get_by_role("button", name="Мусорный телефон").click()
    await expect(page.locator(".expect")).to_contain_text("12-34")
    await expect(page.locator("li.lead").first).to_contain_text("<b>фыва</b>")


async def test_every_scenario_has_a_button_that_is_explained(open_page):
    page = await open_page()
    codes = await page.locator("[data-scenario]").evaluate_all("nodes => nodes.map(each => each.dataset.scenario)")
    assert sorted([*codes, "connect"]) == sorted(SCENARIOS)
    for code in codes:
        described = await page.locator(f"[data-scenario={code}]").get_attribute("aria-describedby")
        assert len(await page.locator(f"#{described}").text_content() or "") > 30


async def test_connecting_everyone(open_page, sandbox: Sandbox):
    page = await open_page()
    await page.get_by_role("button", name="Подключить всех").click()
    await expect(page.get_by_role("button", name="Подключить всех")).to_be_hidden()
    assert all(user.started for user in sandbox.telegram.users.values() if not user.is_bot)


async def test_a_fault_is_shown_counts_down_and_can_be_stopped(open_page, sandbox: Sandbox, clock):
    page = await open_page()
    await page.get_by_role("button", name="Портал лежит минуту").click()
    await expect(page.locator(".fault")).to_contain_text("Портал лежит 60 с")
    clock.now += 20
    await expect(page.locator(".fault")).to_contain_text("40 с")
    await page.get_by_role("button", name="Прекратить сбой").click()
    await expect(page.locator(".fault")).to_have_count(0)
    assert sandbox.faults.active == []


async def test_a_fault_that_ran_out_goes_from_the_page(open_page, sandbox: Sandbox, clock):
    sandbox.faults.add(Fault("telegram", "down", times=None, until=clock.now + 30))
    page = await open_page()
    await expect(page.locator(".fault")).to_contain_text("Telegram лежит")
    clock.now += 31
    await expect(page.locator(".fault")).to_have_count(0)


async def test_a_refusal_is_shown_in_words(open_page, sandbox: Sandbox):
    page = await open_page(refusals=True)
    await page.evaluate("import('/web/js/api.js').then(api => api.post('start', {user: 1}))")
    await expect(page.locator(".notice")).to_contain_text("1")


async def test_nothing_scrolls_sideways(open_page, bot, sandbox: Sandbox):
    lead_id = sandbox.portal.add_lead(name=LONG_WORD, title=LONG_WORD, comments=LONG_WORD, assignedById=12)
    row = [{"text": LONG_WORD, "callback_data": "1"}, {"text": LONG_WORD, "callback_data": "2"}]
    await bot.send(5012, f"<b>{LONG_WORD}</b>\n<blockquote expandable>{LONG_WORD}</blockquote>", row)
    page = await open_page(query=f"?lead={lead_id}")
    for width in (1440, 1180, 800, 390, 320):
        await page.set_viewport_size({"width": width, "height": 844})
        for button in await page.locator(".pages button").all():
            if await button.is_visible():
                await button.click()
            assert await page.evaluate(WIDE) == [], f"at {width}"


async def test_on_a_phone_one_page_at_a_time(open_page, bot):
    page = await open_page(PHONE, has_touch=True, is_mobile=True)
    await expect(page.locator("section[data-phone=manager]")).to_be_visible()
    await expect(page.locator("section.portal")).to_be_hidden()
    await bot.send(5014, "Лид не взят")
    supervisor = page.locator("nav button", has_text="Руководитель")
    await expect(supervisor.locator(".badge")).to_have_text("1")
    await supervisor.tap()
    await expect(page.get_by_text("Лид не взят")).to_be_visible()
    await expect(supervisor.locator(".badge")).to_be_hidden()
    await page.locator("nav button", has_text="Портал").tap()
    await expect(page.locator("section.portal")).to_be_visible()


async def test_both_languages_have_the_same_words(open_page):
    page = await open_page()
    trees = await page.evaluate(
        f"import('/web/js/texts.js').then(texts => Object.values(texts.languages).map({TREE}))",
    )
    assert trees[0] == trees[1]


async def test_english_on_request(open_page):
    page = await open_page(query="?lang=en")
    assert await page.locator("html").get_attribute("lang") == "en"
    words = await page.locator(".pill span, nav button, .portal-head b, .portal-head h2").all_inner_texts()
    assert not any("а" <= letter.lower() <= "я" for word in words for letter in word)


async def test_what_the_keyboard_reaches_has_a_name(open_page, bot, sandbox: Sandbox):
    await bot.send(5012, "Лид", [{"text": "Да", "callback_data": "1"}])
    page = await open_page()
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll("button, a, select, textarea, [tabindex='0']")]
            .filter(each => each.offsetParent)
            .filter(each => !(each.getAttribute("aria-label") || each.textContent.trim() || each.labels?.length))
            .map(each => each.outerHTML)"""
    )
    assert nameless == []


async def test_resetting_empties_chats_and_the_list(open_page, bot, sandbox: Sandbox):
    page = await open_page()
    await page.get_by_role("button", name="Заявка с сайта").click()
    await bot.send(5012, "Карточка")
    await expect(page.get_by_text("Карточка", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Сбросить").click()
    await expect(page.get_by_text("Карточка", exact=True)).to_have_count(0)
    await expect(page.get_by_text("Новых лидов пока нет")).to_be_visible()

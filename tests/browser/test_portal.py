"""The portal beside the phones: its list lives, and a person can work in it."""

import base64

import pytest
from playwright.async_api import Page, expect

from sandbox.app import Sandbox
from sandbox.bitrix24.demo import REGISTER
from sandbox.bitrix24.timeline_methods import write_comment
from sandbox.scenarios import SCREENSHOT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def row(page: Page, lead_id: int):
    return page.locator(f"li[data-lead='{lead_id}']")


def add_lead(sandbox: Sandbox, **fields) -> int:
    plain = {"name": "Олег", "title": "Заявка с сайта", "phone": "+79990000301", "sourceId": "WEB", "assignedById": 12}
    return sandbox.portal.add_lead(**plain | fields)


async def test_the_list_follows_the_portal(open_page, sandbox: Sandbox):
    page = await open_page()
    await expect(page.get_by_text("Новых лидов пока нет")).to_be_visible()
    lead_id = add_lead(sandbox)
    await expect(row(page, lead_id)).to_contain_text("Необработанный лид")
    await expect(row(page, lead_id)).to_contain_text("+79990000301")
    sandbox.portal.update_lead(lead_id, 12, stageId="IN_PROCESS", sourceId="UC_VK01", assignedById=13)
    await expect(row(page, lead_id).locator(".stage-pill")).to_have_text("2. Взят в работу")
    await expect(row(page, lead_id).locator(".source")).to_have_text("VK")
    await expect(row(page, lead_id).locator(".person")).to_contain_text("Тимур")
    sandbox.portal.delete_lead(lead_id)
    await expect(row(page, lead_id)).to_have_count(0)


async def test_the_timeline_tells_who_did_what(open_page, sandbox: Sandbox):
    page = await open_page()
    lead_id = add_lead(sandbox)
    await row(page, lead_id).locator(".lead-head").click()
    sandbox.portal.comment(lead_id, 1, "Взял в работу: Алина Громова")
    sandbox.portal.update_lead(lead_id, 12, stageId="IN_PROCESS")
    timeline = row(page, lead_id).locator(".timeline")
    await expect(timeline).to_contain_text("Ассистент (вебхук)Взял в работу: Алина Громова")
    await expect(timeline).to_contain_text("Алина ГромоваСтадия → 2. Взят в работу")


async def test_universal_lists_and_calendars_show_what_stands_in_them(open_page, sandbox: Sandbox):
    page = await open_page()
    await expect(page.locator(".register")).to_have_count(0)
    known = sandbox.portal.lists[REGISTER]
    known.elements[1] = {"ID": "1", "PROPERTY_203": {"7": "назначено"}, "PROPERTY_207": {"8": "<b>вебинар</b>"}}
    event = {"SECTION_ID": "7", "DELETED": "N", "DATE_FROM": "03/03/2026 05:00:00 pm", "NAME": "Олег"}
    sandbox.portal.calendar[1] = event
    table = page.get_by_role("region", name="Консультации")
    await expect(table.get_by_role("columnheader")).to_have_count(7)
    await expect(table.locator("tbody tr")).to_have_text("назначено<b>вебинар</b>")
    await expect(page.get_by_role("region", name="Встречи")).to_contain_text("Олег")


async def test_files_of_the_timeline_are_shown(open_page, sandbox: Sandbox):
    page = await open_page()
    lead_id = add_lead(sandbox)
    await row(page, lead_id).locator(".lead-head").click()
    encoded = base64.b64encode(SCREENSHOT.read_bytes()).decode()
    files = [["Переписка.png", encoded], ["Договор.pdf", "AAAA"]]
    write_comment(sandbox.portal, "lead", lead_id, {"COMMENT": "Добавлен вручную", "FILES": files}, 1)
    timeline = row(page, lead_id).locator(".timeline")
    await expect(timeline.get_by_role("img", name="Переписка.png")).to_be_visible()
    await expect(timeline.locator(".file")).to_have_text("Договор.pdf")


async def test_a_person_moves_a_lead(open_page, sandbox: Sandbox):
    page = await open_page()
    lead_id = add_lead(sandbox)
    await row(page, lead_id).locator(".lead-head").press("Enter")
    stage = row(page, lead_id).get_by_role("group", name="Стадия").get_by_role("button", name="3. Назначена")
    await stage.press("Enter")
    await expect(row(page, lead_id).locator(".stage-pill")).to_have_text("3. Назначена консультация")
    await expect(stage).to_be_focused()
    await row(page, lead_id).get_by_label("Источник").select_option("Авито")
    await row(page, lead_id).get_by_label("Ответственный").select_option("Тимур Садыков")
    await expect(row(page, lead_id).locator(".person")).to_contain_text("Тимур")
    lead = sandbox.portal.leads[lead_id]
    assert (lead["stageId"], lead["sourceId"], lead["assignedById"]) == ("UC_MEETING", "UC_AVITO01", 13)
    assert lead["updatedBy"] == 14


async def test_deleting_asks_first(open_page, sandbox: Sandbox):
    page = await open_page()
    lead_id = add_lead(sandbox)
    await row(page, lead_id).locator(".lead-head").click()
    await row(page, lead_id).get_by_role("button", name="Удалить лид").click()
    assert lead_id in sandbox.portal.leads
    await row(page, lead_id).get_by_role("button", name="Точно удалить?").click()
    await expect(row(page, lead_id)).to_have_count(0)
    assert lead_id not in sandbox.portal.leads


async def test_markup_in_any_field_is_text(open_page, sandbox: Sandbox):
    page = await open_page()
    evil = "<img src=x onerror=alert(1)><b>Имя</b>"
    lead_id = add_lead(sandbox, name=evil, title=evil, phone="<i>12</i>", comments=evil, statusDescription=evil)
    sandbox.portal.comment(lead_id, 1, evil)
    await expect(row(page, lead_id).locator(".line-1 b")).to_have_text(evil)
    await row(page, lead_id).locator(".lead-head").click()
    for place in (".lead-title", ".lead-comment p", ".timeline p", "dd"):
        await expect(row(page, lead_id).locator(place)).to_have_text(evil)
    assert await row(page, lead_id).locator("img").count() == 0


async def test_a_link_to_a_lead_opens_it_in_the_portal(open_page, bot, sandbox: Sandbox):
    lead_id = add_lead(sandbox)
    page = await open_page()
    link = f"https://portal.example/crm/lead/details/{lead_id}/"
    await bot.send(5012, "Лид", [{"text": "Открыть", "url": link}])
    await page.get_by_role("link", name="Открыть").click()
    await expect(row(page, lead_id).locator(".lead-head")).to_have_attribute("aria-expanded", "true")
    other = await open_page(query=f"crm/lead/details/{lead_id}/")
    await expect(row(other, lead_id).locator(".lead-head")).to_have_attribute("aria-expanded", "true")

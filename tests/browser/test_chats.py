"""The phones: what the bot does is seen at once, and what a person does reaches the bot."""

import pytest
from playwright.async_api import Page, expect

from sandbox.app import Sandbox
from sandbox.scenarios import SCREENSHOT

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ALINA, TIMUR, VERA, ANGELINA = 5012, 5013, 5014, 5015
SOURCES_CHAT = -1005000000002
TAKE = {"text": "Взял в работу", "callback_data": "take", "style": "success"}


def phone(page: Page, key: str):
    """The chat that is open on a phone."""
    return page.locator(f"section[data-phone={key}] .chat:not([hidden])")


def tab(page: Page, name: str):
    return page.get_by_role("tab", name=name)


async def test_a_tap_waits_for_its_answer_and_shows_it_as_a_toast(open_page, bot):
    page = await open_page()
    await bot.send(ALINA, "Новый лид", [TAKE])
    button = phone(page, "manager").get_by_role("button", name="Взял в работу")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    tapped = await bot.update("callback_query")
    assert (tapped["from"]["id"], tapped["data"]) == (ALINA, "take")
    await bot.call("answerCallbackQuery", callback_query_id=tapped["id"], text="Записал")
    await expect(phone(page, "manager").locator(".toast")).to_have_text("Записал")
    await expect(button).to_have_attribute("aria-busy", "false")
    await expect(phone(page, "supervisor").locator(".toast")).to_be_hidden()


async def test_an_alert_waits_for_ok_and_gives_the_focus_back(open_page, bot):
    page = await open_page()
    await bot.send(ALINA, "Новый лид", [TAKE])
    button = phone(page, "manager").get_by_role("button", name="Взял в работу")
    await button.press("Enter")
    tapped = await bot.update("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=tapped["id"], text="Лид уже взят", show_alert=True)
    alert = page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Лид уже взят")
    await expect(alert.get_by_role("button")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await expect(button).to_be_focused()


async def test_an_edit_appears_without_reload_and_keeps_the_focus(open_page, bot):
    page = await open_page()
    await page.evaluate("window.loadedOnce = true")
    message = await bot.send(ALINA, "Новый лид", [TAKE])
    manager = phone(page, "manager")
    await manager.get_by_role("button", name="Взял в работу").focus()
    undo = {"text": "Отменить", "callback_data": "undo"}
    await bot.edit(ALINA, message, "Взяла <b>Алина</b>", [{**TAKE, "text": "Ещё раз"}], [undo])
    article = manager.locator(f"[data-message='{message}']")
    await expect(article.locator(".text")).to_have_text("Взяла Алина")
    await expect(article.locator(".meta")).to_contain_text("изменено")
    await expect(article.get_by_role("button", name="Ещё раз")).to_be_focused()
    await expect(article.get_by_role("button", name="Отменить")).to_be_visible()
    assert await page.evaluate("window.loadedOnce")


async def test_a_deleted_message_goes(open_page, bot):
    page = await open_page()
    message = await bot.send(ALINA, "Лишнее")
    await expect(phone(page, "manager").get_by_text("Лишнее")).to_be_visible()
    await bot.call("deleteMessage", chat_id=ALINA, message_id=message)
    await expect(phone(page, "manager").get_by_text("Лишнее")).to_have_count(0)


async def test_markup_in_a_name_is_text(open_page, bot):
    page = await open_page()
    await bot.send(ALINA, "<b>&lt;b&gt;Имя&lt;/b&gt;&lt;img src=x onerror=alert(1)&gt;</b>")
    text = phone(page, "manager").locator("article").last.locator(".text")
    await expect(text).to_have_text("<b>Имя</b><img src=x onerror=alert(1)>")
    assert await text.locator("img").count() == 0


async def test_entities_nest_and_count_in_utf16(open_page, bot):
    page = await open_page()
    await bot.send(
        ALINA, "🟢🟢 <b>жирный <i>и курсив</i></b> <code>x</code> <a href='https://example.org/a'>ссылка</a>"
    )
    text = phone(page, "manager").locator("article").last.locator(".text")
    await expect(text.locator("b")).to_have_text("жирный и курсив")
    await expect(text.locator("b i")).to_have_text("и курсив")
    await expect(text.locator("a")).to_have_attribute("href", "https://example.org/a")


async def test_a_long_quote_unfolds(open_page, bot):
    page = await open_page()
    await bot.send(ALINA, f"<blockquote expandable>{'Длинный комментарий клиента. ' * 12}</blockquote>")
    manager = phone(page, "manager")
    folded = manager.locator(".folded")
    before = (await folded.bounding_box())["height"]
    await manager.get_by_role("button", name="Показать целиком").press("Enter")
    await expect(manager.get_by_role("button", name="Свернуть")).to_be_visible()
    assert (await folded.bounding_box())["height"] > before


async def test_a_relative_date_stays_fresh(open_page, bot, clock):
    page = await open_page()
    await bot.send(ALINA, f'Пришёл <tg-time unix="{int(clock.now) - 120}" format="r">давно</tg-time>')
    when = phone(page, "manager").locator("article time").last
    await expect(when).to_have_text("2 минуты назад")
    clock.now += 60
    await expect(when).to_have_text("3 минуты назад")


async def test_a_copy_button_copies_and_says_so(open_page, bot):
    page = await open_page(permissions=["clipboard-read", "clipboard-write"])
    await bot.send(ALINA, "Лид", [{"text": "Телефон", "copy_text": {"text": "+79990000301"}}])
    await phone(page, "manager").get_by_role("button", name="Телефон").click()
    await expect(phone(page, "manager").locator(".toast")).to_contain_text("+79990000301")
    assert await page.evaluate("navigator.clipboard.readText()") == "+79990000301"


async def test_start_and_the_own_contact(open_page, bot, sandbox: Sandbox):
    page = await open_page()
    await tab(page, "Администратор").click()
    await phone(page, "supervisor").get_by_role("button", name="Начать").click()
    assert (await bot.update("message"))["text"] == "/start"
    keyboard = {"keyboard": [[{"text": "Поделиться номером", "request_contact": True}]]}
    await bot.send(5001, "Кто вы?", reply_markup=keyboard)
    await phone(page, "supervisor").get_by_role("button", name="Поделиться номером").click()
    contact = (await bot.update("message"))["contact"]
    assert (contact["user_id"], contact["phone_number"]) == (5001, "+79990000001")
    await expect(phone(page, "supervisor").locator(".contact")).to_be_visible()
    await bot.send(5001, "Готово", reply_markup={"remove_keyboard": True})
    await expect(phone(page, "supervisor").get_by_role("button", name="Поделиться номером")).to_have_count(0)


async def test_blocking_and_coming_back(open_page, bot, sandbox: Sandbox):
    page = await open_page()
    manager = phone(page, "manager")
    await manager.get_by_role("button", name="Остановить бота").click()
    await expect(manager.get_by_role("button", name="Разблокировать бота")).to_be_visible()
    assert sandbox.telegram.users[ALINA].blocked
    await manager.get_by_role("button", name="Разблокировать бота").click()
    await expect(manager.get_by_role("textbox")).to_be_visible()
    assert not sandbox.telegram.users[ALINA].blocked


async def test_a_reply_names_the_message_it_answers(open_page, bot):
    page = await open_page()
    question = await bot.send(SOURCES_CHAT, "Откуда лид?")
    sources = phone(page, "sources")
    await sources.locator("article").last.hover()
    await sources.get_by_role("button", name="Ответить").last.click()
    await sources.get_by_role("textbox").fill("Из VK")
    await page.keyboard.press("Enter")
    answer = await bot.update("message")
    assert (answer["text"], answer["reply_to_message"]["message_id"]) == ("Из VK", question)
    assert answer["from"]["id"] == ANGELINA


async def test_a_group_is_answered_by_whom_one_chooses(open_page, bot):
    page = await open_page()
    await bot.send(SOURCES_CHAT, "Откуда лид?", [{"text": "VK", "callback_data": "vk"}])
    sources = phone(page, "sources")
    await sources.get_by_role("button", name="VK").wait_for()  # the page is drawn anew when a message comes
    await sources.get_by_role("radio", name="Алина").click()
    await sources.get_by_role("button", name="VK").click()
    assert (await bot.update("callback_query"))["from"]["id"] == ALINA


async def test_what_is_not_seen_is_counted(open_page, bot):
    page = await open_page()
    await bot.send(TIMUR, "Раз")
    await bot.send(TIMUR, "Два")
    timur = tab(page, "Тимур")
    await expect(timur.locator(".badge")).to_have_text("2")
    await tab(page, "Алина").focus()
    await page.keyboard.press("ArrowRight")
    await expect(timur).to_have_attribute("aria-selected", "true")
    await expect(timur.locator(".badge")).to_be_hidden()
    await expect(phone(page, "manager").get_by_text("Два")).to_be_visible()


async def test_the_group_of_supervisors_comes_with_its_first_message(open_page, bot):
    page = await open_page()
    group = tab(page, "Руководители")
    await expect(group).to_have_count(0)
    await bot.send(-1005000000001, "Лид не взят")
    await expect(group).to_be_visible()


async def test_hundreds_of_messages_end_at_the_newest(open_page, sandbox: Sandbox):
    for number in range(300):
        sandbox.telegram.say(ALINA, ALINA, f"Сообщение {number}")
    page = await open_page()
    manager = phone(page, "manager")
    await expect(manager.get_by_text("Сообщение 299", exact=True)).to_be_in_viewport()
    await expect(manager.locator("article")).to_have_count(200)
    sandbox.telegram.say(ALINA, ALINA, "Ещё одно")
    await expect(manager.get_by_text("Ещё одно")).to_be_in_viewport()
    await expect(manager.locator("article")).to_have_count(200)


async def test_a_picture_is_sent_and_seen(open_page, bot, sandbox: Sandbox):
    page = await open_page()
    manager = phone(page, "manager")
    await manager.get_by_role("textbox").fill("Из переписки")
    async with page.expect_file_chooser() as chosen:
        await manager.get_by_role("button", name="Отправить файл").click()
    await (await chosen.value).set_files(SCREENSHOT)
    sent = await bot.update("message")
    assert (sent["caption"], sent["from"]["id"]) == ("Из переписки", ALINA)
    assert sandbox.telegram.files.by_id[sent["photo"][-1]["file_id"]].content == SCREENSHOT.read_bytes()
    picture = manager.get_by_role("img", name="Картинка")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.naturalWidth") == 360
    await expect(manager.get_by_role("textbox")).to_have_value("")


async def test_a_forwarded_message_says_whose_it_is(open_page, sandbox: Sandbox):
    page = await open_page()
    sandbox.telegram.forward(ALINA, ALINA, "Хочу на консультацию", "Светлана")
    await expect(phone(page, "manager").locator("article").last).to_contain_text("Переслано от: Светлана")


async def test_the_command_menu_sends_what_is_chosen(open_page, bot):
    page = await open_page()
    chat = phone(page, "manager")
    await expect(chat.get_by_label("Меню команд").first).to_be_hidden()
    commands = [{"command": "my", "description": "Мои <b>лиды</b>"}, {"command": "help", "description": "Что я умею"}]
    await bot.call("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": ALINA})
    await chat.get_by_role("button", name="Меню команд").click()
    await expect(chat.get_by_role("menuitem")).to_have_text(["/myМои <b>лиды</b>", "/helpЧто я умею"])
    await chat.get_by_role("menuitem").first.click()
    assert (await bot.update("message"))["text"] == "/my"
    await expect(chat.get_by_role("menuitem")).to_have_count(0)

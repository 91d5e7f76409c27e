"""A manager adds a lead by a screenshot: a short conversation, one lead in the portal, one card."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.bitrix24.schema import CONTACT
from sandbox.world import ALINA, ANGELINA, OWNER, SOURCES_CHAT, TIMUR, VERA
from services.storage import leads_store
from tests.flows.harness import ALINA_ID, VERA_ID, NewWorld, Toast, World
from tests.flows.manual_leads import (
    CANCEL,
    CREATE,
    LATER,
    NAME,
    PHONE,
    PICTURE,
    SIGNED,
    added,
    cards,
    files,
    send_picture,
    tell,
)
from tests.flows.reading import button, data_of, labels


@pytest.mark.rule("OP10-17", "OP10-18", "OP10-19", "OP10-23", "NL-19")
async def test_a_screenshot_becomes_a_lead(world: World) -> None:
    await send_picture(world)
    asked = world.chat(ALINA).last
    assert asked.plain.splitlines()[0] == "➕ Новый лид · 📎 1"
    await world.say(ALINA, f"  {NAME}  ")
    await world.say(ALINA, "тел. 8 (999) 000-04-07")
    assert labels(world.chat(ALINA).last)[:2] == ["Рекомендация", "2Гис"]
    await world.tap(ALINA, ALINA, LATER)
    (lead,) = added(world)
    kept = world.portal.leads[lead]
    assert (kept["name"], kept["title"], kept["fm"][0]["value"]) == (NAME, "Лид добавлен вручную", PHONE)
    assert (kept["stageId"], kept["sourceId"], kept["assignedById"]) == ("NEW", "RECOMMENDATION", ALINA_ID)
    assert world.comments(lead)[0].splitlines()[:2] == [
        f"Лид добавлен вручную – {SIGNED}",
        "Необходимо узнать источник",
    ]
    assert files(world, lead) == [PICTURE]
    created = world.chat(ALINA).about("создан")[0]
    assert created.plain == f"✅ Лид № {lead} создан: {NAME}. Карточка придёт отдельно"
    assert button(created, "Открыть в Битрикс24")["url"].endswith(f"/crm/lead/details/{lead}/")
    (card,) = cards(world)
    assert "Источник: Рекомендация – не подтверждён" in card.plain.splitlines()
    assert "💡 Уточните у клиента, откуда он узнал о нашей компании" in card.plain.splitlines()
    assert "➕ Добавлен вручную · Алина Громова" in card.plain
    await world.sweep()
    await world.until(lead, 301)
    assert len(cards(world)) == 2  # the card and its reminder: it lives as any other
    async with world.app.db.reading() as conn:
        assert await leads_store.sources_used(conn) == {}  # it is no referral yet


@pytest.mark.rule("OP10-17", "NL-19")
async def test_a_source_that_is_named_at_once_is_confirmed(new_world: NewWorld) -> None:
    """In English, and the process dies between the steps of the conversation."""
    world = await new_world(language="en")
    world.portal.bucket = None  # a start costs six requests, and here are more starts than any day has
    await world.say(ALINA, "/new")
    await world.restart()
    assert world.chat(ALINA).last.plain.splitlines()[0] == "➕ New lead"
    assert labels(world.chat(ALINA).last) == ["I will find out later", "✕ Cancel"]
    await world.tap(ALINA, ALINA, "I will find out later")
    assert "I will find out later" not in labels(world.chat(ALINA).last)  # nothing at all would be known
    await world.restart()
    await send_picture(world)
    await world.tap(ALINA, ALINA, "I will find out later")
    await world.restart()
    world.telegram.say(ALINA, ALINA, "BK")
    await world.app.updates.accept(await world.waiting_updates())
    await world.restart()  # the last answer is stored, and not worked off
    await world.advance(1)
    (lead,) = added(world)
    kept = world.portal.leads[lead]
    assert (kept["name"], kept["fm"], kept["sourceId"]) == ("", [], "UC_VK01")
    (comment,) = world.comments(lead)
    assert comment.startswith("Лид добавлен вручную – Алина Громова, through “Five Minutes”\n5M-")
    assert files(world, lead) == [PICTURE]
    card = next(each for each in world.chat(ALINA).messages if "Never" not in each.plain and "Source:" in each.plain)
    assert "Source: VK" in card.plain.splitlines()
    assert "💡" not in card.plain
    assert world.chat(ALINA).about("No Lead was created") == []


@pytest.mark.rule("OP10-18")
async def test_what_the_client_wrote_is_offered_and_kept(world: World) -> None:
    world.telegram.forward(ALINA, ALINA, "Хочу на консультацию, 8 999 000 04 07", "@Светлана")
    await world.pump()
    await world.tap(ALINA, ALINA, NAME)
    await send_picture(world, "ещё и скриншот")
    assert "📎 1" in world.chat(ALINA).last.plain
    await world.tap(ALINA, ALINA, "+7 999 000-04-07")
    await world.tap(ALINA, ALINA, "›")
    await world.say(ALINA, "изибокс")
    (lead,) = added(world)
    kept = world.portal.leads[lead]
    assert (kept["name"], kept["fm"][0]["value"], kept["sourceId"]) == (NAME, PHONE, "RECOMMENDATION")
    assert kept["comments"] == "Хочу на консультацию, 8 999 000 04 07\nещё и скриншот"
    assert "Источник со слов клиента: «изибокс», в списке источников такого нет." in world.comments(lead)[0]
    assert "Необходимо узнать источник" in world.comments(lead)[0]
    (suggested,) = world.chat(VERA).about("изибокс")  # the editors decide
    assert NAME in suggested.plain


async def test_a_contact_card_is_name_and_phone(world: World) -> None:
    world.telegram.share_contact(ALINA, "79990000407", 0, NAME)
    await world.pump()
    await world.tap(ALINA, ALINA, NAME)
    await world.tap(ALINA, ALINA, "+7 999 000-04-07")
    await world.tap(ALINA, ALINA, "VK")
    (lead,) = added(world)
    assert world.portal.leads[lead]["fm"][0]["value"] == PHONE
    assert "💡" not in cards(world)[0].plain


@pytest.mark.rule("OP10-19", "OP10-20", "OP10-23", "OP10-26")
async def test_after_the_call_the_source_is_asked_and_only_then_counts(world: World) -> None:
    for _ in range(2):
        await tell(world, phone="8 999 000-04-07" if not added(world) else "8 999 000-04-08")
        await world.tap(ALINA, ALINA, LATER)
    first, second = added(world)
    one, two = (each for each in cards(world) if each.plain.startswith("🟢"))
    await world.tap(ALINA, ALINA, "Дозвонился", one)
    asked = world.chat(ALINA).last
    assert asked.plain.splitlines()[0] == f"📞 {NAME}: откуда клиент о нас узнал? Нажмите или напишите."
    await world.tap(ALINA, ALINA, "Дозвонился", two)  # what is asked already is not broken off
    assert world.chat(ALINA).last is asked
    await world.restart()
    await world.say(ALINA, "посоветовали")
    assert world.writes(first) == [("stageId", "IN_PROCESS")]
    assert world.comments(first)[-1].startswith(f"Источник: Рекомендация – {SIGNED}")
    assert "Источник: Рекомендация" in one.plain.splitlines()
    assert "💡" not in one.plain
    assert "Источник: Рекомендация – не подтверждён" in two.plain.splitlines()
    async with world.app.db.reading() as conn:
        assert await leads_store.sources_used(conn) == {"RECOMMENDATION": 1}
    refused = await world.tap(ALINA, ALINA, "Назначить встречу", two)
    assert refused.alert
    assert refused.text.startswith("Источник ещё не подтверждён. Спросите клиента, откуда он узнал о компании")
    await world.tap(ALINA, ALINA, "Указать источник", two)
    await world.tap(ALINA, ALINA, "VK")
    assert world.portal.leads[second]["sourceId"] == "UC_VK01"
    assert "Источник: VK" in two.plain.splitlines()
    await world.tap(ALINA, ALINA, "↩️ Отменить: Указать источник", two)
    assert "Источник: Рекомендация – не подтверждён" in two.plain.splitlines()
    await world.change(second, by=VERA_ID, sourceId="UC_AVITO01")
    assert "Источник: Авито" in two.plain.splitlines()


async def test_several_pictures_at_once_are_one_question_and_one_lead(world: World) -> None:
    for number in range(6):
        world.telegram.send_file(ALINA, ALINA, f"{number}.png", PICTURE + bytes([number]))
    await world.pump()
    texts = world.chat(ALINA).texts
    assert [text.splitlines()[0] for text in texts if "Как зовут" in text] == ["➕ Новый лид · 📎 5"]
    assert "К одному лиду – до 5 скриншотов. Остальные приложите в Битрикс24." in texts
    await world.say(ALINA, NAME)
    await world.tap(ALINA, ALINA, LATER)
    await world.tap(ALINA, ALINA, LATER)
    (lead,) = added(world)
    assert files(world, lead) == [PICTURE + bytes([number]) for number in range(5)]


async def test_somebody_with_that_phone_is_shown_first(world: World) -> None:
    world.portal.add_item(CONTACT, name="Света", lastName="<Б>", phone="+79990000407")
    double = world.portal.add_lead(name="Светлана", phone="8 999 000 04 07", stageId="JUNK", silent=True)
    await tell(world)
    await world.tap(ALINA, ALINA, "VK")
    shown = world.chat(ALINA).last
    assert shown.plain.startswith(f"👥 Такой телефон уже есть в Битрикс24. Создать новый лид {NAME}?")
    assert "• контакт Света <Б>" in shown.plain.splitlines()
    assert button(shown, "Открыть найденное")["url"].startswith("http")
    assert added(world) == [double]
    data = data_of(shown, CREATE)
    forged = await world.press(TIMUR, TIMUR, await _any_message(world, TIMUR), data, forged=True)
    assert forged.alert
    await world.tap(ALINA, ALINA, CANCEL)
    assert shown.plain == f"⚪️ Лид не создан. {NAME}"
    assert labels(shown) == []
    late = await world.press(ALINA, ALINA, shown.id, data, forged=True)
    assert late == Toast("Уже решено, смотрите сообщение.", alert=True)
    assert added(world) == [double]
    await tell(world)
    await world.tap(ALINA, ALINA, "VK")
    await world.restart()
    await world.advance(1)
    await world.tap(ALINA, ALINA, CREATE)
    assert len(added(world)) == 2
    assert len(cards(world)) == 1


async def _any_message(world: World, user: int) -> int:
    await world.say(user, "привет")
    return world.chat(user).last.id


async def test_what_is_no_answer_is_said_in_words_and_the_question_stays(world: World) -> None:
    async def answered(act: Callable[[], object] | Callable[[], Awaitable[object]]) -> str:
        before = len(world.chat(ALINA).messages)
        act()
        await world.pump()
        assert len(world.chat(ALINA).messages) == before + 1
        return world.chat(ALINA).last.plain

    def say(text: str) -> Callable[[], object]:
        return lambda: world.telegram.say(ALINA, ALINA, text)

    def send(name: str, size: int) -> Callable[[], object]:
        return lambda: world.telegram.send_file(ALINA, ALINA, name, b"x" * size)

    big = "Слишком много: скриншоты вместе – до 20 МБ. Пришлите обычной картинкой, без «отправить файлом»."
    assert await answered(send("a.bmp", 20 * 2**20 + 1)) == big  # before anything is asked
    assert await answered(send("a.pdf", 9)) == "Этот файл – не картинка. Пришлите скриншот картинкой."
    await send_picture(world)
    odd = "Такое сообщение я не понимаю: ответьте текстом или нажмите кнопку."
    assert await answered(lambda: world.telegram.send_voice(ALINA, ALINA)) == odd
    assert await answered(lambda: world.telegram.send_sticker(ALINA, ALINA)) == odd
    assert await answered(send("a.bmp", 20 * 2**20)) == big
    assert await answered(send("договор.pdf", 9)) == "Этот файл – не картинка. Пришлите скриншот картинкой."
    long = "Слишком длинное имя: 300 зн., а в Битрикс24 помещается 50. Пришлите короче."
    assert await answered(say("я" * 300)) == long
    assert await answered(say("+79990000407")) == "В имени нет букв. Пришлите имя словами, телефон спрошу потом."
    await world.say(ALINA, "<b>Света</b> & Ко")
    assert "<b>Света</b> & Ко" in world.chat(ALINA).last.plain
    not_phone = "Это не похоже на телефон. Пришлите только номер, например +7 999 000-00-01."
    assert await answered(say("не знаю")) == not_phone
    short = "В номере не хватает цифр. Пришлите его целиком, например +7 999 000-00-01."
    assert await answered(say("12-34")) == short
    assert await answered(say("8999000040799999999")) == "В номере лишние цифры. Проверьте и пришлите ещё раз."
    await world.say(ALINA, "+7 100 000-00-01")
    assert "Номера +7 1000000001 не бывает." in world.chat(ALINA).last.plain
    await world.say(ALINA, "8 999 000-04-07")
    await world.say(ALINA, "с луны")
    assert "«с луны» – такого источника в списке нет." in world.chat(ALINA).last.plain
    assert await answered(say("о" * 61)) == "Напишите словами, до 60 знаков, или нажмите кнопку"
    assert added(world) == []
    await world.say(ALINA, "инста")
    (lead,) = added(world)
    kept = world.portal.leads[lead]
    assert (kept["name"], kept["sourceId"]) == ("<b>Света</b> & Ко", "UC_INSTA01")
    assert cards(world)[0].plain.startswith("🟢 <b>Света</b> & Ко")


async def test_old_buttons_and_a_cancelled_conversation_change_nothing(world: World) -> None:
    await send_picture(world)
    first = world.chat(ALINA).last
    later, cancel = data_of(first, LATER), data_of(first, "✕ Отмена")
    await world.say(ALINA, NAME)
    stale = await world.press(ALINA, ALINA, first.id, later, forged=True)
    assert stale.text.startswith("Кнопка устарела")
    await world.say(ALINA, "/new")
    assert (await world.press(ALINA, ALINA, first.id, cancel, forged=True)).text.startswith("Кнопка устарела")
    await world.say(ALINA, NAME)  # the new conversation is still there
    await world.tap(ALINA, ALINA, "✕ Отмена")
    assert world.chat(ALINA).last.plain == "Хорошо, отменено."
    await world.say(ALINA, "8 999 000-04-07")
    assert world.chat(ALINA).last.plain == "Я понимаю кнопки и команды. Что умею: /help"
    assert added(world) == []


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (ANGELINA, "Добавлять лиды могут менеджеры и руководители."),
        (OWNER, "Вас нет среди сотрудников Битрикс24, поэтому лид не на кого записать. Скажите администратору."),
    ],
)
async def test_who_may_not_add_leads_is_told_so(sqlite_world: World, user: int, words: str) -> None:
    world = sqlite_world
    world.telegram.start(user)
    world.telegram.send_file(user, user, "a.png", PICTURE)
    await world.pump()
    assert world.chat(user).last.plain == words


async def test_without_such_a_part_of_the_regulation_a_picture_is_not_understood(
    tmp_path_factory: pytest.TempPathFactory, new_world: NewWorld
) -> None:
    ours = tmp_path_factory.mktemp("rules") / "our.toml"
    ours.write_text(WITHOUT, encoding="utf-8")
    world = await new_world(regulation=str(ours))
    await send_picture(world)
    assert world.chat(ALINA).last.plain == "Я понимаю кнопки и команды. Что умею: /help"


WITHOUT = """
name = "bare"
title = "Без ручных лидов"
edition = 2026-03-01
undo = "60s"
[stages]
new = ["NEW"]
[[clocks]]
code = "first_touch"
title = "Первая реакция"
ladder = [{ after = "5m", notify = "manager" }]
[[actions]]
code = "take"
title = "Взял в работу"
takes = true
"""


@pytest.mark.rule("OP10-22")
@pytest.mark.parametrize("name", ["a.jpg", "scan.bmp"])
async def test_the_ticket_about_a_manual_lead_shows_its_screenshot(world: World, name: str) -> None:
    """As a picture, or as the file that it came as."""
    await send_picture(world, name=name)
    await world.say(ALINA, NAME)
    await world.say(ALINA, PHONE)
    await world.tap(ALINA, ALINA, LATER)
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    ticket, shown = world.chat(SOURCES_CHAT).messages
    assert ticket.plain.startswith(f"🏷 Откуда лид? {NAME}")
    assert shown.plain == f"📎 Скриншот заявки: {NAME}"
    assert shown.reply_to == ticket.id
    assert list(shown.media) == ["photo" if name == "a.jpg" else "document"]
    await world.advance(15 * 60)
    assert world.chat(ANGELINA).about("📎 Скриншот заявки")
    await world.tap(ANGELINA, SOURCES_CHAT, "VK")
    await world.advance(3600)
    assert len(world.chat(SOURCES_CHAT).messages) == 2


@pytest.mark.rule("OP10-20", "OP10-23")
async def test_after_the_call_it_is_asked_in_english_too_and_survives_a_restart(new_world: NewWorld) -> None:
    world = await new_world(language="en")
    await tell(world)
    await world.tap(ALINA, ALINA, "I will find out later")
    (lead,) = added(world)
    card = next(each for each in world.chat(ALINA).messages if each.plain.startswith("🟢"))
    assert "Source: Рекомендация – not confirmed" in card.plain.splitlines()
    await world.tap(ALINA, ALINA, "Дозвонился", card)
    asked = world.chat(ALINA).last
    assert asked.plain.splitlines()[0] == f"📞 {NAME}: how did the client hear of us? Tap, or write it."
    await world.restart()
    await world.say(ALINA, "вк")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    assert "Source: VK" in card.plain.splitlines()

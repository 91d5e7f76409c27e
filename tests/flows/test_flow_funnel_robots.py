"""The preset `funnel-robots` in the sandbox: each stage says what is next, people decide."""

from pathlib import Path

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR
from tests.flows.harness import ALINA_ID, TIMUR_ID, NewWorld, World
from tests.flows.reading import button
from tests.services.own_files import written


@pytest.fixture
async def robots(new_world: NewWorld) -> World:
    return await new_world(regulation="funnel-robots")


def step(world: World) -> str:
    """What the card says is next."""
    lines = world.chat(ALINA).messages[0].plain.splitlines()
    return next((line for line in lines if line.startswith("➡️ Дальше: ")), "").removeprefix("➡️ Дальше: ")


@pytest.mark.rule("RB-02", "RB-05", "RB-06", "RB-11", "RB-12", "RB-13", "RB-17", "RB-20", "RB-22", "RB-23")
@pytest.mark.rule("RB-24", "RB-30")
async def test_a_lead_goes_from_step_to_step_to_its_offer(robots: World) -> None:
    lead = await robots.new_lead()
    assert step(robots) == "связаться с клиентом"
    card = robots.chat(ALINA).messages[0]
    assert "🎬 Как это сделать" in card.plain
    assert "https://example.org/video/call" in card.html
    await robots.tap(ALINA, ALINA, "Связался")
    assert step(robots) == "провести квалификацию: тип машины, период, стоимость"
    card = robots.chat(ALINA).messages[0]
    assert "КП отправлено" not in await robots.offered(ALINA, card)
    await robots.tap(ALINA, ALINA, "Квалификация")
    for answer in ("Да", "Нет", "Думает", "Пропустить"):
        await robots.tap(ALINA, ALINA, answer)
    held = robots.portal.leads[lead]
    assert [held[name] for name in ("ufCrmMachine", "ufCrmPeriod", "ufCrmPrice")] == ["Да", "Нет", "Думает"]
    assert "✓ Стоимость устраивает? Думает" in robots.chat(ALINA).messages[0].plain
    assert any("Период подходит?: Нет" in comment for comment in robots.comments(lead))
    assert step(robots) == "подготовить и отправить КП"
    assert "⏳ Отправить КП:" in robots.chat(ALINA).messages[0].plain
    await robots.tap(ALINA, ALINA, "КП отправлено")
    assert step(robots) == "получить согласие по КП или отказ"
    assert "⏳ Ответ по КП:" in robots.chat(ALINA).messages[0].plain
    await robots.tap(ALINA, ALINA, "Согласие по КП")
    assert step(robots) == "получить реквизиты и проверить их"
    assert "Документы приложите в ленту лида" in robots.chat(ALINA).messages[0].plain
    assert "rusprofile" not in robots.chat(ALINA).messages[0].html
    await robots.tap(ALINA, ALINA, "Записать ИНН")
    await robots.say(ALINA, "7700 000000")
    assert "https://www.rusprofile.ru/search?query=7700%20000000" in robots.chat(ALINA).messages[0].html
    await robots.tap(ALINA, ALINA, "Реквизиты получены")
    assert step(robots).startswith("сконвертировать лид")


@pytest.mark.rule("RB-14", "RB-18")
async def test_the_channels_of_an_offer_are_shown_and_it_says_when_there_are_none(robots: World) -> None:
    for phone, way in (("+79990000877", True), ("", False)):
        await robots.new_lead(phone=phone)
        await robots.tap(ALINA, ALINA, "Связался")
        card = robots.chat(ALINA).last
        assert "Чтобы перейти дальше: задайте вопросы" in card.plain
        await robots.tap(ALINA, ALINA, "Квалификация", card)
        for _ in range(4):
            await robots.tap(ALINA, ALINA, "Пропустить")
        card = next(each for each in reversed(robots.chat(ALINA).messages) if "➡️ Дальше" in each.plain)
        assert "Отправляю коммерческое предложение" in card.plain
        assert ("💬 WhatsApp" in await robots.offered(ALINA, card)) is way
        assert ("Куда написать, в лиде не сказано" in card.plain) is not way
    refused = await robots.tap(ALINA, ALINA, "КП отправлено", card)
    assert refused.text == "Сначала заполните в Битрикс24: почта или телефон."


@pytest.mark.rule("RB-19")
async def test_the_e_mail_is_asked_for_and_opens_the_way_by_mail(robots: World) -> None:
    lead = await robots.new_lead()
    await robots.tap(ALINA, ALINA, "Связался")
    await robots.tap(ALINA, ALINA, "Квалификация")
    for _ in range(4):
        await robots.tap(ALINA, ALINA, "Пропустить")
    card = robots.chat(ALINA).messages[0]
    assert "✉️ Почты нет: по почте не отправить." in card.plain
    assert "📋 Почта" not in await robots.offered(ALINA, card)
    await robots.tap(ALINA, ALINA, "Записать почту")
    await robots.say(ALINA, "ivan@example")
    assert robots.chat(ALINA).last.plain.startswith("Это не адрес почты.")
    await robots.restart()
    robots.down("bitrix24", 60)
    await robots.say(ALINA, "ivan@example.org")
    offered = await robots.offered(ALINA, card)
    assert "📋 Почта" in offered
    assert "Записать почту" not in offered
    assert "Почты нет" not in card.plain
    assert button(card, "📋 Почта")["copy_text"] == {"text": "ivan@example.org"}
    await robots.restart()
    await robots.advance(130)
    mails = [each["value"] for each in robots.portal.leads[lead]["fm"] if each["typeId"] == "EMAIL"]
    assert mails == ["ivan@example.org"]
    assert any("Электронная почта для КП?: ivan@example.org" in comment for comment in robots.comments(lead))
    assert "📋 Почта" in await robots.offered(ALINA, card)


@pytest.mark.rule("RB-19")
async def test_an_e_mail_that_the_lead_has_is_not_asked_for_and_stays_when_a_choice_is_undone(robots: World) -> None:
    lead = await robots.new_lead(email="anna@example.org")
    await robots.tap(ALINA, ALINA, "Связался")
    await robots.tap(ALINA, ALINA, "Квалификация")
    for _ in range(3):
        await robots.tap(ALINA, ALINA, "Пропустить")
    offered = await robots.offered(ALINA, robots.chat(ALINA).messages[0])
    assert "📋 Почта" in offered
    assert "Записать почту" not in offered
    other = await robots.new_lead(name="Пётр")
    await robots.tap(ALINA, ALINA, "Связался")
    await robots.tap(ALINA, ALINA, "Квалификация")
    for _ in range(3):
        await robots.tap(ALINA, ALINA, "Пропустить")
    await robots.say(ALINA, "petr@example.org")
    await robots.tap(ALINA, ALINA, "↩️ Отменить: Квалификация")
    for lead_id, mail in ((lead, "anna@example.org"), (other, "petr@example.org")):
        assert [each["value"] for each in robots.portal.leads[lead_id]["fm"] if each["typeId"] == "EMAIL"] == [mail]


@pytest.mark.rule("RB-03")
async def test_whoever_picked_up_the_phone_gets_the_card_and_nobody_else(robots: World) -> None:
    """Telephony makes them responsible, at once or a moment later."""
    lead = await robots.new_lead(manager=TIMUR_ID, title="Входящий звонок")
    assert robots.chat(TIMUR).last.plain.startswith("🟢 Олег")
    assert robots.chat(ALINA).texts == []
    await robots.change(lead, assignedById=ALINA_ID)
    assert robots.chat(ALINA).last.plain.startswith("🟢 Олег")
    assert robots.portal.leads[lead]["assignedById"] == ALINA_ID


@pytest.mark.rule("RB-04", "RB-15")
async def test_within_a_minute_and_no_stage_is_moved_by_a_clock(robots: World) -> None:
    lead = await robots.new_lead()
    await robots.until(lead, 61)
    assert robots.chat(ALINA).last.plain.startswith("⏰ Олег ждёт звонка")
    await robots.until(lead, 181)
    assert robots.chat(SUPERVISORS_CHAT).last.plain.startswith("🚨 Олег")
    assert robots.portal.leads[lead]["stageId"] == "NEW"
    assert robots.writes(lead) == []


@pytest.mark.rule("RB-07", "RB-08", "RB-21")
async def test_the_manager_says_when_to_call_again_three_times_at_most(robots: World) -> None:
    lead = await robots.new_lead()
    await robots.tap(ALINA, ALINA, "Перезвонить в…")
    await robots.tap(ALINA, ALINA, "Через 15 минут")
    assert "⏳ Перезвонить:" in robots.chat(ALINA).messages[0].plain
    await robots.restart()
    await robots.advance(15 * 60 + 2)
    assert robots.chat(ALINA).last.plain.startswith("⏰ Олег: пора перезвонить")
    await robots.tap(ALINA, ALINA, "Перезвонить в…")
    await robots.say(ALINA, "20.05")
    assert robots.chat(ALINA).last.plain == "Так далеко нельзя: не больше чем на 3 дня."
    await robots.say(ALINA, "завтра в 15:30")
    assert "напомню 03.03 15:30" in robots.chat(ALINA).last.plain
    assert any("Перезвонить в…: 03.03 15:30" in comment for comment in robots.comments(lead))
    await robots.tap(ALINA, ALINA, "Перезвонить в…")
    assert "Переносов осталось: 1" in robots.chat(ALINA).last.plain
    await robots.tap(ALINA, ALINA, "Через час")
    toast = await robots.tap(ALINA, ALINA, "Перезвонить в…")
    assert toast.text == "Срок уже переносили, сколько можно: 3."


SOON = """
extends = "funnel-robots"
name = "our"
title = "Наш регламент"
edition = 2026-03-02

[[actions]]
code = "soon"
title = "Скоро перезвоню"
asks = "later"
within = "1h"
starts = ["callback"]
"""


@pytest.mark.rule("RB-21")
async def test_each_button_has_limits_of_its_own(new_world: NewWorld, tmp_path: Path) -> None:
    world = await new_world(regulation=str(written(tmp_path, SOON)))
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Скоро перезвоню")
    await world.say(ALINA, "завтра в 15:30")
    assert world.chat(ALINA).last.plain == "Так далеко нельзя: не больше чем на 1 час."
    await world.tap(ALINA, ALINA, "Через час")
    await world.tap(ALINA, ALINA, "Перезвонить в…")
    assert "Переносов осталось: 3" in world.chat(ALINA).last.plain


@pytest.mark.rule("RB-09", "RB-16")
async def test_after_the_limit_closing_is_offered_never_forced(robots: World) -> None:
    lead = await robots.new_lead()
    for _ in range(2):
        await robots.tap(ALINA, ALINA, "Недозвон")
    assert "Закрыть: нет связи" not in await robots.offered(ALINA, robots.chat(ALINA).messages[0])
    await robots.tap(ALINA, ALINA, "Недозвон")
    assert robots.portal.leads[lead]["stageId"] == "NEW"
    await robots.tap(ALINA, ALINA, "Закрыть: нет связи")
    await robots.tap(ALINA, ALINA, "Да: Закрыть: нет связи")
    held = robots.portal.leads[lead]
    assert (held["stageId"], held["statusDescription"]) == ("JUNK", "Не удалось связаться более 3 раз")


@pytest.mark.rule("RB-01")
@pytest.mark.parametrize(
    ("title", "source", "icon"),
    [
        ("Входящий звонок", "WEB", "📞"),
        ("Исходящий звонок", "WEB", "📲"),
        ("Письмо с почты", "WEB", "✉️"),
        ("Обращение", "UC_WA01", "💬"),
        ("Заявка с формы", "WEB", "📝"),
    ],
)
async def test_the_card_shows_how_a_lead_came(robots: World, title: str, source: str, icon: str) -> None:
    await robots.new_lead(title=title, sourceId=source)
    card = robots.chat(ALINA).messages[0].plain.splitlines()
    assert [line for line in card if line.startswith(f"{icon} Источник: ")]

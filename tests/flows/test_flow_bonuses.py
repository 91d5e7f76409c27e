"""`/bonuses`: who is owed what, checking and paying by those whom the regulation names, the table for accounting."""

import pytest

from sandbox.world import ALINA, OWNER, VERA
from services.domain.people import Role
from tests.export.xlsx import cells
from tests.flows.harness import SALES, STAFF, VERA_ID, NewWorld, Toast, World
from tests.flows.reading import button, data_of, labels

PEOPLE = (*STAFF, *SALES, (1, OWNER, Role.ADMIN))
REFERRAL, AS_SAID = "Источник: рекомендация", "✍️ Записать как есть"
MONEY = "5\u00a0000\u00a0₽"
TABS = ["Проверены", "Выплачены", "⬇️ Файл Excel"]


@pytest.fixture
async def office(new_world: NewWorld) -> World:
    """With an administrator, who pays."""
    world = await new_world(staff=PEOPLE)
    world.telegram.start(OWNER)
    await world.pump()
    return world


async def referral(world: World, name: str, referrer: str = "") -> int:
    lead = await world.new_lead(name=name, phone="+79990000301")
    await world.tap(ALINA, ALINA, REFERRAL)
    if referrer:
        await world.say(ALINA, referrer)
        await world.tap(ALINA, ALINA, AS_SAID)
    return lead


@pytest.mark.rule("OP10-25")
async def test_a_claim_is_checked_and_paid_and_its_manager_hears_of_it(office: World) -> None:
    world = office
    lead = await referral(world, "Наталья", "Тётя <b>Глаша</b>")
    await referral(world, "Пётр")
    await world.say(VERA, "/bonuses")
    shown = world.chat(VERA).last
    assert shown.plain.splitlines() == [
        "🎁 Бонусы за рекомендации",
        "Ждёт проверки: 2 на 10\u00a0000\u00a0₽",
        "Ниже те, что ждут проверки, давние первыми.",
    ]
    assert labels(shown) == ["Наталья ← Тётя <b>Глаша</b>", "Пётр ← ?", *TABS]
    await world.tap(VERA, VERA, "Пётр ← ?")
    assert "Кто порекомендовал, ещё не записано" in shown.plain
    unnamed = await world.tap(VERA, VERA, "✅ Проверен")
    assert unnamed == Toast("Сначала запишите, кто порекомендовал: кнопка есть на карточке лида.", alert=True)
    await world.tap(VERA, VERA, "‹ К списку")
    await world.tap(VERA, VERA, "Наталья ← Тётя <b>Глаша</b>")
    assert shown.plain.splitlines()[:2] == [f"🎁 Лид Наталья · {MONEY}", "Кто порекомендовал: Тётя <b>Глаша</b>"]
    assert labels(shown) == ["✅ Проверен", "✕ Отклонить", "‹ К списку"]
    old = data_of(shown, "✅ Проверен")
    assert await world.tap(VERA, VERA, "✅ Проверен") == Toast("Отмечено: проверен")
    assert "Проверка: Вера Климова, " in shown.plain
    assert labels(shown) == ["✕ Отклонить", "‹ К списку"]
    again = await world.press(VERA, VERA, shown.id, old, forged=True)
    assert again == Toast("С этой заявкой уже что-то сделали. Откройте список заново: /bonuses", alert=True)
    card = world.chat(ALINA).about("Наталья")[0]
    assert f"🎁 Рекомендация: Тётя <b>Глаша</b> · бонус {MONEY} проверен" in card.plain
    await world.restart()
    await world.say(OWNER, "/bonuses")
    await world.tap(OWNER, OWNER, "Проверены")
    await world.tap(OWNER, OWNER, "Наталья ← Тётя <b>Глаша</b>")
    assert await world.tap(OWNER, OWNER, "💸 Выплачен") == Toast("Отмечено: выплачен")
    assert labels(world.chat(OWNER).last) == ["‹ К списку"]
    told = world.chat(ALINA).last.plain
    assert told == f"🎁 Бонус {MONEY} выплачен: Тётя <b>Глаша</b> (лид Наталья) – Администратор портала"
    assert "🎁 Бонус выплачен: Тётя <b>Глаша</b> · Администратор портала" in card.plain
    late = await world.press(VERA, VERA, shown.id, f"b1:checked:0:{lead}:withdrawn", forged=True)
    assert late.alert


@pytest.mark.rule("OP10-25")
async def test_accounting_gets_a_table_in_which_nothing_is_a_formula(office: World) -> None:
    world = office
    await referral(world, "=1+1", "Синицына")
    await referral(world, "Пётр")
    await world.say(VERA, "/bonuses")
    assert await world.tap(VERA, VERA, "⬇️ Файл Excel") == Toast("Готовлю файл, он придёт сюда")
    sent = world.chat(VERA).last
    assert sent.plain == "🎁 Бонусы за рекомендации\nЖдёт проверки: 2 на 10\u00a0000\u00a0₽"
    document = sent.media["document"]
    assert document["file_name"] == "Бонусы за рекомендации 2026-03-02.xlsx"
    head, first, second = cells(world.telegram.files.find(document["file_id"]).content)
    assert [text for _, text in head][:7] == [
        "Лид",
        "Ссылка на лид",
        "Кто порекомендовал",
        "Ссылка на клиента",
        "Сумма",
        "Валюта",
        "Статус",
    ]
    texts = [text for _, text in first]
    assert texts[0] == "=1+1"
    assert texts[1].endswith(f"/crm/lead/details/{max(world.portal.leads) - 1}/")
    assert (texts[2], texts[-1]) == ("Синицына", "Алина Громова")
    assert {"5000", "RUB", "ждёт", "Рекомендация"} <= {text for _, text in second}


async def test_a_wrong_claim_is_turned_down_and_the_list_says_when_the_source_has_changed(office: World) -> None:
    world = office
    lead = await referral(world, "Наталья", "Тётя Глаша")
    await world.change(lead, by=VERA_ID, sourceId="UC_VK01")
    await world.say(VERA, "/bonuses")
    await world.tap(VERA, VERA, "Наталья ← Тётя Глаша")
    shown = world.chat(VERA).last
    assert "⚠️ Источник лида теперь другой: VK" in shown.plain
    assert await world.tap(VERA, VERA, "✕ Отклонить") == Toast("Отклонено")
    assert shown.plain.splitlines()[-2:] == ["Отклонена", "⚠️ Источник лида теперь другой: VK"]
    assert world.chat(ALINA).last.plain == f"🎁 Бонус {MONEY} за лид Наталья отклонён – Вера Климова"
    assert "🎁 Бонус отклонён · Вера Климова" in world.chat(ALINA).about("Наталья")[0].plain
    await world.tap(VERA, VERA, "‹ К списку")
    assert "Заявок пока нет" in shown.plain


async def test_pages_and_rights(office: World) -> None:
    world = office
    for number in range(10):
        await referral(world, f"Лид {number}", "Ким")
    await world.say(VERA, "/bonuses")
    shown = world.chat(VERA).last
    assert labels(shown)[8:] == ["‹", "1 / 2", "›", *TABS]
    await world.tap(VERA, VERA, "›")
    assert labels(shown)[:3] == ["Лид 8 ← Ким", "Лид 9 ← Ким", "‹"]
    await world.say(ALINA, "/bonuses")
    assert world.chat(ALINA).last.plain == "Это может только руководитель."
    lead = max(world.portal.leads)
    for data in (f"b1:waiting:0:{lead}:", "b1:waiting:0:0:", f"b1:waiting:0:{lead}:checked", "x1"):
        toast = await world.press(ALINA, ALINA, world.chat(ALINA).last.id, data, forged=True)
        assert toast.alert, data
    for data in ("b1:nowhere:0:0:", "b1:waiting:0:999:", "b1:waiting:0:1:nothing", f"b1:waiting:0:{lead}:paid"):
        toast = await world.press(VERA, VERA, shown.id, data, forged=True)
        assert toast.alert, data
    assert button(shown, "‹")["callback_data"] == "b1:waiting:0:0:"


async def test_in_english(new_world: NewWorld) -> None:
    world = await new_world(staff=PEOPLE, language="en")
    await world.new_lead(name="Наталья")
    await world.tap(ALINA, ALINA, REFERRAL)
    await world.say(VERA, "/bonuses")
    assert "Waiting to be checked: 1 for 5,000\u00a0RUB" in world.chat(VERA).last.plain
    await world.tap(VERA, VERA, "⬇️ Excel file")
    document = world.chat(VERA).last.media["document"]
    assert document["file_name"] == "Bonuses for referrals 2026-03-02.xlsx"
    head, _ = cells(world.telegram.files.find(document["file_id"]).content)
    assert [text for _, text in head][:3] == ["Lead", "Link to the lead", "Recommended by"]

"""What the keeper said of a landing page, a bot or a group is asked once, confirmed once, and remembered."""

from typing import Any

import pytest

from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, TIMUR, VERA
from tests.flows.harness import TIMUR_ID, Toast, World
from tests.flows.reading import labels

ASK = "Источник неизвестен"
LINE = "С лендинга <https://promo.example/quiz/?utm_source=x>"
COMMENT = f"Получен заказ №1\nphone: +79990000301\nЗаявка поступила:\n{LINE}\nТег клиента: 1"


async def unknown(world: World, name: str, **fields: Any) -> int:
    """A lead from a landing page of which nobody knows the source."""
    plain: dict[str, Any] = {"title": "Заявка от Salebot", "sourceId": "UC_SALEBOT01", "comments": COMMENT}
    return await world.new_lead(name=name, **plain | fields)


@pytest.mark.rule("OP10-22", "OP10-15", "OP10-03", "OP10-04")
async def test_asked_once_confirmed_once_repaired_by_itself(world: World) -> None:
    first = await unknown(world, "Олег")
    await world.tap(ALINA, ALINA, ASK)
    ticket = world.chat(SOURCES_CHAT).last
    assert f"🔎 В комментарии: «{LINE}»" in ticket.plain
    await world.tap(ANGELINA, SOURCES_CHAT, "2Гис")
    suggestion = world.chat(VERA).last
    assert suggestion.plain.startswith(f"📘 Запомнить? «{LINE}» – это 2Гис\nОтвет: Ангелина Лебедева, лид: Олег.")

    # Nobody has confirmed it yet: the next card offers the answer, and nobody is asked again.
    second = await unknown(world, "Мария")
    card = world.chat(ALINA).about("Мария")[0]
    assert f"❓ Источник под вопросом. В комментарии: «{LINE}» → 2Гис" in card.plain
    known = await world.tap(ALINA, ALINA, ASK, card)
    assert known == Toast("Об этом уже спрашивали, это 2Гис. Нажмите «Заменить на …» на карточке.", alert=True)
    await world.tap(ALINA, ALINA, "Заменить на 2Гис", card)
    assert world.portal.leads[second]["sourceId"] == "UC_2GIS01"
    assert len(world.chat(SOURCES_CHAT).texts) == 1

    manager = await world.press(TIMUR, SOURCES_CHAT, ticket.id, "m1:1:yes:0:", forged=True)
    assert manager == Toast("Источники и правила меняют редакторы: маркетолог или руководитель.", alert=True)
    assert await world.tap(VERA, VERA, "✅ Запомнить") == Toast("Принято, действует сразу")
    assert "✅ Теперь это 2Гис · решение: Вера Климова" in suggestion.plain
    assert suggestion.rows == []
    line = (
        "📘 Лиды с «promo.example/quiz» в комментарии теперь получают источник 2Гис"
        " · редакция 2023-08-17, поправка 1 · Вера Климова"
    )
    for who in (ALINA, TIMUR, ANGELINA):
        assert world.chat(who).about("📘")[-1].plain == line
    assert not world.chat(VERA).about("теперь получают")

    await world.restart()
    third = await unknown(world, "Софья", comments=COMMENT.replace("utm_source=x", "utm_source=y&utm_term=z"))
    assert world.portal.leads[third]["sourceId"] == "UC_2GIS01"
    card = world.chat(ALINA).about("Софья")[0]
    assert "🤖 Источник исправлен автоматически: 2Гис" in card.plain
    assert "❓" not in card.plain
    assert (await world.tap(ALINA, ALINA, "↩️ Отменить: Исправление источника")).text == "Отменено, всё как было"
    assert world.portal.leads[third]["sourceId"] == "UC_SALEBOT01"
    assert [lead for lead in (first, second) if world.portal.leads[lead]["sourceId"] != "UC_2GIS01"] == []


async def test_leads_with_the_same_unknown_join_the_open_ticket_and_learn_the_answer_together(world: World) -> None:
    first = await unknown(world, "Олег")
    await world.tap(ALINA, ALINA, ASK)
    second = await unknown(world, "Мария", manager=TIMUR_ID)
    await world.tap(TIMUR, TIMUR, ASK)
    (ticket,) = world.chat(SOURCES_CHAT).messages
    assert "➕ Тот же вопрос: Мария (Тимур Садыков)" in ticket.plain
    assert "🏷 Источник выясняется" in world.chat(TIMUR).last.plain
    third = await unknown(world, "Софья", comments="Заявка поступила: С бота @drugoy_bot")
    await world.tap(ALINA, ALINA, ASK)
    assert len(world.chat(SOURCES_CHAT).texts) == 2

    await world.tap(ANGELINA, SOURCES_CHAT, "ТВ", ticket)
    for lead in (first, second):
        assert world.portal.leads[lead]["sourceId"] == "UC_TV01"
        assert world.comments(lead)[-1].startswith("Источник: ТВ – ответ: Ангелина Лебедева")
    assert world.chat(ALINA).about("Олег: источник найден – ТВ")
    assert world.chat(TIMUR).about("Мария: источник найден – ТВ")
    assert world.portal.leads[third]["sourceId"] == "UC_SALEBOT01"
    assert len(world.chat(VERA).about("📘 Запомнить?")) == 1


async def test_when_the_first_lead_needs_no_answer_the_others_still_get_theirs(world: World) -> None:
    """The heir asks from now on, with what is left of the ladder."""
    first = await unknown(world, "Олег")
    await world.tap(ALINA, ALINA, ASK)
    await world.advance(600)
    second = await unknown(world, "Мария", manager=TIMUR_ID)
    await world.tap(TIMUR, TIMUR, ASK)
    await world.tap(ALINA, ALINA, "Отказ: некорректные данные", world.chat(ALINA).messages[0])
    await world.tap(ALINA, ALINA, "Да: Отказ: некорректные данные")
    old, new = world.chat(SOURCES_CHAT).messages
    assert "Вопрос снят" in old.plain
    assert new.plain.startswith("🏷 Откуда лид? Мария")
    await world.until(first, 15 * 60 + 5)
    assert world.chat(ANGELINA).about("Откуда лид? Мария")
    await world.tap(ANGELINA, SOURCES_CHAT, "VK")
    assert world.portal.leads[second]["sourceId"] == "UC_VK01"
    assert world.portal.leads[first]["sourceId"] == "UC_SALEBOT01"


async def test_who_joined_may_step_back(world: World) -> None:
    await unknown(world, "Олег")
    await world.tap(ALINA, ALINA, ASK)
    await unknown(world, "Мария", manager=TIMUR_ID)
    await world.tap(TIMUR, TIMUR, ASK)
    await world.tap(TIMUR, TIMUR, "↩️ Отменить: Источник неизвестен")
    (ticket,) = world.chat(SOURCES_CHAT).messages
    assert "➕" not in ticket.plain
    assert ticket.rows


async def test_a_confirmed_rule_leaves_alone_what_people_or_other_channels_have_said(world: World) -> None:
    await unknown(world, "Олег", title="Заявка", sourceId="WEB")
    await world.tap(ALINA, ALINA, ASK)
    await world.tap(ANGELINA, SOURCES_CHAT, "2Гис")
    await world.tap(VERA, VERA, "✅ Запомнить")
    as_then = await unknown(world, "Мария", title="Заявка", sourceId="WEB")
    assert world.portal.leads[as_then]["sourceId"] == "UC_2GIS01"
    set_by_advertising = await unknown(world, "Софья", title="Заявка", sourceId="UC_DIRECT01")
    assert world.portal.leads[set_by_advertising]["sourceId"] == "UC_DIRECT01"
    in_the_clients_words = await unknown(
        world, "Руслан", title="Заявка", sourceId="WEB", comments="Сообщение: Страница: https://promo.example/quiz"
    )
    assert world.portal.leads[in_the_clients_words]["sourceId"] == "WEB"


@pytest.mark.rule("OP10-03")
async def test_an_editor_turns_a_suggestion_down_or_picks_another_source(world: World) -> None:
    await unknown(world, "Олег")
    await world.tap(ALINA, ALINA, ASK)
    await world.tap(ANGELINA, SOURCES_CHAT, "2Гис")
    await world.tap(VERA, VERA, "✕ Не нужно")
    assert "✕ Не принято · решение: Вера Климова" in world.chat(VERA).last.plain
    await unknown(world, "Мария")
    await world.tap(ALINA, ALINA, ASK, world.chat(ALINA).about("Мария")[0])
    assert len(world.chat(SOURCES_CHAT).texts) == 2  # there is no rule, so it is asked again
    await world.tap(ANGELINA, SOURCES_CHAT, "2Гис")
    suggestion = world.chat(VERA).last
    await world.tap(VERA, VERA, "✏️ Другой источник")
    assert "1 / 4" in labels(suggestion)
    await world.tap(VERA, VERA, "‹ Назад")
    await world.tap(VERA, VERA, "✏️ Другой источник")
    await world.tap(VERA, VERA, "MyTarget")
    third = await unknown(world, "Софья")
    assert world.portal.leads[third]["sourceId"] == "UC_MYTARGET01"

"""A lead whose source is in doubt: the card quotes the comment, one tap puts it right, a minute takes it back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.dictionaries import keep_fresh
from sandbox.bitrix24.demo import SOURCES
from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, TIMUR, VERA
from services.telegram.callbacks import ActTap, RepairTap
from tests.flows.harness import TIMUR_ID, VERA_ID, Toast, World
from tests.flows.reading import button, data_of, labels
from tests.services.own_files import written

TITLE = "Заявка от Salebot"
COMMENT = """Получен заказ №239000009-163000011
Поля ввода:
Имя: Мария
phone: +79990000301
Заявка поступила:
С группы вк <http://vk.com/club175000034>
Тег клиента: 1864261"""
LINE = "С группы вк <http://vk.com/club175000034>"
DOUBT = f"❓ Источник под вопросом. В комментарии: «{LINE}» → VK"
REPLACE, UNDO = "Заменить на VK", "↩️ Отменить: Исправление источника"
SIGNED = "Алина Громова, через «Пять минут»"


async def salebot_lead(world: World, **fields: Any) -> int:
    plain: dict[str, Any] = {"title": TITLE, "sourceId": "UC_SALEBOT01", "comments": COMMENT}
    return await world.new_lead(**plain | fields)


def autofixing(folder: Path) -> str:
    path = written(folder, 'extends = "op10"\nname = "our"\n[repair]\nautofix = true\n')
    return str(path)


@pytest.mark.rule("OP10-09", "OP10-10", "OP10-11")
async def test_the_card_says_that_the_source_is_in_doubt_and_quotes_the_comment(world: World) -> None:
    await salebot_lead(world)
    card = world.chat(ALINA).last
    assert DOUBT in card.plain.splitlines()
    assert button(card, REPLACE)["style"] == "primary"


@pytest.mark.rule("OP10-15", "OP10-11")
async def test_one_tap_writes_the_source_and_the_reason(world: World) -> None:
    lead = await salebot_lead(world)
    assert await world.tap(ALINA, ALINA, REPLACE) == Toast("Принято: VK")
    assert world.writes(lead) == [("sourceId", "UC_VK01")]
    assert world.portal.leads[lead]["comments"] == COMMENT
    (comment,) = world.comments(lead)
    assert comment.startswith(f"Источник исправлен на VK: в комментарии «{LINE}» – {SIGNED}")
    card = world.chat(ALINA).last
    assert "Источник: VK" in card.plain
    assert "❓" not in card.plain
    assert "🏷 Источник исправлен: VK · Алина Громова" in card.plain
    assert REPLACE not in labels(card)
    assert len(world.chat(ALINA).texts) == 1


@pytest.mark.rule("OP10-15")
async def test_it_can_be_taken_back_for_a_minute(world: World) -> None:
    lead = await salebot_lead(world)
    await world.tap(ALINA, ALINA, REPLACE)
    assert await world.tap(ALINA, ALINA, UNDO) == Toast("Отменено, всё как было")
    assert world.portal.leads[lead]["sourceId"] == "UC_SALEBOT01"
    assert world.comments(lead)[-1].startswith(f"Отменено: Исправление источника – {SIGNED}")
    card = world.chat(ALINA).last
    assert "↩️ Отменено: Исправление источника · Алина Громова" in card.plain
    assert DOUBT in card.plain
    await world.tap(ALINA, ALINA, REPLACE)
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    card = world.chat(ALINA).last
    data = data_of(card, UNDO)
    await world.advance(61)
    assert UNDO not in labels(card)
    late = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert late == Toast("Время на отмену вышло. Исправьте в Битрикс24.", alert=True)


@pytest.mark.rule("OP10-12")
async def test_a_telegram_bot_in_the_comment(world: World) -> None:
    lead = await salebot_lead(world, comments="tg_username: @example\nЗаявка поступила: С телеграм бота @romashka_bot")
    await world.tap(ALINA, ALINA, "Заменить на Telegram")
    assert world.portal.leads[lead]["sourceId"] == "UC_TG01"


@pytest.mark.rule("OP10-13")
async def test_instagram_in_the_comment(world: World) -> None:
    lead = await salebot_lead(world, comments="Заявка поступила с:\n\nС Instagram на аккаунт: example_account")
    await world.tap(ALINA, ALINA, "Заменить на Инстаграм")
    assert world.portal.leads[lead]["sourceId"] == "UC_INSTA01"


@pytest.mark.rule("OP10-09")
async def test_the_title_alone_makes_a_source_doubtful(world: World) -> None:
    await salebot_lead(world, sourceId="WEB")
    assert DOUBT in world.chat(ALINA).last.plain
    await salebot_lead(world, sourceId="UC_VK01")
    assert "❓" not in world.chat(ALINA).last.plain


@pytest.mark.parametrize(
    ("comments", "words"),
    [
        ("Просит перезвонить", "❓ Источник под вопросом: в комментарии канал не назван"),
        (
            f"{COMMENT}\n\nЗаявка поступила: С телеграм бота",
            "❓ Источник под вопросом: в комментарии канал не назван",
        ),
        (
            "Заявка поступила: С Viber бота",
            "❓ Источник под вопросом. В комментарии: «Заявка поступила: С Viber бота» – такого источника нет в списке",
        ),
    ],
)
async def test_without_a_clear_line_nothing_is_offered(world: World, comments: str, words: str) -> None:
    await salebot_lead(world, comments=comments)
    card = world.chat(ALINA).last
    assert words in card.plain.splitlines()
    assert not [label for label in labels(card) if label.startswith("Заменить")]


async def test_markup_in_the_comment_is_shown_as_it_is(world: World) -> None:
    await salebot_lead(world, comments="<b>Заявка поступила:</b> С группы вк «Ромашка &amp; Ко»", name="<i>Мария</i>")
    card = world.chat(ALINA).last
    assert "«Заявка поступила: С группы вк «Ромашка & Ко»» → VK" in card.plain
    assert card.plain.startswith("🟢 <i>Мария</i>")


@pytest.mark.parametrize(
    ("user", "toast"),
    [
        (TIMUR, Toast("Это лид другого менеджера.", alert=True)),
        (ANGELINA, Toast("Это лид другого менеджера.", alert=True)),
        (VERA, Toast("Принято: VK")),
    ],
)
async def test_rights_are_decided_when_it_is_tapped(world: World, user: int, toast: Toast) -> None:
    lead = await salebot_lead(world)
    data = data_of(world.chat(ALINA).last, REPLACE)
    world.telegram.say(user, user, "привет")
    await world.pump()
    assert await world.press(user, user, world.chat(user).last.id, data, forged=True) == toast
    assert bool(world.writes(lead)) is not toast.alert


async def test_a_double_tap_is_done_once(world: World) -> None:
    lead = await salebot_lead(world)
    card = world.chat(ALINA).last
    data = data_of(card, REPLACE)
    first, second = (world.telegram.press(ALINA, ALINA, card.id, data) for _ in range(2))
    await world.pump()
    assert world.telegram.answers[first]["text"] == "Принято: VK"
    assert world.telegram.answers[second]["text"] == "Уже отмечено: VK"
    assert len(world.comments(lead)) == 1


async def test_a_forged_source_is_not_written(world: World) -> None:
    lead = await salebot_lead(world)
    card = world.chat(ALINA).last
    rows = {term.code: term.id for term in world.app.rulebook.sources}
    for term in (rows["UC_AVITO01"], 999_999, -1):
        data = RepairTap(lead=lead, term=term, version=0).pack()
        toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
        assert toast.text.startswith("Кнопка устарела")
    act = ActTap(lead=lead, action="source-repair", version=0).pack()
    assert (await world.press(ALINA, ALINA, card.id, act, forged=True)).text.startswith("Кнопка устарела")
    assert world.writes(lead) == []


async def test_put_right_in_the_portal_the_button_is_gone_and_an_old_tap_is_told_so(world: World) -> None:
    lead = await salebot_lead(world)
    card = world.chat(ALINA).last
    data = data_of(card, REPLACE)
    await world.change(lead, by=VERA_ID, sourceId="UC_AVITO01")
    assert "❓" not in card.plain
    assert REPLACE not in labels(card)
    toast = await world.press(ALINA, ALINA, card.id, data, forged=True)
    assert toast == Toast("Источник уже не под вопросом, менять не нужно.", alert=True)
    assert world.portal.leads[lead]["sourceId"] == "UC_AVITO01"


async def test_what_the_keeper_answers_is_not_doubted_any_more(world: World) -> None:
    await salebot_lead(world)
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.tap(ANGELINA, SOURCES_CHAT, "2Гис")
    card = world.chat(ALINA).messages[0]
    assert "Источник: 2Гис" in card.plain
    assert "❓" not in card.plain


async def test_the_doubt_survives_a_restart_and_so_does_who_ended_it(world: World) -> None:
    await salebot_lead(world, name="Первый")
    await salebot_lead(world, name="Второй", sourceId="WEB")
    await world.tap(ALINA, ALINA, "Источник: рекомендация")
    await world.restart()
    await world.advance(1)
    await world.tap(ALINA, ALINA, "Недозвон", world.chat(ALINA).about("Второй")[0])
    assert "❓" not in world.chat(ALINA).about("Второй")[0].plain
    assert REPLACE in labels(world.chat(ALINA).about("Первый")[0])


@pytest.mark.rule("OP10-15")
async def test_with_autofix_it_is_done_at_once_said_and_undoable(
    tmp_path: Path, new_world: Callable[..., Awaitable[World]]
) -> None:
    world = await new_world(regulation=autofixing(tmp_path))
    lead = await salebot_lead(world)
    assert world.writes(lead) == [("sourceId", "UC_VK01")]
    (comment,) = world.comments(lead)
    assert comment.startswith(f"Источник исправлен на VK: в комментарии «{LINE}» – автоматически, «Пять минут»")
    (card,) = world.chat(ALINA).messages
    assert f"🤖 Источник исправлен автоматически: VK, в комментарии «{LINE}»" in card.plain
    assert "❓" not in card.plain
    assert await world.tap(ALINA, ALINA, UNDO) == Toast("Отменено, всё как было")
    assert world.portal.leads[lead]["sourceId"] == "UC_SALEBOT01"
    assert REPLACE in labels(card)
    await world.change(lead, by=VERA_ID, comments=f"{COMMENT}\nещё строка")
    assert world.portal.leads[lead]["sourceId"] == "UC_SALEBOT01"


async def test_autofix_is_done_once_although_the_event_comes_twice(
    tmp_path: Path, new_world: Callable[..., Awaitable[World]]
) -> None:
    world = await new_world(regulation=autofixing(tmp_path))
    world.portal.events.double = 1
    lead = await salebot_lead(world)
    await world.sweep()
    assert world.writes(lead) == [("sourceId", "UC_VK01")]
    assert len(world.comments(lead)) == 1


async def test_what_is_quoted_in_the_group_hides_phones(
    tmp_path: Path, new_world: Callable[..., Awaitable[World]]
) -> None:
    world = await new_world(regulation=autofixing(tmp_path))
    lead = await salebot_lead(world, comments="Заявка поступила: С группы вк: 79990000301", manager=TIMUR_ID)
    await world.until(lead, 601)
    escalation = world.telegram.chats[-1005000000001].messages[-1].plain
    assert "🤖 Источник исправлен автоматически: VK" in escalation
    assert "79990000301" not in escalation


@pytest.mark.rule("OP10-07", "OP10-08")
async def test_the_picker_offers_the_most_used_first_and_never_nothing(world: World) -> None:
    for source, times in (("UC_AVITO01", 3), ("UC_VK01", 2), ("UC_NONE01", 5)):
        for _ in range(times):
            await world.new_lead(sourceId=source)
    await keep_fresh(world.app)
    offered = [term.name for term in world.app.rulebook.sources]
    rest = [name for _, name in SOURCES if name not in ("Не выбрано", "Авито", "VK")]
    assert offered == ["Авито", "VK", *rest]
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    ticket = world.chat(SOURCES_CHAT).last
    assert labels(ticket)[1:3] == ["Авито", "VK"]


async def test_dictionaries_are_kept_fresh_and_a_portal_that_no_longer_fits_changes_nothing(world: World) -> None:
    world.portal.add_status("SOURCE", "UC_RADIO01", "Радио")
    await keep_fresh(world.app)
    assert world.app.rulebook.source_name("UC_RADIO01") == "Радио"
    world.portal.statuses["SOURCE"] = [
        row for row in world.portal.statuses["SOURCE"] if row["STATUS_ID"] != "RECOMMENDATION"
    ]
    await keep_fresh(world.app)
    assert world.app.rulebook.source_name("RECOMMENDATION") == "Рекомендация"


@pytest.mark.rule("OP10-07")
async def test_not_chosen_is_shown_as_no_source(world: World) -> None:
    await world.new_lead(sourceId="UC_NONE01")
    assert "Источник: не указан" in world.chat(ALINA).last.plain

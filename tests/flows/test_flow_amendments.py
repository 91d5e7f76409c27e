"""`/sources`: the edition in force, and what editors add to it or take back from the chat."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, TIMUR, VERA
from services.domain.people import Role
from tests.flows.harness import ANGELINA_ID, SALES, STAFF, Toast, World
from tests.flows.reading import labels
from tests.services.own_files import written

REFUSED = "Источники и правила меняют редакторы: маркетолог или руководитель."
HEAD = "📘 ОП-10 и «Необработанный лид»"


@pytest.mark.rule("OP10-03", "OP10-04")
async def test_an_editor_adds_what_people_say_everybody_sees_it_and_it_can_be_withdrawn(world: World) -> None:
    await world.say(VERA, "/sources")
    page = world.chat(VERA).last
    assert page.plain.splitlines() == [HEAD, "Редакция 2023-08-17", "Из чата ничего не менялось."]
    await world.tap(VERA, VERA, "➕ Как говорят люди")
    await world.say(VERA, "VK")
    assert world.chat(VERA).last.plain == "Так уже называется источник «VK»"
    await world.say(VERA, "инстик")
    await world.say(VERA, "инста")
    assert world.chat(VERA).last.plain.startswith("«инстик» – это Инстаграм. Вступит в силу сразу")
    await world.restart()
    await world.tap(VERA, VERA, "✅ В силу")
    assert world.chat(VERA).last.plain == "✅ «инстик» теперь Инстаграм. Поправка 1. Отозвать: /sources"
    for who in (ALINA, TIMUR, ANGELINA):
        assert world.chat(who).last.plain == (
            "📘 «инстик» теперь значит Инстаграм · редакция 2023-08-17, поправка 1 · Вера Климова"
        )

    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.reply(ANGELINA, SOURCES_CHAT, world.chat(SOURCES_CHAT).last, "Инстик")
    assert world.portal.leads[lead]["sourceId"] == "UC_INSTA01"

    await world.say(VERA, "/sources")
    page = world.chat(VERA).last
    assert page.plain.splitlines()[1:] == [
        "Редакция 2023-08-17, поправка 1",
        "Изменено из чата:",
        "· говорят «инстик» – это Инстаграм",
    ]
    await world.tap(VERA, VERA, "✕ инстик")
    await world.tap(VERA, VERA, "Отозвать «инстик»")
    assert page.plain.splitlines()[1:] == ["Редакция 2023-08-17, поправка 2", "Из чата ничего не менялось."]
    assert world.chat(ALINA).last.plain.startswith("📘 «инстик» больше не значит Инстаграм · редакция 2023-08-17")
    assert world.app.rulebook.rules.key == "op10@2023-08-17.2"


@pytest.mark.rule("OP10-03", "OP10-22")
async def test_a_marketer_adds_a_rule_for_comments_by_buttons(new_world: Callable[..., Awaitable[World]]) -> None:
    world = await new_world(staff=(*STAFF, (ANGELINA_ID, ANGELINA, Role.EDITOR)))
    await world.say(ANGELINA, "/sources")
    await world.tap(ANGELINA, ANGELINA, "➕ Что стоит в комментарии")
    await world.say(ANGELINA, "Заявка поступила: С группы вк")
    assert world.chat(ANGELINA).last.plain.startswith("Не вижу здесь ни лендинга, ни бота")
    await world.say(ANGELINA, "Заявка поступила: С группы вк <https://vk.com/club175000034>")
    await world.tap(ANGELINA, ANGELINA, "🔎 По буквам")
    await world.tap(ANGELINA, ANGELINA, "М")
    await world.tap(ANGELINA, ANGELINA, "Мир Без Забот")
    await world.say(ANGELINA, "да")
    assert world.chat(ANGELINA).last.plain == "Нажмите кнопку под вопросом"
    await world.tap(ANGELINA, ANGELINA, "✅ В силу")
    assert world.chat(VERA).last.plain.startswith("📘 Лиды с «vk.com/club175000034» в комментарии")

    salebot = {"title": "Заявка от Salebot", "sourceId": "UC_SALEBOT01"}
    partner = await world.new_lead(**salebot, comments="Заявка поступила:\nС группы вк <http://vk.com/club175000034>")
    assert world.portal.leads[partner]["sourceId"] == "UC_PARTNER01"
    another = await world.new_lead(**salebot, comments="Заявка поступила: С группы вк <http://vk.com/club2>")
    assert world.portal.leads[another]["sourceId"] == "UC_SALEBOT01"
    assert "Заменить на VK" in labels(world.chat(ALINA).last)


@pytest.mark.rule("OP10-03", "OP10-04")
async def test_managers_see_the_edition_and_may_change_nothing(world: World) -> None:
    await world.say(ALINA, "/sources")
    page = world.chat(ALINA).last
    assert page.plain.startswith(f"{HEAD}\nРедакция 2023-08-17")
    assert page.rows == []
    for data in ("g1:alias:0:0", "g1:origin:0:0", "g1:drop:1:0"):
        assert await world.press(ALINA, ALINA, page.id, data, forged=True) == Toast(REFUSED, alert=True)
    for data in ("g1:nonsense:0:0", "g1:sure:99:7"):
        await world.press(ALINA, ALINA, page.id, data, forged=True)
    assert len(world.chat(ALINA).texts) == 1
    assert world.app.rulebook.rules.amendment == 0


@pytest.mark.rule("OP10-04")
async def test_a_new_edition_of_the_file_is_announced_once(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, 'extends = "op10"\nedition = 2026-09-01\n')
    assert not world.chat(ALINA).about("редакция")
    await world.restart(regulation=str(path))
    await world.advance(5)
    line = "📘 Действует новая редакция регламента «ОП-10 и «Необработанный лид»»: 2026-09-01"
    assert [text for text in world.chat(ALINA).texts if "редакция" in text] == [line]
    assert world.chat(VERA).about(line)
    await world.restart()
    await world.advance(5)
    assert len(world.chat(ALINA).about(line)) == 1


async def told_share(world: World) -> str:
    """What an editor reads of the leads that were handed off."""
    await world.say(VERA, "/sources")
    return world.chat(VERA).last.plain.splitlines()[-1]


@pytest.mark.rule("OP10-01")
async def test_editors_see_how_many_sources_were_right_when_leads_were_handed_off(
    new_world: Callable[..., Awaitable[World]],
) -> None:
    world = await new_world(staff=(*STAFF, *SALES))
    sources = ("WEB", "UC_NONE01", "UC_SALEBOT01", "WEB", "WEB")
    right, empty, doubtful, asked, _ = [await world.new_lead(name=f"Клиент {each}", sourceId=each) for each in sources]
    cards = world.chat(ALINA).messages[:]
    assert await told_share(world) == "Из чата ничего не менялось."  # nothing was handed off yet
    await world.tap(ALINA, ALINA, "Назначить встречу", cards[0])
    for words in ("завтра в 17", "Денис", "вебинар"):
        await world.say(ALINA, words)
    await world.tap(ALINA, ALINA, "Источник неизвестен", cards[3])
    for lead in (empty, asked):
        await world.change(lead, stageId="UC_MEETING")
    await world.change(doubtful, stageId="CONVERTED")
    share = "За 30 дней источник при передаче был верен у 1 из 4 лидов: 25 %"
    assert await told_share(world) == share

    await world.tap(ANGELINA, SOURCES_CHAT, "VK")
    await world.change(empty, sourceId="UC_VK01")
    await world.change(asked, stageId="CONVERTED")  # all is put right, and goes on
    await world.change(doubtful, sourceId="UC_TG01")
    await world.restart()
    assert await told_share(world) == share
    await world.tap(ALINA, ALINA, "↩️ Отменить: Назначить встречу", cards[0])
    assert await told_share(world) == "За 30 дней источник при передаче был верен у 0 из 3 лидов: 0 %"
    await world.change(right, stageId="UC_MEETING", sourceId="UC_NONE01")
    assert await told_share(world) == "За 30 дней источник при передаче был верен у 0 из 4 лидов: 0 %"
    await world.say(ALINA, "/sources")
    assert "при передаче" not in world.chat(ALINA).last.plain


async def test_in_english(new_world: Callable[..., Awaitable[World]]) -> None:
    world = await new_world(language="en")
    lead = await world.new_lead(comments="Заявка поступила: С бота @novyi_bot", sourceId="")
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    ticket = world.chat(SOURCES_CHAT).last
    assert labels(ticket)[0] == "✋ Ангелина decides"
    await world.tap(ANGELINA, SOURCES_CHAT, "✋ Ангелина decides")
    assert "🔒 Ангелина Лебедева decides, until" in ticket.plain
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "ватсап")
    assert "🔎 “ватсап”: which source?" in world.chat(SOURCES_CHAT).last.plain
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "EasyBox")
    assert "📝 “EasyBox” is not in the list." in world.chat(SOURCES_CHAT).last.plain
    assert world.chat(VERA).last.plain.startswith("📘 Not in the list: “EasyBox”")
    await world.tap(VERA, VERA, "🔎 It is the same as…")
    await world.tap(VERA, VERA, "VK")
    assert world.portal.leads[lead]["sourceId"] == "UC_VK01"
    assert world.chat(VERA).last.plain.startswith("📘 Remember it? “Заявка поступила: С бота @novyi_bot” is VK")
    await world.tap(VERA, VERA, "✅ Remember")
    assert world.chat(ALINA).last.plain.endswith("edition 2023-08-17, amendment 2 · Вера Климова")
    await world.say(VERA, "/sources")
    assert "· people say “EasyBox”: this is VK" in world.chat(VERA).last.plain

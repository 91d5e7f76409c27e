"""A ticket is answered in words, by a reply to its message: exactly, nearly, or by a source that is in no list."""

import pytest

from bot.dictionaries import keep_fresh
from sandbox.world import ALINA, ANGELINA, SOURCES_CHAT, TIMUR, VERA
from tests.flows.harness import TIMUR_ID, Toast, World
from tests.flows.reading import labels

ASK = "Источник неизвестен"
SIGNED = "через «Пять минут»"


async def asked(world: World, **fields: str) -> int:
    """A lead whose source nobody knows, and the question in the group."""
    lead = await world.new_lead(**fields)
    await world.tap(ALINA, ALINA, ASK)
    return lead


@pytest.mark.rule("OP10-22", "NL-01", "NL-15")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("вк", "UC_VK01"),
        ("BK", "UC_VK01"),
        ("с телеграм бота", "UC_TG01"),
        ("Авито", "UC_AVITO01"),
        ("2 гис", "UC_2GIS01"),
    ],
)
async def test_what_people_say_is_understood(sqlite_world: World, said: str, code: str) -> None:
    world = sqlite_world
    lead = await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, said)
    assert world.portal.leads[lead]["sourceId"] == code
    assert "ответ: Ангелина Лебедева" in ticket.plain
    assert ticket.rows == []
    noted = world.chat(SOURCES_CHAT).last
    assert noted.plain.startswith("✅ Принято: ")
    assert noted.reply_to == world.telegram.chats[SOURCES_CHAT].messages[-2].id
    assert world.chat(ALINA).about("источник найден")


@pytest.mark.rule("OP10-08", "OP10-22")
async def test_several_sources_are_offered_and_none_is_guessed(world: World) -> None:
    lead = await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "ватсап")
    offer = world.chat(SOURCES_CHAT).last
    assert offer.plain.splitlines() == [
        "🔎 «ватсап» – какой источник? Олег",
        *(f"· Whatsapp Новый канал WA 7999000010{n}" for n in (1, 2, 4)),
    ]
    assert len(labels(offer)) == 5
    assert world.writes(lead) == []
    assert await world.tap(TIMUR, SOURCES_CHAT, "Whatsapp 79990000103") == Toast(
        "На этот вопрос отвечает ответственный за источники или руководитель.", alert=True
    )
    await world.tap(ANGELINA, SOURCES_CHAT, "Whatsapp 79990000103")
    assert world.portal.leads[lead]["sourceId"] == "UC_WA03"
    for message in (ticket, offer):
        assert "✅ Источник: Whatsapp 79990000103" in message.plain
        assert message.rows == []
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "вк")
    assert world.chat(SOURCES_CHAT).last.plain == "На этот вопрос уже ответили."


@pytest.mark.rule("OP10-21", "NL-01")
async def test_a_source_that_the_portal_lacks_goes_to_the_editors_never_as_a_wrong_pick(world: World) -> None:
    """EasyBox: the keeper names it, the editor is asked once, and once the portal has it both leads get it."""
    lead = await asked(world, name="Олег")
    ticket = world.chat(SOURCES_CHAT).last
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "EasyBox")
    assert world.chat(SOURCES_CHAT).last.plain.startswith("📝 «EasyBox» в списке нет. Передано редакторам")
    assert "📝 Источник: «EasyBox» · назвал: Ангелина Лебедева. В списке его нет, ждём редакторов" in ticket.plain
    assert ticket.rows == []
    assert world.writes(lead) == []
    assert world.comments(lead)[-1].startswith(
        f"Источник: «EasyBox», в списке его нет – назвал: Ангелина Лебедева, {SIGNED}"
    )
    card, told = world.chat(ALINA).messages
    assert "📝 Источник «EasyBox» ждёт редакторов: в списке его нет" in card.plain
    assert "Олег: источник – «EasyBox» (ответ: Ангелина Лебедева)" in told.plain
    suggestion = world.chat(VERA).last
    assert suggestion.plain.startswith("📘 Нет в списке: «EasyBox»\nНазвал: Ангелина Лебедева, лид: Олег.")

    second = await asked(world, name="Мария")
    question = world.chat(SOURCES_CHAT).about("Мария")[0]
    await world.reply(ANGELINA, SOURCES_CHAT, question, "изибокс")
    assert len(world.chat(VERA).about("📘")) == 1  # the same source, by the aliases of the file: asked once
    await world.reply(ANGELINA, SOURCES_CHAT, question, "вк")
    assert world.chat(SOURCES_CHAT).last.plain == "На этот вопрос уже ответили."

    await world.restart()
    world.portal.add_status("SOURCE", "UC_EASYBOX01", "EasyBox")
    await keep_fresh(world.app)
    await world.pump()
    for each in (lead, second):
        assert world.portal.leads[each]["sourceId"] == "UC_EASYBOX01"
    assert world.comments(lead)[-1].startswith("Источник: EasyBox (назван «EasyBox») – «Пять минут»")
    assert "✅ Источник: EasyBox" in ticket.plain
    assert "✅ Источник теперь есть в Битрикс24" in suggestion.plain
    assert suggestion.rows == []
    assert world.chat(ALINA).about("Мария: источник теперь есть в списке – EasyBox")
    assert "📝" not in card.plain.replace("📝 Источник: «EasyBox», в списке его нет", "")


@pytest.mark.rule("OP10-21", "OP10-03")
async def test_an_unknown_word_is_passed_on_by_a_tap_and_an_editor_says_what_it_is(world: World) -> None:
    lead = await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "у блогера в ютубчике")
    offer = world.chat(SOURCES_CHAT).last
    assert offer.plain == "🤷 «у блогера в ютубчике» – такого источника в списке нет. Олег"
    assert await world.tap(ANGELINA, SOURCES_CHAT, "📝 Нет в списке: редакторам") == Toast("Передано редакторам")
    assert world.writes(lead) == []
    await world.tap(VERA, VERA, "🔎 Это то же, что…")
    await world.tap(VERA, VERA, "ТВ")
    assert world.portal.leads[lead]["sourceId"] == "UC_TV01"
    suggestion = world.chat(VERA).last
    assert "✅ Теперь это ТВ · решение: Вера Климова" in suggestion.plain
    assert world.chat(ANGELINA).last.plain == (
        "📘 «у блогера в ютубчике» теперь значит ТВ · редакция 2023-08-17, поправка 1 · Вера Климова"
    )
    await asked(world, name="Мария")
    await world.reply(ANGELINA, SOURCES_CHAT, world.chat(SOURCES_CHAT).about("Мария")[0], "У блогера в Ютубчике!")
    assert world.chat(SOURCES_CHAT).last.plain == "✅ Принято: ТВ"


async def test_not_in_the_list_asks_for_the_name_and_a_rejection_is_told(world: World) -> None:
    lead = await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    await world.tap(ANGELINA, SOURCES_CHAT, "📝 Нет в списке")
    assert "✍️ Как называется источник? Ответьте на это сообщение" in ticket.plain
    assert labels(ticket) == ["‹ Назад", "Открыть в Битрикс24"]
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "<b>Голубиная почта</b>")
    assert "📝 Источник: «<b>Голубиная почта</b>»" in ticket.plain
    assert await world.tap(VERA, VERA, "✕ Не нужно") == Toast("Хорошо, правила не будет")
    assert "✕ Не принято · решение: Вера Климова" in world.chat(VERA).last.plain
    assert "Вопрос снят" in ticket.plain
    assert world.chat(ALINA).last.plain.startswith("⚪️ Олег: источника «<b>Голубиная почта</b>» в списке не будет")
    assert world.portal.leads[lead]["sourceId"] == "WEB"


async def test_bad_answers_are_told_what_to_do_and_the_question_stays_open(world: World) -> None:
    lead = await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    world.telegram.send_sticker(ANGELINA, SOURCES_CHAT, reply_to=ticket.id)
    await world.pump()
    please = "Напишите название источника словами, до 60 знаков, или нажмите кнопку"
    assert world.chat(SOURCES_CHAT).last.plain == please
    await world.reply(ANGELINA, SOURCES_CHAT, ticket, "очень длинный рассказ " * 10)
    assert world.chat(SOURCES_CHAT).last.plain == please
    await world.reply(TIMUR, SOURCES_CHAT, ticket, "вк")
    assert world.chat(SOURCES_CHAT).last.plain.startswith("На этот вопрос отвечает ответственный за источники")
    assert world.writes(lead) == []
    assert "Откуда лид?" in ticket.plain
    assert ticket.rows


@pytest.mark.rule("OP10-01", "OP10-20", "OP10-21")
async def test_the_manager_names_the_source_in_words_or_by_a_button_and_can_take_it_back(world: World) -> None:
    lead = await world.new_lead()
    assert await world.tap(ALINA, ALINA, "Указать источник") == Toast("Ответьте на вопрос ниже")
    question = world.chat(ALINA).last
    assert question.plain.startswith("Откуда клиент о нас узнал?")
    await world.tap(ALINA, ALINA, "🔎 По буквам")
    await world.tap(ALINA, ALINA, "Ф")
    assert "· Форма обратной связи клиенты из базы" in question.plain
    await world.restart()
    await world.say(ALINA, "авит")
    await world.tap(ALINA, ALINA, "Авито")
    assert world.portal.leads[lead]["sourceId"] == "UC_AVITO01"
    assert world.chat(ALINA).about("🏷 Олег: источник – Авито")
    card = world.chat(ALINA).messages[0]
    assert "🏷 Источник: Авито · Алина Громова" in card.plain
    assert world.comments(lead)[-1].startswith(f"Источник: Авито – Алина Громова, {SIGNED}")
    assert (await world.tap(ALINA, ALINA, "↩️ Отменить: Указать источник")).text == "Отменено, всё как было"
    assert world.portal.leads[lead]["sourceId"] == "WEB"

    await world.tap(ALINA, ALINA, "Указать источник", card)
    world.telegram.send_sticker(ALINA, ALINA)
    await world.pump()
    assert world.chat(ALINA).last.plain.startswith("Такое сообщение я не понимаю")
    await world.say(ALINA, "радио")
    assert world.chat(ALINA).last.plain.startswith("📝 Олег: «радио» в списке нет. Передано редакторам")
    assert world.portal.leads[lead]["sourceId"] == "WEB"
    assert world.chat(VERA).last.plain.startswith("📘 Нет в списке: «радио»\nНазвал: Алина Громова")
    await world.tap(ALINA, ALINA, "Источник: рекомендация", card)  # found out after all
    world.portal.add_status("SOURCE", "UC_RADIO01", "Радио")
    await keep_fresh(world.app)
    await world.pump()
    assert world.portal.leads[lead]["sourceId"] == "RECOMMENDATION"


async def test_a_source_named_by_the_manager_ends_the_question(world: World) -> None:
    await asked(world)
    ticket = world.chat(SOURCES_CHAT).last
    await world.tap(ALINA, ALINA, "Указать источник", world.chat(ALINA).messages[0])
    await world.say(ALINA, "вк")
    assert "Вопрос снят" in ticket.plain
    await world.advance(2 * 3600)
    assert not world.chat(ANGELINA).about("⏰")


async def test_another_managers_lead_is_not_named(world: World) -> None:
    lead = await world.new_lead(manager=TIMUR_ID)
    card = world.chat(TIMUR).last
    await world.tap(TIMUR, TIMUR, "Указать источник", card)
    await world.change(lead, assignedById=12)
    await world.say(TIMUR, "вк")
    assert world.chat(TIMUR).last.plain == "Это лид другого менеджера."
    assert world.writes(lead) == []

"""Whatever a lead is called, its card goes out and stays readable."""

import pytest

from sandbox.telegram.limits import TEXT
from sandbox.world import ALINA, SOURCES_CHAT, SUPERVISORS_CHAT, VERA
from tests.flows.harness import ALINA_ID, NewWorld, World
from tests.flows.reading import labels

NASTY = {
    "markup": {
        "name": "<b>Олег</b> & Ко",
        "title": '<a href="http://x">жми</a>',
        "comments": "</blockquote><script>1<2",
    },
    "entities": {"name": "&lt;b&gt;&amp;", "title": "&#0;&bogus;", "comments": "&lt;/blockquote&gt;"},
    "long": {"name": "Ж" * 300, "title": "Щ" * 300, "comments": "строка\n" * 1500},
    "long markup": {"name": "<&>" * 100, "title": "\"'<" * 100, "comments": "<&>\n" * 2500},
    "emoji": {"name": "👨‍👩‍👧‍👦" * 30, "title": "🇷🇺" * 60, "comments": "🤷🏽‍♀️" * 1500},
    "invisible": {"name": "О\0л\u200bег\u202e", "title": "\0\0", "comments": "а\0б\r\nв\x07\x1b[31m"},
    "blank": {"name": "", "title": "   ", "comments": "\n \n\t"},
    "lines": {"name": "Олег\nПетров\n\n\n", "title": "Заявка\nс сайта", "comments": "раз\n\n\n\nдва"},
    "bb": {"name": "[b]Олег[/b]", "title": "[url=http://x]т[/url]", "comments": "[list][*]раз[*]два[/list] [Б] a[1]"},
    "braces": {"name": "{ $name }", "title": "{0} %s %(x)s", "comments": "{{ texts }} \\n \\u0000"},
}


@pytest.mark.parametrize("case", NASTY)
async def test_any_text_makes_a_card_that_is_sent_acted_on_and_shown_to_the_groups(
    sqlite_world: World, case: str
) -> None:
    world = sqlite_world
    lead = await world.new_lead(**NASTY[case])
    card = world.chat(ALINA).last
    assert len(card.plain) < TEXT / 4
    assert "Взял в работу" in labels(card)
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.until(lead, 602)
    assert len(world.chat(SOURCES_CHAT).texts) == 1
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1
    await world.tap(VERA, SOURCES_CHAT, "VK")
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert not [call for call in world.telegram.calls if call.status != 200 and "not modified" not in call.error]


async def test_any_text_is_kept_by_postgresql_too(world: World) -> None:
    for case in NASTY.values():
        await world.new_lead(**case)
    assert len(world.chat(ALINA).texts) == len(NASTY)


async def test_markup_is_shown_as_it_was_written(sqlite_world: World) -> None:
    world = sqlite_world
    await world.new_lead(**NASTY["markup"])
    text = world.chat(ALINA).last.plain
    assert "<b>Олег</b> & Ко" in text
    assert '<a href="http://x">жми</a>' in text
    assert "</blockquote><script>1<2" in text


async def test_a_card_of_ordinary_size_is_short(sqlite_world: World) -> None:
    world = sqlite_world
    await world.new_lead(
        name="Константин Константинопольский",
        title="Заявка с сайта: консультация по телефону",
        comments="Хочет узнать условия. " * 30,
        sourceId="UC_FORM01",
    )
    await world.tap(ALINA, ALINA, "Недозвон")
    assert len(world.chat(ALINA).last.plain) <= 500


@pytest.mark.parametrize(
    ("phone", "shown", "copied"),
    [
        ("89990000301", "☎ +7 999 000-03-01", "+79990000301"),
        ("+7 (999) 000-03-01", "☎ +7 999 000-03-01", "+79990000301"),
        ("+375 29 000-00-01", "☎ +375 29 000-00-01", "+375290000001"),
        ("12-34", "☎ 12-34", "12-34"),
        ("<b>нет</b>", "☎ <b>нет</b>", "<b>нет</b>"),
        ("9" * 400, "☎ " + "9" * 39 + "…", "9" * 256),
    ],
)
async def test_phones_read_alike_however_they_came(sqlite_world: World, phone: str, shown: str, copied: str) -> None:
    world = sqlite_world
    await world.new_lead(phone=phone)
    card = world.chat(ALINA).last
    assert shown in card.plain.splitlines()
    assert card.rows[0][0]["copy_text"]["text"] == copied


async def test_a_lead_without_a_phone_has_no_button_to_copy_it(sqlite_world: World) -> None:
    world = sqlite_world
    await world.new_lead(phone="")
    assert labels(world.chat(ALINA).last)[0] == "Открыть в Битрикс24"


async def test_no_name_and_no_title_leave_the_number(sqlite_world: World) -> None:
    world = sqlite_world
    lead = await world.new_lead(name="", title="")
    assert world.chat(ALINA).last.plain.splitlines()[0] in (f"🟢 № {lead}", f"🟢 Лид #{lead}")


async def test_names_of_staff_and_sources_are_escaped_too(new_world: NewWorld) -> None:
    world = await new_world()
    world.portal.users[ALINA_ID]["NAME"] = "<i>Алина</i> & Ко"
    await world.app.people.refresh()
    lead = await world.new_lead()
    await world.until(lead, 602)
    assert "<i>Алина</i> & Ко Громова" in world.chat(SUPERVISORS_CHAT).last.plain
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert "Взял в работу – <i>Алина</i> & Ко Громова" in world.comments(lead)[0]


async def test_the_assistant_speaks_english(new_world: NewWorld) -> None:
    world = await new_world(language="en")
    lead = await world.new_lead()
    assert world.chat(ALINA).last.plain.splitlines()[-2:] == [
        "Необработанный лид · arrived 09:00",
        "⏳ Take it by 09:05",
    ]
    await world.until(lead, 602)
    assert world.chat(ALINA).about("⏰ Олег is waiting for a call")
    escalation = world.chat(SUPERVISORS_CHAT).last
    assert "Алина Громова" in escalation.plain
    assert labels(escalation) == ["🔔 Remind", "👉 Hand over", "✋ I take it", "Open in Bitrix24", "📞 Calls"]
    assert (await world.tap(ALINA, ALINA, "Источник неизвестен")).text == "Done: Источник неизвестен"
    assert (await world.tap(VERA, SOURCES_CHAT, "VK")).text == "Noted: VK"
    assert (await world.tap(ALINA, ALINA, "Недозвон")).text.startswith("Недозвон: attempt 1.")
    assert (await world.tap(ALINA, ALINA, "↩️ Undo: Недозвон")).text == "Taken back, all as before"
    assert world.comments(lead)[-1].startswith("Taken back: Недозвон – Алина Громова, by “Five Minutes”")
    await world.say(ALINA, "/help")
    assert "Your role: manager" in world.chat(ALINA).last.plain
    await world.say(ALINA, "/invite")
    assert world.chat(ALINA).last.plain == "Only a supervisor may do this."
    spoken = world.chat(ALINA).texts + world.chat(SUPERVISORS_CHAT).texts + world.chat(SOURCES_CHAT).texts
    for russian in ("Ответственный", "Источник:", "поступил", "Спрашивает", "Взять в работу до"):
        assert not [text for text in spoken if russian in text]

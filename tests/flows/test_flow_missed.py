"""Nobody answered: what is written to the client, and how that is told."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.world import ALINA
from tests.flows.harness import NewWorld, World
from tests.flows.reading import button, labels

MISSED = (
    "Здравствуйте, Олег! Вы оставляли у нас заявку, но мы не смогли до вас дозвониться. "
    "Напишите, пожалуйста, когда вам удобно поговорить. Алина Громова"
)
BAD_NUMBER = (
    "Здравствуйте, Олег! Вы оставляли у нас заявку, но мы не смогли до вас дозвониться: "
    "номер +7 999 000-03-01 не обслуживается. Напишите, пожалуйста, верный номер. Алина Громова"
)
COMMENT = """Заявка поступила: С группы вк <https://vk.com/example_group>
Ссылка на профиль: <https://vk.com/example.client>
tg_username: @example_client"""
SIGNED = "Алина Громова, через «Пять минут»"


@pytest.mark.rule("NL-11")
async def test_after_two_calls_the_template_is_there_filled_with_a_link_and_is_told_as_sent(world: World) -> None:
    lead = await world.new_lead(phone="8 (999) 000-03-01")
    assert "Отправлено" not in labels(world.chat(ALINA).last)
    await world.tap(ALINA, ALINA, "Недозвон")
    assert "Отправлено" not in labels(world.chat(ALINA).last), "the second call comes first"
    await world.tap(ALINA, ALINA, "Недозвон")
    card = world.chat(ALINA).last
    assert f"💬 Напишите клиенту, шаблон «Недозвон»:\n{MISSED}" in card.plain
    assert f"<code>{MISSED}</code>" in card.html
    assert button(card, "📋 Текст")["copy_text"] == {"text": MISSED}
    link = urlsplit(button(card, "💬 WhatsApp")["url"])
    assert (link.netloc, link.path, parse_qs(link.query)) == ("wa.me", "/79990000301", {"text": [MISSED]})
    assert labels(card)[labels(card).index("💬 WhatsApp") :][:4] == [
        "💬 WhatsApp",
        "📋 Текст",
        "Отправлено",
        "Нет ватсапа",
    ]
    await world.tap(ALINA, ALINA, "Отправлено")
    card = world.chat(ALINA).last
    assert "✅ Отправлено · Алина Громова" in card.plain
    assert MISSED not in card.plain
    assert not {"Отправлено", "Нет ватсапа", "💬 WhatsApp", "📋 Текст"} & set(labels(card))
    assert world.comments(lead)[-1].startswith(f"Отправлен шаблон «Недозвон» – {SIGNED}")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Отправлено")
    assert MISSED in world.chat(ALINA).last.plain


async def test_a_client_without_a_name_is_greeted_all_the_same(world: World) -> None:
    await world.new_lead(name="", phone="12-34")
    await world.tap(ALINA, ALINA, "Оба без ответа")
    card = world.chat(ALINA).last
    assert "Здравствуйте! Вы оставляли" in card.plain
    assert "🤷 Куда написать, в лиде не сказано" in card.plain
    assert "💬 WhatsApp" not in labels(card)


async def test_markup_in_a_name_reaches_the_client_as_it_was_written(world: World) -> None:
    await world.new_lead(name="<b>Ко & К°</b>\n{manager}")
    await world.tap(ALINA, ALINA, "Оба без ответа")
    card = world.chat(ALINA).last
    told = "Здравствуйте, <b>Ко & К°</b> {manager}! Вы"
    assert told in card.plain
    assert button(card, "📋 Текст")["copy_text"]["text"].startswith(told)
    assert parse_qs(urlsplit(button(card, "💬 WhatsApp")["url"]).query)["text"][0].startswith(told)


@pytest.mark.rule("NL-13")
async def test_no_whatsapp_is_written_as_exactly_that_comment(world: World) -> None:
    lead = await world.new_lead(comments="Просит перезвонить")
    await world.tap(ALINA, ALINA, "Оба без ответа")
    before = world.comments(lead)
    world.cut_next("bitrix24", "batch")  # it is written, and the answer lost: looked for before it is written again
    await world.tap(ALINA, ALINA, "Нет ватсапа")
    await world.advance(30)
    assert world.comments(lead) == [*before, "нет ватсапа"]
    (row,) = [row for row in world.portal.timeline[lead] if row["COMMENT"] == "нет ватсапа"]
    assert row["CREATED"]
    assert world.portal.leads[lead]["comments"] == "Просит перезвонить"
    card = world.chat(ALINA).last
    assert "✅ Нет ватсапа · Алина Громова" in card.plain
    assert MISSED not in card.plain


async def test_words_that_somebody_else_wrote_before_are_no_excuse(world: World) -> None:
    lead = await world.new_lead()
    world.portal.comment(lead, 14, "нет ватсапа")
    await world.advance(600)
    await world.tap(ALINA, ALINA, "Оба без ответа")
    world.cut_next("bitrix24", "batch")
    await world.tap(ALINA, ALINA, "Нет ватсапа")
    await world.advance(30)
    assert world.comments(lead).count("нет ватсапа") == 2


@pytest.mark.rule("NL-14")
async def test_a_number_out_of_service_leads_to_the_other_channels(world: World) -> None:
    lead = await world.new_lead(comments=COMMENT)
    await world.tap(ALINA, ALINA, "Недозвон")
    assert "⏳ Звонки 3 раза в день" in world.chat(ALINA).last.plain
    await world.tap(ALINA, ALINA, "Номер не обслуживается")
    card = world.chat(ALINA).last
    assert "⏳ Звонки 3 раза в день" not in card.plain
    assert f"💬 Напишите клиенту, о неправильном номере:\n{BAD_NUMBER}" in card.plain
    links = {label: button(card, label).get("url", "") for label in labels(card)}
    assert links["💬 VK"] == "https://vk.com/example.client"
    assert links["💬 Telegram"].startswith("https://t.me/example_client?text=")
    assert links["💬 WhatsApp"].startswith("https://wa.me/79990000301?text=")
    assert "💬 Instagram" not in links
    await world.tap(ALINA, ALINA, "Написал клиенту")
    assert BAD_NUMBER not in world.chat(ALINA).last.plain
    assert [comment.split(" – ")[0] for comment in world.comments(lead)[1:]] == [
        "Номер не обслуживается",
        "Клиенту написали о недозвоне и о неправильном номере",
    ]


async def test_in_english_and_with_a_text_too_long_for_a_button(new_world: NewWorld, tmp_path: Path) -> None:
    long = "Здравствуйте, {name}! " + "Очень ждём вашего ответа. " * 18
    (tmp_path / "own.toml").write_text(
        f'extends = "op10"\nname = "own"\n[templates.missed]\ntext = "{long}"\n', encoding="utf-8"
    )
    world = await new_world(regulation=str(tmp_path / "own.toml"), language="en")
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Оба без ответа")
    card = world.chat(ALINA).last
    assert "💬 Write to the client, шаблон «Недозвон»:\nЗдравствуйте, Олег!" in card.plain
    assert "📋 Text" not in labels(card)
    assert button(card, "💬 WhatsApp")["url"] == "https://wa.me/79990000301"


TRIGGER = """
extends = "op10"
name = "own"
[[actions]]
code = "no_whatsapp"
exact = false
trigger = "c5u4m"
"""


@pytest.mark.rule("NL-11")
async def test_the_portal_sends_the_template_where_the_regulation_names_a_trigger(
    new_world: NewWorld, tmp_path: Path
) -> None:
    """The trigger moves the stage, and the robots of that stage write to the client; it is never pulled twice."""
    (tmp_path / "own.toml").write_text(TRIGGER, encoding="utf-8")
    world = await new_world(regulation=str(tmp_path / "own.toml"))
    world.portal.triggers["c5u4m"] = "UC_MEETING"
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Оба без ответа")
    await world.tap(ALINA, ALINA, "Нет ватсапа")
    assert world.portal.leads[lead]["stageId"] == "UC_MEETING"

    unsure = await world.new_lead()
    await world.tap(ALINA, ALINA, "Оба без ответа")
    world.cut_next("bitrix24", "batch")
    await world.tap(ALINA, ALINA, "Нет ватсапа")
    assert world.portal.leads[unsure]["stageId"] == "UC_MEETING"
    await world.change(unsure, stageId="IN_PROCESS")
    await world.advance(60)
    assert world.portal.leads[unsure]["stageId"] == "IN_PROCESS", "it is not pulled again by itself"
    told = "⚠️ Ответ Битрикс24 потерялся: неизвестно, запустилась ли отправка сообщения по лиду Олег"
    assert world.chat(ALINA).about(told)
    await world.tap(ALINA, ALINA, "🔁 Повторить запись")
    assert world.portal.leads[unsure]["stageId"] == "UC_MEETING"

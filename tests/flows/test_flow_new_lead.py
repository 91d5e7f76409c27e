"""A new lead reaches its manager: once, whatever became of the event."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox.world import ALINA, TIMUR
from services.regulations import load
from tests.flows.harness import ALINA_ID, TIMUR_ID, Toast, World
from tests.flows.reading import button, data_of, labels

ACTIONS = [
    action.title
    for action in load("op10").file.actions
    if "new" in action.phases and not action.needs_twin and not action.funnels and not action.after
]


@pytest.mark.rule("OP10-02", "OP10-05", "NL-05")
async def test_a_lead_goes_to_the_responsible_manager_only(world: World) -> None:
    await world.new_lead(TIMUR_ID, name="Мария")
    assert [text.splitlines()[0] for text in world.chat(TIMUR).texts] == ["🟢 Мария"]
    assert ALINA not in world.telegram.chats or world.chat(ALINA).texts == []


@pytest.mark.rule("OP10-06")
async def test_the_card_says_who_where_from_and_until_when(world: World) -> None:
    lead = await world.new_lead(name="Олег", phone="8 (999) 000-03-01", comments="Просит перезвонить после обеда")
    card = world.chat(ALINA).last
    assert card.plain.splitlines() == [
        "🟢 Олег",
        "☎ +7 999 000-03-01",
        "Заявка с сайта",
        "Источник: Сайт",
        "Необработанный лид · поступил 09:00",
        "⏳ Взять в работу до 09:05",
        "Просит перезвонить после обеда",
    ]
    assert "<blockquote expandable>Просит перезвонить после обеда</blockquote>" in card.html
    assert f'<tg-time unix="{int(world.created(lead))}" format="r">' in card.html
    assert button(card, "📋 Номер")["copy_text"] == {"text": "+79990000301"}
    assert button(card, "Открыть в Битрикс24")["url"].endswith(f"/crm/lead/details/{lead}/")
    assert len(card.plain) < 500


@pytest.mark.rule("OP10-02")
async def test_the_buttons_are_those_of_the_regulation_the_first_on_the_card_the_rest_behind_one(world: World) -> None:
    await world.new_lead()
    card = world.chat(ALINA).last
    assert [[each["text"] for each in row] for row in card.rows] == [
        ["📋 Номер", "Открыть в Битрикс24"],
        ["Взял в работу", "Недозвон"],
        ["Назначить встречу", "Дозвонился"],
        ["Источник: рекомендация"],
        ["Отказ: некорректные данные"],
        ["Источник неизвестен", "Ещё…"],
    ]
    assert await world.offered(ALINA, card) == ["📋 Номер", "Открыть в Битрикс24", *ACTIONS]


async def test_what_is_behind_the_button_stays_through_a_restart_and_goes_when_something_is_done(world: World) -> None:
    await world.new_lead()
    card = world.chat(ALINA).last
    face = labels(card)
    await world.tap(ALINA, ALINA, "Ещё…")
    behind = ["Оба без ответа", "Указать источник", "Я на звонке", "‹ Назад"]
    assert labels(card) == behind
    await world.restart()
    assert await world.press(ALINA, ALINA, card.id, data_of(card, "‹ Назад")) == Toast("")
    assert labels(card) == face
    await world.tap(ALINA, ALINA, "Ещё…")
    await world.tap(ALINA, ALINA, "Я на звонке")
    assert "↩️ Отменить: Я на звонке" in labels(card)
    assert len(card.rows) == 7
    forged = data_of(card, "Ещё…").replace("more1", "more9")
    assert (await world.press(ALINA, ALINA, card.id, forged, forged=True)).text == ""
    assert "Взял в работу" in labels(card)
    beyond = await world.press(ALINA, ALINA, card.id, forged.replace("more9", "more10"), forged=True)
    assert beyond.text.startswith("Кнопка устарела")


async def test_a_card_cannot_be_forwarded(world: World) -> None:
    await world.new_lead()
    assert world.chat(ALINA).last.options["has_protected_content"] is True


async def test_a_lost_event_is_made_up_for_by_the_sweep(world: World) -> None:
    world.portal.events.drop = 1
    await world.new_lead()
    assert world.chat(ALINA).texts == []
    await world.advance(world.settings.bitrix24_sweep_seconds + 1)
    assert len(world.chat(ALINA).texts) == 1


async def test_without_an_application_token_the_sweep_alone_finds_leads(
    new_world: Callable[..., Awaitable[World]],
) -> None:
    world = await new_world(bitrix24_application_token=None, bitrix24_sweep_seconds=10)
    await world.new_lead()
    assert [delivery.status for delivery in world.portal.events.deliveries] == [403]
    assert world.chat(ALINA).texts == []
    await world.advance(11)
    assert len(world.chat(ALINA).texts) == 1


async def test_a_doubled_event_makes_one_card(world: World) -> None:
    world.portal.events.double = 1
    await world.new_lead()
    await world.sweep()
    assert [delivery.status for delivery in world.portal.events.deliveries] == [200, 200]
    assert len(world.chat(ALINA).texts) == 1


async def test_events_out_of_order_make_one_card_of_the_newest_state(world: World) -> None:
    world.portal.events.hold()
    lead = world.add_lead(name="Олег")
    world.portal.update_lead(lead, 1, name="Олег Иванов")
    world.portal.events.release(lambda held: held[::-1])
    await world.pump()
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🟢 Олег Иванов"]


async def test_an_event_of_a_deleted_lead_makes_no_card(world: World) -> None:
    world.portal.events.hold()
    lead = world.add_lead()
    world.portal.delete_lead(lead)
    world.portal.events.release()
    await world.pump()
    assert world.chat(ALINA).texts == []


async def test_an_event_before_the_lead_can_be_read_makes_one_card_later(world: World) -> None:
    await world.app.intake.accept([max(world.portal.leads) + 1])
    await world.pump()
    world.portal.events.enabled = False
    await world.new_lead()
    await world.sweep()
    assert len(world.chat(ALINA).texts) == 1


async def test_many_leads_at_once_each_make_one_card(world: World) -> None:
    for number in range(60):
        world.add_lead((ALINA_ID, TIMUR_ID)[number % 2], name=f"Клиент {number}")
    await world.pump()
    seen = world.chat(ALINA).texts + world.chat(TIMUR).texts
    assert sorted(text.splitlines()[0] for text in seen) == sorted(f"🟢 Клиент {number}" for number in range(60))


async def test_the_first_start_takes_no_history(world: World) -> None:
    old = world.portal.add_lead(
        title="Вчера", name="Павел", stageId="NEW", assignedById=ALINA_ID, at=world.clock.time() - 86400, silent=True
    )
    await world.sweep()
    await world.change(old, comments="Звонил вчера")
    assert world.chat(ALINA).texts == []


async def test_since_takes_history_from_that_time_on(
    database_url: str, new_world: Callable[..., Awaitable[World]]
) -> None:
    world = await new_world()
    for name, hours in (("Давно", 30), ("Недавно", 2)):
        at = world.clock.time() - hours * 3600
        world.portal.add_lead(name=name, stageId="NEW", assignedById=ALINA_ID, at=at, silent=True)
    await world.kill()
    await world.start(since=world.clock.now() - timedelta(hours=3))
    await world.sweep()
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🔴 Недавно"]


async def test_leads_that_came_while_the_product_was_down_are_not_history(world: World) -> None:
    await world.kill()
    world.clock.to(world.clock.time() + 120)
    world.add_lead()
    world.clock.to(world.clock.time() + 30)
    await world.start()
    await world.sweep()
    assert len(world.chat(ALINA).texts) == 1


async def test_a_lead_outside_the_new_stage_makes_no_card(world: World) -> None:
    await world.new_lead(stageId="IN_PROCESS")
    await world.new_lead(stageId="JUNK")
    assert world.chat(ALINA).texts == []


@pytest.mark.rule("NL-04")
async def test_a_lead_that_is_moved_into_the_new_stage_makes_a_card(world: World) -> None:
    lead = await world.new_lead(stageId="IN_PROCESS")
    await world.advance(60)
    await world.change(lead, stageId="NEW")
    assert len(world.chat(ALINA).texts) == 1

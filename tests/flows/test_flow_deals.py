"""Deals: handed to a sales manager, taken within two hours of work, else the head is told and observes them."""

import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.bitrix24.schema import DEAL
from sandbox.faults import Fault
from sandbox.telegram.chats import Message
from sandbox.world import ALINA, ANDREY, DENIS, MARINA, OWNER, SUPERVISORS_CHAT, VERA
from services.domain.people import Role
from services.storage import staff_store
from tests.flows.desk import Desk
from tests.flows.harness import ALINA_ID, ANDREY_ID, DENIS_ID, MARINA_ID, SALES, STAFF, VERA_ID, NewWorld, World
from tests.flows.reading import labels
from tests.flows.test_flow_restart import killed_in_the_middle

HEAD = (VERA_ID, VERA, Role.HEAD)
TAKE = "Беру в работу"
TIME = 120
SHORT = """
extends = "latuning"
name = "short"
title = "Два часа за две минуты"

[deals]
within = "2m"
"""


@pytest.fixture
async def latuning(new_world: NewWorld, tmp_path: Path) -> World:
    """Monday, 12:00: the middle of a working day. The first look at the portal is behind us."""
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    world = await new_world(regulation=str(tmp_path / "short.toml"), staff=(*STAFF, *SALES, HEAD))
    await world.sweep()
    return world


async def a_deal(world: World, by: int = ALINA_ID, **fields: Any) -> int:
    """A deal of the customer service."""
    plain: dict[str, Any] = {"title": "Латунные перила", "stageId": "NEW", "assignedById": ALINA_ID}
    deal = world.portal.add_item(DEAL, by=by, **plain | fields)
    await world.pump()
    return deal


async def handed(world: World, to: int = DENIS_ID) -> int:
    """A deal is handed over, some minutes after it was made."""
    deal = await a_deal(world)
    await world.advance(60)
    await change(world, deal, ALINA_ID, assignedById=to)
    return deal


async def change(world: World, deal: int, by: int, **fields: Any) -> None:
    world.portal.update_item(DEAL, deal, by, **fields)
    await world.pump()


def card(world: World, user: int = DENIS) -> Message:
    return world.chat(user).messages[0]


def observers(world: World, deal: int) -> list[int]:
    found: list[int] = world.portal.items[DEAL][deal]["observers"]
    return found


@pytest.mark.rule("LT-26")
async def test_the_new_responsible_gets_a_card_and_takes_the_deal_by_one_tap(latuning: World) -> None:
    deal = await handed(latuning)
    assert card(latuning).plain.splitlines()[0] == "🤝 Вам передана сделка Латунные перила"
    assert labels(card(latuning)) == [TAKE, "Открыть в Битрикс24"]
    assert card(latuning).rows[-1][0]["url"].endswith(f"/crm/deal/details/{deal}/")
    await latuning.restart()
    toast = await latuning.tap(DENIS, DENIS, TAKE)
    assert toast.text == "Сделка ваша, срок остановлен"
    assert card(latuning).plain.startswith("✅ Сделка Латунные перила в работе\nВзята в ")
    assert labels(card(latuning)) == ["Открыть в Битрикс24"]
    await latuning.advance(TIME + 60)
    assert latuning.chat(VERA).about("сделку") == []
    assert observers(latuning, deal) == []
    assert len(latuning.chat(DENIS).messages) == 1


@pytest.mark.rule("LT-26")
async def test_moving_the_stage_in_the_portal_takes_the_deal_too(latuning: World) -> None:
    deal = await handed(latuning)
    await change(latuning, deal, ALINA_ID, stageId="PREPARATION")
    assert labels(card(latuning))[0] == TAKE, "whoever hands a deal over moves it as well"
    await change(latuning, deal, DENIS_ID, stageId="EXECUTING")
    assert card(latuning).plain.startswith("✅ Сделка Латунные перила в работе")
    await latuning.advance(TIME + 60)
    assert latuning.chat(VERA).about("сделку") == []


@pytest.mark.rule("LT-26", "LT-27")
async def test_nobody_took_it_so_the_head_hears_and_observes_the_deal_once(latuning: World) -> None:
    deal = await handed(latuning)
    latuning.portal.update_item(DEAL, deal, ALINA_ID, observers=[ALINA_ID])
    await latuning.advance(TIME - 5)
    assert latuning.chat(VERA).about("сделку") == []
    await latuning.advance(6)
    await latuning.restart()
    await latuning.advance(130)
    (told,) = latuning.chat(VERA).about("Латунные перила")
    first, second, third = told.plain.splitlines()
    assert first == "🚨 Латунные перила: сделку не взяли в работу. Ответственный: Денис Орлов"
    assert second.startswith("Передана в ")
    assert third == "👁 Добавляю вас наблюдателем сделки в Битрикс24"
    assert observers(latuning, deal) == [ALINA_ID, VERA_ID]
    assert "🔴 Срок вышел в" in card(latuning).plain
    await latuning.advance(60)
    await latuning.tap(DENIS, DENIS, TAKE)
    assert "позже срока на" in card(latuning).plain
    (told,) = latuning.chat(VERA).about("Латунные перила")
    assert "позже срока на" in told.plain
    written = [write.field for write in latuning.portal.writes if write.by == 1 and write.id == deal]
    assert written == ["observers"]


@pytest.mark.rule("LT-26")
async def test_the_preset_gives_two_hours_of_work(new_world: NewWorld) -> None:
    """An hour before the evening: one hour of it is left for the morning."""
    world = await new_world(regulation="latuning", staff=(*STAFF, *SALES, HEAD))
    await world.sweep()
    world.clock.to(datetime(2026, 3, 2, 15, 0, tzinfo=UTC).timestamp())  # 18:00 in Moscow
    deal = await a_deal(world)
    await change(world, deal, ALINA_ID, assignedById=DENIS_ID)
    assert "⏳ Взять в работу до 03.03 11:00" in card(world).plain


@pytest.mark.rule("LT-26")
async def test_doubled_and_lost_events_change_nothing(latuning: World) -> None:
    deal = await a_deal(latuning)
    latuning.portal.events.double = 2
    await change(latuning, deal, ALINA_ID, assignedById=DENIS_ID)
    await change(latuning, deal, ALINA_ID, title="Латунные перила, два пролёта")
    assert len(latuning.chat(DENIS).messages) == 1
    latuning.portal.events.drop = 1
    await latuning.advance(60)
    latuning.portal.update_item(DEAL, deal, ALINA_ID, assignedById=ANDREY_ID)
    await latuning.advance(150)
    assert len(latuning.chat(ANDREY).messages) == 1
    assert card(latuning).plain == "➡️ Сделка Латунные перила, два пролёта теперь у другого сотрудника"
    assert TAKE not in labels(card(latuning))
    assert len(latuning.chat(DENIS).messages) == 1


@pytest.mark.rule("LT-26")
async def test_what_happened_while_nobody_ran_is_found_by_the_sweep(latuning: World) -> None:
    deal = await a_deal(latuning)
    await latuning.kill()
    latuning.clock.to(latuning.clock.time() + 600)
    latuning.portal.update_item(DEAL, deal, ALINA_ID, assignedById=DENIS_ID)
    latuning.clock.to(latuning.clock.time() + TIME + 60)
    await latuning.start()
    await latuning.sweep()
    await latuning.advance(10)
    assert "🔴 Срок вышел" in card(latuning).plain
    assert len(latuning.chat(VERA).about("сделку не взяли")) == 1
    assert observers(latuning, deal) == [VERA_ID]


@pytest.mark.rule("LT-26")
async def test_only_new_handings_to_the_sales_team_count(latuning: World) -> None:
    """Deals from before the first look, those of others, and those that somebody made for himself are not pushed."""
    older = next(deal for deal in latuning.portal.items[DEAL].values() if deal["closed"] == "N")
    await change(latuning, older["id"], VERA_ID, title="Давняя сделка")
    await a_deal(latuning, by=DENIS_ID, assignedById=DENIS_ID)
    await a_deal(latuning)
    assert [latuning.chat(user).messages for user in (DENIS, ANDREY, MARINA)] == [[], [], []]
    await change(latuning, older["id"], VERA_ID, assignedById=ANDREY_ID)
    assert card(latuning, ANDREY).plain.startswith("🤝 Вам передана сделка Давняя сделка")
    await a_deal(latuning, assignedById=MARINA_ID, title="Сразу ей")
    assert card(latuning, MARINA).plain.startswith("🤝 Вам передана сделка Сразу ей")


@pytest.mark.rule("LT-26")
async def test_a_deal_that_ends_or_is_deleted_waits_for_nobody(latuning: World) -> None:
    closed, deleted = await handed(latuning), await handed(latuning, ANDREY_ID)
    await change(latuning, closed, VERA_ID, stageId="LOSE")
    latuning.portal.delete_item(DEAL, deleted)
    await latuning.pump()
    assert card(latuning).plain == "⚪️ Сделка Латунные перила закрыта"
    assert card(latuning, ANDREY).plain == "🗑 Сделка Латунные перила удалена в Битрикс24"
    await latuning.advance(TIME + 300)
    assert latuning.chat(VERA).about("сделку") == []


async def test_only_whoever_has_the_deal_takes_it(latuning: World) -> None:
    await handed(latuning)
    mine = card(latuning)
    data = mine.rows[0][0]["callback_data"]
    refused = await latuning.press(ANDREY, ANDREY, mine.id, data, forged=True)
    assert refused.text == "Взять сделку может тот, кому её передали."
    assert (await latuning.press(DENIS, DENIS, mine.id, data)).text == "Сделка ваша, срок остановлен"
    assert (await latuning.press(DENIS, DENIS, mine.id, data, forged=True)).text == "Сделка уже в работе."


@pytest.mark.rule("LT-27")
async def test_in_place_of_a_head_who_is_away_the_cover_is_told(latuning: World) -> None:
    """Who is on duty stands in for the head; both observe the deal."""
    await latuning.say(VERA, "/duty")
    await latuning.tap(VERA, VERA, labels(latuning.chat(VERA).last)[0])
    await latuning.tap(VERA, VERA, "Марина Котова")
    person = await latuning.app.people.by_telegram(VERA)
    assert person is not None
    async with latuning.app.db.writing() as conn:
        await staff_store.change(conn, person.id, absent=True)
    deal = await handed(latuning)
    await latuning.advance(TIME + 60)
    assert latuning.chat(VERA).about("сделку не взяли") == []
    assert len(latuning.chat(MARINA).about("сделку не взяли")) == 1
    assert observers(latuning, deal) == [VERA_ID, MARINA_ID]


@pytest.mark.rule("LT-27")
@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
async def test_an_observer_whose_answer_was_lost_is_looked_for_first(latuning: World, kind: str) -> None:
    deal = await handed(latuning)
    await latuning.advance(TIME - 10)
    latuning.faults.add(Fault("bitrix24", "cut_after" if kind == "cut_after" else "cut_before", "crm.item.update"))
    await latuning.advance(60)
    await latuning.restart()
    await latuning.advance(60)
    assert observers(latuning, deal) == [VERA_ID]
    assert [write.field for write in latuning.portal.writes if write.by == 1 and write.id == deal] == ["observers"]


@pytest.mark.rule("LT-27")
async def test_an_observer_whom_the_portal_refuses_is_told_to_the_administrators(latuning: World) -> None:
    latuning.telegram.start(OWNER)
    deal = await handed(latuning)
    latuning.portal.may = lambda _user, deed, item: not (deed == "update" and item.get("entityTypeId") == DEAL)
    await latuning.advance(TIME + 60)
    assert observers(latuning, deal) == []
    assert len(latuning.chat(VERA).about("сделку не взяли")) == 1
    assert len(latuning.chat(OWNER).about(f"Битрикс24 не добавил наблюдателя в сделку № {deal}")) == 1


@pytest.mark.rule("LT-26", "LT-27")
async def test_a_restart_before_every_kind_of_step_loses_and_doubles_nothing(latuning: World) -> None:
    """kill -9 before each fifth step: a round has twelve, so that every kind has its turn."""
    latuning.portal.bucket = None  # here are more starts than any day has
    steps = itertools.count()

    async def restart() -> None:
        if next(steps) % 5 == 0:
            await latuning.restart()

    latuning.before_step = restart
    deal = await handed(latuning)
    await latuning.advance(TIME + 5)
    await latuning.tap(DENIS, DENIS, TAKE)
    await change(latuning, deal, DENIS_ID, assignedById=ANDREY_ID)
    await latuning.tap(ANDREY, ANDREY, TAKE)
    await latuning.advance(TIME + 5)
    assert [len(latuning.chat(user).about("Латунные перила")) for user in (DENIS, ANDREY, VERA)] == [1, 1, 1]
    assert "позже срока на" in card(latuning).plain
    assert card(latuning, ANDREY).plain.startswith("✅ Сделка Латунные перила в работе")
    assert observers(latuning, deal) == [VERA_ID]
    assert [write.field for write in latuning.portal.writes if write.by == 1 and write.id == deal] == ["observers"]


@pytest.mark.parametrize("at", range(1, 7))
async def test_a_kill_in_the_middle_of_any_request_loses_nothing(latuning: World, at: int) -> None:
    """Its answer is lost with us: that one message may come twice, the observer is written once."""
    deal = await handed(latuning)
    if await killed_in_the_middle(latuning, lambda: latuning.advance(TIME + 5), at):
        await latuning.restart()
        await latuning.advance(TIME + 20)
    assert observers(latuning, deal) == [VERA_ID]
    assert 1 <= len(latuning.chat(VERA).about("сделку не взяли")) <= 2
    assert [write.field for write in latuning.portal.writes if write.by == 1 and write.id == deal] == ["observers"]


async def test_while_telegram_is_silent_the_bell_of_the_portal_tells_of_a_deal(latuning: World) -> None:
    latuning.down("telegram", 600)
    await handed(latuning)
    for _ in range(3):
        await latuning.advance(61)
        await latuning.look()
    rung = [(each["user"], each["text"].partition(" ")[0]) for each in latuning.portal.notifications]
    assert rung == [(DENIS_ID, "Вам"), (VERA_ID, "Сделку")]
    await latuning.advance(700)
    assert len(latuning.chat(DENIS).messages) == len(latuning.chat(VERA).about("Латунные перила")) == 1


async def test_somebody_without_telegram_hears_in_the_portal(latuning: World) -> None:
    latuning.telegram.block(DENIS)
    await latuning.pump()
    await handed(latuning)
    (rung,) = latuning.portal.notifications
    assert rung["user"] == DENIS_ID
    assert "Вам передана сделка «Латунные перила». Возьмите в работу до" in rung["text"]


async def test_whoever_blocks_the_bot_unnoticed_hears_in_the_portal(latuning: World) -> None:
    """That a bot was blocked is learnt when it writes, if the update about it is still on its way."""
    latuning.telegram.block(DENIS)
    deal = latuning.portal.add_item(DEAL, by=ALINA_ID, title="Латунные перила", stageId="NEW", assignedById=DENIS_ID)
    await latuning.app.deals.accept([deal])
    await latuning.app.deals.process()
    await latuning.app.to_telegram.step()
    await latuning.pump()
    (rung,) = latuning.portal.notifications
    assert rung["user"] == DENIS_ID


async def test_the_auditor_finds_a_deal_whose_time_was_over_in_silence(latuning: World) -> None:
    await handed(latuning)
    latuning.clock.to(latuning.clock.time() + TIME + 120)  # and nobody fires what is due
    found = await latuning.app.auditor.look()
    assert len(found.deals) == 1
    await latuning.pump()
    found = await latuning.app.auditor.look()
    assert found.deals == ()


async def test_without_the_section_deals_are_nobodys_business(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, *SALES, HEAD))
    await world.sweep()
    await handed(world)
    await world.advance(TIME + 60)
    assert world.chat(DENIS).messages == []
    assert world.chat(VERA).about("сделку") == []


@pytest.mark.rule("LT-28")
async def test_the_weeks_report_shows_two_teams_and_two_clocks(latuning: World) -> None:
    await latuning.app.report_sending.work()  # the first look: what was due before is nobody's
    await latuning.new_lead()
    await latuning.tap(ALINA, ALINA, "Взял в работу")
    await handed(latuning)
    await latuning.tap(DENIS, DENIS, TAKE)
    await handed(latuning, ANDREY_ID)
    await latuning.advance(TIME + 10)
    latuning.clock.to(latuning.clock.time() + 7 * 86_400)
    assert await latuning.app.report_sending.work() == 1
    await latuning.restart()
    assert await latuning.app.report_sending.work() == 0
    await latuning.pump()
    (leads,) = latuning.chat(SUPERVISORS_CHAT).about("📊")
    assert leads.plain.splitlines()[1] == "Клиентская служба · обработка лидов"
    (deals,) = latuning.chat(SUPERVISORS_CHAT).about("взятие сделок")
    assert deals.plain.splitlines()[:4] == [
        "Отдел продаж · взятие сделок",
        "🔴 В срок 50 % из 2 – ниже цели 90 %",
        "Передано сделок: 2, ещё в сроке 0",
        "Обычно берут за 0 секунд (медиана)",
    ]
    assert "• Латунные перила · Андрей Белов · не взята" in deals.plain
    assert "Денис Ор…       1      1     0 100" in deals.plain
    assert latuning.chat(SUPERVISORS_CHAT).about("Отдел продаж: сделки взяты в срок")
    async with aiohttp.ClientSession() as http:
        desk = Desk(latuning, http)
        await desk.come_in(VERA)
        page = (await desk.ask("report", span="week", shift="-1"))[1]
    assert (page["team"], page["deals"]["team"]) == ("Клиентская служба", "Отдел продаж")
    assert [(each["name"], each["intime"], each["late"]) for each in page["deals"]["people"]] == [
        ("Денис Орлов", 1, 0),
        ("Андрей Белов", 0, 1),
    ]
    assert "deal_shares" in [each["name"] for each in page["charts"]]

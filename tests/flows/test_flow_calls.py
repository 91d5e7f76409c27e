"""A client who does not answer: called by the plan, until reached, wherever that was recorded."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT
from services.storage import history_store
from tests.flows.harness import NewWorld, World
from tests.flows.reading import labels
from tests.services.own_files import written

PLAN = "⏳ Звонки 3 раза в день:"
AGAIN = "⏰ Олег: пора позвонить снова"


async def at(world: World, day: int, hour: int, minute: int = 0) -> int:
    """It becomes that time in Moscow; how many reminders there are now. It is noon of the 2nd when a test begins."""
    world.clock.to(datetime(2026, 3, day, hour - 3, minute, tzinfo=UTC).timestamp())
    await world.advance(1)
    return len(world.chat(ALINA).about(AGAIN))


@pytest.mark.rule("NL-10", "NL-12")
async def test_two_calls_in_a_row_are_told_in_one_tap(world: World) -> None:
    lead = await world.new_lead()
    assert (await world.tap(ALINA, ALINA, "Оба без ответа")).text == "Оба без ответа: попытка 2."
    card = world.chat(ALINA).last
    assert "📞 Оба без ответа, попытка 2 · Алина Громова" in card.plain
    assert "Оба без ответа" not in labels(card)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert world.comments(lead)[0].startswith("Оба без ответа, попытка 2 – Алина Громова")
    await world.tap(ALINA, ALINA, "↩️ Отменить: Оба без ответа")
    assert (await world.tap(ALINA, ALINA, "Недозвон")).text == "Недозвон: попытка 1. Сразу позвоните второй раз"
    assert "Оба без ответа" not in labels(world.chat(ALINA).last)


@pytest.mark.rule("NL-20", "NL-21")
async def test_what_the_regulation_measures_is_there_for_reports(world: World) -> None:
    called, handled = await world.new_lead(), await world.new_lead()
    await world.until(called, 95)
    await world.tap(ALINA, ALINA, "Недозвон", message=world.chat(ALINA).messages[0])
    await world.until(handled, 240)
    await world.change(handled, stageId="IN_PROCESS")
    async with world.app.db.reading() as conn:
        told = [(await history_store.last(conn, lead))[-1].data for lead in (called, handled)]
    assert told[0]["called_after"] == told[0]["stayed"] == pytest.approx(95, abs=2)
    assert told[1]["stayed"] == pytest.approx(240, abs=2)
    assert {each["left"] for each in told} == {"NEW"}


async def test_a_manager_on_the_phone_is_reminded_later_once(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 240)
    assert (await world.tap(ALINA, ALINA, "Я на звонке")).text == "Хорошо, подожду 3 минуты"
    card = world.chat(ALINA).last
    assert "Взять в работу до 09:08" in card.plain
    assert "Я на звонке" not in await world.offered(ALINA, card)
    await world.until(lead, 479)
    assert len(world.chat(ALINA).texts) == 1
    await world.restart()
    await world.until(lead, 481)
    assert len(world.chat(ALINA).about("ждёт звонка")) == 1
    await world.until(lead, 779)
    assert world.chat(SUPERVISORS_CHAT).texts == []
    await world.until(lead, 781)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1
    assert len(world.chat(ALINA).texts) == 2


async def test_a_hold_is_taken_back_with_the_time_that_it_gave(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 270)
    await world.tap(ALINA, ALINA, "Я на звонке")
    await world.until(lead, 310)
    assert len(world.chat(ALINA).texts) == 1
    await world.tap(ALINA, ALINA, "↩️ Отменить: Я на звонке")
    assert len(world.chat(ALINA).about("ждёт звонка")) == 1
    assert "Я на звонке" in await world.offered(ALINA, world.chat(ALINA).last)
    await world.until(lead, 601)
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


@pytest.mark.rule("OP10-32")
async def test_a_client_who_does_not_answer_is_called_three_times_a_day(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    assert PLAN in world.chat(ALINA).messages[0].plain
    assert await at(world, 2, 13, 59) == 0
    assert await at(world, 2, 14) == 1
    reminder = world.chat(ALINA).about(AGAIN)[-1]
    assert reminder.reply_to == world.chat(ALINA).messages[0].id
    assert "Дозвонился" in labels(reminder)
    await world.restart()
    assert await at(world, 2, 18) == 2
    assert await at(world, 3, 9, 59) == 2
    assert await at(world, 3, 10) == 3
    assert world.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.rule("OP10-32")
async def test_what_is_overdue_is_said_once_however_long_nothing_could_be_sent(world: World) -> None:
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    world.down("telegram", 7 * 3600)
    for hour in (14, 18):
        assert await at(world, 2, hour) == 0
    assert await at(world, 2, 20) == 1
    await world.kill()
    world.clock.to(world.clock.time() + 48 * 3600)
    await world.start()
    await world.advance(1)
    assert len(world.chat(ALINA).about(AGAIN)) == 2
    assert await at(world, 5, 10) == 3


@pytest.mark.rule("OP10-32")
async def test_the_plan_keeps_to_working_hours(new_world: NewWorld, tmp_path: Path) -> None:
    """It is Monday; on Tuesday nobody works."""
    week = '[hours]\nweek = { mon-fri = ["09:00-13:00", "15:00-17:00"] }\n[hours.days]\n"2026-03-03" = []\n'
    path = written(tmp_path, f'extends = "op10"\nname = "our"\ntitle = "Наш"\nedition = 2026-01-01\n{week}')
    world = await new_world(regulation=str(path))
    await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    assert await at(world, 2, 14, 59) == 0  # over lunch
    assert await at(world, 2, 15) == 1
    assert await at(world, 2, 16, 30) == 2  # half an hour before the end, instead of 18:00
    assert await at(world, 4, 9) == 2
    assert await at(world, 4, 10) == 3


@pytest.mark.rule("NL-02", "NL-03")
async def test_the_plan_ends_when_the_client_is_reached_in_the_bot(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, "Дозвонился")
    card = world.chat(ALINA).last
    assert PLAN not in card.plain
    assert "Дозвонился" not in labels(card)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    await world.tap(ALINA, ALINA, "↩️ Отменить: Дозвонился")
    assert PLAN in world.chat(ALINA).last.plain
    await world.tap(ALINA, ALINA, "Дозвонился")
    assert await at(world, 3, 20) == 0


@pytest.mark.rule("NL-02", "NL-03")
async def test_reaching_the_client_at_once_ends_the_first_touch(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Дозвонился")
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    await world.until(lead, 601)
    assert len(world.chat(ALINA).texts) == 1
    assert world.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.rule("NL-02", "NL-03")
@pytest.mark.parametrize("stage", ["UC_MEETING", "CONVERTED"])
async def test_the_plan_ends_when_the_meeting_or_the_end_is_recorded_in_bitrix24(world: World, stage: str) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.change(lead, stageId=stage)
    assert PLAN not in world.chat(ALINA).last.plain
    assert "Дозвонился" not in labels(world.chat(ALINA).last)
    assert await at(world, 3, 10) == 0
    if stage == "UC_MEETING":  # the client did not come to the meeting and does not answer: the stage stays
        await world.tap(ALINA, ALINA, "Недозвон")
        assert PLAN in world.chat(ALINA).messages[0].plain
        assert world.portal.leads[lead]["stageId"] == "UC_MEETING"

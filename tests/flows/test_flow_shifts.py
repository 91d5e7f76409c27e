"""People in time: nobody who is away gets a lead; covers, duty, the end of a shift, and the night's leads."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sandbox.world import ALINA, DENIS, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.decision import Refusal
from services.domain.people import Role
from services.storage import absences_store
from tests.flows.harness import ALINA_ID, DENIS_ID, STAFF, TIMUR_ID, NewWorld, World
from tests.flows.reading import labels

Shifted = Callable[..., Awaitable[World]]
PEOPLE = (*STAFF, (DENIS_ID, DENIS, Role.SALES))
FILE = """
extends = "op10"
name = "shifts"
title = "Смены"
timezone = "Europe/Moscow"

[hours]
week = { mon-fri = ["10:00-19:00"] }
hold = true
stagger = "2m"

[duty]
roles = ["sales"]
"""


@pytest.fixture
def shifted(new_world: NewWorld, tmp_path: Path) -> Shifted:
    """A company with hours and duty; its day begins at the world's own hour."""
    path = tmp_path / "shifts.toml"

    async def begin(hours: str = '"10:00-19:00"') -> World:
        path.write_text(FILE.replace('"10:00-19:00"', hours), encoding="utf-8")
        return await new_world(regulation=str(path), staff=PEOPLE)

    return begin


async def put_on_duty(world: World) -> None:
    await world.say(VERA, "/duty")
    day = labels(world.chat(VERA).last)[0]
    await world.tap(VERA, VERA, day)
    await world.tap(VERA, VERA, "Денис Орлов")


async def test_the_world_begins_on_a_working_day(shifted: Shifted) -> None:
    """Else the tests below would look at the night."""
    world = await shifted()
    rules = world.app.rulebook.rules
    assert rules.hours is not None
    assert rules.hours.open_at(world.clock.now())


@pytest.mark.rule("LT-24")
async def test_leads_of_somebody_away_go_to_who_is_on_duty(shifted: Shifted) -> None:
    world = await shifted()
    await put_on_duty(world)
    assert "Денис Орлов" in world.chat(VERA).last.plain
    await world.say(ALINA, "/shift")
    await world.tap(ALINA, ALINA, "Закончить смену")
    await world.restart()
    lead = await world.new_lead()
    assert world.portal.leads[lead]["assignedById"] == DENIS_ID
    card = world.chat(DENIS).last
    assert "дежурный, нет на месте: Алина Громова" in card.plain
    assert not world.chat(ALINA).about("Олег")
    assert [comment for comment in world.comments(lead) if "дежурный, нет на месте: Алина Громова" in comment]
    await world.tap(DENIS, DENIS, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


@pytest.mark.rule("LT-23")
async def test_the_roster_is_set_by_the_head_of_sales_only(shifted: Shifted) -> None:
    world = await shifted()
    await world.say(ALINA, "/duty")
    assert labels(world.chat(ALINA).last) == []
    assert world.chat(ALINA).last.plain.count("не назначен") == 7
    day = world.app.shifts.today()
    async with world.app.db.reading() as conn:
        denis = (await world.app.people.by_telegram(DENIS)) or pytest.fail("nobody")
    forged = await world.press(ALINA, ALINA, world.chat(ALINA).last.id, f"d3:{day}:{denis.id}", forged=True)
    assert forged.text == "Это может только руководитель."
    await world.app.people.add(TIMUR_ID, TIMUR, Role.HEAD)
    await world.say(TIMUR, "/duty")
    await world.press(TIMUR, TIMUR, world.chat(TIMUR).last.id, f"d3:{day}:{denis.id}", forged=True)
    async with world.app.db.reading() as conn:
        assert await absences_store.roster(conn, day) == {day: denis.id}


async def test_a_colleague_covers_for_half_an_hour(shifted: Shifted) -> None:
    world = await shifted()
    await world.say(ALINA, "Ухожу на 30 минут")
    assert "Перерыв до" in world.chat(ALINA).last.plain
    asked = world.chat(TIMUR).last
    assert asked.plain.startswith("🙋 Алина Громова уходит до")
    await world.tap(TIMUR, TIMUR, "Подменю")
    assert world.chat(ALINA).last.plain.startswith("🤝 Вас подменит Тимур Садыков")
    again = await world.tap(DENIS, DENIS, "Подменю")
    assert again.text == "Уже подменяет: Тимур Садыков."
    lead = await world.new_lead()
    assert world.portal.leads[lead]["assignedById"] == TIMUR_ID
    assert "подменяет, нет на месте: Алина Громова" in world.chat(TIMUR).last.plain
    await world.advance(31 * 60)
    later = await world.new_lead()
    assert world.portal.leads[later]["assignedById"] == ALINA_ID


async def test_whose_time_runs_out_while_they_are_away_is_given_on(shifted: Shifted) -> None:
    world = await shifted()
    await put_on_duty(world)
    lead = await world.new_lead()
    await world.say(ALINA, "/shift")
    await world.tap(ALINA, ALINA, "☕ 15 мин")
    await world.until(lead, 301)
    assert world.portal.leads[lead]["assignedById"] == DENIS_ID
    assert not world.chat(ALINA).about("ждёт звонка")
    assert "дежурный" in world.chat(DENIS).last.plain


async def test_without_anybody_to_stand_in_the_supervisors_hear_why(shifted: Shifted) -> None:
    world = await shifted()
    await world.say(ALINA, "/away болею 1.01")
    await world.say(ALINA, "/away что-то")
    assert world.chat(ALINA).last.plain.startswith("Напишите дни")
    await world.say(ALINA, f"/away болею {world.app.shifts.today():%d.%m}")
    assert "🤒 Больничный" in world.chat(ALINA).last.plain
    lead = await world.new_lead()
    told = world.chat(SUPERVISORS_CHAT).last.plain
    assert told.startswith("⚠️ Олег: ответственного нет на месте, подменить некому: Алина Громова")
    assert world.portal.leads[lead]["assignedById"] == ALINA_ID
    refused = await world.tap(VERA, SUPERVISORS_CHAT, "🔔 Напомнить")
    assert refused.text.startswith("Сейчас нет на месте: Алина Громова")
    await world.tap(VERA, SUPERVISORS_CHAT, "👉 Передать")
    assert [name for name in labels(world.chat(SUPERVISORS_CHAT).last) if "Громова" in name or "Садыков" in name] == [
        "Тимур Садыков"
    ]


async def test_at_the_end_of_a_shift_what_is_in_hand_goes_to_a_colleague_as_a_list(shifted: Shifted) -> None:
    world = await shifted()
    await world.new_lead(name="Первый")
    await world.tap(ALINA, ALINA, "Взял в работу")
    second = await world.new_lead(name="Второй")
    await world.say(ALINA, "/shift")
    await world.tap(ALINA, ALINA, "Закончить смену")
    assert "У вас остаётся 2 открытых лида" in world.chat(ALINA).last.plain
    toast = await world.tap(ALINA, ALINA, "👉 Тимур Садыков")
    assert toast.text == "Передано"
    told = world.chat(TIMUR).last
    assert told.plain.startswith("👉 Алина Громова передаёт вам 2 лида")
    assert labels(told) == ["Первый", "Второй"]
    assert world.portal.leads[second]["assignedById"] == TIMUR_ID
    await world.tap(TIMUR, TIMUR, "Второй")
    assert world.chat(TIMUR).last.plain.startswith("🟢 Второй")


@pytest.mark.rule("LT-20")
async def test_leads_of_the_night_are_released_as_one_list_with_staggered_clocks(shifted: Shifted) -> None:
    """A night of ten minutes: the world begins at noon."""
    world = await shifted('"10:00-12:00", "12:10-19:00"')
    first = await world.new_lead(name="Вечерний")
    await world.restart()
    await world.advance(120)
    await world.new_lead(name="Ночной")
    await world.until(first, 595)
    assert world.chat(ALINA).texts == []
    assert world.chat(SUPERVISORS_CHAT).texts == []
    await world.until(first, 605)
    told = world.chat(ALINA).last
    assert told.plain.startswith("🌅 Пока никого не было, пришло 2 лида")
    assert labels(told) == ["Вечерний", "Ночной"]
    assert "• Алина Громова: 2" in world.chat(SUPERVISORS_CHAT).last.plain
    await world.until(first, 600 + 306)
    assert next(text for text in world.chat(ALINA).texts if "ждёт звонка" in text).startswith("⏰ Вечерний")
    assert not world.chat(ALINA).about("⏰ Ночной")
    await world.until(first, 600 + 426)
    assert world.chat(ALINA).about("⏰ Ночной")


async def test_while_everybody_is_away_leads_wait_for_whoever_comes(shifted: Shifted) -> None:
    world = await shifted()
    for user in (ALINA, TIMUR):
        await world.say(user, "/shift")
        await world.tap(user, user, "Закончить смену")
    lead = await world.new_lead()
    assert "подменить некому" in world.chat(SUPERVISORS_CHAT).last.plain
    await world.restart()
    await world.tap(ALINA, ALINA, "Я на смене")
    told = world.chat(ALINA).last
    assert told.plain.startswith("🌅 Пока никого не было, пришёл 1 лид")
    await world.tap(ALINA, ALINA, "Олег")
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_pages_offer_only_those_who_are_at_work(shifted: Shifted) -> None:
    world = await shifted()
    lead = await world.new_lead()
    vera, timur = (await world.app.people.by_telegram(VERA)), (await world.app.people.by_telegram(TIMUR))
    assert vera is not None
    assert timur is not None
    await world.say(TIMUR, "Ухожу на 30 минут")
    assert [person.name for person in (await world.app.lead_lists.choices(vera)).hands] == ["Алина Громова"]
    refused = await world.app.lead_lists.hand_over(vera, lead, timur.id, all_of_client=False)
    assert isinstance(refused, Refusal)
    assert refused.code == "not-here"

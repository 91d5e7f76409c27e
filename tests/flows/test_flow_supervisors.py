"""Supervisors: remind, hand over, take."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR, VERA
from services.domain.people import Role
from tests.flows.harness import ALINA_ID, STAFF, TIMUR_ID, VERA_ID, Toast, World
from tests.flows.reading import data_of, labels

REMIND, GIVE, TAKE = "🔔 Напомнить", "👉 Передать", "✋ Беру себе"


async def late(world: World) -> int:
    lead = await world.new_lead()
    await world.until(lead, 601)
    return lead


async def test_the_manager_can_be_reminded_again(world: World) -> None:
    await late(world)
    toast = await world.tap(VERA, SUPERVISORS_CHAT, REMIND)
    assert toast == Toast("Напоминание отправлено")
    reminder = world.chat(ALINA).last
    assert reminder.plain.startswith("🔔 Руководитель напоминает: Олег ждёт звонка")
    await world.tap(ALINA, ALINA, "Взял в работу", message=reminder)
    assert reminder.plain.startswith("🔵 Олег")


async def test_a_tap_in_haste_is_one_tap(world: World) -> None:
    """Of a reminder and of a hand-over nothing is left on the button: two quick taps are one all the same."""
    lead = await late(world)
    message = world.chat(SUPERVISORS_CHAT).last
    await world.tap(VERA, SUPERVISORS_CHAT, REMIND)
    assert await world.tap(VERA, SUPERVISORS_CHAT, REMIND) == Toast("Уже принято.")
    assert len(world.chat(ALINA).about("Руководитель напоминает")) == 1
    await world.advance(61)
    assert await world.tap(VERA, SUPERVISORS_CHAT, REMIND) == Toast("Напоминание отправлено")
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    data = data_of(message, "Тимур Садыков")
    for _ in range(2):
        world.telegram.press(VERA, SUPERVISORS_CHAT, message.id, data)
    await world.pump()
    assert [comment.split(" – ")[0] for comment in world.comments(lead)] == ["Ответственный теперь Тимур Садыков"]
    assert len(world.chat(TIMUR).texts) == 1


async def test_a_lead_in_work_needs_no_reminder(world: World) -> None:
    await late(world)
    message = world.chat(SUPERVISORS_CHAT).last
    data = data_of(message, REMIND)
    await world.tap(ALINA, ALINA, "Взял в работу")
    toast = await world.press(VERA, SUPERVISORS_CHAT, message.id, data, forged=True)
    assert toast == Toast("Лид уже в работе, напоминать не нужно.", alert=True)


async def test_handing_over_writes_the_responsible_person(world: World) -> None:
    lead = await late(world)
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    assert labels(world.chat(SUPERVISORS_CHAT).last) == ["Тимур Садыков", "‹ Назад"]
    toast = await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков")
    assert toast == Toast("Передано. Ответственный: Тимур Садыков")
    assert world.portal.leads[lead]["assignedById"] == TIMUR_ID
    assert world.comments(lead)[-1].startswith("Ответственный теперь Тимур Садыков – решение: Вера Климова")
    assert "Лид передан" in world.chat(ALINA).messages[0].plain
    card = world.chat(TIMUR).last
    assert "👉 Теперь ответственный: Тимур Садыков · Вера Климова" in card.plain
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_back_from_the_list_of_managers(world: World) -> None:
    await late(world)
    before = labels(world.chat(SUPERVISORS_CHAT).last)
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    await world.tap(VERA, SUPERVISORS_CHAT, "‹ Назад")
    assert labels(world.chat(SUPERVISORS_CHAT).last) == before


async def test_the_new_manager_of_a_late_lead_has_the_whole_time(world: World) -> None:
    lead = await late(world)
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков")
    await world.until(lead, 895)
    assert not world.chat(TIMUR).about("ждёт звонка")
    await world.until(lead, 910)
    assert world.chat(TIMUR).about("ждёт звонка")


async def test_taking_it_makes_the_supervisor_responsible_and_the_lead_taken(world: World) -> None:
    lead = await late(world)
    toast = await world.tap(VERA, SUPERVISORS_CHAT, TAKE)
    assert toast == Toast("Лид ваш, он взят в работу")
    kept = world.portal.leads[lead]
    assert (kept["assignedById"], kept["stageId"]) == (VERA_ID, "IN_PROCESS")
    assert world.chat(VERA).last.plain.startswith("🔵 Олег")
    assert "Лид передан. Теперь ответственный: Вера Климова" in world.chat(ALINA).messages[0].plain
    assert labels(world.chat(SUPERVISORS_CHAT).last) == ["Открыть в Битрикс24"]

    await world.tap(VERA, VERA, "↩️ Отменить: Взял в работу")
    assert (kept["assignedById"], kept["stageId"]) == (ALINA_ID, "NEW")
    assert world.chat(ALINA).last.plain.startswith("🔴 Олег"), "whoever had the lead has it again, with a fresh card"


@pytest.mark.parametrize("label", [REMIND, GIVE, TAKE])
async def test_a_manager_in_the_group_is_told_so_and_nothing_is_written(world: World, label: str) -> None:
    lead = await late(world)
    before = labels(world.chat(SUPERVISORS_CHAT).last)
    toast = await world.tap(TIMUR, SUPERVISORS_CHAT, label)
    assert toast == Toast("Это может только руководитель.", alert=True)
    assert world.writes(lead) == []
    assert labels(world.chat(SUPERVISORS_CHAT).last) == before
    assert len(world.chat(ALINA).texts) == 2


async def test_two_supervisors_privately_see_what_the_other_did(new_world: Callable[..., Awaitable[World]]) -> None:
    world = await new_world(supervisors_chat_id=None, staff=(*STAFF[:3], (15, 5015, Role.SUPERVISOR)))
    await late(world)
    await world.tap(VERA, VERA, TAKE)
    other = world.chat(5015).last
    assert "✅ Взял в работу · Вера Климова" in other.plain
    assert labels(other) == ["Открыть в Битрикс24"]


async def test_an_escalation_whose_answer_was_lost_on_the_way_still_works(world: World) -> None:
    """The message stands in the group twice; the place of the first was never learnt."""
    lead = await world.new_lead()
    await world.until(lead, 599)
    world.cut_next("telegram", "sendMessage")
    await world.until(lead, 610)
    first, second = world.chat(SUPERVISORS_CHAT).messages
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE, message=first)
    assert "Тимур Садыков" in labels(first)
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков", message=first)
    await world.tap(TIMUR, TIMUR, "Взял в работу")
    assert labels(first) == labels(second) == ["Открыть в Битрикс24"]


async def test_a_refused_tap_on_an_escalation_whose_place_was_never_learnt_draws_it_anew(world: World) -> None:
    lead = await world.new_lead()
    await world.until(lead, 599)
    world.cut_next("telegram", "sendMessage")
    await world.until(lead, 610)
    first, second = world.chat(SUPERVISORS_CHAT).messages
    await world.change(lead, stageId="JUNK", by=ALINA_ID)
    assert (TAKE in labels(first), labels(second)) == (True, ["Открыть в Битрикс24"])
    toast = await world.tap(VERA, SUPERVISORS_CHAT, TAKE, message=first)
    assert toast.alert
    assert first.html == second.html
    assert labels(first) == ["Открыть в Битрикс24"]


async def test_a_lead_is_handed_to_any_of_many_managers(world: World) -> None:
    for number in range(40):
        await world.app.people.add(1000 + number, 6000 + number, Role.MANAGER, f"Менеджер {number}")
    lead = await late(world)
    message = world.chat(SUPERVISORS_CHAT).last
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    first = labels(message)
    assert "Тимур Садыков" not in first
    await world.tap(VERA, SUPERVISORS_CHAT, "Ещё…", message)
    assert len({*first, *labels(message)} - {"‹ Назад", "Ещё…"}) == 41
    await world.tap(VERA, SUPERVISORS_CHAT, "Тимур Садыков", message)
    assert world.portal.leads[lead]["assignedById"] == TIMUR_ID


async def test_the_list_of_managers_leads_back(world: World) -> None:
    for number in range(70):
        await world.app.people.add(1000 + number, 6000 + number, Role.MANAGER, f"Менеджер {number}")
    await late(world)
    message = world.chat(SUPERVISORS_CHAT).last
    face = labels(message)
    await world.tap(VERA, SUPERVISORS_CHAT, GIVE)
    pages = [labels(message)]
    for label in ("Ещё…", "Ещё…", "‹ Назад", "‹ Назад", "‹ Назад"):
        await world.tap(VERA, SUPERVISORS_CHAT, label, message)
        pages.append(labels(message))
    assert pages[4] == pages[0]
    assert pages[3] == pages[1]
    assert pages[5] == face

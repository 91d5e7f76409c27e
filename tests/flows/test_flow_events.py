"""Leads from a webinar and for an interview: their own buttons, states with a next action each, reminders."""

from pathlib import Path

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT
from tests.flows.harness import SALES, STAFF, NewWorld, World
from tests.flows.reading import labels
from tests.services.own_files import written

PRESENT, MISSED, MEETING, INTERVIEW = "Был на вебинаре", "Не был на вебинаре", "Встреча с МП", "Встреча-интервью"
HOUR = 3600
OURS = """
extends = "op10"
name = "our"
[fields]
event = "ufCrmEvent"
event_state = "ufCrmEventState"
[[funnels]]
code = "webinar"
words = []
values = ["Вебинар в марте"]
"""


async def later(world: World, seconds: float) -> None:
    """A long quiet time in one step: what falls due in it falls due at its end."""
    world.clock.to(world.clock.time() + seconds)
    await world.advance(1)


def event_line(world: World) -> str:
    card = world.chat(ALINA).messages[0]
    return next(line for line in card.plain.splitlines() if line.startswith("🎫"))


def meeting_buttons(world: World) -> list[str]:
    return [label for label in labels(world.chat(ALINA).messages[0]) if label in (PRESENT, MISSED, MEETING, INTERVIEW)]


@pytest.mark.rule("NL-16", "NL-17")
async def test_a_webinar_lead_goes_through_its_states_and_is_reminded_of(world: World) -> None:
    lead = await world.new_lead(title="Регистрация на вебинар «Жизнь без долгов»")
    card = world.chat(ALINA).messages[0]
    assert event_line(world) == "🎫 Вебинар: зарегистрирован"
    assert "💡 После вебинара узнайте, был ли клиент на нём" in card.plain
    assert meeting_buttons(world) == [PRESENT, MISSED]
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.restart()
    await later(world, 24 * HOUR)
    reminder = world.chat(ALINA).last
    assert reminder.plain.startswith("⏰ Олег: узнайте, был ли клиент на вебинаре")
    await world.tap(ALINA, ALINA, MISSED, reminder)
    assert event_line(world) == "🎫 Вебинар: не был на вебинаре"
    assert meeting_buttons(world) == [PRESENT, MEETING]
    await world.tap(ALINA, ALINA, f"↩️ Отменить: {MISSED}")
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Вебинар: зарегистрирован", [PRESENT, MISSED])
    await world.tap(ALINA, ALINA, PRESENT)
    assert event_line(world) == "🎫 Вебинар: был на вебинаре"
    assert "💡 Назначьте встречу с МП" in card.plain
    assert world.comments(lead)[-1].startswith("Был на вебинаре – Алина Громова")
    await later(world, 2 * HOUR)
    assert world.chat(ALINA).about("вебинар позади – назначьте встречу с МП")
    assert not [text for text in world.chat(SUPERVISORS_CHAT).texts if "вебинар" in text]
    await world.tap(ALINA, ALINA, MEETING)
    assert event_line(world) == "🎫 Вебинар: назначена встреча с МП"
    assert meeting_buttons(world) == []
    told = len(world.chat(ALINA).texts)
    await later(world, 48 * HOUR)
    assert len(world.chat(ALINA).texts) == told


@pytest.mark.rule("NL-16", "NL-18")
async def test_an_interview_lead_has_a_meeting_of_its_own(world: World) -> None:
    await world.new_lead(title="Запись на интервью")
    assert event_line(world) == "🎫 Интервью: записан на интервью"
    assert meeting_buttons(world) == [INTERVIEW]
    await later(world, 2 * HOUR)
    assert world.chat(ALINA).about("назначьте встречу-интервью")
    await world.tap(ALINA, ALINA, INTERVIEW)
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Интервью: назначена встреча-интервью", [MEETING])
    await later(world, 24 * HOUR)
    assert world.chat(ALINA).about("интервью позади – назначьте встречу с МП")
    await world.tap(ALINA, ALINA, MEETING)
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Интервью: назначена встреча с МП", [])


@pytest.mark.rule("NL-16")
async def test_other_leads_have_none_of_it_and_one_whose_title_changes_later_does(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).messages[0]
    assert "🎫" not in card.plain
    assert meeting_buttons(world) == []
    await world.change(lead, title="Вебинар: регистрация")
    assert event_line(world) == "🎫 Вебинар: зарегистрирован"
    assert meeting_buttons(world) == [PRESENT, MISSED]
    await world.change(lead, title="Олег")
    assert event_line(world) == "🎫 Вебинар: зарегистрирован"


@pytest.mark.rule("NL-17")
async def test_a_field_of_the_portal_may_tell_the_event_and_take_the_state(tmp_path: Path, new_world: NewWorld) -> None:
    path = written(tmp_path, OURS)
    world = await new_world(regulation=str(path))
    lead = await world.new_lead(title="Вебинар", ufCrmEvent="")
    assert "🎫" not in world.chat(ALINA).last.plain
    await world.change(lead, ufCrmEvent="вебинар в марте")
    await world.tap(ALINA, ALINA, PRESENT)
    assert world.portal.leads[lead]["ufCrmEventState"] == "был на вебинаре"
    await world.tap(ALINA, ALINA, f"↩️ Отменить: {PRESENT}")
    assert not world.portal.leads[lead]["ufCrmEventState"]


async def test_in_english_the_company_still_speaks_its_own_words(new_world: NewWorld) -> None:
    world = await new_world(language="en")
    await world.new_lead(title="Регистрация на вебинар")
    assert event_line(world) == "🎫 Вебинар: зарегистрирован"
    await later(world, 24 * HOUR)
    assert world.chat(ALINA).about("⏰ Олег: узнайте, был ли клиент на вебинаре")


@pytest.mark.rule("NL-17", "NL-18")
@pytest.mark.parametrize("event", ["Вебинар", "Интервью"])
async def test_a_stage_moved_in_the_portal_moves_the_step_and_ends_its_reminders(world: World, event: str) -> None:
    reached = f"🎫 {event}: назначена встреча с МП"
    lead = await world.new_lead(title=event)
    await world.change(lead, stageId="IN_PROCESS")
    assert meeting_buttons(world) != []
    await world.change(lead, stageId="UC_MEETING")
    assert (event_line(world), meeting_buttons(world)) == (reached, [])
    await world.kill()
    world.clock.to(world.clock.time() + 72 * HOUR)
    await world.start()
    await world.advance(1)
    assert not world.chat(ALINA).about("⏰")
    await world.change(lead, stageId="NEW")  # back at the beginning: it is all to be done again
    assert event_line(world) != reached


@pytest.mark.rule("NL-17")
async def test_a_meeting_booked_here_moves_the_step_too_and_an_undo_moves_it_back(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, *SALES))
    await world.new_lead(title="Вебинар")
    await world.tap(ALINA, ALINA, PRESENT)
    await world.tap(ALINA, ALINA, "Назначить встречу")
    await world.say(ALINA, "завтра в 17")
    for label in ("Денис", "вебинар"):
        await world.tap(ALINA, ALINA, label)
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Вебинар: назначена встреча с МП", [])
    await world.tap(ALINA, ALINA, "↩️ Отменить: Назначить встречу")
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Вебинар: был на вебинаре", [MEETING])
    await later(world, 2 * HOUR)
    assert world.chat(ALINA).about("вебинар позади – назначьте встречу с МП")


@pytest.mark.rule("NL-17")
async def test_the_state_written_in_the_portal_counts_and_is_written_when_the_stage_moves(
    tmp_path: Path, new_world: NewWorld
) -> None:
    path = written(tmp_path, OURS)
    world = await new_world(regulation=str(path))
    lead = await world.new_lead(ufCrmEvent="Вебинар в марте")
    await world.change(lead, ufCrmEventState="Был на вебинаре")
    assert (event_line(world), meeting_buttons(world)) == ("🎫 Вебинар: был на вебинаре", [MEETING])
    await later(world, 2 * HOUR)
    assert world.chat(ALINA).about("вебинар позади – назначьте встречу с МП")
    await world.change(lead, ufCrmEventState="нет такого")
    assert event_line(world) == "🎫 Вебинар: был на вебинаре"
    await world.change(lead, stageId="UC_MEETING")
    assert event_line(world) == "🎫 Вебинар: назначена встреча с МП"
    assert world.portal.leads[lead]["ufCrmEventState"] == "назначена встреча с МП"

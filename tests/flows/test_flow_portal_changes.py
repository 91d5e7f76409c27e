"""What people do in Bitrix24 shows on the cards; theirs stands."""

import pytest

from sandbox.faults import Fault
from sandbox.world import ALINA, SUPERVISORS_CHAT, TIMUR
from tests.flows.harness import ALINA_ID, TIMUR_ID, VERA_ID, Toast, World
from tests.flows.reading import data_of, labels


@pytest.mark.rule("NL-05")
async def test_a_reassigned_lead_moves_to_its_new_manager(world: World) -> None:
    lead = await world.new_lead()
    await world.change(lead, assignedById=TIMUR_ID)
    old, new = world.chat(ALINA).last, world.chat(TIMUR).last
    assert old.plain.splitlines()[-1] == "Лид передан. Теперь ответственный: Тимур Садыков"
    assert old.rows == []
    assert new.plain.startswith("🟢 Олег")
    assert "Взял в работу" in labels(new)


async def test_a_reassigned_lead_may_come_back(world: World) -> None:
    lead = await world.new_lead()
    await world.change(lead, assignedById=TIMUR_ID)
    await world.change(lead, assignedById=ALINA_ID)
    assert "Взял в работу" in labels(world.chat(ALINA).last)
    assert world.chat(TIMUR).last.rows == []
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def test_the_former_manager_cannot_act_any_more(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, "Взял в работу")
    await world.change(lead, assignedById=TIMUR_ID)
    assert await world.press(ALINA, ALINA, card.id, data, forged=True) == Toast("Это лид другого менеджера.", True)
    assert world.writes(lead) == []


@pytest.mark.parametrize(
    ("stage", "mark", "words"),
    [
        ("IN_PROCESS", "🔵", "🔵 Взят в Битрикс24: «2. Взят в работу» · 09:00"),
        ("JUNK", "⚪️", "⚪️ Закрыт в Битрикс24: «Отказ» · 09:00"),
        ("CONVERTED", "⚪️", "⚪️ Закрыт в Битрикс24: «Качественный лид» · 09:00"),
    ],
)
async def test_a_lead_handled_in_the_portal_says_so(world: World, stage: str, mark: str, words: str) -> None:
    lead = await world.new_lead()
    await world.change(lead, by=ALINA_ID, stageId=stage)
    card = world.chat(ALINA).last
    assert card.plain.startswith(f"{mark} Олег")
    assert words in card.plain
    assert "Взял в работу" not in labels(card)


async def test_a_deleted_lead_says_so_and_offers_nothing(world: World) -> None:
    lead = await world.new_lead()
    card = world.chat(ALINA).last
    data = data_of(card, "Взял в работу")
    world.portal.delete_lead(lead)
    await world.pump()
    assert card.plain.startswith("✖️ Олег")
    assert "Лид удалён в Битрикс24" in card.plain
    assert card.rows == []
    assert await world.press(ALINA, ALINA, card.id, data, forged=True) == Toast("Лид удалён в Битрикс24.", True)
    await world.advance(605)
    assert world.chat(SUPERVISORS_CHAT).texts == []


async def test_a_deleted_lead_whose_event_was_lost_is_found_out_before_anybody_is_reminded(world: World) -> None:
    """No list of changes tells of it: the sweep looks for the leads that stand open."""
    lead, other = await world.new_lead(), await world.new_lead(name="Мария")
    world.portal.events.enabled = False
    world.portal.delete_lead(lead)
    await world.advance(700)
    card, *more = world.chat(ALINA).about("Олег")
    assert "✖️ Лид удалён в Битрикс24" in card.plain
    assert (card.rows, more) == ([], [])
    assert other in world.portal.leads
    assert [each.plain.split(" ждёт")[0] for each in world.chat(ALINA).about("ждёт звонка")] == ["⏰ Мария"]


async def test_a_deleted_lead_whose_event_was_lost_is_found_out_by_the_tap(world: World) -> None:
    lead = await world.new_lead()
    world.portal.events.drop = 1
    world.portal.delete_lead(lead)
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.chat(ALINA).last.plain.startswith("✖️ Олег")


@pytest.mark.rule("NL-04")
async def test_a_reopened_lead_starts_anew(world: World) -> None:
    lead = await world.new_lead()
    await world.change(lead, by=ALINA_ID, stageId="JUNK")
    await world.advance(1800)
    await world.change(lead, by=VERA_ID, stageId="NEW")
    card = world.chat(ALINA).last
    assert card.plain.startswith("🟢 Олег")
    assert "Взять в работу до 09:35" in card.plain
    assert "Взял в работу" in labels(card)
    await world.advance(605)
    assert world.chat(ALINA).about("ждёт звонка")
    assert len(world.chat(SUPERVISORS_CHAT).texts) == 1


async def test_what_changed_in_the_portal_shows_on_the_card(world: World) -> None:
    lead = await world.new_lead()
    await world.change(lead, name="Олег Иванов", sourceId="UC_VK01", comments="Уточнил имя")
    card = world.chat(ALINA).last
    assert card.plain.startswith("🟢 Олег Иванов")
    assert "Источник: VK" in card.plain
    assert "Уточнил имя" in card.plain
    assert len(world.chat(ALINA).texts) == 1


async def test_our_own_writes_come_back_as_events_and_change_nothing(world: World) -> None:
    lead = await world.new_lead()
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.sweep()
    await world.sweep()
    assert len(world.chat(ALINA).texts) == 1
    assert "Взят в Битрикс24" not in world.chat(ALINA).last.plain
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]


async def test_somebody_was_faster_in_the_portal_theirs_stands_and_the_card_says_so(world: World) -> None:
    lead = await world.new_lead()
    world.portal.events.enabled = False
    world.portal.update_lead(lead, VERA_ID, stageId="UC_MEETING")
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.portal.leads[lead]["stageId"] == "UC_MEETING"
    assert world.writes(lead) == []
    card = world.chat(ALINA).last
    assert "3. Назначена консультация" in card.plain
    assert "В Битрикс24 это изменили раньше, оставлено как там" in card.plain


async def test_theirs_stands_also_when_the_write_had_to_wait(world: World) -> None:
    lead = await world.new_lead()
    world.faults.add(Fault("bitrix24", "down", times=None, status=502, until=world.clock.time() + 120))
    world.portal.events.enabled = False
    await world.tap(ALINA, ALINA, "Взял в работу")
    world.portal.update_lead(lead, VERA_ID, stageId="JUNK")
    await world.advance(240)
    assert world.portal.leads[lead]["stageId"] == "JUNK"
    assert world.chat(ALINA).last.plain.startswith("⚪️ Олег")


async def test_a_lead_that_was_moved_by_mistake_can_be_deleted_and_restored(world: World) -> None:
    lead = await world.new_lead()
    kept = world.portal.leads[lead]
    world.portal.delete_lead(lead)
    await world.pump()
    world.portal.leads[lead] = kept
    await world.app.intake.accept([lead])
    await world.pump()
    assert world.chat(ALINA).last.plain.startswith("🟢 Олег")
    assert "Взял в работу" in labels(world.chat(ALINA).last)


async def test_an_echo_waits_while_the_limit_is_short_and_is_read_at_last(world: World) -> None:
    lead = await world.new_lead()
    await _spend(world, lead)
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.change(lead, assignedById=TIMUR_ID)  # told like our own write, and seen with it
    assert world.chat(TIMUR).about("Олег") == []
    await world.new_lead(TIMUR_ID, name="Пётр")  # what nobody has written to is read at once
    assert world.chat(TIMUR).last.plain.startswith("🟢 Пётр")
    for _ in range(30):
        await _spend(world, lead)
        await world.advance(1)
    assert "Олег" in world.chat(TIMUR).last.plain
    assert world.portal.leads[lead]["stageId"] == "IN_PROCESS"


async def _spend(world: World, lead: int) -> None:
    """Other requests take the portal's limit."""
    while not world.app.crm.short():
        await world.app.crm.read_leads([lead])
    for _ in range(4):
        await world.app.crm.read_leads([lead])

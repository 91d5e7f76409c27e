"""Who else has the client's phone is known before the card goes out; what becomes of a double, a person says."""

from pathlib import Path

import pytest

from sandbox.bitrix24.schema import COMPANY, CONTACT, LEAD
from sandbox.faults import Fault
from sandbox.world import ALINA, TIMUR
from services.storage import leads_store
from tests.flows.harness import TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import labels
from tests.services.own_files import written

PHONE = "8 (999) 000-09-42"  # the portal's demo has it as +7… at an older lead and at a contact
IRINA = 402
TWINS = "👥 Возможный дубль: контакт Ирина Фёдорова, лид Ирина"
UNKNOWN = "👥 Дубли ещё проверяются"
DOUBLE, YES, UNDO = "Это дубль", "Да: Это дубль", "↩️ Отменить: Это дубль"
ATTACH = """
[[actions]]
code = "attach"
title = "К клиенту"
needs_twin = true
attaches = true
"""


def lines(world: World) -> list[str]:
    return world.chat(ALINA).last.plain.splitlines()


@pytest.mark.rule("NL-07", "OP10-14")
async def test_the_card_names_who_has_the_phone_in_whatever_spelling(world: World) -> None:
    company = world.portal.add_item(COMPANY, title="Ромашка & Ко", email="info@example.org", silent=True)
    other = world.portal.add_item(LEAD, name="Ирочка", phone="+7 (999) 000-09-42", silent=True)
    await world.new_lead(name="Ирина", phone=PHONE, email="Info@Example.org")
    (card,) = world.chat(ALINA).messages
    assert card.edit_date is None
    found = "контакт Ирина Фёдорова, компания Ромашка & Ко, лид Ирочка и ещё 1"
    assert f"👥 Возможный дубль: {found}" in card.plain.splitlines()
    for address in (f"contact/details/{IRINA}", f"company/details/{company}", f"lead/details/{other}"):
        assert f"/crm/{address}/" in card.html
    assert DOUBLE in labels(card)


async def test_a_reminder_names_them_too_since_it_offers_the_same(world: World) -> None:
    lead = await world.new_lead(name="Ирина", phone=PHONE)
    await world.until(lead, 301)
    assert len(world.chat(ALINA).messages) == 2
    assert TWINS in lines(world)


async def test_of_two_leads_of_one_client_the_second_is_the_double(world: World) -> None:
    await world.new_lead(name="Первый")
    await world.new_lead(name="Второй", phone="+7 (999) 000-03-01")
    first, second = world.chat(ALINA).messages
    assert "👥" not in first.plain
    assert first.edit_date is None
    assert "👥 Возможный дубль: лид Первый" in second.plain.splitlines()


@pytest.mark.rule("NL-07")
async def test_a_double_is_closed_with_its_reason_and_brought_back(world: World) -> None:
    lead = await world.new_lead(name="Ирина", phone=PHONE)
    assert await world.tap(ALINA, ALINA, DOUBLE) == Toast("Подтвердите: Это дубль")
    assert world.writes(lead) == []
    await world.tap(ALINA, ALINA, YES)
    assert sorted(world.writes(lead)) == [("stageId", "JUNK"), ("statusDescription", "Дубль")]
    (comment,) = world.comments(lead)
    assert comment.startswith(f"Это дубль: контакт Ирина Фёдорова (№ {IRINA}) и ещё 1 – Алина Громова")
    assert world.chat(ALINA).last.plain.startswith("⚪️ Ирина")
    assert await world.tap(ALINA, ALINA, UNDO) == Toast("Отменено, всё как было")
    assert world.portal.leads[lead]["stageId"] == "NEW"
    assert not world.portal.leads[lead]["statusDescription"]
    assert DOUBLE in labels(world.chat(ALINA).last)


async def test_without_a_double_there_is_nothing_to_choose(world: World) -> None:
    await world.new_lead()
    assert DOUBLE not in labels(world.chat(ALINA).last)


async def test_where_the_regulation_says_so_the_lead_is_attached_to_the_client(
    tmp_path: Path, new_world: NewWorld
) -> None:
    path = written(tmp_path, f'extends = "op10"\nname = "our"\n{ATTACH}')
    world = await new_world(regulation=str(path))
    lead = await world.new_lead(name="Ирина", phone=PHONE)
    assert (await world.tap(ALINA, ALINA, "К клиенту")).text == "Готово: К клиенту"
    assert world.portal.leads[lead]["contactId"] == IRINA
    assert "К клиенту" not in labels(world.chat(ALINA).last)
    await world.tap(ALINA, ALINA, "↩️ Отменить: К клиенту")
    assert world.portal.leads[lead]["contactId"] == 0
    world.portal.add_item(CONTACT, name="Иван", phone=PHONE, silent=True)
    await world.new_lead(phone=PHONE)
    assert "К клиенту" not in labels(world.chat(ALINA).last)  # of two clients only a person can tell


async def test_what_cannot_be_looked_up_now_is_said_and_looked_up_later(world: World) -> None:
    world.faults.add(Fault("bitrix24", "status", "batch", times=None))
    await world.new_lead(name="Ирина", phone=PHONE)
    await world.new_lead(name="Олег")
    assert [UNKNOWN in text.splitlines() for text in world.chat(ALINA).texts] == [True, True]
    assert DOUBLE not in labels(world.chat(ALINA).last)
    await world.restart()
    world.faults.clear()
    await world.advance(5)
    first, second = world.chat(ALINA).texts
    assert TWINS in first.splitlines()
    assert "👥" not in second


async def test_when_turns_are_scarce_leads_are_read_first(world: World) -> None:
    world.fail_next("bitrix24", "crm.item.list", status=503)  # the portal's bucket is full
    lead = await world.new_lead(name="Ирина", phone=PHONE)
    (card,) = world.chat(ALINA).messages
    assert card.date - world.created(lead) < 6
    assert UNKNOWN in card.plain.splitlines()
    await world.advance(20)
    assert TWINS in lines(world)


async def test_a_burst_of_leads_is_looked_up_fifty_in_a_hit(sqlite_world: World) -> None:
    world = sqlite_world
    leads = [world.add_lead(email=f"client{number}@example.org", silent=True) for number in range(100)]
    world.portal.add_item(CONTACT, name="Анна", phone="+79990000301", silent=True)
    await world.app.intake.accept(leads)
    before = world.faults.requests
    while await world.app.intake.process():
        pass
    assert world.faults.requests - before == 7  # two pages: read, phones, e-mails; the one that was found is named
    async with world.app.db.reading() as conn:
        assert await leads_store.without_twins(conn, 1) == []


async def test_a_card_does_not_wait_for_a_slow_portal(sqlite_world: World) -> None:
    world = sqlite_world
    world.faults.add(Fault("bitrix24", "slow", "batch", seconds=60))
    world.portal.events.enabled = False  # another mention of the lead while it is being read has it read again
    lead = world.add_lead(name="Ирина", phone=PHONE)
    await world.app.intake.accept([lead])
    await world.app.intake.process()
    await world.app.to_telegram.step()
    assert UNKNOWN in lines(world)
    await world.pump()
    assert TWINS in lines(world)


async def test_a_phone_that_is_put_right_is_looked_up_anew(world: World) -> None:
    lead = await world.new_lead(name="Ирина", phone="12-34")
    assert "👥" not in world.chat(ALINA).last.plain
    await world.change(lead, phone=PHONE)
    card = world.chat(ALINA).last
    assert TWINS in card.plain.splitlines()
    assert "🔎" not in card.plain


@pytest.mark.rule("NL-09")
async def test_junk_is_pointed_out_and_nothing_is_done(world: World) -> None:
    lead = await world.new_lead(name="<b>фыва</b>", phone="12-34")
    assert "🔎 Проверьте данные: в телефоне не хватает цифр, имя похоже на случайное" in lines(world)
    assert world.writes(lead) == []
    assert "Отказ: некорректные данные" in await world.offered(ALINA, world.chat(ALINA).last)
    await world.new_lead(TIMUR_ID, name="", phone="")
    assert "🔎 Проверьте данные: телефона нет, имя не указано" in world.chat(TIMUR).last.plain.splitlines()

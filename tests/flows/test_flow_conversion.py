"""A lead becomes a deal in three ways, once, whatever breaks meanwhile (issue 5, RB-25…RB-31)."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL
from sandbox.registers import registers
from sandbox.world import ALINA
from services.bitrix24 import creation
from services.bitrix24.client import Client
from services.domain.conversion import NewItem, Part
from services.regulations import RegulationError
from tests.flows.harness import NewWorld, World
from tests.flows.reading import labels

PHONE, INN = "+79990000777", "7707083893"
PERSON, OFFICE, KNOWN = "Физлицо: сделка и контакт", "Юрлицо: ещё и компания", "Старый клиент: только сделка"


@pytest.fixture
async def robots(new_world: NewWorld) -> World:
    return await new_world(regulation="funnel-robots")


async def agreed(world: World, **fields: Any) -> int:
    """A lead that agreed to its offer: it may be converted."""
    lead = await world.new_lead(phone=PHONE, **fields)
    await world.tap(ALINA, ALINA, "Связался")
    await world.tap(ALINA, ALINA, "Квалификация")
    for _ in range(3):
        await world.tap(ALINA, ALINA, "Да")
    if not fields.get("email"):
        await world.tap(ALINA, ALINA, "Пропустить")
    await world.tap(ALINA, ALINA, "КП отправлено")
    await world.tap(ALINA, ALINA, "Согласие по КП")
    return lead


def made(world: World, type_id: int) -> list[dict[str, Any]]:
    """What was made of leads, oldest first."""
    return [each for each in world.portal.items[type_id].values() if each["leadId"]]


def phones(item: dict[str, Any]) -> list[str]:
    return [entry["value"] for entry in item["fm"] if entry["typeId"] == "PHONE"]


def said(world: World, words: str) -> Any:
    return world.chat(ALINA).about(words)[-1]


@pytest.mark.rule("RB-25", "RB-29", "RB-31")
async def test_a_person_becomes_a_deal_and_a_contact(robots: World) -> None:
    lead = await agreed(robots, lastName="Петров")
    await robots.tap(ALINA, ALINA, "Конвертировать")
    await robots.tap(ALINA, ALINA, PERSON)
    assert made(robots, DEAL) == []  # nothing before it is sure
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    (deal,), (contact,) = made(robots, DEAL), made(robots, CONTACT)
    held = robots.portal.leads[lead]
    assert (deal["leadId"], deal["contactIds"], deal["assignedById"]) == (lead, [contact["id"]], held["assignedById"])
    assert (deal["sourceId"], deal["title"]) == ("WEB", "Заявка с сайта")
    assert (contact["name"], contact["lastName"], phones(contact)) == ("Олег", "Петров", [PHONE])
    assert (made(robots, COMPANY), held["stageId"]) == ([], "CONVERTED")
    told = said(robots, "создана сделка")
    assert f"/crm/deal/details/{deal['id']}/" in told.html
    assert f"Контакт № {contact['id']} – телефон здесь" in told.plain
    assert any(f"сделка № {deal['id']}" in comment for comment in robots.comments(lead))
    assert robots.chat(ALINA).messages[0].plain.startswith("⚪️")


@pytest.mark.rule("RB-26", "RB-28", "RB-29", "RB-30")
async def test_a_company_needs_its_requisites_and_a_person_says_whose_phone_it_is(robots: World) -> None:
    lead = await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    asked = robots.chat(ALINA).last
    assert f"✗ {OFFICE} – заполните в Битрикс24: название компании, ИНН" in asked.plain
    toast = await robots.tap(ALINA, ALINA, OFFICE)
    assert toast.text == "Сначала заполните в Битрикс24: название компании, ИНН."
    assert (made(robots, DEAL), robots.portal.leads[lead]["stageId"]) == ([], "UC_MEETING")
    await robots.change(lead, companyTitle="ООО «Ромашка»", ufCrmInn=INN)
    await robots.tap(ALINA, ALINA, OFFICE)
    assert f"https://www.rusprofile.ru/search?query={INN}" in robots.chat(ALINA).messages[0].html
    await robots.tap(ALINA, ALINA, "Рабочий – в компанию")
    sure = robots.chat(ALINA).last
    assert "☎ Телефон попадёт в компанию" in sure.plain
    await robots.tap(ALINA, ALINA, "Конвертировать", sure)
    (deal,), (contact,), (company,) = (made(robots, kind) for kind in (DEAL, CONTACT, COMPANY))
    assert (deal["contactIds"], deal["companyId"]) == ([contact["id"]], company["id"])
    assert (company["title"], phones(company), phones(contact)) == ("ООО «Ромашка»", [PHONE], [])
    assert (contact["companyId"], contact["name"], contact["lastName"]) == (company["id"], "Олег", "")
    assert f"Компания № {company['id']} – телефон здесь" in said(robots, "создана сделка").plain
    shown = {each["title"]: each["rows"] for each in registers(robots.portal)}
    assert shown["Компании из лидов"] == [[str(company["id"]), "ООО «Ромашка»", PHONE, f"№ {lead}"]]
    assert len(shown["Сделки из лидов"]) == len(shown["Контакты из лидов"]) == 1


@pytest.mark.rule("RB-27")
async def test_a_known_client_is_suggested_and_gets_a_deal_only(robots: World) -> None:
    known = robots.portal.add_item(CONTACT, name="Анна", phone=PHONE)
    await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    asked = robots.chat(ALINA).last
    assert "Похоже, клиент уже есть: Анна" in asked.plain
    assert labels(asked)[0] == KNOWN
    await robots.tap(ALINA, ALINA, KNOWN)
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    (deal,) = made(robots, DEAL)
    assert (deal["contactIds"], made(robots, CONTACT), made(robots, COMPANY)) == ([known], [], [])
    assert "Клиент: Анна" in said(robots, "создана сделка").plain


@pytest.mark.rule("RB-27")
async def test_nobody_is_a_known_client_without_a_card(robots: World) -> None:
    await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    assert labels(robots.chat(ALINA).last)[0] == PERSON
    toast = await robots.tap(ALINA, ALINA, KNOWN)
    assert toast.text.startswith("Карточки клиента в портале не нашлось")


@pytest.mark.rule("RB-25", "RB-31")
@pytest.mark.parametrize("lost", [1, 2])
async def test_what_was_created_without_our_hearing_of_it_is_not_created_again(robots: World, lost: int) -> None:
    """The answer to the contact, or to the deal, is lost, and then the process dies."""
    lead = await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    await robots.tap(ALINA, ALINA, PERSON)
    for _ in range(lost):
        robots.cut_next("bitrix24", "crm.item.add")
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    assert len(made(robots, CONTACT)) == 1
    await robots.restart()
    await robots.advance(200)
    assert (len(made(robots, CONTACT)), len(made(robots, DEAL))) == (1, 1)
    assert robots.portal.leads[lead]["stageId"] == "CONVERTED"
    assert len(robots.chat(ALINA).about("создана сделка")) == 1


async def test_a_client_who_is_forgotten_meanwhile_becomes_no_two_contacts(
    robots: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lead is erased while the answer to the contact travels."""
    lead = await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    await robots.tap(ALINA, ALINA, PERSON)
    create, calls = creation.create_item, 0

    async def erased(client: Client, new: NewItem) -> int:
        nonlocal calls
        calls += 1
        assert calls <= len(Part)
        item_id = await create(client, new)
        await robots.app.retention.erase(lead)
        return item_id

    monkeypatch.setattr(creation, "create_item", erased)
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    assert (len(made(robots, CONTACT)), len(made(robots, DEAL))) == (1, 1)


@pytest.mark.rule("RB-28")
async def test_what_the_portal_refuses_is_begun_again_with_what_is_there(robots: World) -> None:
    """Deals may not be added: the contact is there already, and there is one in the end."""
    lead = await agreed(robots)
    await robots.tap(ALINA, ALINA, "Конвертировать")
    await robots.tap(ALINA, ALINA, PERSON)
    robots.portal.may = lambda _user, deed, item: not (deed == "add" and "contactIds" in item)
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    assert "Битрикс24 не принял конвертацию" in said(robots, "не принял").plain
    assert (len(made(robots, CONTACT)), made(robots, DEAL)) == (1, [])
    assert "Повторить запись" not in await robots.offered(ALINA, robots.chat(ALINA).messages[0])
    robots.portal.may = lambda _user, _deed, _item: True
    await robots.tap(ALINA, ALINA, "Конвертировать")
    await robots.tap(ALINA, ALINA, PERSON)
    await robots.tap(ALINA, ALINA, "Конвертировать", robots.chat(ALINA).last)
    assert (len(made(robots, CONTACT)), len(made(robots, DEAL))) == (1, 1)
    assert robots.portal.leads[lead]["stageId"] == "CONVERTED"


@pytest.mark.rule("RB-14", "RB-15")
async def test_each_stage_says_how_to_go_on_and_conversion_waits_for_its_stage(robots: World) -> None:
    lead = await robots.new_lead()
    card = robots.chat(ALINA).messages[0]
    assert "Чтобы перейти дальше: дозвонитесь" in card.plain
    assert "Конвертировать" not in await robots.offered(ALINA, card)
    await robots.tap(ALINA, ALINA, "Связался")
    assert "Чтобы перейти дальше: задайте вопросы" in robots.chat(ALINA).messages[0].plain
    await robots.change(lead, stageId="UC_MEETING")
    assert "Чтобы перейти дальше: получите ответ" in robots.chat(ALINA).messages[0].plain


async def test_a_stage_of_deals_that_the_portal_lacks_stops_the_start(new_world: NewWorld, tmp_path: Path) -> None:
    """With line, reason and cure, as a stage of leads does."""
    path = tmp_path / "ours.toml"
    text = 'extends = "funnel-robots"\nname = "ours"\n\n[conversion]\ndeal_stage = "EXECUTINGG"\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegulationError) as refused:
        await new_world(regulation=str(path))
    (problem,) = refused.value.problems
    assert (problem.line, problem.key) == (5, "conversion.deal_stage")
    assert "«В работе» (EXECUTING)" in problem.cure

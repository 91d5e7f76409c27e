"""The preset `latuning`: through which channels leads come, and clients who come again."""

import aiohttp
import pytest

from sandbox.bitrix24.schema import CONTACT, DEAL
from sandbox.world import ALINA, SUPERVISORS_CHAT, VERA
from tests.flows.desk import Desk
from tests.flows.harness import VERA_ID, NewWorld, World
from tests.flows.reading import data_of, labels

PHONE, SPELLED, MAIL = "+79990000911", "8 (999) 000-09-11", "anna@example.org"
SITES = ("Контекстная реклама latuning.ru", "brassing.ru", "latunprofile.ru", "raillingbrass.ru")
OTHERS = {
    "Instagram latuning.ru": "Соцсети",
    "ВК latuning.ru": "Соцсети",
    "Звонок на номера компании": "Звонки и мессенджеры",
    "Whatsapp latuning.ru": "Звонки и мессенджеры",
    "Почта golden-steel.ru": "Почта",
    "Почта latuning.kz": "Почта",
}
FORMS = {"Звонок": "call", "Письмо": "mail", "Заявка": "form"}


@pytest.fixture
async def latuning(new_world: NewWorld) -> World:
    return await new_world(regulation="latuning")


@pytest.fixture
async def desk(latuning: World, http: aiohttp.ClientSession) -> Desk:
    """Its supervisor's lead list; the portal has the company's sources."""
    for number, name in enumerate((*SITES, *OTHERS)):
        latuning.portal.add_status("SOURCE", f"UC_L{number:02}", name)
    await latuning.restart()
    desk = Desk(latuning, http)
    await desk.come_in(VERA)
    return desk


@pytest.mark.rule("LT-01")
async def test_an_outgoing_request_is_a_lead_as_an_incoming_one(latuning: World, desk: Desk) -> None:
    dialled = await latuning.new_lead(title="Исходящий звонок")
    await latuning.say(ALINA, "/new")
    await latuning.say(ALINA, "Светлана")
    await latuning.say(ALINA, "8 999 000-04-07")
    await latuning.tap(ALINA, ALINA, "Узнаю позже")
    told = max(latuning.portal.leads)
    rows = await desk.rows(nonad="1")
    assert {each: (rows[each]["kind"], rows[each]["direction"]) for each in (dialled, told)} == {
        dialled: ("call", "out"),
        told: ("manual", "in"),
    }
    await latuning.advance(1900)
    for name in ("Олег", "Светлана"):
        assert latuning.chat(ALINA).about(f"⏰ {name}"), f"nobody is reminded of {name}"


@pytest.mark.rule("LT-02")
async def test_a_source_is_a_site_and_a_form_of_contact(latuning: World, desk: Desk) -> None:
    expected = {}
    for number, site in enumerate(SITES):
        for title, form in FORMS.items():
            lead = await latuning.new_lead(title=title, sourceId=f"UC_L{number:02}")
            expected[lead] = (site, form)
    rows = await desk.rows()
    assert {each: (rows[each]["source"], rows[each]["kind"]) for each in expected} == expected
    assert set(await desk.rows(group="Сайты", kind="mail")) == {
        lead for lead, (_, form) in expected.items() if form == "mail"
    }


@pytest.mark.rule("LT-03")
async def test_social_networks_messengers_and_mail_are_channels_of_their_own(latuning: World, desk: Desk) -> None:
    groups: dict[str, set[int]] = {}
    for number, (_, group) in enumerate(OTHERS.items(), len(SITES)):
        groups.setdefault(group, set()).add(await latuning.new_lead(sourceId=f"UC_L{number:02}", title="Обращение"))
    direct = await latuning.new_lead(sourceId="UC_L04", title="Обращение в директ")
    groups["Соцсети"].add(direct)
    for group, leads in groups.items():
        assert set(await desk.rows(group=group)) == leads
    rows = await desk.rows()
    mails = groups["Почта"]
    assert {rows[each]["channel"] for each in mails} == {"golden-steel.ru", "latuning.kz"}
    assert {rows[each]["kind"] for each in mails} == {"mail"}
    assert (rows[direct]["kind"], rows[direct]["channel"]) == ("chat", "Instagram")


@pytest.mark.rule("LT-04")
async def test_the_portal_holds_the_truth_and_the_assistant_forgets_what_it_need_not_remind_of(
    latuning: World,
) -> None:
    lead = await latuning.new_lead()
    await latuning.change(lead, VERA_ID, name="Пётр", sourceId="UC_VK01")
    assert "Источник: VK" in latuning.chat(ALINA).messages[0].plain
    await latuning.tap(ALINA, ALINA, "Взял в работу")
    assert latuning.portal.leads[lead]["stageId"] == "IN_PROCESS"
    assert any(text.startswith("Взял в работу – Алина Громова") for text in latuning.comments(lead))
    await latuning.change(lead, VERA_ID, stageId="JUNK")
    card = latuning.chat(ALINA).messages[0]
    assert "Недозвон" not in await latuning.offered(ALINA, card), "it ended there: nothing is left to do here"
    latuning.clock.to(latuning.clock.time() + 400 * 86_400)
    assert await latuning.app.retention.tidy() == 1
    assert latuning.portal.leads[lead]["name"] == "Пётр"


@pytest.mark.rule("LT-08")
@pytest.mark.parametrize(
    "came",
    [
        {"title": "Звонок", "sourceId": "UC_CALL01", "phone": SPELLED},
        {"title": "Письмо", "phone": "", "email": "Anna@Example.org"},
        {"title": "Заявка", "sourceId": "WEB", "phone": SPELLED},
        {"title": "Открытая линия", "sourceId": "UC_WA01", "phone": "9990000911"},
    ],
    ids=lambda came: came["title"],
)
async def test_a_client_who_comes_again_is_known_whatever_the_channel(latuning: World, came: dict[str, str]) -> None:
    latuning.portal.add_item(CONTACT, name="Анна", lastName="Зимина", phone=PHONE, email=MAIL, silent=True)
    await latuning.new_lead(name="Анна", **came)
    card = latuning.chat(ALINA).messages[0]
    assert "👥 Возможный дубль: контакт Анна Зимина" in card.plain
    assert "Повторный: к клиенту" in await latuning.offered(ALINA, card)
    assert latuning.chat(SUPERVISORS_CHAT).texts == []


FIRST, AGAIN, SEARCH = "Целевой, в сделку", "Повторный: к клиенту", "Это повторный…"


@pytest.mark.rule("LT-05", "LT-06")
async def test_what_may_become_of_a_lead_depends_on_whether_its_client_is_known(latuning: World) -> None:
    rejected = {"Брак: нецелевой", "Брак: спам"}
    elsewhere = {"В другой отдел: доставка", "В другой отдел: кадры"}
    for phone, name, known in (("+79990000912", "Впервые", False), ("8 999 000-09-42", "Ирина", True)):
        await latuning.new_lead(name=name, phone=phone)
        card = latuning.chat(ALINA).about(name)[0]
        await latuning.tap(ALINA, ALINA, "Взял в работу", card)
        offered = set(await latuning.offered(ALINA, card))
        assert offered >= elsewhere
        assert offered & {FIRST, AGAIN, *rejected} == ({AGAIN} if known else {FIRST, *rejected})
    await latuning.tap(ALINA, ALINA, "Нет, клиент новый", card)
    assert {FIRST, *rejected} <= set(await latuning.offered(ALINA, card))
    await latuning.tap(ALINA, ALINA, "↩️ Отменить: Нет, клиент новый", card)
    assert AGAIN in await latuning.offered(ALINA, card)


@pytest.mark.rule("LT-07")
async def test_a_client_with_a_new_phone_is_found_by_name(latuning: World) -> None:
    lead = await latuning.new_lead(name="Ольга")
    await latuning.tap(ALINA, ALINA, SEARCH)
    await latuning.say(ALINA, "Кукушкина")
    assert latuning.chat(ALINA).last.plain == "Среди контактов и компаний «Кукушкина» нет. Напишите иначе."
    await latuning.restart()
    latuning.down("bitrix24", 60)
    await latuning.say(ALINA, "синицын")
    assert latuning.chat(ALINA).last.plain == "Битрикс24 сейчас не отвечает. Попробуйте через минуту."
    await latuning.advance(90)
    await latuning.say(ALINA, "синицын")
    assert {"👤 Синицына Ольга Петровна", "👤 Синицын Пётр"} <= set(labels(latuning.chat(ALINA).last))
    await latuning.tap(ALINA, ALINA, "👤 Синицына Ольга Петровна")
    held = latuning.portal.leads[lead]
    assert (held["contactId"], held["stageId"]) == (401, "IN_PROCESS")
    assert any("Это повторный…: Синицына Ольга Петровна (№ 401)" in text for text in latuning.comments(lead))
    card = latuning.chat(ALINA).messages[0]
    assert {FIRST, SEARCH}.isdisjoint(await latuning.offered(ALINA, card))
    await latuning.tap(ALINA, ALINA, "↩️ Отменить: Это повторный…", card)
    assert latuning.portal.leads[lead]["contactId"] == 0
    assert SEARCH in await latuning.offered(ALINA, card)


@pytest.mark.rule("LT-07")
async def test_a_company_is_found_too_and_a_forged_choice_does_nothing(latuning: World) -> None:
    lead = await latuning.new_lead()
    await latuning.tap(ALINA, ALINA, SEARCH)
    await latuning.say(ALINA, "Синица")
    asked = latuning.chat(ALINA).last
    data = data_of(asked, "🏢 ООО «Синица»")
    await latuning.press(ALINA, ALINA, asked.id, data.replace("m0", "m7"), forged=True)
    assert latuning.portal.leads[lead]["companyId"] == 0
    await latuning.press(ALINA, ALINA, asked.id, data)
    assert latuning.portal.leads[lead]["companyId"] == 501


@pytest.mark.rule("LT-30")
async def test_a_company_that_rings_through_several_people_is_one_client(latuning: World, desk: Desk) -> None:
    people = (("Анна", "+79990000921"), ("Борис", "+79990000922"))
    for name, phone in people:
        latuning.portal.add_item(CONTACT, name=name, phone=phone, companyId=501, silent=True)
    leads = [await latuning.new_lead(name=name, phone=phone) for name, phone in people]
    other = await latuning.new_lead()
    rows = await desk.rows()
    assert [rows[each]["history"] for each in leads] == [2, 2]
    assert set(await desk.rows(lead=str(leads[0]))) == set(leads)
    assert rows[other]["history"] == 1
    await latuning.tap(ALINA, ALINA, AGAIN)
    assert latuning.portal.leads[leads[1]]["companyId"] == 501


@pytest.mark.rule("LT-13")
async def test_a_lead_is_rejected_and_its_contact_is_kept_for_those_who_may_come_again(latuning: World) -> None:
    keep, kept, sure = "Брак, но контакт целевой", "Брак, контакт сохранить", "Конвертировать"
    private = await latuning.new_lead(name="Частник")
    await latuning.change(private, ufCrmClientType="Физлицо", ufCrmSphere="Для себя")
    await latuning.tap(ALINA, ALINA, "Взял в работу")
    refused = await latuning.tap(ALINA, ALINA, keep)
    assert refused.text == "Для такого лида это не подходит: сначала заполните квалификацию."
    for name, fields in (("Фирма", {"ufCrmClientType": "Юрлицо"}), ("Дизайнер", {"ufCrmSphere": "Дизайнер"})):
        lead = await latuning.new_lead(name=name)
        await latuning.change(lead, **fields)
        await latuning.tap(ALINA, ALINA, "Взял в работу")
        await latuning.tap(ALINA, ALINA, keep, latuning.chat(ALINA).about(name)[0])
        await latuning.tap(ALINA, ALINA, kept)
        latuning.cut_next("bitrix24", "crm.item.add")
        await latuning.tap(ALINA, ALINA, sure, latuning.chat(ALINA).last)
        await latuning.advance(90)
        contacts = [each for each in latuning.portal.items[CONTACT].values() if each["leadId"] == lead]
        assert [(each["name"], each["assignedById"]) for each in contacts] == [(name, 12)]
        held = latuning.portal.leads[lead]
        assert (held["stageId"], held["statusDescription"]) == ("JUNK", "Запрос нецелевой, контакт сохранён")
    assert latuning.portal.leads[private]["stageId"] == "IN_PROCESS"
    assert not [each for each in latuning.portal.items[DEAL].values() if each["leadId"]]

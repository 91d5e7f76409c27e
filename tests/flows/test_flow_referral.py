"""«Источник: рекомендация»: the source at once, then who it was, the bonus, and with whom to hold the consultation."""

import pytest

from sandbox.bitrix24.schema import CONTACT, DEAL
from sandbox.world import ALINA, ANGELINA, MARINA, SOURCES_CHAT, TIMUR
from services.domain.bonus import Bonus, BonusState, BonusSum, ClientKind, Referrer
from services.storage import bonuses_store
from tests.flows.harness import DENIS_ID, ROMAN_ID, SALES, STAFF, TIMUR_ID, NewWorld, Toast, World
from tests.flows.reading import button, labels

REFERRAL = "Источник: рекомендация"
AS_SAID, LATER, NAME_IT = "✍️ Записать как есть", "Позже", "✍️ Кто порекомендовал"
UNDO = f"↩️ Отменить: {REFERRAL}"
MONEY = "5\u00a0000\u00a0₽"
QUEUE = ["1. Денис Орлов", "2. Андрей Белов", "3. Марина Котова"]


@pytest.fixture
async def sales_world(new_world: NewWorld) -> World:
    """The sales managers are there too."""
    return await new_world(staff=(*STAFF, *SALES))


async def referral(world: World, **fields: object) -> int:
    """A lead came on a client's advice, and Алина said so."""
    lead = await world.new_lead(name="Наталья", sourceId="UC_CALL01", **fields)
    await world.tap(ALINA, ALINA, REFERRAL)
    return lead


async def bonus_of(world: World, lead: int) -> Bonus:
    async with world.app.db.reading() as conn:
        bonus = await bonuses_store.of(conn, lead)
    assert bonus is not None
    return bonus


@pytest.mark.rule("OP10-24", "OP10-25", "OP10-26", "OP10-28")
async def test_a_client_whose_sales_manager_has_left(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    assert world.portal.leads[lead]["sourceId"] == "RECOMMENDATION"
    card, question = world.chat(ALINA).messages
    assert f"🎁 Кто порекомендовал – ещё не записано · бонус {MONEY} ждёт" in card.plain
    assert question.plain.startswith("🎁 Наталья: кто порекомендовал?")
    assert labels(question) == [LATER]
    await world.restart()
    await world.say(ALINA, "синицын")
    which = world.chat(ALINA).last
    assert which.plain == "Нашёл по «синицын». Кто это?"
    assert labels(which) == ["👤 Синицын Пётр", "👤 Синицына Ольга Петровна", AS_SAID, LATER]
    await world.restart()
    assert await world.tap(ALINA, ALINA, "👤 Синицына Ольга Петровна") == Toast("")
    assert world.chat(ALINA).last.id == which.id
    assert which.plain.splitlines() == [
        f"🎁 Наталья. Кто порекомендовал: Синицына Ольга Петровна. Бонус {MONEY} ждёт проверки.",
        "🤝 Консультация по очереди: Денис Орлов. Менеджер того, кто порекомендовал, больше не работает: Роман Ильин",
        *QUEUE,
    ]
    bonus = await bonus_of(world, lead)
    assert bonus.referrer == Referrer("Синицына Ольга Петровна", ClientKind.CONTACT, 401, ROMAN_ID)
    assert (bonus.state, bonus.amount, bonus.currency) == (BonusState.WAITING, 5000, "RUB")
    card = world.chat(ALINA).messages[0]
    assert f"🎁 Рекомендация: Синицына Ольга Петровна · бонус {MONEY} ждёт проверки" in card.plain.splitlines()
    assert "🎁 Кто порекомендовал: Синицына Ольга Петровна · Алина Громова" in card.plain
    assert world.comments(lead)[-1].startswith(
        "Кто порекомендовал: Синицына Ольга Петровна (контакт № 401) – Алина Громова, через «Пять минут»"
    )
    assert world.portal.leads[lead]["comments"] in (None, "")


@pytest.mark.rule("OP10-27")
async def test_a_client_whose_sales_manager_is_here(sales_world: World) -> None:
    world = sales_world
    first = world.portal.add_item(CONTACT, name="Иван", lastName="Зимин")
    world.portal.add_item(CONTACT, name="Иван", lastName="Зимин")
    for stage, manager in (("WON", 22), ("WON", DENIS_ID), ("EXECUTING", 23)):
        world.portal.add_item(DEAL, stageId=stage, assignedById=manager, contactIds=[401, first])
    lead = await referral(world)
    await world.say(ALINA, "Зимин  Иван")
    offered = labels(world.chat(ALINA).last)
    assert offered[:2] == [f"👤 № {first} Зимин Иван", f"👤 № {first + 1} Зимин Иван"]
    await world.tap(ALINA, ALINA, offered[0])
    assert world.chat(ALINA).last.plain.splitlines()[1:] == [
        "🤝 Консультация: Денис Орлов – менеджер того, кто порекомендовал"
    ]
    async with world.app.db.reading() as conn:
        proposal = await world.app.sales.propose(conn, lead)
    assert proposal.manager is not None
    assert proposal.manager.bitrix_id == DENIS_ID


@pytest.mark.rule("OP10-27")
async def test_a_company_may_recommend_us_and_its_sales_manager_may_be_away(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    world.telegram.say(MARINA, MARINA, "/queue")
    await world.pump()
    await world.tap(MARINA, MARINA, "Отсутствует: Марина Котова")
    await world.say(ALINA, "ООО Синица")
    await world.tap(ALINA, ALINA, "🏢 ООО «Синица»")
    told = world.chat(ALINA).last.plain
    assert "🤝 Консультация: Марина Котова – менеджер того, кто порекомендовал. Сейчас отсутствует" in told
    assert "(компания № 501)" in world.comments(lead)[-1]


@pytest.mark.rule("OP10-24")
async def test_it_may_be_told_later_and_as_it_was_said(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    await world.tap(ALINA, ALINA, LATER)
    assert world.chat(ALINA).last.plain == "Хорошо. Кнопка «✍️ Кто порекомендовал» ждёт на карточке: Наталья"
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.restart()
    assert (await world.tap(ALINA, ALINA, NAME_IT)).text == "Ответьте на вопрос ниже"
    await world.say(ALINA, "Тётя <b>Глаша</b>")
    nobody = world.chat(ALINA).last
    assert nobody.plain.startswith("Среди контактов и компаний портала «Тётя <b>Глаша</b>» нет.")
    await world.tap(ALINA, ALINA, AS_SAID)
    assert world.chat(ALINA).last.plain.splitlines()[1:] == ["🤝 Консультация по очереди: Денис Орлов", *QUEUE]
    assert (await bonus_of(world, lead)).referrer == Referrer("Тётя <b>Глаша</b>")
    card = world.chat(ALINA).messages[0]
    assert "🎁 Рекомендация: Тётя <b>Глаша</b> · бонус" in card.plain
    assert NAME_IT not in labels(card)
    assert world.comments(lead)[-1].startswith("Кто порекомендовал: Тётя <b>Глаша</b> – Алина Громова")


async def test_what_is_no_name_is_told_so_and_the_question_stays(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    for said, words in (
        ("12345", "Напишите фамилию и имя словами или нажмите «Позже»."),
        ("🙂", "Напишите фамилию и имя словами или нажмите «Позже»."),
        ("Ж" * 201, "Это слишком длинно: хватит фамилии и имени, до 200 знаков."),
    ):
        await world.say(ALINA, said)
        assert world.chat(ALINA).last.plain == words
    await world.say(ALINA, "@button-cancel")
    assert labels(world.chat(ALINA).last) == [AS_SAID, LATER]
    await world.tap(ALINA, ALINA, AS_SAID)
    assert (await bonus_of(world, lead)).referrer == Referrer("@button-cancel")


async def test_a_portal_that_is_away_stops_nobody(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    await world.advance(2)
    world.down("bitrix24", 30)
    await world.say(ALINA, "Синицына")
    away = world.chat(ALINA).last
    assert away.plain.startswith("Битрикс24 сейчас не ответил на поиск «Синицына».")
    assert labels(away) == [AS_SAID, LATER]
    await world.advance(40)
    await world.say(ALINA, "Синицына")
    which = world.chat(ALINA).last
    world.down("bitrix24", 30)
    toast = await world.tap(ALINA, ALINA, "👤 Синицына Ольга Петровна")
    assert toast == Toast("Битрикс24 сейчас не отвечает. Попробуйте через минуту.", alert=True)
    await world.advance(40)
    await world.tap(ALINA, ALINA, "👤 Синицына Ольга Петровна", which)
    referrer = (await bonus_of(world, lead)).referrer
    assert referrer is not None
    assert referrer.manager_id == ROMAN_ID


@pytest.mark.rule("OP10-25")
async def test_an_undone_referral_claims_nothing_and_is_asked_nothing(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    question = world.chat(ALINA).last
    await world.tap(ALINA, ALINA, UNDO)
    assert world.portal.leads[lead]["sourceId"] == "UC_CALL01"
    assert (await bonus_of(world, lead)).state is BonusState.WITHDRAWN
    assert "🎁" not in world.chat(ALINA).messages[0].plain
    assert question.plain == "🎁 Наталья: рекомендацию отменили, спрашивать не нужно."
    assert labels(question) == []
    await world.tap(ALINA, ALINA, REFERRAL)
    assert (await bonus_of(world, lead)).state is BonusState.WAITING
    assert world.chat(ALINA).last.plain.startswith("🎁 Наталья: кто порекомендовал?")


@pytest.mark.rule("OP10-25")
async def test_one_lead_claims_once_and_a_second_choice_taken_back_leaves_the_first(sales_world: World) -> None:
    world = sales_world
    lead = await world.new_lead(name="Наталья")
    card = world.chat(ALINA).last
    data = button(card, REFERRAL)["callback_data"]
    taps = [world.telegram.press(ALINA, ALINA, card.id, data) for _ in range(3)]
    await world.pump()
    assert [world.telegram.answers[tap]["text"][:6] for tap in taps] == ["Готово", "Уже от", "Уже от"]
    assert len(world.chat(ALINA).about("кто порекомендовал?")) == 1
    await world.tap(ALINA, ALINA, "Недозвон")
    await world.tap(ALINA, ALINA, REFERRAL)
    await world.tap(ALINA, ALINA, UNDO)
    async with world.app.db.reading() as conn:
        assert await bonuses_store.sums(conn) == [BonusSum(BonusState.WAITING, "RUB", 1, 5000)]
    assert (await bonus_of(world, lead)).state is BonusState.WAITING


@pytest.mark.rule("OP10-24", "OP10-25")
async def test_a_referral_by_the_keepers_answer_is_asked_about_on_the_card(sales_world: World) -> None:
    world = sales_world
    lead = await world.new_lead(name="Наталья")
    await world.tap(ALINA, ALINA, "Источник неизвестен")
    await world.tap(ANGELINA, SOURCES_CHAT, "Рекомендация")
    card = world.chat(ALINA).messages[0]
    assert "Источник: Рекомендация" in card.plain
    assert "🎁" not in card.plain
    assert (await world.tap(ALINA, ALINA, NAME_IT, card)).text == "Ответьте на вопрос ниже"
    assert f"бонус {MONEY} ждёт" in card.plain
    await world.say(ALINA, "Ким")
    await world.tap(ALINA, ALINA, AS_SAID)
    assert (await bonus_of(world, lead)).referrer == Referrer("Ким")


async def test_only_those_who_may_act_on_the_lead_name_the_referrer(sales_world: World) -> None:
    world = sales_world
    lead = await referral(world)
    world.telegram.say(TIMUR, TIMUR, "привет")
    await world.pump()
    forged = await world.press(TIMUR, TIMUR, world.chat(TIMUR).last.id, f"e1:{lead}", forged=True)
    assert forged == Toast("Это лид другого менеджера.", alert=True)
    await world.change(lead, by=14, assignedById=TIMUR_ID)
    await world.say(ALINA, "Синицына")
    await world.tap(ALINA, ALINA, AS_SAID)
    assert world.chat(ALINA).last.plain == "Это лид другого менеджера."
    assert (await bonus_of(world, lead)).referrer is None


async def test_in_english(new_world: NewWorld) -> None:
    world = await new_world(staff=(*STAFF, *SALES), language="en")
    lead = await world.new_lead(name="Наталья")
    await world.tap(ALINA, ALINA, REFERRAL)
    await world.say(ALINA, "фёдорова")
    await world.tap(ALINA, ALINA, "👤 Фёдорова Ирина")
    assert world.chat(ALINA).last.plain.splitlines() == [
        "🎁 Наталья: recommended by Фёдорова Ирина. The bonus of 5,000\u00a0RUB waits to be checked.",
        "🤝 Consultation: Андрей Белов, who made the referrer's contract",
    ]
    assert world.comments(lead)[-1].startswith("Recommended by Фёдорова Ирина (contact № 402) – Алина Громова")

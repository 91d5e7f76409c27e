"""The preset `latuning` in the sandbox: from the first card to the end of a lead, by `REGULATION=latuning` alone."""

from pathlib import Path

import pytest

from sandbox.world import ALINA, SUPERVISORS_CHAT
from tests.flows.harness import NewWorld, World


@pytest.fixture
async def latuning(new_world: NewWorld) -> World:
    return await new_world(regulation="latuning")


@pytest.mark.rule("LT-09", "LT-11", "LT-15", "LT-31")
async def test_a_lead_is_qualified_and_goes_on_only_when_nothing_is_missing(latuning: World) -> None:
    lead = await latuning.new_lead(sourceId="UC_INSTA01")
    await latuning.tap(ALINA, ALINA, "Квалификация")
    await latuning.tap(ALINA, ALINA, "Юрлицо")
    await latuning.restart()
    await latuning.tap(ALINA, ALINA, "Дизайн-бюро")
    await latuning.say(ALINA, "Латунные перила")
    await latuning.tap(ALINA, ALINA, "Пропустить")
    await latuning.tap(ALINA, ALINA, "ТТК")
    held = latuning.portal.leads[lead]
    fields = ("ufCrmClientType", "ufCrmSphere", "ufCrmRequest", "ufCrmHistory", "ufCrmPlace")
    assert [held[name] for name in fields] == ["Юрлицо", "Дизайн-бюро", "Латунные перила", None, "ТТК"]
    assert held["stageId"] == "IN_PROCESS"
    assert any("Что нужно клиенту?: Латунные перила" in comment for comment in latuning.comments(lead))
    card = latuning.chat(ALINA).messages[0]
    assert "✓ Где объект? ТТК" in card.plain
    assert "✗ Обращался раньше?" in card.plain
    refused = await latuning.tap(ALINA, ALINA, "Выставляем счёт")
    assert refused.text == "Сначала заполните в Битрикс24: фамилия, электронная почта."
    assert (await latuning.tap(ALINA, ALINA, "Целевой, в сделку")).text == "Готово: Целевой, в сделку"


@pytest.mark.rule("LT-19", "LT-29")
async def test_what_is_for_another_department_is_forwarded_there_and_closed(latuning: World) -> None:
    lead = await latuning.new_lead()
    await latuning.tap(ALINA, ALINA, "В другой отдел: доставка")
    await latuning.tap(ALINA, ALINA, "Да: В другой отдел: доставка")
    held = latuning.portal.leads[lead]
    assert (held["stageId"], held["assignedById"]) == ("JUNK", 1)
    assert held["statusDescription"] == "Обращение в другой отдел: доставка и отгрузка"
    assert latuning.chat(ALINA).messages[0].rows == []
    await latuning.change(lead, stageId="NEW", assignedById=12)
    assert "🔁 Вернулся" in latuning.chat(ALINA).last.plain


@pytest.mark.rule("LT-12", "LT-18", "LT-19")
async def test_after_three_attempts_there_is_the_template_and_the_reason(latuning: World) -> None:
    lead = await latuning.new_lead()
    for _ in range(2):
        await latuning.tap(ALINA, ALINA, "Недозвон")
    card = latuning.chat(ALINA).messages[0]
    assert "Брак: три попытки" not in await latuning.offered(ALINA, card)
    await latuning.tap(ALINA, ALINA, "Недозвон")
    card = latuning.chat(ALINA).messages[0]
    assert "Здравствуйте, Олег! К сожалению, мы не смогли до Вас дозвониться." in card.plain
    assert "Ваш персональный менеджер – Алина Громова" in card.plain
    await latuning.tap(ALINA, ALINA, "Шаблон отправлен")
    await latuning.tap(ALINA, ALINA, "Брак: три попытки")
    await latuning.tap(ALINA, ALINA, "Да: Брак: три попытки")
    assert latuning.portal.leads[lead]["statusDescription"] == "Не удалось связаться после трёх попыток"


@pytest.mark.rule("LT-25")
async def test_instagram_has_a_shorter_ladder_than_the_rest(latuning: World) -> None:
    lead = await latuning.new_lead(sourceId="UC_INSTA01")
    await latuning.new_lead(sourceId="WEB", name="Сайтов")
    await latuning.until(lead, 605)
    assert latuning.chat(ALINA).about("⏰ Олег")
    assert not latuning.chat(ALINA).about("⏰ Сайтов")
    assert latuning.chat(SUPERVISORS_CHAT).texts == []


@pytest.mark.rule("LT-06", "LT-08")
@pytest.mark.parametrize(("source", "title"), [("UC_WA01", "Whatsapp"), ("UC_CALL01", "Входящий звонок"), ("WEB", "")])
async def test_a_client_who_comes_again_through_any_channel_is_known(latuning: World, source: str, title: str) -> None:
    """The portal's demo has this phone at a contact."""
    lead = await latuning.new_lead(name="Ирина", phone="8 (999) 000-09-42", sourceId=source, title=title)
    assert "👥 Возможный дубль: контакт Ирина Фёдорова" in latuning.chat(ALINA).messages[0].plain
    await latuning.tap(ALINA, ALINA, "Повторный: к клиенту")
    assert latuning.portal.leads[lead]["contactId"] == 402
    assert latuning.portal.leads[lead]["stageId"] == "IN_PROCESS"


@pytest.mark.rule("LT-14")
async def test_a_client_who_is_silent_for_two_days_is_sent_the_template(new_world: NewWorld, tmp_path: Path) -> None:
    """Two days of two minutes."""
    short = """
extends = "latuning"
name = "short"
title = "Коротко"

[[clocks]]
code = "silence"

[[clocks.ladder]]
after = "2m"
notify = "manager"
"""
    (tmp_path / "short.toml").write_text(short, encoding="utf-8")
    world = await new_world(regulation=str(tmp_path / "short.toml"))
    await world.new_lead(sourceId="UC_VK01")
    await world.tap(ALINA, ALINA, "Написал клиенту")
    await world.restart()
    await world.advance(122)
    told = world.chat(ALINA).last.plain
    assert told.startswith("⏰ Олег: клиент молчит два дня – отправьте шаблон")
    assert "К сожалению, мы так и не получили от Вас ответа." in told
    await world.tap(ALINA, ALINA, "Клиент ответил")
    await world.tap(ALINA, ALINA, "Написал клиенту")
    await world.tap(ALINA, ALINA, "Клиент ответил")
    sent = len(world.chat(ALINA).messages)
    await world.advance(130)
    assert len(world.chat(ALINA).messages) == sent


@pytest.mark.rule("LT-01", "LT-05")
async def test_outgoing_leads_count_too_and_end_as_deals(latuning: World) -> None:
    lead = await latuning.new_lead(title="Исходящий звонок")
    await latuning.tap(ALINA, ALINA, "Взял в работу")
    await latuning.tap(ALINA, ALINA, "Целевой, в сделку")
    assert any("создайте сделку в Битрикс24" in comment for comment in latuning.comments(lead))
    await latuning.change(lead, stageId="CONVERTED")
    card = latuning.chat(ALINA).messages[0]
    assert card.plain.startswith("⚪️ Олег")
    assert "Целевой, в сделку" not in await latuning.offered(ALINA, card)

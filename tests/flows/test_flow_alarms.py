"""What is wrong is told to the administrators once, with the cure, and once more when it is cured."""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete, make_url

from sandbox.faults import Fault
from sandbox.world import ALINA, OWNER
from services.storage.tables import deadlines, outbox
from services.telegram.raw import CONFLICT
from tests.flows.harness import NewWorld, World


@pytest.fixture
def owned(world: World) -> World:
    """The administrator has pressed Start."""
    world.telegram.start(OWNER)
    return world


def heard(world: World) -> list[str]:
    """First lines of the alarms."""
    texts = world.chat(OWNER).texts
    return [text.splitlines()[0] for text in texts if text[0] in "🚨✅"]


async def pass_by(world: World, seconds: float) -> None:
    """Time passes, and the product looks at itself every ten seconds or so."""
    for _ in range(int(seconds // 30)):
        await world.advance(30)
        await world.look()


async def test_all_is_well_and_nobody_hears_of_it(owned: World) -> None:
    lead = await owned.new_lead()
    await pass_by(owned, 120)
    await owned.until(lead, 1000)
    await pass_by(owned, 120)
    await owned.tap(ALINA, ALINA, "Взял в работу")
    await pass_by(owned, 120)
    assert heard(owned) == []


async def test_a_deleted_webhook_is_told_once_with_the_cure_and_when_it_is_cured(owned: World) -> None:
    lead = await owned.new_lead()
    hooks, owned.portal.webhooks = owned.portal.webhooks, {}
    await owned.tap(ALINA, ALINA, "Взял в работу")
    await pass_by(owned, 1200)
    (alarm,) = heard(owned)
    assert alarm.startswith("🚨 Битрикс24 не принимает вебхук")
    assert "BITRIX24_WEBHOOK_URL" in owned.chat(OWNER).about(alarm)[0].plain
    owned.portal.webhooks = hooks
    await pass_by(owned, 120)
    assert heard(owned)[1:] == ["✅ Снова в порядке: вебхук Битрикс24. Перерыв – 20 минут"]
    assert owned.writes(lead) == [("stageId", "IN_PROCESS")]


async def test_an_alarm_outlives_a_restart_and_a_new_cause_is_a_new_alarm(owned: World) -> None:
    hooks = dict(owned.portal.webhooks)
    for user, secret in hooks:
        owned.portal.add_webhook(user, secret, frozenset({"user_basic", "user"}))
    await pass_by(owned, 300)
    assert [each[:40] for each in heard(owned)] == ["🚨 У вебхука Битрикс24 нет права «CRM (cr"]
    owned.portal.webhooks.clear()
    await pass_by(owned, 300)
    owned.portal.webhooks.update(hooks)
    await owned.restart()
    await pass_by(owned, 300)
    assert sorted(each[0] for each in heard(owned)) == ["✅", "✅", "🚨", "🚨"]


async def test_a_silent_portal_is_told_after_five_minutes(owned: World) -> None:
    owned.down("bitrix24", 900)
    await pass_by(owned, 240)
    assert heard(owned) == []
    await pass_by(owned, 240)
    assert heard(owned) == ["🚨 Битрикс24 не отвечает уже 5 минут. Записи копятся и уйдут, когда портал ответит."]
    await pass_by(owned, 600)
    assert [each[:33] for each in heard(owned)[1:]] == ["✅ Снова в порядке: связь с Битрик"]


async def test_another_program_with_the_same_token(owned: World) -> None:
    """The poller reports it; a moment of two copies, as at a restart, is nobody's business."""
    report = owned.app.poller._report
    await report(CONFLICT)
    await owned.look()
    await report("")
    await pass_by(owned, 90)
    assert heard(owned) == []
    await report(CONFLICT)
    for _ in range(10):  # each of the two programs succeeds now and then
        await pass_by(owned, 30)
        await report("")
        await report(CONFLICT)
    await report("")
    await pass_by(owned, 120)
    assert [each[:39] for each in heard(owned)] == [
        "🚨 Тот же токен бота использует ещё одна",
        "✅ Снова в порядке: приём обновлений: вт",
    ]


async def test_a_revoked_token_is_told_when_it_is_valid_again_and_nothing_is_lost(owned: World) -> None:
    owned.faults.add(Fault("telegram", "status", "*", times=None, status=401))
    await owned.new_lead()
    await pass_by(owned, 600)
    assert len([call for call in owned.telegram.calls if call.method == "sendMessage"]) < 30
    owned.faults.clear()
    await pass_by(owned, 90)
    assert heard(owned) == ["✅ Снова в порядке: токен бота. Перерыв – 10 минут"]
    assert owned.chat(ALINA).about("Олег")


async def test_writes_that_do_not_go_out_although_the_portal_answers(owned: World) -> None:
    await owned.new_lead()
    owned.faults.add(Fault("bitrix24", "status", "batch", times=None, status=500))
    owned.app.client.last_success = None
    await owned.tap(ALINA, ALINA, "Взял в работу")
    for _ in range(30):
        await owned.advance(30)
        await owned.app.crm.server_time()  # the portal answers everything else
        await owned.look()
    assert heard(owned) == ["🚨 Запись в Битрикс24 не уходит уже 10 минут, хотя связь есть."]
    owned.faults.clear()
    await pass_by(owned, 120)
    (told,) = heard(owned)[1:]
    # How soon after the portal's recovery it goes out is drawn: so long is the pause between two tries.
    assert re.fullmatch("✅ Снова в порядке: отправка: всё, что ждало, ушло. Перерыв – [67] минут", told)


async def test_the_auditor_finds_a_lead_that_nobody_watches(owned: World, caplog: pytest.LogCaptureFixture) -> None:
    lead = await owned.new_lead(name="Олег Секретный")
    async with owned.app.db.writing() as conn:
        await conn.execute(delete(deadlines).where(deadlines.c.lead_id == lead))
    await owned.look()
    assert heard(owned) == ["🚨 Проверка нашла лиды, за которыми никто не следит. Номера – в журнале бота."]
    assert "Без срока: 1. Срок вышел молча: 0." in owned.chat(OWNER).last.plain
    assert f"the auditor found leads unwatched: {lead}" in caplog.text
    assert "Секретный" not in caplog.text
    await owned.tap(ALINA, ALINA, "Взял в работу")
    await owned.look()
    assert heard(owned)[-1].startswith("✅ Снова в порядке: проверка: за всеми лидами следят.")


async def test_the_auditor_finds_what_fell_due_in_silence_what_was_said_to_nobody_and_what_was_not_read(
    owned: World,
) -> None:
    lead, other = await owned.new_lead(), await owned.new_lead(name="Мария")
    await owned.app.auditor.look()
    await owned.until(lead, 310)
    async with owned.app.db.writing() as conn:
        await conn.execute(delete(outbox).where(outbox.c.lead_id == lead, outbox.c.kind == "reminder"))
    owned.down("bitrix24", 3600)
    await owned.change(other, name="Мария Иванова")
    await owned.advance(310)
    found = await owned.app.auditor.look()
    assert (found.unwatched, found.overdue, found.unsaid, found.unread) == ((), (), (lead,), (other,))


async def test_the_auditor_finds_what_is_due_and_not_worked_off(owned: World) -> None:
    lead = await owned.new_lead()
    owned.clock.to(owned.clock.time() + 3600)  # and nobody fires what is due
    found = await owned.app.auditor.look()
    assert found.overdue == (lead,)


async def test_a_database_that_takes_no_writes_is_told_without_it(new_world: NewWorld, tmp_path: Path) -> None:
    """Another program holds the file; on the other database this story has nothing to say."""
    world = await new_world()
    if not world.app.db.sqlite:
        return
    world.telegram.start(OWNER)
    await world.pump()
    path = make_url(world.settings.database_url.get_secret_value()).database
    other = sqlite3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        await world.app.watch.look()
        world.clock.to(world.clock.time() + 15)
    assert [each[:40] for each in heard(world)] == ["🚨 База данных не принимает записи: кончи"]
    other.execute("ROLLBACK")
    await world.app.watch.look()
    assert heard(world)[1:] == ["✅ Снова в порядке: база данных. Перерыв – 1 минута"]

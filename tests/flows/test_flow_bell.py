"""While Telegram is silent, the bell of Bitrix24 rings; afterwards nobody hears twice without need."""

from sandbox.bitrix24.demo import OWNER as WEBHOOK_OWNER
from sandbox.faults import Fault
from sandbox.registers import registers
from sandbox.world import ALINA, SUPERVISORS_CHAT
from services.domain.people import Role
from tests.flows.harness import ALINA_ID, VERA_ID, World
from tests.flows.reading import labels

TOLD = "🔔 Пока Telegram молчал, об этом сказало уведомление в Битрикс24"


def rung(world: World) -> list[tuple[int, str]]:
    return [(each["user"], each["text"].splitlines()[0]) for each in world.portal.notifications]


async def pass_by(world: World, seconds: float) -> None:
    for _ in range(int(seconds // 10)):
        await world.advance(10)
        await world.app.fallback.look()
        await world.pump()


async def test_reminders_and_escalations_ring_in_the_portal_and_come_back(world: World) -> None:
    await world.new_lead(name="Олег [b]")
    world.down("telegram", 900)
    await pass_by(world, 350)
    assert rung(world) == []
    await pass_by(world, 400)
    assert [user for user, _ in rung(world)] == [ALINA_ID, VERA_ID]
    assert rung(world)[0][1].startswith("⏰ Олег (b) ждёт звонка: лид поступил")
    assert rung(world)[1][1] == "🚨 Олег (b): лид никто не взял. Ответственный: Алина Громова"
    assert world.portal.notifications[0]["text"].endswith("/crm/lead/details/106/")
    await pass_by(world, 400)
    assert len(rung(world)) == 2
    assert len(registers(world.portal)[-1]["rows"]) == 2
    escalation = world.chat(SUPERVISORS_CHAT).about("лид никто не взял")
    assert [TOLD in each.plain for each in escalation] == [True]
    assert "✋ Беру себе" in labels(escalation[0])


async def test_what_nobody_needs_any_more_is_said_by_neither(world: World) -> None:
    lead = await world.new_lead()
    world.down("telegram", 900)
    await pass_by(world, 380)
    assert len(rung(world)) == 1
    await world.change(lead, stageId="IN_PROCESS", by=ALINA_ID)
    await pass_by(world, 900)
    assert len(rung(world)) == 1
    assert not world.chat(ALINA).about("ждёт звонка")
    assert not world.chat(SUPERVISORS_CHAT).about("никто не взял")


async def test_telegram_that_answers_needs_no_bell(world: World) -> None:
    await world.new_lead()
    await pass_by(world, 900)
    assert rung(world) == []
    assert world.chat(SUPERVISORS_CHAT).about("никто не взял")


async def test_a_bell_whose_answer_was_lost_does_not_ring_twice(world: World) -> None:
    await world.new_lead()
    world.down("telegram", 900)
    await world.advance(355)
    world.cut_next("bitrix24", "batch")
    await pass_by(world, 120)
    assert len(rung(world)) == 1


async def test_a_webhook_without_the_right_costs_the_bell_only(world: World) -> None:
    for user, secret in dict(world.portal.webhooks):
        world.portal.add_webhook(user, secret, frozenset({"crm", "user_basic"}))
    lead = await world.new_lead()
    world.down("telegram", 500)
    await pass_by(world, 800)
    assert rung(world) == []
    assert not world.app.client.standing.lacks_crm
    assert world.chat(SUPERVISORS_CHAT).about("никто не взял")
    rights = {right.what: right for right in await world.app.crm.check_rights()}
    assert (rights["im.notify.system.add"].ok, rights["im.notify.system.add"].optional) == (False, True)
    await world.tap(ALINA, ALINA, "Взял в работу")
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]


async def test_a_revoked_token_is_told_to_administrators_by_the_bell(world: World) -> None:
    await world.app.people.add(WEBHOOK_OWNER, None, Role.ADMIN)
    world.faults.add(Fault("telegram", "status", "*", times=None, status=401))
    await world.new_lead()
    await world.look()
    assert [user for user, _ in rung(world)] == [WEBHOOK_OWNER]
    assert rung(world)[0][1].startswith("🚨 Telegram не принимает токен бота")

"""Bursts: one person's hundreds of messages hold nobody else's up, and choices reach the portal in few hits."""

from sandbox.world import ALINA, TIMUR
from services.storage import outbox_store, staff_store
from services.storage.outbox_store import TELEGRAM
from services.telegram.callbacks import ActTap
from services.telling import FIRST_CARD
from tests.flows.harness import STAFF, NewWorld, World

MANY = 200  # more than delivery looks at in one glance


async def test_a_burst_to_one_chat_keeps_nobody_else_waiting(new_world: NewWorld) -> None:
    world = await new_world(staff=STAFF)
    async with world.app.db.writing() as conn:
        alina, timur = [await staff_store.by_telegram(conn, each) for each in (ALINA, TIMUR)]
        assert alina is not None
        assert timur is not None
        whom = [*([alina] * MANY), timur]
        entries = [
            outbox_store.New(
                TELEGRAM,
                f"s{person.id}:{number}",
                "notice",
                {"staff": person.id, "key": "not-understood", "args": {}},
                FIRST_CARD,
            )
            for number, person in enumerate(whom)
        ]
        await outbox_store.add(conn, entries, world.clock.now())
    before = len(world.chat(TIMUR).texts)
    await world.app.to_telegram.step()
    assert len(world.chat(TIMUR).texts) == before + 1
    assert world.chat(ALINA).texts.count(world.chat(TIMUR).texts[-1]) == 1


async def test_many_choices_at_once_are_looked_at_in_one_hit_and_written_in_two(world: World) -> None:
    leads = [world.add_lead() for _ in range(26)]  # more than half a bundle
    await world.pump()
    before = len(world.portal.calls)
    for lead in leads:
        data = ActTap(lead=lead, action="take", version=0).pack()
        world.telegram.press(ALINA, ALINA, world.chat(ALINA).last.id, data, forged=True)
    raws = await world.waiting_updates()
    await world.work_off(raws)
    await world.app.to_bitrix24.step()
    hits = [call.method for call in world.portal.calls[before:] if not call.batched]
    assert hits == ["crm.item.list", "batch", "batch"]
    assert {world.portal.leads[lead]["stageId"] for lead in leads} == {"IN_PROCESS"}
    assert all(len(world.comments(lead)) == 1 for lead in leads)

"""One person's hundreds of messages hold nobody else's up."""

from sandbox.world import ALINA, TIMUR
from services.decisions import FIRST_CARD
from services.storage import outbox_store, staff_store
from services.storage.outbox_store import TELEGRAM
from tests.flows.harness import STAFF, NewWorld

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

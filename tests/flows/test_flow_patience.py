"""What cannot be done now is tried again for as long as it takes, and holds nobody else up."""

from datetime import timedelta

from sandbox.world import ALINA
from services.delivery import backoff
from services.storage import inbox_store
from tests.flows.harness import World


async def test_a_lead_hidden_for_months_holds_nobody_up(world: World) -> None:
    hidden = world.add_lead(name="Невидимка")
    world.portal.may = lambda _user, _deed, item: item["id"] != hidden
    await world.pump()
    async with world.app.db.writing() as conn:
        for _ in range(5000):
            await inbox_store.postpone(conn, hidden, world.clock.now())
    await world.new_lead(name="Олег")
    assert [text.splitlines()[0] for text in world.chat(ALINA).texts] == ["🟢 Олег"]
    async with world.app.db.reading() as conn:
        next_at = await inbox_store.next_at(conn)
    assert next_at is not None
    assert next_at - world.clock.now() > timedelta(seconds=50)


def test_the_wait_after_days_of_an_outage_is_a_minute() -> None:
    assert timedelta(seconds=48) <= backoff.wait(5000, None) <= timedelta(seconds=72)

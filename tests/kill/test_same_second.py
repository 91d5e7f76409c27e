"""The portal tells changes by whole seconds: one in the very second of our last read is found, event or not."""

import pytest

from sandbox.world import ALINA, TIMUR
from tests.flows.harness import STAFF, TIMUR_ID, VERA_ID, World, running_world


@pytest.mark.parametrize("restarted", [False, True], ids=["by the same process", "by the next one"])
async def test_a_change_in_the_second_of_the_last_read_is_found_by_the_sweep(
    database_url: str, restarted: bool
) -> None:
    async with running_world(database_url, staff=STAFF) as world:
        lead = await _read_and_reassigned(world)
        if restarted:
            await world.restart()
        await world.advance(2 * world.settings.bitrix24_sweep_seconds)
        assert world.portal.leads[lead]["assignedById"] == TIMUR_ID
        assert world.chat(TIMUR).last.plain.startswith(("🟢", "🟡", "🔴"))


async def test_what_was_found_is_not_read_again_and_again(database_url: str) -> None:
    async with running_world(database_url, staff=STAFF) as world:
        await _read_and_reassigned(world)
        await world.advance(3 * world.settings.bitrix24_sweep_seconds)
        assert await world.app.reconcile.sweep() == 0


async def _read_and_reassigned(world: World) -> int:
    """A lead that was read and then given to another manager, all in one second, and the second event got lost."""
    lead = await world.new_lead()
    world.portal.events.drop = 1
    world.portal.update_lead(lead, VERA_ID, assignedById=TIMUR_ID)
    fields = world.portal.leads[lead]
    assert fields["updatedTime"] == fields["createdTime"]
    assert world.chat(ALINA).last.plain.startswith("🟢")
    return lead

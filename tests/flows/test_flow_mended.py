"""What only a person can mend: a webhook that was revoked or lost a scope. What waits, waits until it is mended."""

from sandbox.world import ALINA
from tests.flows.harness import World


async def test_a_webhook_that_is_deleted_is_asked_for_now_and_then_only(world: World) -> None:
    lead = await world.new_lead()
    hooks, world.portal.webhooks = world.portal.webhooks, {}
    await world.tap(ALINA, ALINA, "Взял в работу")
    calls = len(world.portal.calls)
    await world.advance(3600)
    assert 60 < len(world.portal.calls) - calls < 130
    world.portal.webhooks = hooks
    await world.advance(31)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]


async def test_writes_wait_while_a_scope_is_taken_away(world: World) -> None:
    lead = await world.new_lead()
    hooks = dict(world.portal.webhooks)
    for user, secret in hooks:
        world.portal.add_webhook(user, secret, frozenset({"user_basic"}))
    await world.tap(ALINA, ALINA, "Взял в работу")
    await world.advance(600)
    assert world.writes(lead) == []
    world.portal.webhooks.update(hooks)
    await world.advance(61)
    assert world.writes(lead) == [("stageId", "IN_PROCESS")]
    assert len(world.comments(lead)) == 1
    assert not world.chat(ALINA).about("не принял запись")

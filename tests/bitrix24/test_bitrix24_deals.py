"""Deals through the gateway, against the sandbox's portal: read, swept, observed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web

from sandbox.bitrix24.demo import SECRET, demo_portal
from sandbox.bitrix24.portal import Portal
from sandbox.bitrix24.schema import DEAL
from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import Limiter
from services.bitrix24.rights import Cure
from services.domain.gateways import ACCESS_DENIED, Refused
from services.domain.lead import Semantics
from tests.bitrix24.scripted_portal import ScriptedPortal, ok
from tests.bitrix24.virtual_time import SteppedTime


@pytest.fixture
def stepped() -> SteppedTime:
    time = SteppedTime()
    time.now = datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()
    return time


@pytest.fixture
def sandbox(stepped: SteppedTime) -> Portal:
    return demo_portal(stepped.clock)


@pytest.fixture
async def deals(sandbox: Portal, stepped: SteppedTime, limiter: Limiter) -> AsyncIterator[Bitrix24]:
    app = web.Application()
    app.add_routes(sandbox.routes())
    app.cleanup_ctx.append(sandbox.lifespan)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    client = Client(f"{origin}/rest/1/{SECRET}/", limiter, clock=stepped.clock, sleep=stepped.sleep)
    yield Bitrix24(client)
    await client.close()
    await runner.cleanup()


@pytest.mark.rule("LT-26")
async def test_a_deal_is_read_with_its_people_and_moves(sandbox: Portal, deals: Bitrix24, stepped: SteppedTime) -> None:
    made = datetime.fromtimestamp(stepped.now, UTC)
    deal_id = sandbox.add_item(DEAL, by=12, title="Перила", stageId="NEW", assignedById=12, observers=[13, 14])
    stepped.now += 60
    sandbox.update_item(DEAL, deal_id, 21, assignedById=21, stageId="EXECUTING")
    hidden, deleted = sandbox.add_item(DEAL), sandbox.add_item(DEAL)
    sandbox.delete_item(DEAL, deleted)
    sandbox.may = lambda _user, _deed, item: item["id"] != hidden
    told = await deals.read_deals([deal_id, hidden, deleted])
    assert list(told) == [deal_id, deleted]
    assert told[deleted] is None
    deal = told[deal_id]
    assert deal is not None
    assert (deal.title, deal.manager_id, deal.stage, deal.semantics) == ("Перила", 21, "EXECUTING", Semantics.PROCESS)
    assert (deal.created_at, deal.created_by) == (made, 12)
    assert deal.moved_at == deal.updated_at == datetime.fromtimestamp(stepped.now, UTC)
    assert (deal.moved_by, deal.observers) == (21, (13, 14))


@pytest.mark.rule("LT-26")
async def test_the_sweep_of_deals_finds_new_and_changed_ones(
    sandbox: Portal, deals: Bitrix24, stepped: SteppedTime
) -> None:
    old, changed = sandbox.add_item(DEAL), sandbox.add_item(DEAL)
    assert await deals.newest_deal_id() == changed
    stepped.now += 600
    since = datetime.fromtimestamp(stepped.now, UTC)
    sandbox.update_item(DEAL, changed, 12, assignedById=21)
    fresh = [sandbox.add_item(DEAL) for _ in range(60)]
    assert [mark.id for mark in await deals.sweep_deals(changed, since)] == [changed, *fresh]
    ended = sandbox.add_item(DEAL, stageId="WON")
    in_work = [deal.id for deal in await deals.deals_in_work()]
    assert {old, changed, *fresh} <= set(in_work)
    assert ended not in in_work


@pytest.mark.rule("LT-27")
async def test_observers_are_written_whole(sandbox: Portal, deals: Bitrix24) -> None:
    deal_id = sandbox.add_item(DEAL, observers=[13])
    await deals.observe_deal(deal_id, [13, 14])
    assert sandbox.items[DEAL][deal_id]["observers"] == [13, 14]
    sandbox.may = lambda _user, deed, _item: deed != "update"
    with pytest.raises(Refused) as caught:
        await deals.observe_deal(deal_id, [13, 14, 21])
    assert caught.value.code == ACCESS_DENIED


async def test_a_portal_that_forgets_observers_is_noticed(portal: ScriptedPortal, crm: Bitrix24) -> None:
    """PHP may send a list as an object."""
    portal.on("crm.item.update", ok({"item": {"id": 7, "observers": {"0": "13"}}}))
    await crm.observe_deal(7, [13])
    with pytest.raises(Refused, match="observers"):
        await crm.observe_deal(7, [13, 14])


async def test_the_rights_to_deals_are_named_when_deals_are_watched(sandbox: Portal, deals: Bitrix24) -> None:
    assert {right.what for right in await deals.check_rights(deals=True) if not right.ok} == set()
    sandbox.webhooks[1, SECRET].scopes = frozenset({"user"})
    missing = {right.what: right for right in await deals.check_rights(deals=True) if not right.ok}
    assert missing["crm.item.list: deals"].cure is Cure.DEALS
    assert missing["crm.item.update: deals"].optional
    assert not any("deals" in right.what for right in await deals.check_rights())

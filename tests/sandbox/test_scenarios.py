"""The scenarios do what their buttons promise."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sandbox.app import Config, Sandbox, build, running
from sandbox.bitrix24.schema import CONTACT, DEAL
from sandbox.bitrix24.state import Item
from sandbox.registers import registers
from sandbox.scenarios import SCENARIOS

ALINA, TIMUR = 12, 13


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sandbox() -> Sandbox:
    return build(Config(clock=Clock()))


def digits(item: Item) -> str:
    """The last ten digits of the first phone."""
    return re.sub(r"\D", "", item["fm"][0]["value"])[-10:] if item["fm"] else ""


async def play(sandbox: Sandbox, code: str) -> int:
    """The newest lead after the scenario."""
    await SCENARIOS[code](sandbox)
    return max(sandbox.portal.leads)


@pytest.mark.parametrize(
    "code", ["site", "salebot", "unknown", "referral", "departed", "webinar", "interview", "unanswered", "junk", "twin"]
)
async def test_a_new_lead_waits_for_its_manager(sandbox: Sandbox, code: str):
    lead = sandbox.portal.leads[await play(sandbox, code)]
    assert lead["id"] > sandbox.history
    assert (lead["stageId"], lead["assignedById"]) == ("NEW", ALINA)
    assert lead["name"]
    assert lead["fm"]


async def test_the_salebot_lead_names_its_true_source_in_the_comment(sandbox: Sandbox):
    lead = sandbox.portal.leads[await play(sandbox, "salebot")]
    assert lead["sourceId"] == "UC_SALEBOT01"
    assert "группы вк" in lead["comments"]


async def test_clients_of_one_unknown_landing_page_differ_and_their_page_does_not(sandbox: Sandbox):
    first, second = [sandbox.portal.leads[await play(sandbox, "unknown")] for _ in range(2)]
    assert first["name"] != second["name"]
    assert digits(first) != digits(second)
    assert all("https://promo.example/quiz?" in lead["comments"] for lead in (first, second))


async def test_the_double_has_the_phone_of_a_client_written_differently(sandbox: Sandbox):
    lead_id = await play(sandbox, "twin")
    number = digits(sandbox.portal.leads[lead_id])
    items = (sandbox.portal.items[CONTACT][402], *sandbox.portal.leads.values())
    same = [item for item in items if item["id"] != lead_id and digits(item) == number]
    assert [item["name"] for item in same] == ["Ирина", "Ирина"]
    assert sandbox.portal.leads[lead_id]["fm"][0]["value"] not in {item["fm"][0]["value"] for item in same}


async def test_visitors_of_the_site_differ(sandbox: Sandbox):
    phones = {sandbox.portal.leads[await play(sandbox, "site")]["fm"][0]["value"] for _ in range(3)}
    assert len(phones) == 3


async def test_ten_leads_are_shared_between_two_managers(sandbox: Sandbox):
    await play(sandbox, "ten")
    managers = [sandbox.portal.leads[lead_id]["assignedById"] for lead_id in sandbox.fresh_leads()]
    assert sorted(managers) == [ALINA] * 5 + [TIMUR] * 5


async def test_a_lead_goes_to_the_other_manager_and_back(sandbox: Sandbox):
    lead_id = await play(sandbox, "site")
    await play(sandbox, "reassigned")
    assert sandbox.portal.leads[lead_id]["assignedById"] == TIMUR
    await play(sandbox, "reassigned")
    assert sandbox.portal.leads[lead_id]["assignedById"] == ALINA


async def test_a_lead_is_handled_by_its_manager_in_the_portal(sandbox: Sandbox):
    lead_id = await play(sandbox, "site")
    await play(sandbox, "handled")
    lead = sandbox.portal.leads[lead_id]
    assert (lead["stageId"], lead["updatedBy"]) == ("IN_PROCESS", ALINA)
    assert sandbox.portal.timeline[lead_id]


async def test_a_deal_is_handed_over_and_taken_in_the_portal(sandbox: Sandbox):
    await SCENARIOS["deal"](sandbox)
    (deal_id,) = sandbox.fresh_deals()
    deal = sandbox.portal.items[DEAL][deal_id]
    assert (deal["assignedById"], deal["createdBy"], deal["stageId"]) == (21, ALINA, "NEW")
    (table,) = [each for each in registers(sandbox.portal, sandbox.fresh_deals()) if each["title"] == "Сделки"]
    assert table["rows"] == [[str(deal_id), "Латунные перила, заказ 1", "Новая", "Денис Орлов", ""]]
    await SCENARIOS["deal_moved"](sandbox)
    assert (deal["stageId"], deal["movedBy"]) == ("PREPARATION", 21)


async def test_only_a_fresh_open_lead_is_deleted(sandbox: Sandbox):
    older = set(sandbox.portal.leads)
    await play(sandbox, "site")
    await play(sandbox, "deleted")
    assert set(sandbox.portal.leads) == older


async def test_a_blocked_bot_and_a_lead(sandbox: Sandbox):
    await play(sandbox, "connect")
    await play(sandbox, "blocked")
    assert sandbox.telegram.users[5012].blocked
    assert len(sandbox.fresh_leads()) == 1


async def test_a_screenshot_comes_from_somebody_who_is_connected(sandbox: Sandbox):
    await SCENARIOS["screenshot"](sandbox)
    assert sandbox.telegram.users[5012].started
    assert "photo" in sandbox.telegram.chats[5012].messages[-1].media


async def test_everybody_connects_once(sandbox: Sandbox):
    await play(sandbox, "connect")
    await play(sandbox, "connect")
    for user_id, phone in ((5012, "+79990000012"), (5014, "+79990000014")):
        start, contact = sandbox.telegram.chats[user_id].messages
        assert start.plain == "/start"
        assert contact.service["contact"] == {
            "phone_number": phone,
            "first_name": sandbox.telegram.users[user_id].first_name,
            "last_name": sandbox.telegram.users[user_id].last_name,
            "user_id": user_id,
        }


@pytest.mark.parametrize(("code", "service"), [("portal_down", "bitrix24"), ("telegram_down", "telegram")])
async def test_a_service_is_down_for_a_minute_from_the_last_press(sandbox: Sandbox, code: str, service: str):
    await play(sandbox, code)
    sandbox.clock.now += 30
    await play(sandbox, code)
    (fault,) = sandbox.faults.active
    assert (fault.service, fault.kind, fault.times, fault.until) == (service, "down", None, sandbox.clock.now + 60)


@pytest.fixture
async def listening() -> AsyncIterator[tuple[Sandbox, list[str]]]:
    """A sandbox whose events are heard by somebody: what came, in order."""
    heard: list[str] = []

    async def hear(request: web.Request) -> web.Response:
        form = await request.post()
        heard.append(f"{form['event']} {form['data[FIELDS][ID]']}")
        return web.Response()

    app = web.Application()
    app.router.add_post("/bitrix24/events", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with running(Config(port=0)) as sandbox:
        sandbox.send_events_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        yield sandbox, heard
    await runner.cleanup()


@pytest.mark.parametrize(("code", "times"), [("site", 1), ("lost", 0), ("twice", 2)])
async def test_how_often_the_assistant_hears_of_a_lead(listening: tuple[Sandbox, list[str]], code: str, times: int):
    sandbox, heard = listening
    lead_id = await play(sandbox, code)
    following = await play(sandbox, "site")
    await sandbox.portal.events.settled()
    assert sorted(heard) == [f"ONCRMLEADADD {lead_id}"] * times + [f"ONCRMLEADADD {following}"]

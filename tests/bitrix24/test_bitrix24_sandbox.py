"""The gateway against the sandbox's portal: the same calls as against the real one, limits included."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web

from sandbox.bitrix24.demo import SECRET, demo_portal
from sandbox.bitrix24.portal import Portal
from sandbox.bitrix24.schema import COMPANY, CONTACT
from sandbox.faults import Fault, Faults
from services.bitrix24.client import Client
from services.bitrix24.errors import IGNORED_FIELD
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import Limiter, Priority
from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, NOT_FOUND, AddComment, Refused, TryLater, WriteFields
from services.domain.lead import PortalLead, Semantics
from services.domain.twins import before, keys_of
from tests.bitrix24.virtual_time import SteppedTime

REASON = "ufCrmRejectReason"


@pytest.fixture
def stepped() -> SteppedTime:
    time = SteppedTime()
    time.now = datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()
    return time


@pytest.fixture
def sandbox(stepped: SteppedTime) -> Portal:
    return demo_portal(stepped.clock)


@pytest.fixture
def faults(stepped: SteppedTime) -> Faults:
    return Faults(stepped.clock)


@pytest.fixture
async def origin(sandbox: Portal, faults: Faults) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(sandbox.routes(faults))
    app.cleanup_ctx.append(sandbox.lifespan)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def client(origin: str, stepped: SteppedTime, limiter: Limiter) -> AsyncIterator[Client]:
    client = Client(f"{origin}/rest/1/{SECRET}/", limiter, clock=stepped.clock, sleep=stepped.sleep)
    yield client
    await client.close()


@pytest.fixture
def crm(client: Client) -> Bitrix24:
    return Bitrix24(client, watched_fields=[REASON])


async def test_a_lead_is_read_written_and_read_again(sandbox: Portal, crm: Bitrix24, stepped: SteppedTime) -> None:
    lead_id = sandbox.add_lead(
        title="Заявка", name="Пётр", phone=["+79990000001", "8 999 000-00-02"], email="p@example.com", assignedById=12
    )
    before = (await crm.read_leads([lead_id]))[lead_id]
    assert before is not None
    assert (before.name, before.stage, before.manager_id) == ("Пётр", "NEW", 12)
    assert (before.phones, before.emails) == (("+79990000001", "8 999 000-00-02"), ("p@example.com",))
    assert before.created_at == before.updated_at == datetime.fromtimestamp(stepped.now, UTC)
    stepped.now += 60
    fields = {"stageId": "JUNK", "sourceId": "UC_VK01", "assignedById": "13", REASON: "45"}
    after, comment = await crm.write([WriteFields(lead_id, fields), AddComment(lead_id, "Отказ [№ 1]", "[№ 1]")])
    assert comment is None
    assert isinstance(after, PortalLead)
    assert {name: after.fields[name] for name in fields} == fields
    assert after.semantics is Semantics.FAILURE
    assert after.moved_at == after.updated_at > before.updated_at
    assert (await crm.read_leads([lead_id]))[lead_id] == after
    assert await crm.has_comment(lead_id, "[№ 1]") is True
    assert await crm.has_comment(lead_id, "[№ 2]") is False


async def test_deleted_and_hidden_leads_are_told_apart(sandbox: Portal, crm: Bitrix24) -> None:
    seen, hidden, deleted = (sandbox.add_lead(title=title) for title in ("a", "b", "c"))
    sandbox.may = lambda _user, _deed, item: item["id"] != hidden
    sandbox.delete_lead(deleted)
    leads = await crm.read_leads([seen, hidden, deleted])
    assert list(leads) == [seen, deleted]
    assert leads[deleted] is None
    (denied, gone) = await crm.write([WriteFields(hidden, {"stageId": "JUNK"}), AddComment(deleted, "a", "a")])
    assert isinstance(denied, Refused)
    assert isinstance(gone, Refused)
    assert (denied.code, gone.code) == (ACCESS_DENIED, NOT_FOUND)


async def test_a_field_that_the_portal_ignores_is_noticed(sandbox: Portal, crm: Bitrix24) -> None:
    (ignored,) = await crm.write([WriteFields(sandbox.add_lead(title="a"), {"statusId": "JUNK"})])
    assert isinstance(ignored, Refused)
    assert (ignored.code, ignored.detail) == (IGNORED_FIELD, "statusId")


async def test_the_sweep_finds_new_and_changed_leads(sandbox: Portal, crm: Bitrix24, stepped: SteppedTime) -> None:
    old, changed = sandbox.add_lead(title="a"), sandbox.add_lead(title="b")
    assert await crm.newest_lead_id() == changed
    stepped.now += 600
    since = await crm.server_time()
    assert since == datetime.fromtimestamp(stepped.now, UTC)
    sandbox.update_lead(changed, 13, stageId="IN_PROCESS")
    fresh = [sandbox.add_lead(title=str(number)) for number in range(120)]
    assert [mark.id for mark in await crm.sweep(changed, since)] == [changed, *fresh]
    assert old not in fresh


async def test_dictionaries_people_and_rights(sandbox: Portal, crm: Bitrix24) -> None:
    told = await crm.dictionaries()
    assert [term.semantics for term in told.stages] == ["P", "P", "P", "S", "F"]
    assert len(told.sources) == 29
    assert "statusDescription" in {term.code for term in told.fields}
    sandbox.add_user(16, "Уволенный", "Сотрудник", ACTIVE=False)
    people = {person.bitrix_id: person for person in await crm.employees()}
    assert people[12].phones == ("79990000012",)
    assert (people[12].active, people[16].active) == (True, False)
    assert [finding.what for finding in await crm.check_rights() if not finding.ok] == []
    assert sandbox.writes == []


@pytest.mark.parametrize(("kind", "done"), [("cut_before", False), ("cut_after", True)])
async def test_a_comment_whose_answer_was_lost_can_be_looked_for(
    sandbox: Portal, faults: Faults, crm: Bitrix24, kind: str, done: bool
) -> None:
    lead_id = sandbox.add_lead(title="a")
    faults.add(Fault("bitrix24", "cut_after" if kind == "cut_after" else "cut_before", method="batch"))
    with pytest.raises(TryLater) as caught:
        await crm.write([AddComment(lead_id, "Недозвон [№ 1]", "[№ 1]")])
    assert caught.value.maybe_done is True
    assert await crm.has_comment(lead_id, "[№ 1]") is done


@pytest.mark.parametrize("priority", Priority)
async def test_no_503_is_ever_provoked(
    sandbox: Portal, client: Client, stepped: SteppedTime, priority: Priority
) -> None:
    began = stepped.now
    for _ in range(150):
        await client.call("server.time", priority=priority)
    assert {call.status for call in sandbox.calls} == {200}
    assert len(sandbox.calls) == 150
    assert stepped.now - began < 150 / 1.9


async def test_a_bucket_filled_by_others_is_waited_out(sandbox: Portal, crm: Bitrix24, stepped: SteppedTime) -> None:
    assert sandbox.bucket is not None
    while sandbox.bucket.admit("127.0.0.1", stepped.now):
        pass
    assert await crm.server_time() is not None
    assert [call.status for call in sandbox.calls] == [503, 200]


@pytest.mark.parametrize("as_one", [False, True])
async def test_no_429_is_ever_provoked(
    sandbox: Portal, crm: Bitrix24, client: Client, stepped: SteppedTime, as_one: bool
) -> None:
    sandbox.operating.costs = {"crm.item.get": 45.0, "batch": 45.0}
    sandbox.batch_billed_as_one = as_one
    lead_id = sandbox.add_lead(title="a")
    refused = 0
    for _ in range(30):
        try:
            outcomes = await client.batch(
                {1: ("crm.item.get", {"entityTypeId": 1, "id": lead_id})}, priority=Priority.INTAKE
            )
        except TryLater as wait:
            outcomes = {1: wait}
        if isinstance(outcomes[1], TryLater):
            refused += 1
            assert outcomes[1].after is not None
            stepped.now += outcomes[1].after
    assert refused > 0
    assert not [call for call in sandbox.calls if call.error]


async def test_a_renamed_portal_is_followed(sandbox: Portal, crm: Bitrix24, client: Client, origin: str) -> None:
    renamed = demo_portal(sandbox.clock)
    app = web.Application()
    app.add_routes(renamed.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sandbox.moved_to = f"http://127.0.0.1:{runner.addresses[0][1]}"
    lead_id = renamed.add_lead(title="a")
    (written,) = await crm.write([WriteFields(lead_id, {"stageId": "IN_PROCESS"})])
    await runner.cleanup()
    await renamed.close()
    assert isinstance(written, PortalLead)
    assert client.webhook.origin == sandbox.moved_to


async def test_a_deleted_webhook_is_told(sandbox: Portal, crm: Bitrix24) -> None:
    sandbox.webhooks.clear()
    for revision in ("snapshot", "later"):
        sandbox.revision = revision
        with pytest.raises(Refused) as caught:
            await crm.server_time()
        assert caught.value.code == CREDENTIALS


async def test_twins_are_found_by_phone_in_every_spelling_and_by_e_mail(sandbox: Portal, crm: Bitrix24) -> None:
    older = sandbox.add_lead(title="a", name="Пётр", phone="89990000001", email="P@example.com")
    contact = sandbox.add_item(CONTACT, name="Пётр", lastName="Первый", phone="+79990000001")
    company = sandbox.add_item(COMPANY, title="Ромашка", email="p@example.com")
    lead_id = sandbox.add_lead(title="b", phone="8 (999) 000-00-01", email="p@example.com")
    lead = (await crm.read_leads([lead_id]))[lead_id]
    assert lead is not None
    found = await crm.find_twins({lead_id: keys_of(lead.phones, lead.emails, "RU")})
    twins = before(found[lead_id], lead_id)
    assert [(twin.kind, twin.id) for twin in twins] == [("contact", contact), ("company", company), ("lead", older)]
    named = await crm.name_twins(twins)
    assert [named[twin].name for twin in twins] == ["Пётр Первый", "Ромашка", "Пётр"]
    assert before(found[lead_id], older) == twins[:2]

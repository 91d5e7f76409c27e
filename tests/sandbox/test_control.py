"""The /api routes over real HTTP: what the page and tests steer the sandbox with."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.app import Config, Sandbox, running

ALINA = 5012


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running(Config(port=0)) as fresh:
        yield fresh


@pytest.fixture
async def session(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=sandbox.url) as client:
        yield client


async def post(session: aiohttp.ClientSession, path: str, **given: Any) -> tuple[int, dict[str, Any]]:
    async with session.post(f"/api/{path}", json=given) as answer:
        return answer.status, await answer.json()


async def next_change(stream: aiohttp.StreamReader) -> dict[str, Any]:
    """The next event that tells of a change."""
    while True:
        line = await stream.readline()
        assert line, "the stream ended"
        if line.startswith(b"data: ") and len(content := json.loads(line[6:])) > 1:
            return content


async def test_the_stream_sends_everything_once_and_then_only_differences(
    sandbox: Sandbox, session: aiohttp.ClientSession
):
    sandbox.telegram.start(ALINA)
    for number in range(300):
        sandbox.telegram.say(ALINA, ALINA, f"Сообщение {number}")
    async with session.get("/api/stream") as response:
        first = await next_change(response.content)
        assert first["whole"]
        assert sum(key.startswith("message:") for key in first["put"]) == 200
        lead_id = sandbox.portal.add_lead(name="Олег", assignedById=12)
        second = await next_change(response.content)
        assert set(second["put"]) == {f"lead:{lead_id}"}
        assert len(json.dumps(second)) < 2000
        sandbox.portal.delete_lead(lead_id)
        assert (await next_change(response.content))["drop"] == [f"lead:{lead_id}"]


async def test_the_state_is_what_the_stream_begins_with(session: aiohttp.ClientSession):
    async with session.get("/api/stream") as response, session.get("/api/state") as state:
        assert (await next_change(response.content))["put"] == await state.json()


async def test_people_act_over_http(sandbox: Sandbox, session: aiohttp.ClientSession):
    assert (await post(session, "start", user=ALINA, payload="abc"))[0] == 200
    assert (await post(session, "contact", user=ALINA))[0] == 200
    _, said = await post(session, "say", user=ALINA, chat=ALINA, text="Привет")
    plain = [message.plain for message in sandbox.telegram.chats[ALINA].messages]
    assert plain == ["/start abc", "", "Привет"]
    assert sandbox.telegram.chats[ALINA].messages[-1].id == said["message"]
    await post(session, "block", user=ALINA)
    assert sandbox.telegram.users[ALINA].blocked
    await post(session, "unblock", user=ALINA)
    assert not sandbox.telegram.users[ALINA].blocked


PICTURE = b"\x89PNG\r\n\x1a\n picture"


async def test_pictures_are_sent_and_looked_at_over_http(sandbox: Sandbox, session: aiohttp.ClientSession):
    await post(session, "start", user=ALINA)
    encoded = base64.b64encode(PICTURE).decode()
    sent = {"user": ALINA, "chat": ALINA, "name": "a.png", "caption": "Заявка"}
    assert (await post(session, "file", **sent, content=encoded))[0] == 200
    message = sandbox.telegram.chats[ALINA].messages[-1]
    assert message.plain == "Заявка"
    lead = sandbox.portal.add_lead()
    fields = {"ENTITY_ID": lead, "ENTITY_TYPE": "lead", "COMMENT": "Заявка", "FILES": [["a.png", encoded]]}
    async with session.post("/rest/1/sandboxsecret/crm.timeline.comment.add", json={"fields": fields}) as answer:
        assert answer.status == 200
    photo = message.media["photo"][0]["file_id"]
    (attached,) = sandbox.portal.timeline[lead][0]["FILES"]
    for place in (f"telegram/{photo}", f"portal/{attached}"):
        async with session.get(f"/api/pictures/{place}") as answer:
            assert (answer.status, answer.content_type) == (200, "image/png")
            assert await answer.read() == PICTURE
    text = base64.b64encode(b"<script>").decode()
    await post(session, "file", **sent | {"name": "b.png"}, content=text)
    other = sandbox.telegram.chats[ALINA].messages[-1].media["photo"][0]["file_id"]
    for place in (f"telegram/{other}", "telegram/none", "portal/0", "portal/x", "other/1"):
        async with session.get(f"/api/pictures/{place}") as answer:
            assert answer.status == 404


async def test_leads_are_edited_over_http(sandbox: Sandbox, session: aiohttp.ClientSession):
    _, added = await post(session, "leads/add", name="Олег", phone="+79990000301", assignedById=12)
    lead = sandbox.portal.leads[added["lead"]]
    await post(session, "leads/update", lead=lead["id"], by=14, stage="IN_PROCESS", source="UC_VK01", manager=13)
    assert (lead["stageId"], lead["sourceId"], lead["assignedById"]) == ("IN_PROCESS", "UC_VK01", 13)
    await post(session, "leads/delete", lead=lead["id"])
    assert lead["id"] not in sandbox.portal.leads


async def test_faults_strike_and_end(sandbox: Sandbox, session: aiohttp.ClientSession):
    await post(session, "faults/add", service="bitrix24", kind="status", status=503, times=None)
    async with session.post("/rest/1/sandboxsecret/server.time") as answer:
        assert answer.status == 503
    await post(session, "faults/clear", service="bitrix24")
    async with session.post("/rest/1/sandboxsecret/server.time") as answer:
        assert answer.status == 200


async def test_a_reset_keeps_the_numbers_going(sandbox: Sandbox, session: aiohttp.ClientSession):
    older = set(sandbox.portal.leads)
    await post(session, "scenarios/connect")
    await post(session, "scenarios/ten")
    await post(session, "scenarios/portal_down")
    last_lead, last_message = max(sandbox.portal.leads), sandbox.telegram.chats[ALINA].last_id
    assert (await post(session, "reset"))[0] == 200
    assert set(sandbox.portal.leads) == older
    assert not sandbox.faults.active
    assert not any(chat.messages for chat in sandbox.telegram.chats.values())
    await post(session, "scenarios/site")
    assert max(sandbox.portal.leads) > last_lead
    assert sandbox.telegram.say(ALINA, ALINA, "Снова") > last_message


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("say", {"user": ALINA, "chat": ALINA, "text": "до Start"}),
        ("press", {"user": ALINA, "chat": ALINA, "message": 1, "data": "x"}),
        ("start", {}),
        ("start", {"user": 1}),
        ("file", {"user": ALINA, "chat": ALINA, "name": "a.png", "content": "no base64!"}),
        ("leads/update", {"lead": 999, "by": 14}),
        ("leads/add", {"noSuchField": 1}),
        ("faults/add", {"what": 1}),
        ("scenarios/no_such", {}),
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(
    session: aiohttp.ClientSession, path: str, given: dict[str, Any]
):
    status, answer = await post(session, path, **given)
    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[]", "application/json", 400),
        ("{", "application/json", 400),
        ("a=1", "application/x-www-form-urlencoded", 415),
        ("{}", "text/plain", 415),
    ],
)
async def test_only_json_objects_are_taken(session: aiohttp.ClientSession, body: str, kind: str, status: int):
    async with session.post("/api/reset", data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == status


async def test_the_page_may_load_nothing_from_elsewhere(session: aiohttp.ClientSession):
    for path in ("/", "/web/js/main.js"):
        async with session.get(path) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


async def test_the_address_of_a_client_leads_to_who_it_is(session: aiohttp.ClientSession):
    async with session.get("/crm/contact/details/402/") as answer:
        assert await answer.text() == "Ирина Фёдорова\n+79990000942"
    async with session.get("/crm/company/details/402/") as answer:
        assert answer.status == 404

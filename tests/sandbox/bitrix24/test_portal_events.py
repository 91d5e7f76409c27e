"""The outgoing webhook: when it fires, what it posts, how it fails."""

from sandbox.bitrix24.forms import parse
from tests.sandbox.bitrix24.conftest import Listener
from tests.sandbox.bitrix24.portal_desk import Desk


async def test_every_change_fires_whoever_made_it(desk: Desk, listener: Listener) -> None:
    lead = desk.portal.add_lead(title="Заявка")
    await desk.portal.events.settled()
    desk.portal.update_lead(lead, by=12, title="Другая")
    await desk.portal.events.settled()
    await desk.update(lead, stageId="IN_PROCESS")
    await desk.portal.events.settled()
    await desk.result("crm.lead.delete", id=lead)
    await desk.portal.events.settled()
    names = ["ONCRMLEADADD", "ONCRMLEADUPDATE", "ONCRMLEADUPDATE", "ONCRMLEADDELETE"]
    assert listener.events == [(name, str(lead)) for name in names]


async def test_an_event_is_a_form_without_any_field_of_the_lead(desk: Desk, listener: Listener) -> None:
    lead = desk.portal.add_lead(title="Заявка", phone="+79990000301")
    await desk.portal.events.settled()
    assert listener.types == ["application/x-www-form-urlencoded"]
    assert "data%5BFIELDS%5D%5BID%5D" in listener.bodies[0]
    assert parse(listener.bodies[0]) == {
        "event": "ONCRMLEADADD",
        "event_handler_id": "707",
        "data": {"FIELDS": {"ID": str(lead)}},
        "ts": str(int(desk.now)),
        "auth": {
            "domain": "five-minutes.bitrix24.example",
            "client_endpoint": "https://five-minutes.bitrix24.example/rest/",
            "server_endpoint": "https://oauth.bitrix24.tech/rest/",
            "member_id": desk.portal.events.member_id,
            "application_token": "made-up-token",
        },
    }


async def test_what_changes_nothing_fires_nothing(desk: Desk, listener: Listener) -> None:
    lead = desk.portal.add_lead(title="Заявка", silent=True)
    await desk.update(lead, title="Заявка")
    desk.portal.comment(lead, 12, "был звонок")
    desk.portal.add_item(3, name="Контакт")  # the webhook is subscribed to leads and deals
    await desk.portal.events.settled()
    assert listener.events == []


async def test_a_refused_event_is_not_repeated(desk: Desk, listener: Listener) -> None:
    listener.status = 503
    desk.portal.add_lead()
    await desk.portal.events.settled()
    assert len(listener.bodies) == 1
    assert [delivery.status for delivery in desk.portal.events.deliveries] == [503]


async def test_a_silent_handler_costs_the_event_only(desk: Desk, listener: Listener) -> None:
    address = desk.portal.events.handler_url
    desk.portal.events.handler_url = "http://127.0.0.1:1/events"
    desk.portal.add_lead()
    await desk.portal.events.settled()
    assert [delivery.status for delivery in desk.portal.events.deliveries] == [None]
    desk.portal.events.handler_url = address
    second = desk.portal.add_lead()
    await desk.portal.events.settled()
    assert listener.events == [("ONCRMLEADADD", str(second))]


async def test_events_can_be_lost_doubled_and_switched_off(desk: Desk, listener: Listener) -> None:
    sender = desk.portal.events
    sender.drop, sender.double = 1, 1
    _lost, doubled, plain = (desk.portal.add_lead() for _ in range(3))
    await sender.settled()
    assert sorted(int(lead) for _, lead in listener.events) == [doubled, doubled, plain]
    sender.enabled = False
    desk.portal.add_lead()
    await sender.settled()
    assert len(listener.events) == 3


async def test_events_can_be_held_and_turned_round(desk: Desk, listener: Listener) -> None:
    desk.portal.events.hold()
    first, second = desk.portal.add_lead(), desk.portal.add_lead()
    await desk.portal.events.settled()
    assert listener.events == []
    desk.portal.events.release(lambda held: held[::-1])
    await desk.portal.events.settled()
    assert [delivery.id for delivery in desk.portal.events.deliveries] == [second, first]
    third = desk.portal.add_lead()
    await desk.portal.events.settled()
    assert {int(lead) for _, lead in listener.events} == {first, second, third}


async def test_listeners_hear_of_every_change(desk: Desk) -> None:
    heard: list[tuple[str, int]] = []
    desk.portal.listeners.append(lambda change: heard.append((change["what"], change["id"])))
    lead = desk.portal.add_lead()
    await desk.update(lead, title="x")
    desk.portal.comment(lead, 12, "был звонок")
    desk.portal.add_call(lead, 12)
    desk.portal.delete_lead(lead)
    assert heard == [(what, lead) for what in ("add", "update", "comment", "activity", "delete")]

"""The documented requests get answers of the documented shape; documented errors come with their exact code."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.bitrix24.activity_methods import write_activity
from sandbox.bitrix24.errors import SYSTEM, system_error
from sandbox.bitrix24.forms import parse
from sandbox.bitrix24.limits import LeakyBucket
from sandbox.bitrix24.people_methods import work_day
from sandbox.bitrix24.schema import CONTACT, DEAL, LEAD
from tests.sandbox.bitrix24.portal_desk import Desk

SAMPLES = Path(__file__).parents[4] / "shared" / "reference" / "bitrix24" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the printed samples are not beside this repository")
Sample = dict[str, Any]
Prepare = Callable[[Desk, Sample], None]

STAMPS = {"createdTime", "updatedTime", "movedTime", "lastActivityTime", "dateClosed"}
NOT_SERVED = {
    "crm.status.add.missing_field",
    "crm.status.add.ok",
    "crm.status.entity.types.ok",
    "imopenlines.crm.chat.get.ok",
    "imopenlines.crm.message.add.ok",
    "telephony.externalCall.searchCrmEntities.ok",
}
EVENTS = {
    "event.ONCRMLEADADD.app",
    "event.ONCRMLEADUPDATE.app",
    "event.ONCRMLEADDELETE.app",
    "event.ONCRMDEALADD.outgoing_webhook",
}
NO_CALLS = {"event.ONVOXIMPLANTCALLEND.app"}  # the stand-in has no telephony of its own
APART = {"errors.system_table", "errors.query_limit_exceeded", "event.offline.get.ok", "crm.timeline.comment.list.ok"}
APPLICATION_KEYS = {"access_token", "expires_in", "scope", "status", "refresh_token"}


def load(name: str) -> Sample:
    found: Sample = json.loads((SAMPLES / f"{name}.json").read_text())
    return found


def differences(printed: Any, ours: Any, where: str = "") -> Iterator[str]:
    """Where keys or types are not alike; null says nothing of a type, an int is a number like a float."""
    if where.endswith(".time") or ".result_time." in where:
        yield from time_differences(printed, ours)
    elif printed is None or ours is None:
        return
    elif isinstance(printed, dict) and isinstance(ours, dict):
        if where.endswith("FILES"):
            printed, ours = dict(enumerate(printed.values())), dict(enumerate(ours.values()))
        yield from (f"{where}.{key} is missing" for key in printed.keys() - ours.keys())
        yield from (f"{where}.{key} is not printed" for key in ours.keys() - printed.keys())
        for key in printed.keys() & ours.keys():
            yield from differences(printed[key], ours[key], f"{where}.{key}")
    elif isinstance(printed, list) and isinstance(ours, list):
        for index, (theirs, own) in enumerate(zip(printed, ours, strict=False)):
            yield from differences(theirs, own, f"{where}.{index}")
    elif kind(printed) != kind(ours):
        yield f"{where} is {ours!r}, printed {printed!r}"


def by_id(item: Sample) -> int:
    return int(item["id"])


def kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def time_differences(printed: Any, ours: Any) -> Iterator[str]:
    """Which keys of `time` are there varies from page to page: those that we give must be of the known kind."""
    numbers = ("start", "finish", "duration", "processing", "operating", "operating_reset_at")
    known: dict[str, type] = {**dict.fromkeys(numbers, float), "date_start": str, "date_finish": str}
    yield from (f"time.{key} is missing" for key in {"start", "finish", "date_start"} & printed.keys() - ours.keys())
    yield from (f"time.{key} is {value!r}" for key, value in ours.items() if known.get(key) is not kind(value))


def nothing(_desk: Desk, _sample: Sample) -> None:
    """The portal as it is."""


def declare(desk: Desk, type_id: int, item: Sample) -> None:
    """Give the type the custom and parent fields that the page's portal had."""
    for name, value in item.items():
        if name.startswith(("ufCrm", "parentId")):
            stored = "number" if isinstance(value, int | float) else "text"
            desk.portal.add_field(f"UF_{name.upper()}", stored, type_id=type_id, name=name)


def printed_lead(desk: Desk, sample: Sample) -> None:
    item = dict(sample["response"]["result"]["item"])
    declare(desk, LEAD, item)
    known = desk.portal.schemas[LEAD].fields
    off = {name for name, field in known.items() if field.kind == "off"}
    desk.portal.add_lead(fm=item["fm"], **{key: value for key, value in item.items() if key in known.keys() - off})


def frozen_lead(desk: Desk, sample: Sample) -> None:
    entries = [
        {"id": int(row["ID"]), "valueType": row["VALUE_TYPE"], "value": row["VALUE"], "typeId": row["TYPE_ID"]}
        for name in ("PHONE", "IM")
        for row in sample["response"]["result"][name]
    ]
    desk.portal.add_lead(id=123, title="Лид", name="", sourceId="1", fm=entries)


def listed_leads(desk: Desk, sample: Sample) -> None:
    for item in sample["response"]["result"]["items"]:
        desk.portal.add_lead(**item)
    desk.portal.add_lead(opportunity=6000, stageId="NEW", sourceId="WEB", isManualOpportunity="Y")  # has no name


def many_leads(desk: Desk, sample: Sample) -> None:
    for name, stored in (("1704817278", "text"), ("1706782596092", "text"), ("1708952993785", "flag")):
        desk.portal.add_field(f"UF_CRM_{name}", stored)
    for number in range(sample["response"]["total"]):
        desk.portal.add_lead(title=f"Лид {number}", opportunity=15000, stageId="CONVERTED")


def lead_to_update(desk: Desk, _sample: Sample) -> None:
    desk.portal.add_lead(id=1608)


def nobody_may(desk: Desk, _sample: Sample) -> None:
    desk.portal.may = lambda _user, _deed, _item: False


def new_deal(desk: Desk, sample: Sample) -> None:
    declare(desk, DEAL, sample["response"]["result"]["item"])
    sample["request"]["fields"] |= {"begindate": "2024-06-18", "closedate": "2024-07-30"}  # printed as placeholders


def deal_to_update(desk: Desk, sample: Sample) -> None:
    declare(desk, DEAL, sample["response"]["result"]["item"])
    desk.portal.add_item(DEAL, id=351, categoryId=9)


def contact_to_update(desk: Desk, _sample: Sample) -> None:
    entries = [
        {"id": 8553, "valueType": "WORK", "value": "old@example.com", "typeId": "EMAIL"},
        {"id": 8555, "valueType": "HOME", "value": "home@example.com", "typeId": "EMAIL"},
        {"id": 8557, "valueType": "WORK", "value": "+493012345678", "typeId": "PHONE"},
        {"id": 8559, "valueType": "WORK", "value": "+493000000000", "typeId": "PHONE"},
    ]
    desk.portal.add_item(CONTACT, id=2653, name="Klaus", lastName="Weber", fm=entries)


def contact_with_call(desk: Desk, _sample: Sample) -> None:
    call = {"PROVIDER_ID": "VOXIMPLANT_CALL", "PROVIDER_TYPE_ID": "CALL", "TYPE_ID": "2", "DIRECTION": "2"}
    write_activity(desk.portal, CONTACT, 102, 1, **call)
    for _ in range(50):
        write_activity(desk.portal, CONTACT, 102, 1, **call)


def deals(desk: Desk, _sample: Sample) -> None:
    for deal_id in (1, 10, 57):
        desk.portal.add_item(DEAL, id=deal_id)


def todo_deal(desk: Desk, sample: Sample) -> None:
    deals(desk, sample)
    sample["request"]["deadline"] = "2026-03-30T15:00:00+03:00"  # printed as a shell substitution


def stage_history_deal(desk: Desk, sample: Sample) -> None:
    deals(desk, sample)
    del sample["request"]["select"]  # the page selects three columns and prints all of them


def contacts_with_phones(desk: Desk, _sample: Sample) -> None:
    desk.portal.add_item(CONTACT, id=275, phone="8976543")
    desk.portal.add_item(CONTACT, id=2297, phone=["1", "11223355;12"])
    desk.portal.add_lead(phone="8976543")


def deal_stages(desk: Desk, sample: Sample) -> None:
    for row in sample["response"]["result"]:
        desk.portal.add_status("DEAL_STAGE", row["STATUS_ID"], row["NAME"], row["SEMANTICS"] or "")


def departments(desk: Desk, sample: Sample) -> None:
    desk.portal.departments = [{"ID": "1", "NAME": "All", "SORT": 500}, *sample["response"]["result"]]


def expired_day(desk: Desk, _sample: Sample) -> None:
    desk.portal.add_user(503, "Анна")
    desk.portal.workdays[503] = work_day("EXPIRED", "2025-03-27T08:00:01+02:00", "2025-03-27T17:00:00+02:00")


def two_users(desk: Desk, sample: Sample) -> None:
    for row in sample["response"]["result"]:
        desk.portal.add_user(int(row["ID"]), **{key: row[key] for key in row if key not in ("ID", "NAME")}, name="X")


def one_department(desk: Desk, _sample: Sample) -> None:
    desk.portal.departments = [{"ID": "1", "NAME": "DEMO", "SORT": 500}, {"ID": "2", "NAME": "Other", "SORT": 500}]
    desk.portal.users[1].pop("WORK_POSITION")


def ended_calls(desk: Desk, sample: Sample) -> None:
    for _ in range(7):
        desk.portal.end_call(275, 1, 95)
    for call, printed in zip(desk.portal.phone_calls[::6], sample["response"]["result"], strict=True):
        call |= {"CALL_START_DATE": printed["CALL_START_DATE"]}


def crm_scope_only(desk: Desk, _sample: Sample) -> None:
    desk.portal.add_webhook(1, "secret", frozenset({"crm"}))


def a_list(desk: Desk, _sample: Sample) -> None:
    desk.portal.add_list(47, "Тест", {"PROPERTY_951": "Люди", "PROPERTY_1003": "Когда"})
    desk.portal.lists[47].fields["PROPERTY_1003"]["TYPE"] = "S:DateTime"


REPLAYED: dict[str, Prepare] = {
    "batch.linked.ok": one_department,
    "crm.activity.list.call": contact_with_call,
    "crm.activity.todo.add.ok": todo_deal,
    "crm.automation.trigger.ok": deals,
    "crm.duplicate.findbycomm.empty": nothing,
    "crm.duplicate.findbycomm.found": contacts_with_phones,
    "crm.item.add.deal_from_lead": new_deal,
    "crm.item.get.lead": printed_lead,
    "crm.item.list.leads": listed_leads,
    "crm.item.update.deal": deal_to_update,
    "crm.lead.add.ok": nothing,
    "crm.lead.fields.ok": nothing,
    "crm.lead.get.ok": frozen_lead,
    "crm.lead.list.page1": many_leads,
    "crm.lead.update.ok": lead_to_update,
    "crm.settings.mode.get.ok": nothing,
    "crm.stagehistory.list.ok": stage_history_deal,
    "crm.status.list.deal_stage": deal_stages,
    "crm.timeline.comment.add.with_files": deals,
    "department.get.ok": departments,
    "lists.element.add.ok": a_list,
    "timeman.status.expired": expired_day,
    "user.get.ok": two_users,
    "voximplant.statistic.get.ok": ended_calls,
}
# Beside the error itself: what makes it happen, and the request where the page prints none.
REFUSED: dict[str, tuple[Prepare, Sample]] = {
    "crm.automation.trigger.no_target": (nothing, {"code": "c5u4m"}),
    "crm.duplicate.findbycomm.no_type": (nothing, {"values": ["1"]}),
    "crm.item.get.not_found": (nothing, {}),
    "crm.item.list.bad_filter": (nothing, {"entityTypeId": 1, "filter": {">=FIELD": 1}}),
    "crm.lead.add.access_denied": (nobody_may, {}),
    "crm.lead.get.not_found": (nothing, {}),
    "crm.lead.update.bad_id": (nothing, {"id": 0, "fields": {}}),
}
BATCHES = {"batch.errors_halt0", "batch.errors_halt1"}


@needs_samples
def test_no_sample_is_forgotten() -> None:
    known = REPLAYED.keys() | REFUSED.keys() | BATCHES | NOT_SERVED | EVENTS | NO_CALLS | APART
    assert {path.stem for path in SAMPLES.glob("*.json")} == known | {"crm.item.update.multifields"}


@needs_samples
@pytest.mark.parametrize("name", REPLAYED)
async def test_answers_have_the_printed_shape(desk: Desk, name: str) -> None:
    sample = load(name)
    REPLAYED[name](desk, sample)
    reply = await desk.ask(sample["method"], sample["request"])
    assert reply.status == sample["status"], reply.body
    printed = {"time": {}, **sample["response"]}
    assert sorted(differences(printed, reply.body)) == []


@needs_samples
@pytest.mark.parametrize("name", REFUSED)
async def test_refusals_have_the_printed_code(desk: Desk, name: str) -> None:
    sample, (prepare, request) = load(name), REFUSED[name]
    prepare(desk, sample)
    reply = await desk.ask(sample["method"], sample["request"] or request)
    assert (reply.status, reply.body) == (sample["status"], sample["response"])


@needs_samples
async def test_listed_leads_are_the_printed_ones(desk: Desk) -> None:
    sample = load("crm.item.list.leads")
    listed_leads(desk, sample)
    reply = await desk.ask(sample["method"], sample["request"])
    printed = sample["response"]["result"]["items"]  # in an order that the page's made-up names do not explain
    assert sorted(reply.result["items"], key=by_id) == sorted(printed, key=by_id)
    assert reply.body["total"] == sample["response"]["total"]


@needs_samples
async def test_found_duplicates_are_the_printed_ones(desk: Desk) -> None:
    for name in ("crm.duplicate.findbycomm.found", "crm.duplicate.findbycomm.empty"):
        sample = load(name)
        REPLAYED[name](desk, sample)
        assert (await desk.ask(sample["method"], sample["request"])).result == sample["response"]["result"]


@needs_samples
async def test_multifields_change_as_printed(desk: Desk) -> None:
    sample = load("crm.item.update.multifields")
    contact_to_update(desk, sample)
    item = (await desk.ask(sample["method"], sample["request"])).result["item"]
    printed = sample["response"]["result"]["item"]
    assert {key: item[key] for key in printed.keys() - STAMPS} == {key: printed[key] for key in printed.keys() - STAMPS}


@needs_samples
async def test_lead_fields_are_the_printed_ones(desk: Desk) -> None:
    sample = load("crm.lead.fields.ok")
    ours = (await desk.ask("crm.lead.fields")).result
    printed = sample["response"]["result"]
    untitled = [{name: {**field, "title": ""} for name, field in fields.items()} for fields in (ours, printed)]
    assert untitled[0] == untitled[1]


@needs_samples
async def test_comments_and_files_are_listed_as_printed(desk: Desk) -> None:
    added, sample = load("crm.timeline.comment.add.with_files"), load("crm.timeline.comment.list.ok")
    deals(desk, sample)
    await desk.ask(added["method"], added["request"])
    await desk.ask(added["method"], {"fields": {"ENTITY_ID": 10, "ENTITY_TYPE": "deal", "COMMENT": "Test comment"}})
    reply = await desk.ask(sample["method"], sample["request"])
    assert sorted(differences(sample["response"], reply.body)) == []
    files = [list(comment["FILES"].values()) for comment in reply.result]
    assert [[(each["name"], each["size"]) for each in some] for some in files] == [[("1.gif", 43), ("2.gif", 43)], []]


@needs_samples
@pytest.mark.parametrize("name", sorted(BATCHES))
async def test_errors_inside_a_batch_are_as_printed(desk: Desk, name: str) -> None:
    sample = load(name)
    crm_scope_only(desk, sample)
    reply = await desk.ask("batch", sample["request"])
    sections, printed = reply.result, sample["response"]["result"]
    codes = [{key: error["error"] for key, error in each["result_error"].items()} for each in (sections, printed)]
    assert codes[0] == codes[1]
    assert {**sections, "result_error": 0} == {**printed, "result_error": 0}


@needs_samples
@pytest.mark.parametrize("name", sorted(NOT_SERVED))
async def test_methods_that_are_not_served_do_not_exist(desk: Desk, name: str) -> None:
    reply = await desk.ask(load(name)["method"], {})
    assert reply.error == (404, "ERROR_METHOD_NOT_FOUND")


@needs_samples
async def test_offline_events_are_not_for_webhooks(desk: Desk) -> None:
    assert (await desk.ask("event.offline.get", load("event.offline.get.ok")["request"])).error[1] == "WRONG_AUTH_TYPE"


@needs_samples
async def test_the_limit_of_requests_answers_as_printed(desk: Desk) -> None:
    sample = load("errors.query_limit_exceeded")
    desk.portal.bucket = LeakyBucket(0, 1)
    reply = await desk.ask("scope")
    assert (reply.status, reply.body) == (sample["status"], sample["response"])


@needs_samples
@pytest.mark.parametrize(
    ("revision", "table"), [("snapshot", "snapshot_2026_08_21"), ("later", "later_revision_05e4d575")]
)
def test_system_errors_are_those_of_the_table(revision: str, table: str) -> None:
    printed = {row["error"]: row for row in load("errors.system_table")["response"][table]}
    shared = printed.keys() & SYSTEM.keys()
    assert len(shared) >= 6
    for code in shared:
        refusal, row = system_error(code, revision), printed[code]
        assert (refusal.status, refusal.description) == (row["status"], row["error_description"] or refusal.description)


@needs_samples
@pytest.mark.parametrize("name", sorted(EVENTS))
def test_events_have_the_printed_fields(desk: Desk, name: str) -> None:
    sample = load(name)
    printed = parse(sample["raw_derived"])
    printed["auth"] = {key: value for key, value in printed["auth"].items() if key not in APPLICATION_KEYS}
    ours = parse(desk.portal.events.body(sample["method"], 7405))
    assert sorted(differences(printed, ours)) == []


@needs_samples
def test_an_event_is_the_printed_form_to_the_letter(desk: Desk) -> None:
    sample = load("event.ONCRMDEALADD.outgoing_webhook")
    sender, auth = desk.portal.events, sample["request"]["auth"]
    sender.handlers = {"ONCRMDEALADD": 975}
    sender.domain, sender.server_endpoint = auth["domain"], auth["server_endpoint"]
    sender.member_id, sender.application_token = auth["member_id"], auth["application_token"]
    desk.now = float(sample["request"]["ts"])
    assert sender.body("ONCRMDEALADD", 7405) == sample["raw_derived"]

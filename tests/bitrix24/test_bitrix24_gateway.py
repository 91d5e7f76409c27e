"""The gateway against a scripted portal over HTTP."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.domain.gateways import (
    ACCESS_DENIED,
    NOT_FOUND,
    AddComment,
    Crm,
    PullTrigger,
    Refused,
    Term,
    TryLater,
    WriteFields,
)
from services.domain.lead import PortalLead
from services.domain.people import Employee
from tests.bitrix24.scripted_portal import Reply, Script, ScriptedPortal, error, ok

SINCE = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=3)))


def lead(lead_id: int, **fields: Any) -> dict[str, Any]:
    return {"id": lead_id, "createdTime": "2026-01-01T00:00:00+03:00", "stageId": "NEW", "assignedById": 12, **fields}


def listed(*items: dict[str, Any]) -> Reply:
    return ok({"items": list(items)})


def test_it_is_the_crm_of_the_services(crm: Bitrix24) -> None:
    services_see: Crm = crm
    assert services_see is crm


async def test_leads_are_read_with_one_list(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", listed(lead(7), lead(8)))
    leads = await crm.read_leads([8, 7, 8])
    assert {lead_id: found.id for lead_id, found in leads.items() if found} == {7: 7, 8: 8}
    assert portal.hits == ["crm.item.list"]
    (params,) = portal.params("crm.item.list")
    assert (params["entityTypeId"], params["filter"], params["start"]) == (1, {"@id": [7, 8]}, -1)
    assert params.get("select", ["*"]) == ["*"]  # phones come only with all fields
    assert crm.last_success is not None


async def test_leads_that_the_portal_does_not_list_are_named(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", ok({"items": [{"id": 7}, {"id": 9}]}))
    assert await crm.absent([7, 8, 9, 10]) == [8, 10]
    (params,) = portal.params("crm.item.list")
    assert (params["filter"], params["select"]) == ({"@id": [7, 8, 9, 10]}, ["id"])


async def test_no_leads_cost_nothing(portal: ScriptedPortal, crm: Bitrix24) -> None:
    assert await crm.read_leads([]) == {}
    assert await crm.write([]) == []
    assert portal.hits == []


async def test_leads_missing_from_the_list_are_deleted_hidden_or_unknown(
    portal: ScriptedPortal, crm: Bitrix24, caplog: pytest.LogCaptureFixture
) -> None:
    answers = {
        "2": error("NOT_FOUND", "Element not found"),
        "3": error("ACCESS_DENIED", "Access denied"),
        "4": error("INTERNAL_SERVER_ERROR"),
        "5": ok({"item": lead(5)}),
    }
    portal.on("crm.item.list", listed(lead(1)))
    portal.on("crm.item.get", lambda params: answers[params["id"]])
    caplog.set_level(logging.WARNING)
    for _ in range(2):
        leads = await crm.read_leads([1, 2, 3, 4, 5])
        assert {lead_id: found and found.id for lead_id, found in leads.items()} == {1: 1, 2: None, 5: 5}
    assert portal.hits == ["crm.item.list", "batch"] * 2
    assert [record.getMessage()[:16] for record in caplog.records] == ["lead 3 is hidden"]


async def test_more_than_fifty_leads_are_read_page_by_page(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", lambda params: listed(*(lead(lead_id) for lead_id in params["filter"]["@id"])))
    assert sorted(await crm.read_leads(range(1, 121))) == list(range(1, 121))
    assert [len(params["filter"]["@id"]) for params in portal.params("crm.item.list")] == [50, 50, 20]


async def test_a_list_that_is_refused_is_no_sign_of_deletion(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", error("ACCESS_DENIED", "Access denied"))
    with pytest.raises(Refused) as caught:
        await crm.read_leads([1])
    assert caught.value.code == ACCESS_DENIED


@pytest.mark.parametrize(("items", "newest"), [([], 0), ([lead(9), lead(8)], 9)])
async def test_the_newest_lead(portal: ScriptedPortal, crm: Bitrix24, items: list[dict[str, Any]], newest: int) -> None:
    portal.on("crm.item.list", listed(*items))
    assert await crm.newest_lead_id() == newest
    assert portal.params("crm.item.list")[0]["order"] == {"id": "DESC"}


def leads_of(updated: dict[int, str]) -> Callable[[dict[str, Any]], Reply]:
    """crm.item.list with the sweep's two filters, 50 to a page."""

    def answer(params: dict[str, Any]) -> Reply:
        assert params["start"] == "-1"
        assert params["order"] == {"id": "ASC"}
        above, since = int(params["filter"][">id"]), params["filter"].get(">=updatedTime", "")
        chosen = [lead_id for lead_id in sorted(updated) if lead_id > above and updated[lead_id] >= since]
        return listed(*({"id": lead_id, "updatedTime": updated[lead_id]} for lead_id in chosen[:50]))

    return answer


async def test_a_quiet_sweep_is_one_hit(portal: ScriptedPortal, crm: Bitrix24) -> None:
    old, fresh = "2026-01-01T05:59:59+00:00", "2026-01-01T06:00:00+00:00"
    portal.on("crm.item.list", leads_of({1: old, 2: fresh, 10: old, 11: fresh}))
    marks = await crm.sweep(9, SINCE)
    assert [mark.id for mark in marks] == [2, 10, 11]
    assert marks[0].updated_at == datetime(2026, 1, 1, 6, tzinfo=UTC)
    assert portal.hits == ["batch"]


async def test_a_long_sweep_goes_on_by_id(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", leads_of(dict.fromkeys(range(1, 231), "2026-01-01T07:00:00+00:00")))
    assert [mark.id for mark in await crm.sweep(120, SINCE)] == list(range(1, 231))
    assert len(portal.hits) == 5
    assert len(portal.calls) == 3 + 5


async def test_a_sweep_is_bounded_and_cuts_above_the_last_new_lead(portal: ScriptedPortal, crm: Bitrix24) -> None:
    def endless(params: dict[str, Any]) -> Reply:
        if ">=updatedTime" in params["filter"]:
            return listed({"id": 5}, {"id": 900_000})
        above = int(params["filter"][">id"])
        return listed(*({"id": above + step} for step in range(1, 51)))

    portal.on("crm.item.list", endless)
    marks = await crm.sweep(100, SINCE)
    assert len(portal.hits) == 400
    assert (marks[0].id, marks[-1].id) == (5, 100 + 400 * 50)
    assert marks[0].updated_at == SINCE


async def test_half_a_sweep_is_no_sweep(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", listed(), error("INTERNAL_SERVER_ERROR"))
    with pytest.raises(TryLater):
        await crm.sweep(0, SINCE)


async def test_writes_are_one_hit_with_an_outcome_each(portal: ScriptedPortal, crm: Bitrix24) -> None:
    updates: list[Script] = [
        ok({"item": lead(1, stageId="IN_PROCESS")}),
        error("ACCESS_DENIED", "Access denied"),
        error("INTERNAL_SERVER_ERROR"),
        ok({"item": lead(4, sourceId="WEB")}),
    ]
    portal.on("crm.item.update", *updates)
    portal.on("crm.timeline.comment.add", ok(999), error("OWNER_NOT_FOUND", "Owner not found"))
    done, comment, denied, broken, ignored, gone = await crm.write(
        [
            WriteFields(1, {"stageId": "IN_PROCESS", "assignedById": "12"}),
            AddComment(1, "Недозвон [№ 5]", "[№ 5]"),
            WriteFields(2, {"stageId": "IN_PROCESS"}),
            WriteFields(3, {"stageId": "IN_PROCESS"}),
            WriteFields(4, {"sourceId": "CALL"}),
            AddComment(5, "Недозвон [№ 6]", "[№ 6]"),
        ]
    )
    assert isinstance(done, PortalLead)
    assert done.stage == "IN_PROCESS"
    assert comment is None
    assert isinstance(denied, Refused)
    assert denied.code == ACCESS_DENIED
    assert isinstance(broken, TryLater)
    assert broken.maybe_done is True
    assert isinstance(ignored, Refused)
    assert (ignored.code, ignored.detail) == ("ignored_field", "sourceId")
    assert isinstance(gone, Refused)
    assert gone.code == NOT_FOUND
    assert portal.hits == ["batch"]
    assert portal.calls[:2] == [
        (
            "crm.item.update",
            {"entityTypeId": "1", "id": "1", "fields": {"stageId": "IN_PROCESS", "assignedById": "12"}},
        ),
        (
            "crm.timeline.comment.add",
            {"fields": {"ENTITY_ID": "1", "ENTITY_TYPE": "lead", "COMMENT": "Недозвон [№ 5]"}},
        ),
    ]


async def test_writes_that_the_portal_does_not_tell_of_may_be_done(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("batch", ok({"result": {"c1": True}, "result_error": [], "result_time": []}))
    outcomes = await crm.write([AddComment(1, "a", "a"), WriteFields(1, {"stageId": "NEW"})])
    assert [isinstance(outcome, TryLater) and outcome.maybe_done for outcome in outcomes] == [True, True]


async def test_a_comment_is_found_by_its_marker_on_any_page(portal: ScriptedPortal, crm: Bitrix24) -> None:
    comments = [{"ID": str(n), "COMMENT": f"Комментарий [№ {n}]"} for n in range(120, 0, -1)]
    portal.on("crm.timeline.comment.list", lambda params: ok(comments[params["start"] : params["start"] + 50]))
    assert await crm.has_comment(7, "[№ 3]") is True
    assert await crm.has_comment(7, "[№ 121]") is False
    assert [params["start"] for params in portal.params("crm.timeline.comment.list")] == [0, 50, 100] * 2
    first = portal.params("crm.timeline.comment.list")[0]
    assert first["filter"] == {"ENTITY_ID": 7, "ENTITY_TYPE": "lead"}
    assert first["order"] == {"ID": "DESC"}


async def test_an_exact_comment_is_these_words_and_not_older(portal: ScriptedPortal, crm: Bitrix24) -> None:
    rows = [("нет ватсапа", "2026-03-02T12:00:00+03:00"), ("нет ватсапа, звонить", "2026-03-02T13:00:00+03:00")]
    comments = [{"ID": "1", "COMMENT": words, "CREATED": at} for words, at in rows]
    portal.on("crm.timeline.comment.list", ok([*comments, {"ID": "2", "COMMENT": "да"}]))
    nine = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert await crm.has_exact_comment(7, "нет ватсапа", nine) is True
    assert await crm.has_exact_comment(7, "нет ватсапа", nine + timedelta(seconds=1)) is False
    assert await crm.has_exact_comment(7, "да", nine) is False, "it does not tell its age"


async def test_a_trigger_is_pulled_and_a_portal_that_does_nothing_is_told(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    portal.on("crm.automation.trigger", Reply(sample("crm.automation.trigger.ok")["response"]))
    assert await crm.write([PullTrigger(57, "c5u4m")]) == [None]
    assert portal.params("crm.automation.trigger") == [{"target": "LEAD_57", "code": "c5u4m"}]
    portal.on("crm.automation.trigger", ok(False))
    (ignored,) = await crm.write([PullTrigger(57, "other")])
    assert isinstance(ignored, Refused)
    assert (ignored.code, ignored.detail) == ("ignored_trigger", "other")


async def test_the_documented_comments(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    portal.on("crm.timeline.comment.list", Reply(sample("crm.timeline.comment.list.ok")["response"]))
    assert await crm.has_comment(2, "Test comment") is True
    assert await crm.has_comment(2, "another") is False


async def test_the_documented_dictionary(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    stages = Reply(sample("crm.status.list.deal_stage")["response"])
    portal.on("crm.status.list", ok([]), stages)
    portal.on("crm.item.fields", error("ERROR_METHOD_NOT_FOUND"))
    told = await crm.dictionaries()
    assert (told.sources, told.fields, portal.hits) == ([], [], ["batch"])
    terms = told.stages
    assert terms[0] == Term(101, "NEW", "New", 10, "P")
    assert [term.semantics for term in terms] == ["P", "P", "P", "P", "P", "S", "F", "F"]
    assert [asked["filter"] for asked in portal.params("crm.status.list")] == [
        {"ENTITY_ID": "SOURCE"},
        {"ENTITY_ID": "STATUS"},
    ]


async def test_the_documented_stages_of_deals_are_told_by_funnel(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    told = sample("crm.status.list.deal_stage")["response"]["result"]
    ninth = {**told[0], "ENTITY_ID": "DEAL_STAGE_9", "STATUS_ID": "C9:NEW"}
    other = {**told[0], "ENTITY_ID": "DEAL_TYPE"}
    portal.on("crm.status.list", ok([]), ok([]), ok([*told, ninth, other]))
    portal.on("crm.item.fields", ok({"fields": {}}))
    stages = (await crm.dictionaries(deals=True)).deal_stages
    assert {funnel: [term.code for term in terms][:2] for funnel, terms in stages.items()} == {
        0: [told[0]["STATUS_ID"], told[1]["STATUS_ID"]],
        9: ["C9:NEW"],
    }
    assert "filter" not in portal.params("crm.status.list")[-1]
    portal.on("crm.status.list", ok([]), ok([]), error("ACCESS_DENIED"))
    assert (await crm.dictionaries(deals=True)).deal_stages == {}


async def test_the_documented_people(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    portal.on("user.get", Reply(sample("user.get.ok")["response"]))
    assert [(person.bitrix_id, person.active, person.phones) for person in await crm.employees()] == [
        (1, True, ()),
        (3, True, ()),
    ]


async def test_all_people_are_read_the_dismissed_too(portal: ScriptedPortal, crm: Bitrix24) -> None:
    users = [{"ID": str(n), "NAME": "Имя", "LAST_NAME": f"Фамилия{n}", "ACTIVE": n != 2} for n in range(1, 102)]
    users[0] |= {"PERSONAL_MOBILE": "+7 (999) 000-00-01", "WORK_PHONE": "8 999 0000002", "UF_PHONE_INNER": "101"}
    users[2] |= {"NAME": "", "LAST_NAME": None, "EMAIL": "third@example.com"}
    portal.on("user.get", lambda params: ok(users[params["start"] : params["start"] + 50]))
    people = await crm.employees()
    assert len(people) == 101
    assert people[0] == Employee(1, "Имя Фамилия1", True, ("79990000001", "89990000002", "101"))
    assert people[1].active is False
    assert people[2].name == "third@example.com"
    assert all("ACTIVE" not in str(params) for params in portal.params("user.get"))


async def test_the_portals_clock(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("server.time", ok("2026-01-01T03:00:00+03:00"), ok([]))
    assert await crm.server_time() == datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(TryLater):
        await crm.server_time()


def test_the_leads_page(portal: ScriptedPortal, crm: Bitrix24) -> None:
    assert crm.lead_url(7) == f"{portal.origin}/crm/lead/details/7/"

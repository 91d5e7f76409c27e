"""Looking for twins: many leads in one hit, the documented answers, the cut at twenty."""

from collections.abc import Callable
from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import Limiter, Priority
from services.domain.gateways import Refused, TryLater
from services.domain.twins import Keys, Twin, TwinKind
from tests.bitrix24.scripted_portal import Reply, ScriptedPortal, error, ok
from tests.bitrix24.virtual_time import SteppedTime

METHOD = "crm.duplicate.findbycomm"
LEAD, CONTACT, COMPANY = TwinKind.LEAD, TwinKind.CONTACT, TwinKind.COMPANY


def phone(*numbers: str) -> Keys:
    return Keys(phones=numbers)


def of_phone(known: dict[str, Any]) -> Callable[[dict[str, Any]], Reply]:
    """Answers by the first value that was asked for; PHP says `[]` when it found nothing."""

    def answer(params: dict[str, Any]) -> Reply:
        found = known.get(params["values"][0], [])
        return found if isinstance(found, Reply) else ok(found)

    return answer


async def test_many_leads_are_one_hit_and_a_lead_is_no_twin_of_itself(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, of_phone({"+71": {"LEAD": [3, 7], "CONTACT": ["15"]}, "+72": {"COMPANY": {"0": 4}}}))
    found = await crm.find_twins({7: phone("+71", "81"), 8: phone("+72"), 9: phone("+73"), 10: Keys()})
    assert found == {7: (Twin(LEAD, 3), Twin(CONTACT, 15)), 8: (Twin(COMPANY, 4),), 9: (), 10: ()}
    assert portal.hits == ["batch"]
    assert portal.params(METHOD)[0] == {"type": "PHONE", "values": ["+71", "81"]}


async def test_e_mails_are_asked_for_too_and_a_twin_counts_once(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, ok({"CONTACT": [15]}))
    found = await crm.find_twins({7: Keys(("+71",), ("a@example.org",))})
    assert found == {7: (Twin(CONTACT, 15),)}
    assert [params["type"] for params in portal.params(METHOD)] == ["PHONE", "EMAIL"]


async def test_more_values_than_one_question_takes(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, ok([]))
    await crm.find_twins({7: phone(*(f"+7{number}" for number in range(45)))})
    assert [len(params["values"]) for params in portal.params(METHOD)] == [20, 20, 5]


async def test_more_leads_than_one_hit_takes(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, ok([]))
    assert len(await crm.find_twins({number: phone(f"+7{number}") for number in range(120)})) == 120
    assert portal.hits == ["batch"] * 3


async def test_types_that_were_cut_off_are_asked_for_alone(portal: ScriptedPortal, crm: Bitrix24) -> None:
    answers = {"": {"LEAD": list(range(101, 121))}, "CONTACT": {"CONTACT": [15]}, "COMPANY": []}
    portal.on(METHOD, lambda params: ok(answers[params.get("entity_type", "")]))
    found = await crm.find_twins({7: phone("+71")})
    assert len(found[7]) == 21
    assert Twin(CONTACT, 15) in found[7]
    assert [params.get("entity_type") for params in portal.params(METHOD)] == [None, "CONTACT", "COMPANY"]
    assert portal.hits == ["batch"] * 2


@pytest.mark.parametrize("failed", [error("", "Access denied", 403), error("INTERNAL_SERVER_ERROR")])
async def test_a_lead_whose_question_failed_is_left_out(portal: ScriptedPortal, crm: Bitrix24, failed: Reply) -> None:
    portal.on(METHOD, of_phone({"+71": failed, "+72": {"LEAD": [1]}}))
    assert await crm.find_twins({7: phone("+71"), 8: phone("+72")}) == {8: (Twin(LEAD, 1),)}


async def test_looking_for_twins_takes_no_turn_from_reading(
    portal: ScriptedPortal, crm: Bitrix24, limiter: Limiter, stepped: SteppedTime
) -> None:
    portal.on(METHOD, ok([]))
    portal.on("crm.item.list", ok({"items": [{"id": 3, "title": "Заявка"}]}))
    while limiter.room(Priority.WRITE):
        await limiter.acquire(Priority.WRITE)
    assert limiter.room(Priority.INTAKE)
    assert await crm.find_twins({7: phone("+71")}) == {}
    assert await crm.name_twins({Twin(LEAD, 3)}) == {}
    assert stepped.slept == []
    assert portal.hits == []


async def test_a_page_has_leads_and_the_twins_of_others_in_one_hit(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", ok({"items": [{"id": 8, "stageId": "NEW"}]}))
    portal.on("crm.item.get", error("NOT_FOUND", "Element not found"))
    portal.on(METHOD, of_phone({"+71": {"LEAD": [3]}, "+72": error("INTERNAL_SERVER_ERROR")}))
    page = await crm.read_page([8, 9], {7: phone("+71"), 6: phone("+72")})
    assert {lead_id: lead and lead.stage for lead_id, lead in page.leads.items()} == {8: "NEW", 9: None}
    assert page.twins == {7: (Twin(LEAD, 3),)}
    assert portal.hits == ["batch", "batch"]  # the second asks why 9 is missing


async def test_questions_that_do_not_fit_beside_the_page_are_left_for_the_next(
    portal: ScriptedPortal, crm: Bitrix24
) -> None:
    portal.on("crm.item.list", ok({"items": [{"id": 1}]}))
    portal.on(METHOD, ok([]))
    page = await crm.read_page([1], {number: phone(f"+7{number}") for number in range(100, 160)})
    assert sorted(page.twins) == list(range(100, 149))
    assert portal.hits == ["batch"]


async def test_a_page_without_questions_is_a_plain_list(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on("crm.item.list", ok({"items": [{"id": 1}]}))
    page = await crm.read_page([1], {2: Keys()})
    assert (list(page.leads), page.twins) == ([1], {2: ()})
    assert portal.hits == ["crm.item.list"]


@pytest.mark.parametrize(
    ("failed", "kind"), [(error("ACCESS_DENIED", "Access denied"), Refused), (error("INTERNAL_SERVER_ERROR"), TryLater)]
)
async def test_a_page_that_cannot_be_read_is_no_page(
    portal: ScriptedPortal, crm: Bitrix24, failed: Reply, kind: type[Exception]
) -> None:
    portal.on("crm.item.list", failed)
    portal.on(METHOD, ok([]))
    with pytest.raises(kind):
        await crm.read_page([1], {2: phone("+71")})


async def test_names_of_all_kinds_are_one_hit(portal: ScriptedPortal, crm: Bitrix24) -> None:
    items = {
        "1": [{"id": 3, "title": "Заявка", "name": "Пётр"}, {"id": 4, "title": "Заявка", "name": None}],
        "3": [{"id": 3, "name": "Анна", "lastName": "Смирнова"}],
        "4": [],
    }
    portal.on("crm.item.list", lambda params: ok({"items": items[params["entityTypeId"]]}))
    lead, other, contact, company = Twin(LEAD, 3), Twin(LEAD, 4), Twin(CONTACT, 3), Twin(COMPANY, 9)
    named = await crm.name_twins({lead, other, contact, company})
    assert {twin: each.name for twin, each in named.items()} == {
        lead: "Пётр",
        other: "Заявка",
        contact: "Анна Смирнова",
    }
    assert portal.hits == ["batch"]
    assert crm.twin_url(contact) == f"{portal.origin}/crm/contact/details/3/"


async def test_the_documented_answers(
    portal: ScriptedPortal, crm: Bitrix24, sample: Callable[[str], dict[str, Any]]
) -> None:
    found, empty = (Reply(sample(f"crm.duplicate.findbycomm.{name}")["response"]) for name in ("found", "empty"))
    portal.on(METHOD, found, empty)
    twins = await crm.find_twins({7: phone("8976543", "11223355"), 8: phone("+491701234567")})
    assert twins == {7: (Twin(CONTACT, 275), Twin(CONTACT, 2297)), 8: ()}

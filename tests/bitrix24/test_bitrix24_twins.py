"""Looking for twins: many leads in one hit, the documented answers, the cut at twenty."""

from collections.abc import Callable
from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.bitrix24.limiter import Limiter, Priority
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


async def test_a_lead_whose_question_failed_is_left_out(portal: ScriptedPortal, crm: Bitrix24) -> None:
    portal.on(METHOD, of_phone({"+71": error("INTERNAL_SERVER_ERROR"), "+72": {"LEAD": [1]}}))
    assert await crm.find_twins({7: phone("+71"), 8: phone("+72")}) == {8: (Twin(LEAD, 1),)}


async def test_a_question_that_is_refused_for_good_is_not_asked_for_ever(
    portal: ScriptedPortal, crm: Bitrix24, caplog: pytest.LogCaptureFixture
) -> None:
    portal.on(METHOD, of_phone({"+71": error("", "Access denied", 403)}))
    assert await crm.find_twins({7: phone("+71")}) == {7: ()}
    assert "does not tell the twins of lead 7" in caplog.text


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

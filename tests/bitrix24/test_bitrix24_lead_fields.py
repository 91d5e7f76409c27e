"""A lead as the portal sends it, read tolerantly."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bitrix24.lead_fields import ignored_field, portal_lead, written_fields
from services.domain.lead import Semantics

READ_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_documented_lead(sample: Callable[[str], dict[str, Any]]) -> None:
    item = sample("crm.item.get.lead")["response"]["result"]["item"]
    lead = portal_lead(item, ["ufCrm_1720019876534"], READ_AT)
    assert (lead.id, lead.title, lead.name) == (250, "Lead #250", "Admin Admin Admins")
    assert (lead.phones, lead.emails) == (("+6111111111",), ("admin@example.com",))
    assert lead.comments == "[B]Comment about admin[/B]"
    assert lead.created_at == lead.updated_at == datetime(2024, 7, 22, 16, 0, 8, tzinfo=UTC)
    assert lead.moved_at == datetime(2024, 7, 22, 15, 0, 8, tzinfo=UTC)
    assert lead.semantics is Semantics.PROCESS
    assert (lead.stage, lead.source, lead.manager_id) == ("IN_PROCESS", "TRADE_SHOW", 1)
    assert lead.fields == {
        "stageId": "IN_PROCESS",
        "sourceId": "TRADE_SHOW",
        "assignedById": "1",
        "contactId": "",
        "companyId": "",
        "statusDescription": "",
        "ufCrm_1720019876534": "321",
    }


def test_a_lead_of_a_list_with_few_fields(sample: Callable[[str], dict[str, Any]]) -> None:
    items = sample("crm.item.list.leads")["response"]["result"]["items"]
    lead = portal_lead(items[0], [], READ_AT)
    assert (lead.id, lead.name, lead.phones, lead.comments) == (253, "Admin", (), "")
    assert lead.created_at == lead.updated_at == lead.moved_at == READ_AT


@pytest.mark.parametrize(
    ("item", "phones"),
    [
        ({"fm": [{"typeId": "PHONE", "value": "1"}, {"typeId": "PHONE", "value": "2"}], "phone": "1"}, ("1", "2")),
        ({"fm": {"8": {"typeId": "PHONE", "value": "1"}, "9": {"typeId": "PHONE", "value": "1"}}}, ("1",)),
        ({"fm": [], "phone": "3", "phoneMobile": "4", "phoneWork": "3"}, ("3", "4")),
        ({"fm": [{"typeId": "EMAIL", "value": "a@example.com"}], "phone": 79990000001}, ("79990000001",)),
        ({"fm": "nonsense", "phone": None}, ()),
    ],
)
def test_phones_of_every_shape(item: dict[str, Any], phones: tuple[str, ...]) -> None:
    assert portal_lead(item, [], READ_AT).phones == phones


@pytest.mark.parametrize(
    ("value", "manager"), [(12, 12), ("12", 12), (12.0, 12), (0, 0), ("", 0), (None, 0), ("many", 0), ([], 0)]
)
def test_the_responsible_person_of_every_type(value: Any, manager: int) -> None:
    assert portal_lead({"assignedById": value}, [], READ_AT).manager_id == manager


def test_dates_fall_back_to_the_creation_and_keep_their_offset() -> None:
    lead = portal_lead({"createdTime": "2026-01-01T00:00:00+03:00", "updatedTime": "soon"}, [], READ_AT)
    assert lead.created_at == lead.updated_at == lead.moved_at == datetime(2025, 12, 31, 21, tzinfo=UTC)
    assert lead.created_at.utcoffset() == READ_AT.utcoffset()


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
NAMES = """
    id title name lastName fm phone email comments stageSemanticId createdTime updatedTime movedTime
    stageId sourceId assignedById statusDescription ufCrm_1
"""
names = st.sampled_from(NAMES.split())


@given(st.dictionaries(names, json))
def test_nothing_that_json_can_say_breaks_the_reading(item: dict[str, Any]) -> None:
    lead = portal_lead(item, ["ufCrm_1"], READ_AT)
    assert lead.manager_id >= 0 or item["assignedById"]
    assert all(isinstance(value, str) for value in lead.fields.values())
    assert lead.created_at.tzinfo is UTC


def test_the_responsible_person_is_written_as_a_number() -> None:
    assert written_fields({"assignedById": "12", "sourceId": "WEB"}) == {"assignedById": 12, "sourceId": "WEB"}
    assert written_fields({"assignedById": ""}) == {"assignedById": 0}


@pytest.mark.rule("RB-19")
def test_an_e_mail_is_added_to_the_multifield_and_never_taken_away() -> None:
    added = {"n0": {"typeId": "EMAIL", "valueType": "WORK", "value": "a@example.org"}}
    assert written_fields({"email": "a@example.org", "sourceId": "WEB"}) == {"sourceId": "WEB", "fm": added}
    assert written_fields({"email": ""}) == {}
    item = {"fm": [{"typeId": "EMAIL", "value": "a@example.org"}]}
    assert portal_lead(item, ["email"], READ_AT).fields["email"] == "a@example.org"
    assert ignored_field(item, {"email": "a@example.org"}) == ""
    assert ignored_field({"fm": []}, {"email": "a@example.org"}) == "email"


@pytest.mark.parametrize(
    ("item", "asked", "ignored"),
    [
        ({"stageId": "JUNK", "assignedById": 12}, {"stageId": "JUNK", "assignedById": "12"}, ""),
        ({"stageId": "NEW"}, {"stageId": "JUNK"}, "stageId"),
        ({"stageId": "JUNK"}, {"statusId": "JUNK"}, "statusId"),
        ({"ufCrm_1": "one \r\ntwo"}, {"ufCrm_1": " one\ntwo "}, ""),
        ({"ufCrm_1": 5.0, "ufCrm_2": True}, {"ufCrm_1": "5", "ufCrm_2": "Y"}, ""),
        ({"sourceId": None, "assignedById": 0}, {"sourceId": "", "assignedById": ""}, ""),
    ],
)
def test_fields_that_the_portal_left_as_they_were(item: dict[str, Any], asked: dict[str, str], ignored: str) -> None:
    assert ignored_field(item, asked) == ignored

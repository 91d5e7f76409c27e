"""The portal of the demo is complete, and everything in it is made up."""

import json
import re
from collections import Counter

from sandbox.bitrix24.demo import APPLICATION_TOKEN, OWNER, SECRET, demo_portal
from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL
from tests.sandbox.bitrix24.portal_desk import NOON


def test_people_and_dictionaries() -> None:
    portal = demo_portal(lambda: NOON)
    assert sorted(portal.users) == [1, 12, 13, 14, 15, 21, 22, 23, 24]
    assert [row["STATUS_ID"] for row in portal.statuses["STATUS"]] == [
        "NEW",
        "IN_PROCESS",
        "UC_MEETING",
        "CONVERTED",
        "JUNK",
    ]
    sources = portal.statuses["SOURCE"]
    assert len(sources) == 29
    assert Counter(row["STATUS_ID"] for row in sources).most_common(1)[0][1] == 1
    assert (OWNER, SECRET) in portal.webhooks
    assert portal.events.application_token == APPLICATION_TOKEN


def test_older_leads_are_older() -> None:
    portal = demo_portal(lambda: NOON)
    assert portal.leads
    assert all(lead["createdTime"] < portal.iso(NOON - 3600) for lead in portal.leads.values())
    assert "NEW" not in {lead["stageId"] for lead in portal.leads.values()}
    assert portal.writes == []


def test_clients_and_their_deals_were_there_before() -> None:
    portal = demo_portal(lambda: NOON)
    deals = portal.items[DEAL].values()
    assert {deal["assignedById"] for deal in deals} <= portal.users.keys()
    assert {deal["contactId"] for deal in deals} - {0} <= portal.items[CONTACT].keys()
    assert {deal["companyId"] for deal in deals} - {0} <= portal.items[COMPANY].keys()
    dismissed = [user_id for user_id, user in portal.users.items() if not user["ACTIVE"]]
    assert dismissed == [24]
    assert [deal["closed"] for deal in deals].count("N") == 1


def test_every_phone_is_made_up() -> None:
    portal = demo_portal(lambda: NOON)
    everything = json.dumps([portal.statuses, portal.items, portal.users], ensure_ascii=False)
    phones = re.findall(r"(?<!\d)\+?[78]\d{10}(?!\d)", everything)
    assert len(phones) >= 12
    assert all(re.fullmatch(r"\+?7999000\d{4}", phone) for phone in phones)

"""The place of the register against the sandbox: what it lacks is told with its cure, long names are cut."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.bitrix24.demo import REGISTER, SECRET
from sandbox.bitrix24.portal import Portal
from sandbox.faults import Fault, Faults
from services.bitrix24.client import Client
from services.bitrix24.gateway import Bitrix24
from services.bitrix24.rights import Cure
from services.domain.gateways import Refused, TryLater
from services.domain.mirror import CalendarPlace, ListPlace, MirrorRow, Place
from tests.bitrix24.test_bitrix24_sandbox import client, faults, origin, sandbox, stepped  # noqa: F401  fixtures

LIST = ListPlace("lists", REGISTER, "", {"status": "PROPERTY_203", "whom": "PROPERTY_205", "at": "PROPERTY_204"})
CALENDAR = CalendarPlace("company_calendar", 0, 7)
AT = datetime(2026, 3, 3, 14, tzinfo=UTC)
CELLS = {"status": "назначено", "whom": "Денис", "at": "03.03 в 17.00"}
ROW = MirrorRow("5M-1-1772442000", "Олег", "СТАТУС: назначено", CELLS, 101, AT, AT + timedelta(hours=1))


def nothing(_portal: Portal) -> None:
    """All is well."""


def no_scope(portal: Portal) -> None:
    portal.webhooks[1, SECRET].scopes = frozenset({"crm", "user_basic"})


def no_place(portal: Portal) -> None:
    portal.lists.clear()
    portal.sections.clear()


def other_columns(portal: Portal) -> None:
    del portal.lists[REGISTER].fields["PROPERTY_203"]
    portal.lists[REGISTER].fields["PROPERTY_204"]["TYPE"] = "S:DateTime"


@pytest.mark.parametrize(
    ("place", "trouble", "found"),
    [
        (LIST, nothing, {}),
        (LIST, no_scope, {"lists.field.get": Cure.SCOPE_LISTS}),
        (LIST, no_place, {"lists.field.get": Cure.LIST}),
        (LIST, other_columns, dict.fromkeys([f"lists.field.get: PROPERTY_{n}" for n in (203, 204)], Cure.COLUMN)),
        (CALENDAR, nothing, {}),
        (CALENDAR, no_scope, {"calendar.section.get": Cure.SCOPE_CALENDAR}),
        (CALENDAR, no_place, {"calendar.section.get": Cure.CALENDAR}),
    ],
)
async def test_what_the_place_lacks_has_a_cure(
    sandbox: Portal,  # noqa: F811
    client: Client,  # noqa: F811
    place: Place,
    trouble: Callable[[Portal], None],
    found: dict[str, Cure],
) -> None:
    trouble(sandbox)
    rights = await Bitrix24(client).check_rights(place)
    assert {right.what: right.cure for right in rights if not right.ok and not right.optional} == found
    assert any(right.what.startswith(("lists.", "calendar.")) for right in rights)


async def test_an_outage_is_no_lack_of_rights(faults: Faults, client: Client) -> None:  # noqa: F811
    faults.add(Fault("bitrix24", "status", "calendar.section.get", times=None, status=502))
    rights = await Bitrix24(client).check_rights(CALENDAR)
    assert [right.cure for right in rights if not right.ok] == [Cure.UNREACHABLE]


async def test_an_element_that_is_there_already_is_found(sandbox: Portal, client: Client) -> None:  # noqa: F811
    crm = Bitrix24(client)
    assert await crm.find_mirrored(LIST, ROW.mark, 0, AT) is None
    number = await crm.add_mirrored(LIST, replace(ROW, title="я" * 300))
    with pytest.raises(TryLater) as refused:
        await crm.add_mirrored(LIST, ROW)
    assert refused.value.maybe_done
    assert await crm.find_mirrored(LIST, ROW.mark, 0, AT) == number
    assert sandbox.lists[REGISTER].elements[number]["NAME"] == "я" * 255
    await crm.remove_mirrored(LIST, number)
    await crm.remove_mirrored(LIST, number)  # twice is harmless
    assert sandbox.lists[REGISTER].elements == {}
    with pytest.raises(Refused):
        await crm.update_mirrored(LIST, number, ROW)


async def test_an_event_is_found_by_its_mark_and_wherever_it_was_moved(
    sandbox: Portal,  # noqa: F811
    client: Client,  # noqa: F811
) -> None:
    crm = Bitrix24(client)
    number = await crm.add_mirrored(CALENDAR, ROW)
    await crm.add_mirrored(CALENDAR, replace(ROW, mark="5M-1-17724420001"))
    assert await crm.find_mirrored(CALENDAR, ROW.mark, 0, AT) == number
    assert await crm.find_mirrored(CALENDAR, ROW.mark, 0, AT + timedelta(days=9)) is None
    assert await crm.find_mirrored(CALENDAR, ROW.mark, number, AT + timedelta(days=9)) == number
    sandbox.calendar[number]["DELETED"] = "Y"
    assert await crm.find_mirrored(CALENDAR, ROW.mark, number, AT) is None

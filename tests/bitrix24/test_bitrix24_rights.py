"""What the webhook may do, found out in one hit that writes nothing."""

from typing import Any

import pytest

from services.bitrix24.gateway import Bitrix24
from services.bitrix24.rights import Cure
from tests.bitrix24.scripted_portal import Reply, ScriptedPortal, error, ok

NOT_FOUND = error("NOT_FOUND", "Element not found")


@pytest.fixture
def healthy(portal: ScriptedPortal) -> ScriptedPortal:
    portal.on("crm.item.list", ok({"items": []}))
    portal.on("crm.item.get", NOT_FOUND)
    portal.on("crm.item.update", NOT_FOUND)
    portal.on("crm.timeline.comment.add", error("OWNER_NOT_FOUND", "Owner not found"))
    portal.on("crm.timeline.comment.list", ok([]))
    portal.on("crm.status.list", ok([]))
    portal.on("user.get", ok([{"ID": "1", "PERSONAL_MOBILE": ""}]))
    portal.on("crm.settings.mode.get", ok(1))
    portal.on("im.notify.system.add", error("USER_ID_EMPTY", "User ID can't be empty"))
    return portal


async def cures(crm: Bitrix24) -> dict[str, Cure]:
    findings = await crm.check_rights()
    assert all(finding.ok is (finding.cure is Cure.NONE) for finding in findings)
    return {finding.what: finding.cure for finding in findings if not finding.ok}


async def test_a_good_webhook_needs_no_cure(healthy: ScriptedPortal, crm: Bitrix24) -> None:
    assert await cures(crm) == {}
    assert len(await crm.check_rights()) == 10
    assert healthy.hits == ["batch", "batch"]


async def test_the_check_can_write_nowhere(healthy: ScriptedPortal, crm: Bitrix24) -> None:
    await crm.check_rights()
    assert healthy.params("crm.item.update")[0]["id"] == "0"
    assert healthy.params("crm.timeline.comment.add")[0]["fields"]["ENTITY_ID"] == "0"


@pytest.mark.parametrize(
    ("method", "answer", "found"),
    [
        ("user.get", error("insufficient_scope"), {"user.get": Cure.SCOPE_USER, "user.get: phones": Cure.SCOPE_USER}),
        ("user.get", ok([{"ID": "1", "NAME": "Имя"}]), {"user.get: phones": Cure.SCOPE_USER}),
        ("crm.item.update", error("ERROR_METHOD_NOT_FOUND"), {"crm.item.update": Cure.SCOPE_CRM}),
        ("crm.item.list", error("ACCESS_DENIED"), {"crm.item.list": Cure.OWNER}),
        ("crm.item.update", error("ACCESS_DENIED"), {}),
        ("crm.status.list", error("SOMETHING_ELSE"), {"crm.status.list": Cure.UNEXPECTED}),
        ("crm.settings.mode.get", ok(2), {"crm.settings.mode.get": Cure.LEADS_OFF}),
        ("crm.settings.mode.get", error("ERROR_METHOD_NOT_FOUND"), {}),
    ],
)
async def test_each_trouble_names_its_cure(
    healthy: ScriptedPortal, crm: Bitrix24, method: str, answer: Any, found: dict[str, Cure]
) -> None:
    healthy.on(method, answer)
    assert await cures(crm) == found


@pytest.mark.parametrize(
    ("answer", "cure"),
    [
        (error("INVALID_CREDENTIALS", status=401), Cure.WEBHOOK),
        (error("ACCESS_DENIED", "REST is available only on commercial plans", 401), Cure.PLAN),
        (error("OVERLOAD_LIMIT", status=503), Cure.OVERLOAD),
        (Reply(html="<html>not here</html>", status=404), Cure.UNEXPECTED),
        (Reply(html="<html>down</html>", status=502), Cure.UNREACHABLE),
    ],
)
async def test_a_webhook_that_does_not_work_at_all_is_one_finding(
    portal: ScriptedPortal, crm: Bitrix24, answer: Reply, cure: Cure
) -> None:
    portal.on("batch", answer)
    assert await cures(crm) == {"webhook": cure}

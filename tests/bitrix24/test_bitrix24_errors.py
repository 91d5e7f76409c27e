"""The error table: what each answer of the portal means to us."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from services.bitrix24 import errors
from services.bitrix24.errors import MethodBlocked, RateLimited, broken, failure, is_write
from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, NOT_FOUND, Refused, TryLater

Meaning = str | type[TryLater]

DOCUMENTED: dict[str, Meaning] = {
    "INTERNAL_SERVER_ERROR": TryLater,
    "ERROR_UNEXPECTED_ANSWER": TryLater,
    "QUERY_LIMIT_EXCEEDED": RateLimited,
    "OPERATION_TIME_LIMIT": MethodBlocked,
    "ERROR_BATCH_METHOD_NOT_ALLOWED": "error_batch_method_not_allowed",
    "ERROR_BATCH_LENGTH_EXCEEDED": "error_batch_length_exceeded",
    "NO_AUTH_FOUND": CREDENTIALS,
    "INVALID_REQUEST": "invalid_request",
    "OVERLOAD_LIMIT": errors.OVERLOAD,
    "ACCESS_DENIED": errors.PLAN,  # the system table's one is about the tariff
    "INVALID_CREDENTIALS": CREDENTIALS,
    "ERROR_MANIFEST_IS_NOT_AVAILABLE": "error_manifest_is_not_available",
    "ERROR_METHOD_NOT_FOUND": errors.SCOPE,
    "insufficient_scope": errors.SCOPE,
    "expired_token": CREDENTIALS,
    "user_access_error": CREDENTIALS,
    "PORTAL_DELETED": CREDENTIALS,
}


def meaning(found: TryLater | Refused) -> Meaning:
    return type(found) if isinstance(found, TryLater) else found.code


@pytest.mark.parametrize("revision", ["snapshot_2026_08_21", "later_revision_05e4d575"])
def test_the_documented_table_whatever_its_statuses(revision: str, sample: Callable[[str], dict[str, Any]]) -> None:
    rows = sample("errors.system_table")["response"][revision]
    assert len(rows) > 10
    for row in rows:
        for code in (row["error"], row["error"].upper(), row["error"].lower()):
            words = row["error_description"] or ""
            found = failure("crm.item.list", code, words, status=row["status"], writes=False)
            assert meaning(found) == DOCUMENTED[row["error"]], row


@pytest.mark.parametrize(
    "name",
    [
        "crm.item.get.not_found",
        "crm.item.list.bad_filter",
        "crm.lead.add.access_denied",
        "crm.lead.get.not_found",
        "crm.lead.update.bad_id",
        "crm.status.add.missing_field",
        "errors.query_limit_exceeded",
    ],
)
def test_the_documented_answers(name: str, sample: Callable[[str], dict[str, Any]]) -> None:
    expected: dict[str, Meaning] = {
        "crm.item.get.not_found": NOT_FOUND,
        "crm.item.list.bad_filter": "invalid_arg_value",
        "crm.lead.add.access_denied": ACCESS_DENIED,
        "crm.lead.get.not_found": NOT_FOUND,
        "crm.lead.update.bad_id": "portal_error",
        "crm.status.add.missing_field": "portal_error",
        "errors.query_limit_exceeded": RateLimited,
    }
    printed = sample(name)
    body, status = printed["response"], printed["status"]
    status = status if isinstance(status, int) else 400
    found = failure(printed["method"], body["error"], body["error_description"], status=status, writes=False)
    assert meaning(found) == expected[name]


@pytest.mark.parametrize(
    ("error", "words", "status", "expected"),
    [
        ("", "Not found", 400, NOT_FOUND),
        ("", "Access denied.", 400, ACCESS_DENIED),
        ("Access denied", "", 403, ACCESS_DENIED),
        ("Communication type is not defined", "", 400, "portal_error"),
        ("OWNER_NOT_FOUND", "", 400, NOT_FOUND),
        ("ACCESS_DENIED", "Доступ запрещён", 400, ACCESS_DENIED),
        ("ACCESS_DENIED", "Access denied", 403, ACCESS_DENIED),
        ("ACCESS_DENIED", "REST is available only by subscription", 401, errors.PLAN),
        ("ACCESS_DENIED", "REST API доступен только на коммерческих тарифах", 403, errors.PLAN),
        ("OVERLOAD_LIMIT", "REST API is blocked due to overload", 401, errors.OVERLOAD),
        (100, "Invalid value", 400, "100"),
        (0, "", 400, "0"),
        ("", "", 400, "http_400"),
        (None, "", 404, "http_404"),
        (None, "", 401, CREDENTIALS),
        (None, "", 403, ACCESS_DENIED),
        (None, "", 502, TryLater),
        (None, "", 503, RateLimited),
        (None, "", 429, RateLimited),
        (None, "", 200, TryLater),
        ("SOMETHING_NEW", "A new trouble", 500, TryLater),
    ],
)
def test_beside_the_table(error: Any, words: str, status: int, expected: Meaning) -> None:
    assert meaning(failure("crm.item.update", error, words, status=status, writes=True)) == expected


@pytest.mark.parametrize(
    ("error", "status", "maybe"),
    [
        ("INTERNAL_SERVER_ERROR", 500, True),
        (None, 502, True),
        (None, 200, True),
        ("QUERY_LIMIT_EXCEEDED", 503, False),
        ("OPERATION_TIME_LIMIT", 429, False),
    ],
)
def test_what_may_have_been_done_all_the_same(error: Any, status: int, maybe: bool) -> None:
    for writes in (True, False):
        found = failure("crm.item.update", error, "", status=status, writes=writes)
        assert isinstance(found, TryLater)
        assert found.maybe_done is (maybe and writes)


@pytest.mark.parametrize(
    ("error", "maybe"),
    [
        (httpx.ConnectError("x"), False),
        (httpx.ConnectTimeout("x"), False),
        (httpx.PoolTimeout("x"), False),
        (httpx.ReadTimeout("x"), True),
        (httpx.WriteError("x"), True),
        (httpx.RemoteProtocolError("x"), True),
    ],
)
def test_a_broken_connection(error: httpx.HTTPError, maybe: bool) -> None:
    assert broken("crm.item.update", error, writes=True).maybe_done is maybe
    assert broken("crm.item.get", error, writes=False).maybe_done is False


def test_phones_leave_the_portals_words() -> None:
    found = failure("crm.item.update", "X", "Телефон +7 (999) 000-00-01 занят лидом 17", status=400, writes=True)
    assert str(found) == "x: crm.item.update: Телефон … занят лидом 17"


@pytest.mark.parametrize(
    ("method", "write"),
    [
        ("crm.item.list", False),
        ("crm.duplicate.findbycomm", False),
        ("server.time", False),
        ("crm.item.update", True),
        ("crm.timeline.comment.add", True),
        ("something.unheard.of", True),
    ],
)
def test_an_unknown_method_counts_as_a_write(method: str, write: bool) -> None:
    assert is_write(method) is write

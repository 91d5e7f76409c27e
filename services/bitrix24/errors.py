"""What the portal's errors mean to us: try later, or refused.

Classified by code first, since texts follow the portal's language and statuses changed between revisions of the
documentation; by text where the code is empty; by status last.
"""

import re
from typing import Any

import httpx

from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, NOT_FOUND, Refused, TryLater

# Codes of `Refused` beside those of the domain.
OVERLOAD = "overload"  # blocked by hand for load: only the portal's support lifts it
PLAN = "plan"  # the portal's tariff has no REST
SCOPE = "scope"  # the webhook lacks a scope, or there is no such method
IGNORED_FIELD = "ignored_field"  # the portal took the write and left a field as it was
IGNORED_TRIGGER = "ignored_trigger"  # the portal says that nothing was set off
REDIRECT = "redirect"  # the portal points to a place that is not its own REST
# Nobody is let in until a person cures it, whatever was asked: what waits for the portal goes on waiting.
SHUT = frozenset({CREDENTIALS, OVERLOAD, PLAN, REDIRECT, "http_404", "http_410"})
# The same, and what a webhook without a scope is told.
MENDABLE = SHUT | {SCOPE}

RATE_LIMIT = "query_limit_exceeded"
OPERATING_LIMIT = "operation_time_limit"
BROKEN = ("internal_server_error", "error_unexpected_answer")

_REFUSALS = {
    "no_auth_found": CREDENTIALS,
    "invalid_credentials": CREDENTIALS,
    "expired_token": CREDENTIALS,
    "user_access_error": CREDENTIALS,
    "allowed_only_intranet_user": CREDENTIALS,
    "portal_deleted": CREDENTIALS,
    "insufficient_scope": SCOPE,
    "error_method_not_found": SCOPE,
    "overload_limit": OVERLOAD,
    "wrong_license": PLAN,
    "not_found": NOT_FOUND,
    "owner_not_found": NOT_FOUND,
}
_TEXTS = {
    "not found": NOT_FOUND,
    "не найдено": NOT_FOUND,
    "access denied": ACCESS_DENIED,
    "доступ запрещен": ACCESS_DENIED,
    "доступ запрещён": ACCESS_DENIED,
}
_STATUSES = {401: CREDENTIALS, 403: ACCESS_DENIED}
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_READ_VERBS = {"get", "list", "fields", "items", "types", "search", "findbycomm", "current", "time", "scope", "profile"}
_PHONE = re.compile(r"\+?\d[\d\s()-]{7,}\d")


class RateLimited(TryLater):
    """The portal's bucket is full."""


class MethodBlocked(TryLater):
    """The method used up its operating time."""


def is_write(method: str) -> bool:
    """Whether repeating the method may do something twice; an unknown method may."""
    return method.rsplit(".", 1)[-1].lower() not in _READ_VERBS


def failure(method: str, error: Any, words: str, *, status: int, writes: bool) -> TryLater | Refused:
    """The meaning of an error answer: `error` as sent (empty, a number or human text), None when there was none."""
    code = "" if error is None else str(error).strip().lower()
    if code == RATE_LIMIT:
        return RateLimited(f"{method}: {RATE_LIMIT}")
    if code == OPERATING_LIMIT:
        return MethodBlocked(f"{method}: {OPERATING_LIMIT}")
    if code in BROKEN:
        return TryLater(f"{method}: {code}", maybe_done=writes)
    refused = _refusal(code, words, status)
    return Refused(refused, _detail(method, code, words)) if refused else _by_status(method, status, writes)


def broken(method: str, error: httpx.HTTPError, *, writes: bool) -> TryLater:
    """The meaning of a connection that failed; its own text may hold the address and is not repeated."""
    return TryLater(f"{method}: {type(error).__name__}", maybe_done=writes and not isinstance(error, _NEVER_SENT))


def _refusal(code: str, words: str, status: int) -> str:
    """The code of a refusal, "" when only the status is left to tell."""
    if code == "access_denied":
        return PLAN if _speaks_of_plan(words, status) else ACCESS_DENIED
    by_text = _TEXTS.get(code.rstrip(".")) or _TEXTS.get(words.strip().lower().rstrip("."), "")
    if code in _REFUSALS or by_text:
        return _REFUSALS.get(code) or by_text
    if status >= 500 or status == 429:
        return ""
    if re.fullmatch(r"[a-z0-9_.:-]{1,64}", code):
        return code
    return "portal_error" if words or code else ""


def _speaks_of_plan(words: str, status: int) -> bool:
    # A method's own refusal is 400 (CRM) or 403; the tariff's is 401, or 403 naming REST in any language.
    return status == 401 or (status == 403 and "rest" in words.lower())


def _by_status(method: str, status: int, writes: bool) -> TryLater | Refused:
    reason = f"{method}: HTTP {status}"
    if status in (429, 503):
        return RateLimited(reason, maybe_done=writes)
    if status >= 500 or status < 300:
        return TryLater(reason, maybe_done=writes)
    return Refused(_STATUSES.get(status, f"http_{status}"), reason)


def _detail(method: str, code: str, words: str) -> str:
    said = words.strip() or code
    return f"{method}: {_PHONE.sub('…', said)[:200]}"

"""What the webhook may do of all that the product needs, found out without changing anything."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.bitrix24 import errors
from services.bitrix24.client import Client, Command
from services.bitrix24.deals import DEAL
from services.bitrix24.directory import PHONE_FIELDS
from services.bitrix24.lead_fields import LEAD
from services.bitrix24.limiter import Priority
from services.bitrix24.sweep import listing
from services.bitrix24.values import number, rows
from services.domain.gateways import ACCESS_DENIED, CREDENTIALS, Refused, TryLater


class Cure(StrEnum):
    """What a person has to do; the words for it are in the locales under these names."""

    NONE = ""
    WEBHOOK = "cure-webhook"  # make a new incoming webhook
    SCOPE_CRM = "cure-scope-crm"  # tick `crm` in the webhook
    SCOPE_USER = "cure-scope-user"  # tick `user_basic`: people and their phones
    SCOPE_LISTS = "cure-scope-lists"  # tick `lists`: the register is mirrored into a universal list
    SCOPE_CALENDAR = "cure-scope-calendar"  # tick `calendar`: it is mirrored into a calendar
    LIST = "cure-list"  # the list of [consultations.mirror] is not there, or closed to the webhook's owner
    CALENDAR = "cure-calendar"  # the same of its calendar
    COLUMN = "cure-column"  # the list has no such column, or it is not of text
    SCOPE_TIMEMAN = "cure-scope-timeman"  # tick `timeman`: whose working day has ended is away
    SCOPE_IM = "cure-scope-im"  # tick `im`: reminders go to the portal's bell while Telegram is silent
    DEALS = "cure-deals"  # let the webhook's owner read and change deals: else none is watched
    OWNER = "cure-owner"  # let an administrator own the webhook
    PLAN = "cure-plan"  # the tariff has no REST
    OVERLOAD = "cure-overload"  # blocked for load: ask the portal's support
    LEADS_OFF = "cure-leads-off"  # the portal works without leads (simple CRM)
    UNREACHABLE = "cure-unreachable"
    UNEXPECTED = "cure-unexpected"


@dataclass(frozen=True, slots=True)
class Right:
    """One finding: a method or a field, whether it is as needed, and the cure when not."""

    what: str
    ok: bool
    cure: Cure = Cure.NONE
    optional: bool = False  # everything else works without it


WEBHOOK = "webhook"  # the finding when nothing works at all
NOTIFY = "im.notify.system.add"
_COMMENTS = "crm.timeline.comment.list"  # only asked for when the answer to a comment was lost
_MODE = "crm.settings.mode.get"
_PHONES = "user.get: phones"
_SIMPLE_MODE = 2
CURES = {
    CREDENTIALS: Cure.WEBHOOK,
    errors.PLAN: Cure.PLAN,
    errors.OVERLOAD: Cure.OVERLOAD,
    errors.REDIRECT: Cure.WEBHOOK,
    ACCESS_DENIED: Cure.OWNER,
}
# Writes are asked of lead 0: the portal checks method and scope first, then finds nothing to write to.
_PROBES: dict[str, Command] = {
    "crm.item.list": listing({}, select=("id",)),
    "crm.item.get": ("crm.item.get", {**LEAD, "id": 0}),
    "crm.item.update": ("crm.item.update", {**LEAD, "id": 0, "fields": {"title": ""}}),
    "crm.timeline.comment.add": (
        "crm.timeline.comment.add",
        {"fields": {"ENTITY_ID": 0, "ENTITY_TYPE": "lead", "COMMENT": ""}},
    ),
    _COMMENTS: (_COMMENTS, {"filter": {"ENTITY_ID": 0, "ENTITY_TYPE": "lead"}}),
    "crm.status.list": ("crm.status.list", {"filter": {"ENTITY_ID": "SOURCE"}}),
    "user.get": ("user.get", {}),
    _MODE: (_MODE, {}),
    NOTIFY: (NOTIFY, {"USER_ID": 0, "MESSAGE": ""}),
}
# What `[deals]` of a regulation needs; the portal refuses a deal 0 likewise.
_DEAL_PROBES: dict[str, Command] = {
    "crm.item.list: deals": listing({}, select=("id",), item=DEAL),
    "crm.item.update: deals": ("crm.item.update", {**DEAL, "id": 0, "fields": {"title": ""}}),
}
_MUST_ANSWER = frozenset({"crm.item.list", "crm.status.list", "user.get"})


async def check(client: Client, *, deals: bool = False) -> list[Right]:
    """Everything in one hit; when the hit itself fails there is one finding, `WEBHOOK`. `deals`: they are watched."""
    try:
        outcomes = await client.batch(_PROBES | (_DEAL_PROBES if deals else {}), priority=Priority.BACKGROUND)
    except TryLater:
        return [Right(WEBHOOK, ok=False, cure=Cure.UNREACHABLE)]
    except Refused as refused:
        return [Right(WEBHOOK, ok=False, cure=CURES.get(refused.code, Cure.UNEXPECTED))]
    findings = [_finding(method, outcome) for method, outcome in outcomes.items()]
    return [*findings, _phones(outcomes["user.get"])]


def _finding(method: str, outcome: Any) -> Right:
    if method == _MODE:
        simple = not isinstance(outcome, Refused | TryLater) and number(outcome) == _SIMPLE_MODE
        return Right(method, not simple, Cure.LEADS_OFF if simple else Cure.NONE)
    if method in _DEAL_PROBES:
        lacking = isinstance(outcome, Refused) and outcome.code in (errors.SCOPE, ACCESS_DENIED)
        return Right(method, not lacking, Cure.DEALS if lacking else Cure.NONE, optional=True)
    if method == NOTIFY:
        lacking = isinstance(outcome, Refused) and outcome.code == errors.SCOPE
        return Right(method, not lacking, Cure.SCOPE_IM if lacking else Cure.NONE, optional=True)
    cure = _cure(method, outcome)
    return Right(method, cure is Cure.NONE, cure, optional=method == _COMMENTS)


def _cure(method: str, outcome: Any) -> Cure:
    if isinstance(outcome, TryLater):
        return Cure.UNREACHABLE
    if not isinstance(outcome, Refused):
        return Cure.NONE
    if outcome.code == errors.SCOPE:
        return Cure.SCOPE_USER if method == "user.get" else Cure.SCOPE_CRM
    if method in _MUST_ANSWER:
        return CURES.get(outcome.code, Cure.UNEXPECTED)
    # Lead 0 is refused in one way or another; only what concerns the webhook as a whole counts.
    return Cure.NONE if outcome.code == ACCESS_DENIED else CURES.get(outcome.code, Cure.NONE)


def _phones(outcome: Any) -> Right:
    """`user_brief` hides the phone keys altogether, and contacts then match nobody."""
    people = [] if isinstance(outcome, Refused | TryLater) else rows(outcome)
    seen = any(field in person for person in people for field in PHONE_FIELDS)
    return Right(_PHONES, seen, Cure.NONE if seen else Cure.SCOPE_USER)

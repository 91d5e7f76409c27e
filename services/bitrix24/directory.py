"""Dictionaries and people of the portal."""

import logging
import re
from datetime import UTC, datetime

from services.bitrix24.client import Command
from services.bitrix24.values import Row, moment, number, row, rows, text
from services.domain.gateways import PhoneCall, Refused, Term, TryLater
from services.domain.people import Employee

log = logging.getLogger(__name__)

PHONE_FIELDS = ("PERSONAL_MOBILE", "WORK_PHONE", "PERSONAL_PHONE", "UF_PHONE_INNER")
OUTGOING = "1"  # of CALL_TYPE
RESULTS = ("200", "304", "486", "603")  # answered, missed, busy, declined
_DEAL_STAGES = re.compile(r"DEAL_STAGE(?:_(\d{1,9}))?")
_EXTRA_SEMANTICS = {"success": "S", "failure": "F", "apology": "F"}


def term(status: Row) -> Term:
    """A row of crm.status.list."""
    extra = text(row(status.get("EXTRA")).get("SEMANTICS"))
    return Term(
        id=number(status.get("ID")),
        code=text(status.get("STATUS_ID")),
        name=text(status.get("NAME")),
        sort=number(status.get("SORT")),
        semantics=text(status.get("SEMANTICS")) or _EXTRA_SEMANTICS.get(extra, "P"),
    )


def statuses(entity: str = "") -> Command:
    """The question for a dictionary: SOURCE or STATUS; "" for all of them."""
    wanted = {"filter": {"ENTITY_ID": entity}} if entity else {}
    return "crm.status.list", {**wanted, "order": {"SORT": "ASC"}}


def deal_stages(told: object) -> dict[int, list[Term]]:
    """The stages of deals by funnel: the first one's dictionary is DEAL_STAGE, that of funnel 9 is DEAL_STAGE_9."""
    found: dict[int, list[Term]] = {}
    if isinstance(told, Refused | TryLater):
        log.warning("the portal does not tell the stages of deals: %s", told)
        return found
    for status in rows(told):
        if known := _DEAL_STAGES.fullmatch(text(status.get("ENTITY_ID"))):
            found.setdefault(int(known[1] or 0), []).append(term(status))
    return found


def field_titles(told: object) -> list[Term]:
    """The result of crm.item.fields."""
    fields = row(row(told).get("fields"))
    return [Term(0, name, text(row(field).get("title")), 0) for name, field in fields.items()]


def employee(user: Row) -> Employee:
    """A row of user.get; without a name the e-mail or the id stands for it."""
    user_id = number(user.get("ID"))
    name = " ".join(filter(None, (text(user.get(part)).strip() for part in ("NAME", "LAST_NAME"))))
    departments = user.get("UF_DEPARTMENT")
    phones = (re.sub(r"\D", "", text(user.get(field))) for field in PHONE_FIELDS)
    return Employee(
        bitrix_id=user_id,
        name=name or text(user.get("EMAIL")) or f"#{user_id}",
        active=user.get("ACTIVE") in (True, "Y", "1", 1),
        phones=tuple(dict.fromkeys(filter(None, phones))),
        departments=tuple(filter(None, map(number, departments if isinstance(departments, list) else ()))),
    )


def phone_call(call: Row) -> PhoneCall:
    """A row of voximplant.statistic.get; «603-S» is a call that was declined, too."""
    code = text(call.get("CALL_FAILED_CODE")).partition("-")[0]
    return PhoneCall(
        lead_id=number(call.get("CRM_ENTITY_ID")),
        at=moment(call.get("CALL_START_DATE")) or datetime.max.replace(tzinfo=UTC),
        outgoing=text(call.get("CALL_TYPE")) == OUTGOING,
        seconds=max(0, number(call.get("CALL_DURATION"))),
        result=code if code in RESULTS else "other",
        record=text(call.get("CALL_RECORD_URL")),
        id=number(call.get("ID")),
        by=number(call.get("PORTAL_USER_ID")),
    )

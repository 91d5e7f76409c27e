"""Looking for leads that no event told of: two lists, both in one hit, paged by id without counting."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from services.bitrix24.client import Client, Command
from services.bitrix24.lead_fields import LEAD
from services.bitrix24.limiter import Priority
from services.bitrix24.values import Row, moment, number, rows
from services.domain.gateways import LeadMark, Refused, TryLater

log = logging.getLogger(__name__)

PAGE = 50
ROUNDS = 400  # hits in one sweep: 20,000 leads of a kind


def listing(
    filters: Mapping[str, Any],
    *,
    select: tuple[str, ...] = (),
    newest: bool = False,
    item: Mapping[str, int] = LEAD,
) -> Command:
    """crm.item.list by id; `start` -1 spares the portal the counting (and `total` is 0 then)."""
    params = {**item, "filter": dict(filters), "order": {"id": "DESC" if newest else "ASC"}, "start": -1}
    return "crm.item.list", {**params, "select": list(select)} if select else params


async def sweep(
    client: Client, after_id: int, changed_since: datetime, item: Mapping[str, int] = LEAD
) -> list[LeadMark]:
    """Leads, or other items, created above `after_id` or changed since, by id."""
    since = changed_since.astimezone(UTC).isoformat(timespec="seconds")
    filters = {"new": {}, "changed": {">=updatedTime": since}}
    last = {"new": after_id, "changed": 0}
    marks: dict[int, LeadMark] = {}
    for _ in range(ROUNDS):
        commands = {kind: _page(filters[kind], last[kind], item) for kind in last}
        found = {
            kind: _read(page) for kind, page in (await client.batch(commands, priority=Priority.BACKGROUND)).items()
        }
        for kind, page in found.items():
            marks.update((mark.id, mark) for mark in (_mark(row, changed_since) for row in page))
            last[kind] = max([last[kind], *(number(row.get("id")) for row in page)])
        last = {kind: last[kind] for kind, page in found.items() if len(page) >= PAGE}
        if not last:
            return [marks[lead_id] for lead_id in sorted(marks)]
    log.warning("sweep: more than %d leads at once; new ones go on with the next, changed ones are cut", ROUNDS * PAGE)
    # Above the last new lead read there are others unread: the caller must not count them as seen.
    return [marks[lead_id] for lead_id in sorted(marks) if lead_id <= last.get("new", lead_id)]


def _page(filters: Mapping[str, Any], after_id: int, item: Mapping[str, int]) -> Command:
    return listing({**filters, ">id": after_id}, select=("id", "updatedTime"), item=item)


def _read(outcome: Any) -> list[Row]:
    if isinstance(outcome, TryLater | Refused):
        raise outcome
    return rows(outcome, "items")


def _mark(item: Row, fallback: datetime) -> LeadMark:
    return LeadMark(number(item.get("id")), moment(item.get("updatedTime")) or fallback)

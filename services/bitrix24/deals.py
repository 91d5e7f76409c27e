"""Deals: crm.item.* with entityTypeId 2."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from services.bitrix24.client import BATCH, Client, Command
from services.bitrix24.clients import DEAL as DEAL_TYPE
from services.bitrix24.errors import IGNORED_FIELD
from services.bitrix24.limiter import Priority
from services.bitrix24.sweep import PAGE, listing
from services.bitrix24.values import Row, moment, number, row, rows, text
from services.domain.deals import PortalDeal
from services.domain.gateways import NOT_FOUND, Refused, TryLater
from services.domain.lead import Semantics

DEAL = {"entityTypeId": DEAL_TYPE}
_FIELDS = (
    *("id", "title", "assignedById", "stageId", "stageSemanticId", "observers"),
    *("createdTime", "createdBy", "updatedTime", "movedTime", "movedBy"),
)
PAGES = 400  # of deals that are in work


async def read(client: Client, ids: Sequence[int]) -> dict[int, PortalDeal | None]:
    """Each deal, or None when it is deleted; those that could not be told are left out."""
    asked = sorted(set(ids))[:BATCH]
    found = await _listed(client, {"@id": asked}, Priority.INTAKE)
    told: dict[int, PortalDeal | None] = {deal.id: deal for deal in found if deal.id in asked}
    return told | await _missing(client, [each for each in asked if each not in told])


async def in_work(client: Client) -> list[PortalDeal]:
    """All deals that have not ended."""
    deals: list[PortalDeal] = []
    for _ in range(PAGES):
        after = deals[-1].id if deals else 0
        page = await _listed(client, {"stageSemanticId": "P", ">id": after}, Priority.BACKGROUND)
        deals += page
        if len(page) < PAGE:
            break
    return deals


async def newest_id(client: Client) -> int:
    """The highest deal id there is, 0 when there are none."""
    newest = listing({}, select=("id",), newest=True, item=DEAL)
    found = await client.call(*newest, priority=Priority.BACKGROUND)
    return max((number(each.get("id")) for each in rows(found, "items")), default=0)


async def observe(client: Client, deal_id: int, observers: Iterable[int]) -> None:
    """From now on these observe the deal, and nobody else: the list that is written takes the place of the old one."""
    wanted = sorted(set(observers))
    params = {**DEAL, "id": deal_id, "fields": {"observers": wanted}}
    answer = await client.call("crm.item.update", params, priority=Priority.WRITE)
    item = row(row(answer).get("item"))
    if not item:
        raise TryLater("crm.item.update: no deal in the answer", maybe_done=True)
    if not set(wanted) <= set(_ids(item.get("observers"))):
        raise Refused(IGNORED_FIELD, "observers")


async def _listed(client: Client, filters: dict[str, Any], priority: Priority) -> list[PortalDeal]:
    found = await client.call(*listing(filters, select=_FIELDS, item=DEAL), priority=priority)
    return [_deal(each, client.now()) for each in rows(found, "items")]


async def _missing(client: Client, ids: Sequence[int]) -> dict[int, PortalDeal | None]:
    """A list does not say why a deal is not on it."""
    commands: dict[int, Command] = {each: ("crm.item.get", {**DEAL, "id": each}) for each in ids}
    outcomes = await client.batch(commands, priority=Priority.INTAKE) if commands else {}
    told: dict[int, PortalDeal | None] = {}
    for deal_id, outcome in outcomes.items():
        if isinstance(outcome, Refused | TryLater):
            if isinstance(outcome, Refused) and outcome.code == NOT_FOUND:
                told[deal_id] = None
        elif item := row(row(outcome).get("item")):
            told[deal_id] = _deal(item, client.now())
    return told


def _deal(item: Row, read_at: datetime) -> PortalDeal:
    created = moment(item.get("createdTime")) or read_at
    semantics = item.get("stageSemanticId")
    return PortalDeal(
        id=number(item.get("id")),
        title=text(item.get("title")).strip(),
        manager_id=number(item.get("assignedById")),
        stage=text(item.get("stageId")),
        semantics=Semantics(semantics) if semantics in ("P", "S", "F") else Semantics.PROCESS,
        created_at=created,
        created_by=number(item.get("createdBy")),
        updated_at=moment(item.get("updatedTime")) or created,
        moved_at=moment(item.get("movedTime")) or created,
        moved_by=number(item.get("movedBy")),
        observers=_ids(item.get("observers")),
    )


def _ids(value: Any) -> tuple[int, ...]:
    """A list of user ids; PHP may send it as an object."""
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return tuple(dict.fromkeys(filter(None, map(number, found))))

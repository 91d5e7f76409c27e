"""Bitrix24 as the services see it: the `Crm` protocol on top of the client."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.bitrix24 import clients, creation, deals, mirrors, rights, workdays
from services.bitrix24.client import BATCH, Client, Command
from services.bitrix24.directory import deal_stages, employee, field_titles, phone_call, statuses, term
from services.bitrix24.errors import IGNORED_FIELD, IGNORED_TRIGGER
from services.bitrix24.lead_fields import LEAD, ignored_field, portal_lead, written_fields
from services.bitrix24.limiter import Priority
from services.bitrix24.rights import NOTIFY
from services.bitrix24.sweep import PAGE, listing, sweep
from services.bitrix24.twins import find, name
from services.bitrix24.values import Row, moment, number, row, rows, text
from services.domain.bonus import Referrer
from services.domain.conversion import NewItem, Part
from services.domain.deals import PortalDeal
from services.domain.gateways import (
    ACCESS_DENIED,
    NOT_FOUND,
    AddComment,
    CrmWrite,
    Dictionaries,
    File,
    LeadMark,
    NewLead,
    PhoneCall,
    PullTrigger,
    Refused,
    TryLater,
    Workday,
    WriteFields,
    WriteOutcome,
)
from services.domain.lead import PortalLead
from services.domain.mirror import MirrorRow, Place
from services.domain.people import Employee
from services.domain.twins import Keys, Twin

log = logging.getLogger(__name__)

COMMENT_PAGES = 10
USER_PAGES = 200


class Bitrix24:
    """The portal; `watched_fields` are kept of every lead beside stage, source, manager and statusDescription."""

    def __init__(self, client: Client, *, watched_fields: Collection[str] = ()) -> None:
        self._client = client
        self._watched = frozenset(watched_fields)
        self._hidden: set[int] = set()

    def watch(self, fields: Collection[str]) -> None:
        """From now on these are kept."""
        self._watched = frozenset(fields)

    @property
    def last_success(self) -> datetime | None:
        """When the portal last answered a call of ours."""
        return self._client.last_success

    def lead_url(self, lead_id: int) -> str:
        """The lead's page in the portal."""
        return self._client.webhook.page_url("lead", lead_id)

    def twin_url(self, twin: Twin) -> str:
        """The page of a twin in the portal."""
        return self._client.webhook.page_url(twin.kind, twin.id)

    def item_url(self, part: Part, item_id: int) -> str:
        """The page of a deal, contact or company in the portal."""
        return self._client.webhook.page_url(part, item_id)

    def client_url(self, client: Referrer) -> str:
        """The page of a contact or a company in the portal; "" when it is neither."""
        return self._client.webhook.page_url(client.kind, client.id) if client.kind else ""

    async def read_leads(self, ids: Sequence[int]) -> dict[int, PortalLead | None]:
        """One list per 50 ids; those missing from it are asked one by one, since a list does not say why."""
        leads: dict[int, PortalLead | None] = {}
        for chunk in _chunks(sorted(set(ids))):
            items = await self._client.call(*listing({"@id": chunk}), priority=Priority.INTAKE)
            found = [self._lead(item) for item in rows(items, "items")]
            leads.update((lead.id, lead) for lead in found if lead.id in chunk)
            leads.update(await self._missing([lead_id for lead_id in chunk if lead_id not in leads]))
        return leads

    async def ready(self) -> None:
        await self._client.ready(Priority.INTAKE)

    def short(self) -> bool:
        return not self._client.room(Priority.WRITE)

    async def find_twins(self, keys: Mapping[int, Keys]) -> dict[int, tuple[Twin, ...]]:
        return await find(self._client, keys)

    async def name_twins(self, twins: Collection[Twin]) -> dict[Twin, Twin]:
        return await name(self._client, twins)

    async def _missing(self, ids: list[int]) -> dict[int, PortalLead | None]:
        commands: dict[int, Command] = {lead_id: ("crm.item.get", {**LEAD, "id": lead_id}) for lead_id in ids}
        outcomes = await self._client.batch(commands, priority=Priority.INTAKE)
        told: dict[int, PortalLead | None] = {}
        for lead_id, outcome in outcomes.items():
            if isinstance(outcome, Refused) and outcome.code == NOT_FOUND:
                told[lead_id] = None
            elif isinstance(outcome, Refused | TryLater):
                self._note_hidden(lead_id, outcome)
            elif item := _item(outcome):
                told[lead_id] = self._lead(item)
        return told

    def _note_hidden(self, lead_id: int, why: Refused | TryLater) -> None:
        denied = isinstance(why, Refused) and why.code == ACCESS_DENIED
        if denied and lead_id not in self._hidden:
            self._hidden.add(lead_id)
            log.warning("lead %d is hidden from the webhook's owner: let an administrator own the webhook", lead_id)
        elif not denied:
            log.info("lead %d could not be read: %s", lead_id, why)

    async def newest_lead_id(self) -> int:
        newest = await self._client.call(*listing({}, select=("id",), newest=True), priority=Priority.BACKGROUND)
        return max((number(item.get("id")) for item in rows(newest, "items")), default=0)

    async def sweep(self, after_id: int, changed_since: datetime) -> list[LeadMark]:
        return await sweep(self._client, after_id, changed_since)

    async def absent(self, ids: Sequence[int]) -> list[int]:
        listed = await self._client.call(*listing({"@id": list(ids)}, select=("id",)), priority=Priority.BACKGROUND)
        return sorted(set(ids) - {number(item.get("id")) for item in rows(listed, "items")})

    async def write(self, writes: Sequence[CrmWrite]) -> list[WriteOutcome]:
        commands = {index: _command(write) for index, write in enumerate(writes)}
        outcomes = await self._client.batch(commands, priority=Priority.WRITE)
        return [self._written(write, outcomes[index]) for index, write in enumerate(writes)]

    async def notify(self, notices: Sequence[tuple[int, str]]) -> list[TryLater | Refused | None]:
        commands: dict[int, Command] = {
            index: (NOTIFY, {"USER_ID": user_id, "MESSAGE": words}) for index, (user_id, words) in enumerate(notices)
        }
        outcomes = await self._client.batch(commands, priority=Priority.WRITE)
        return [found if isinstance(found, TryLater | Refused) else None for _, found in sorted(outcomes.items())]

    def _written(self, write: CrmWrite, outcome: Any) -> WriteOutcome:
        if isinstance(outcome, TryLater | Refused):
            return outcome
        if isinstance(write, PullTrigger):
            return None if outcome is True else Refused(IGNORED_TRIGGER, write.code)
        if isinstance(write, AddComment):
            return None
        item = _item(outcome)
        if not item:
            return TryLater("crm.item.update: no lead in the answer", maybe_done=True)
        ignored = ignored_field(item, write.fields)
        return Refused(IGNORED_FIELD, ignored) if ignored else self._lead(item)

    async def create_lead(self, new: NewLead) -> int:
        return await creation.create(self._client, new)

    async def find_created(self, origin: str) -> int | None:
        return await creation.find(self._client, origin)

    async def create_item(self, new: NewItem) -> int:
        return await creation.create_item(self._client, new)

    async def find_item(self, part: Part, mark: str) -> int | None:
        return await creation.find_item(self._client, part, mark)

    async def read_deals(self, ids: Sequence[int]) -> dict[int, PortalDeal | None]:
        return await deals.read(self._client, ids)

    async def deals_in_work(self) -> list[PortalDeal]:
        return await deals.in_work(self._client)

    async def newest_deal_id(self) -> int:
        return await deals.newest_id(self._client)

    async def sweep_deals(self, after_id: int, changed_since: datetime) -> list[LeadMark]:
        return await sweep(self._client, after_id, changed_since, deals.DEAL)

    async def observe_deal(self, deal_id: int, observers: Sequence[int]) -> None:
        await deals.observe(self._client, deal_id, observers)

    async def attach(self, lead_id: int, text: str, files: Sequence[File]) -> None:
        await creation.attach(self._client, lead_id, text, files)

    async def find_mirrored(self, place: Place, mark: str, number: int, near: datetime) -> int | None:
        return await mirrors.find(self._client, place, mark, number, near)

    async def add_mirrored(self, place: Place, new: MirrorRow) -> int:
        return await mirrors.add(self._client, place, new)

    async def update_mirrored(self, place: Place, number: int, new: MirrorRow) -> None:
        await mirrors.update(self._client, place, number, new)

    async def remove_mirrored(self, place: Place, number: int) -> None:
        await mirrors.remove(self._client, place, number)

    async def has_comment(self, lead_id: int, marker: str) -> bool:
        """Looks through the newest 500 comments."""
        return await self._any_comment(lead_id, lambda comment: marker in text(comment.get("COMMENT")))

    async def has_exact_comment(self, lead_id: int, words: str, since: datetime) -> bool:
        """The same; a comment that does not tell its age is not ours."""

        def ours(comment: Row) -> bool:
            added = moment(comment.get("CREATED"))
            return text(comment.get("COMMENT")).strip() == words and added is not None and added >= since

        return await self._any_comment(lead_id, ours)

    async def _any_comment(self, lead_id: int, matches: Callable[[Row], bool]) -> bool:
        params = {
            "filter": {"ENTITY_ID": lead_id, "ENTITY_TYPE": "lead"},
            "order": {"ID": "DESC"},
            "select": ["ID", "COMMENT", "CREATED"],
        }
        for page in range(COMMENT_PAGES):
            comments = await self._page("crm.timeline.comment.list", params, page, Priority.WRITE)
            if any(map(matches, comments)):
                return True
            if len(comments) < PAGE:
                break
        return False

    async def dictionaries(self, *, deals: bool = False) -> Dictionaries:
        """All in one hit."""
        commands = {name: statuses(name) for name in ("SOURCE", "STATUS")} | {"fields": ("crm.item.fields", LEAD)}
        if deals:
            commands["deals"] = statuses()
        told = await self._client.batch(commands, priority=Priority.BACKGROUND)
        for outcome in (told["SOURCE"], told["STATUS"]):
            if isinstance(outcome, Refused | TryLater):
                raise outcome
        if isinstance(told["fields"], Refused | TryLater):
            log.warning("the portal does not describe the fields of a lead: %s", told["fields"])
        sources, stages = ([term(status) for status in rows(told[name])] for name in ("SOURCE", "STATUS"))
        return Dictionaries(sources, stages, field_titles(told["fields"]), deal_stages(told.get("deals")))

    async def find_clients(self, name: str) -> list[Referrer]:
        return await clients.find_clients(self._client, name)

    async def contract_manager(self, client: Referrer) -> int:
        return await clients.contract_manager(self._client, client)

    async def employees(self) -> list[Employee]:
        return [employee(user) for user in await self._all("user.get")]

    async def departments(self) -> dict[int, str]:
        return {number(row.get("ID")): text(row.get("NAME")) for row in await self._all("department.get")}

    async def workdays(self, employees: Sequence[int]) -> dict[int, Workday]:
        return await workdays.workdays(self._client, employees)

    async def phone_calls(self, since: datetime) -> list[PhoneCall]:
        asked = {"CRM_ENTITY_TYPE": "LEAD", ">=CALL_START_DATE": since.isoformat()}
        return [phone_call(each) for each in await self._all("voximplant.statistic.get", FILTER=asked, SORT="ID")]

    async def _all(self, method: str, **more: Any) -> list[Row]:
        """Every row of what is read page by page, by number."""
        rows: list[Row] = []
        for page in range(USER_PAGES):
            params = more | {"ORDER": "ASC"} if more else {"sort": "ID", "order": "ASC"}
            rows += (found := await self._page(method, params, page, Priority.BACKGROUND))
            if len(found) < PAGE:
                break
        return rows

    async def server_time(self) -> datetime:
        told = moment(await self._client.call("server.time", priority=Priority.BACKGROUND))
        if told is None:
            raise TryLater("server.time: not a time")
        return told

    async def check_rights(
        self, mirror: Place | None = None, *, deals: bool = False, timeman: bool = False
    ) -> list[rights.Right]:
        """What the webhook may do, of all that this gateway needs; never raises, never writes.

        `mirror`: where the register goes; whether it can is told when the webhook works at all. `deals`: whether they
        are watched; `timeman`: whether working days are looked at.
        """
        found = await rights.check(self._client, deals=deals)
        if any(right.what == rights.WEBHOOK for right in found):
            return found
        if timeman:
            found = [*found, await workdays.check(self._client)]
        return [*found, *await mirrors.check(self._client, mirror)] if mirror else found

    async def close(self) -> None:
        await self._client.close()

    async def _page(self, method: str, params: dict[str, Any], page: int, priority: Priority) -> list[Row]:
        return rows(await self._client.call(method, {**params, "start": page * PAGE}, priority=priority))

    def _lead(self, item: Row) -> PortalLead:
        return portal_lead(item, self._watched, self._client.now())


def _command(write: CrmWrite) -> Command:
    if isinstance(write, WriteFields):
        return "crm.item.update", {**LEAD, "id": write.lead_id, "fields": written_fields(write.fields)}
    if isinstance(write, PullTrigger):
        return "crm.automation.trigger", {"target": f"LEAD_{write.lead_id}", "code": write.code}
    fields = {"ENTITY_ID": write.lead_id, "ENTITY_TYPE": "lead", "COMMENT": write.text}
    return "crm.timeline.comment.add", {"fields": fields}


def _item(result: Any) -> Row:
    return row(row(result).get("item"))


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
